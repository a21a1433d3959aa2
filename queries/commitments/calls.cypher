// 谁被点名要求、敦促、鼓励做什么 | Who is called upon, by name, to do what
// 只列呼吁等动词后面点名的国家和机构；国际社会、各方、各国不是实体，不在内。 | Only those whom the text names right after the verb; the international community, the parties and all states are nobody in particular.
// 被呼吁不等于同意，也不等于做了。 | To be called upon is neither to agree nor to have acted.
:param document => null;
:param entity => null;
:param acts => ['call'];
:param roles => ['addressee', 'object'];
MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph)<-[:IN]-(s:Statement)-[c:CONCERNS]->(e:Entity)
WHERE ($document IS NULL OR d.id = $document) AND ($entity IS NULL OR e.id = $entity) AND s.act IN $acts AND c.role IN $roles
OPTIONAL MATCH (s)-[:BY]->(a:Entity)
WITH d, p, s, e, a ORDER BY a.id
WITH d, p, s, e, collect(a.name) AS speakers
RETURN e.name AS called_upon, s.cue AS cue, speakers, d.date AS date, d.id AS document, p.n AS paragraph, s.quote AS quote, e.id AS entity
ORDER BY date, document, p.order, s.start, entity
LIMIT 300
