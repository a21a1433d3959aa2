// 会议一览：何时、何地、谁主办、谁主持、谁出席、通过了什么 | Meetings at a glance: when, where, hosted and chaired by whom, attended by whom, with what result
// 空白的一项是文本没有说，不是没有。 | An empty cell means that no text says so, not that there was nothing.
// 预告的会议未必如期举行。 | A meeting that was announced may not have taken place as planned.
:param entity => null;
:param document => null;
MATCH (e:Event)<-[:MENTIONS]-(:Paragraph)<-[:HAS_PARAGRAPH]-(m:Document)
WHERE ($entity IS NULL OR e.id = $entity) AND ($document IS NULL OR m.id = $document)
WITH DISTINCT e
OPTIONAL MATCH (e)-[:HELD_ON]->(t:Date)
WITH e, t ORDER BY t.id
WITH e, collect(t.id) AS dates
OPTIONAL MATCH (e)-[:LOCATED_IN]->(x:Entity)
WITH e, dates, x ORDER BY x.id
WITH e, dates, collect(x.name) AS places
OPTIONAL MATCH (e)<-[:HOSTS]-(x:Entity)
WITH e, dates, places, x ORDER BY x.id
WITH e, dates, places, collect(x.name) AS hosts
OPTIONAL MATCH (e)<-[:CHAIRS]-(x:Entity)
WITH e, dates, places, hosts, x ORDER BY x.id
WITH e, dates, places, hosts, collect(x.name) AS chairs
OPTIONAL MATCH (e)<-[:ATTENDED]-(x:Entity)
WITH e, dates, places, hosts, chairs, x ORDER BY x.id
WITH e, dates, places, hosts, chairs, collect(x.name) AS attended
OPTIONAL MATCH (e)-[:ADOPTED]->(x:Entity)
WITH e, dates, places, hosts, chairs, attended, x ORDER BY x.id
WITH e, dates, places, hosts, chairs, attended, collect(x.name) AS adopted
WHERE size(dates + places + hosts + chairs + attended + adopted) > 0
RETURN e.name AS meeting, dates, places, hosts, chairs, attended, adopted, e.id AS entity
ORDER BY dates[0], entity
LIMIT 300
