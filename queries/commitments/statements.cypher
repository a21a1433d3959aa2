// 某几类陈述逐句（默认：核可了什么，决定了什么） | The statements of chosen acts, one by one (as given: what is endorsed and what is decided)
// concerns 是句中涉及的实体，不都是这一行为的对象。 | concerns are the entities that the clause is about; not each of them is what the act is done to.
:param document => null;
:param acts => ['endorse', 'decide'];
MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph)<-[:IN]-(s:Statement)
WHERE ($document IS NULL OR d.id = $document) AND s.act IN $acts
OPTIONAL MATCH (s)-[:CONCERNS]->(e:Entity)
WITH d, p, s, e ORDER BY e.id
WITH d, p, s, collect(e.name) AS concerns
RETURN d.id AS document, p.n AS paragraph, s.act AS act, s.cue AS cue, s.strength AS strength, concerns, s.quote AS quote
ORDER BY d.date, document, p.order, s.start
LIMIT 300
