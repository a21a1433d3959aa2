// 会议和事件按日期排列 | Meetings and events by date
// 只列文本给出日期的；日期的精确程度以文本为准（年、月或日），预告的会议未必如期举行。 | Only those that a text dates, as exactly as it does (year, month or day); an announced meeting may not have taken place.
:param since => 1900;
:param until => 2100;
MATCH (e:Entity)-[r:HELD_ON]->(t:Date)
WHERE NOT r.background AND t.year >= $since AND t.year <= $until
OPTIONAL MATCH (e)-[:LOCATED_IN]->(where:Entity)
WITH e, r, t, where ORDER BY where.id
WITH e, r, t, collect(where.name) AS places
UNWIND range(0, size(r.evidence) - 1) AS i
WITH e, t, places, r.evidence[i] AS evidence, r.quotes[i] AS quote
MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph {id: left(evidence, size(evidence) - size(last(split(evidence, ':'))) - 1)})
RETURN t.id AS date, e.name AS event, places, d.id AS document, p.n AS paragraph, quote, e.id AS entity, evidence
ORDER BY date, event, entity, d.date, document, p.order, evidence
LIMIT 300
