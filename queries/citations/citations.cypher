// 援引了哪些决议、条约和文件，在何处，如何援引（忆及、重申、呼吁执行……） | Which resolutions, treaties and documents are cited, where and how: recalled, reaffirmed, their implementation called for
// act 为空：该段提到它，但没有读出以它为对象的陈述；引文是整段。 | No act: the paragraph names it, but no statement about it was read; the quote is the whole paragraph.
// 援引不等于遵守：本表不说明决议是否得到执行。 | A citation is no compliance: the answer does not say whether a resolution was carried out.
:param document => null;
:param entity => null;
:param types => ['Resolution', 'Treaty', 'Instrument'];
MATCH (d:Document)-[:CITES]->(e:Entity)
WHERE ($document IS NULL OR d.id = $document) AND ($entity IS NULL OR e.id = $entity)
  AND any(type IN $types WHERE type IN labels(e))
MATCH (d)-[:HAS_PARAGRAPH]->(p:Paragraph)-[:MENTIONS]->(e)
WITH DISTINCT d, p, e
OPTIONAL MATCH (e)<-[:CONCERNS]-(s:Statement)-[:IN]->(p)
RETURN [type IN $types WHERE type IN labels(e)] AS types, e.name AS cited, s.act AS act, s.cue AS cue,
       d.id AS document, p.n AS paragraph, coalesce(s.quote, p.text) AS quote, e.id AS entity
ORDER BY cited, entity, d.date, document, p.order, s.start
LIMIT 300
