// 一份文件首次提到了谁和什么 | What a document names that no earlier one did
// 更早是指已载入的文件中日期更早的；换了说法而未能认出的也会算作新的。 | Earlier means dated earlier among the loaded ones; an old thing under a name not recognised counts as new, too.
:param document => 'fm-2021';
:param types => ['Country', 'Place', 'Organization', 'Treaty', 'Resolution', 'Instrument', 'Event', 'Person'];
MATCH (d:Document {id: $document})-[:HAS_PARAGRAPH]->(p:Paragraph)-[m:MENTIONS]->(e:Entity)
WHERE any(type IN $types WHERE type IN labels(e))
WITH d, e, p, m ORDER BY p.order, m.start
WITH d, e, count(m) AS mentions, collect({n: p.n, words: m.surface, text: p.text})[0] AS first
OPTIONAL MATCH (e)<-[:MENTIONS]-(:Paragraph)<-[:HAS_PARAGRAPH]-(b:Document)
WHERE b.date < d.date
WITH d, e, mentions, first, count(b) AS before
WHERE before = 0
RETURN e.name AS name, [type IN $types WHERE type IN labels(e)] AS types, e.status AS status, first.words AS named_as, mentions, d.id AS document,
       first.n AS paragraph, first.text AS quote, e.id AS entity
ORDER BY types[0], entity
LIMIT 300
