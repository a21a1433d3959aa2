// 本应只有一个的事，文本说了几个：几个日期、几个地点、几位负责人 | Where one is expected and texts give several: dates, places, heads
// 有几个不一定有错：一处只说年份，一处说到日；莫斯科也在俄罗斯；负责人会换。 | Several need not be wrong: a year here and a day there; Moscow and Russia; one head after another.
:param outgoing => ['HELD_ON', 'LOCATED_IN'];
:param incoming => ['HEADS', 'REPRESENTS', 'HOSTS'];
MATCH (a:Entity)-[r]-(b)
WHERE r.background = false AND (type(r) IN $outgoing AND startNode(r) = a OR type(r) IN $incoming AND endNode(r) = a)
WITH a, type(r) AS relation, r, b ORDER BY b.id
WITH a, relation, collect(r) AS facts, collect(b.id) AS rivals
WHERE size(rivals) > 1
UNWIND facts AS r
UNWIND range(0, size(r.evidence) - 1) AS i
WITH a, relation, rivals, r, r.evidence[i] AS evidence, r.quotes[i] AS quote
MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph {id: left(evidence, size(evidence) - size(last(split(evidence, ':'))) - 1)})
RETURN a.name AS name, relation, rivals, d.date AS date, d.id AS document, p.n AS paragraph, quote, a.id AS entity, evidence
ORDER BY entity, relation, date, document, p.order, evidence
LIMIT 300
