// 一个实体最先在哪份文件的哪一段出现 | Where an entity is named for the first time
// 最先是指已载入的文件中日期最早的；没有日期的文件排在最后。 | First means in the earliest loaded document; documents without a date come last.
// 引文是整段。 | The quote is the whole paragraph.
:param entity => 'new-development-bank';
:param types => ['Country', 'Place', 'Organization', 'Treaty', 'Resolution', 'Instrument', 'Event', 'Person'];
MATCH (e:Entity)<-[m:MENTIONS]-(p:Paragraph)<-[:HAS_PARAGRAPH]-(d:Document)
WHERE ($entity IS NULL OR e.id = $entity) AND any(type IN $types WHERE type IN labels(e))
WITH e, m, p, d ORDER BY d.date, d.id, p.order, m.start
WITH e, count(m) AS mentions, count(DISTINCT d) AS documents,
     collect({date: d.date, doc: d.id, n: p.n, words: m.surface, text: p.text})[0] AS first
RETURN e.name AS name, [type IN $types WHERE type IN labels(e)] AS types, first.words AS named_as, documents, mentions,
       first.date AS date, first.doc AS document, first.n AS paragraph, first.text AS quote, e.id AS entity
ORDER BY date, document, entity
LIMIT 300
