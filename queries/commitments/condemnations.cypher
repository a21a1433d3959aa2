// 谴责、反对、关切什么，谁说的（最严厉的在前） | What is condemned, opposed or of concern, and who says so; the hardest words first
// objects 是句中涉及的实体，不都是被谴责的一方。 | objects are the entities that the clause is about; not each of them is the one condemned.
// 没有点名的对象（恐怖主义、暴力）只在引文里。 | What is no entity (terrorism, violence) stands in the quote only.
:param document => null;
:param entity => null;
:param acts => ['condemn', 'oppose', 'concern'];
MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph)<-[:IN]-(s:Statement)
WHERE ($document IS NULL OR d.id = $document) AND s.act IN $acts
OPTIONAL MATCH (s)-[:BY]->(a:Entity)
WITH d, p, s, a ORDER BY a.id
WITH d, p, s, collect(a.name) AS speakers
OPTIONAL MATCH (s)-[:CONCERNS]->(e:Entity)
WITH d, p, s, speakers, e ORDER BY e.id
WITH d, p, s, speakers, collect(e.name) AS objects, collect(e.id) AS keys
WHERE $entity IS NULL OR $entity IN keys
RETURN s.strength AS strength, s.act AS act, s.cue AS cue, objects, speakers, d.date AS date, d.id AS document, p.n AS paragraph, s.quote AS quote
ORDER BY strength, date, document, p.order, s.start
LIMIT 300
