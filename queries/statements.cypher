// 某一类陈述逐句（默认：呼吁谁做什么） | The statements of chosen acts, one by one (as given: who is called upon to do what)
// concerns 是句中涉及的实体，不都是被呼吁的一方。 | concerns are the entities that the clause is about; not each of them is the one addressed.
:param document => 'moscow-2020';
:param acts => ['call'];
MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph)<-[:IN]-(s:Statement)
WHERE ($document IS NULL OR d.id = $document) AND s.act IN $acts
OPTIONAL MATCH (s)-[:CONCERNS]->(e:Entity)
WITH d, p, s, e ORDER BY e.id
WITH d, p, s, collect(e.name) AS concerns
RETURN d.id AS document, p.n AS paragraph, s.act AS act, s.cue AS cue, s.strength AS strength, concerns, s.quote AS quote
ORDER BY d.date, document, p.order, s.start
LIMIT 300
