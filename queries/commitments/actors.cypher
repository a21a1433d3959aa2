// 谁以自己的名义说了什么 | Who says what in their own name
// 集体发言（我们、双方、外长们）不在内，见 entity-statements 和 statements。 | What the collective says (we, both sides, the ministers) is left out; see entity-statements and statements.
:param document => null;
:param entity => null;
MATCH (a:Entity)<-[b:BY]-(s:Statement)-[:IN]->(p:Paragraph)<-[:HAS_PARAGRAPH]-(d:Document)
WHERE NOT b.collective AND ($document IS NULL OR d.id = $document) AND ($entity IS NULL OR a.id = $entity)
RETURN a.name AS actor, s.act AS act, s.cue AS cue, s.commitment AS commitment, d.date AS date, d.id AS document,
       p.n AS paragraph, s.quote AS quote, a.id AS entity
ORDER BY date, document, p.order, s.start, entity
LIMIT 300
