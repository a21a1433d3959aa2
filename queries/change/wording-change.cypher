// 两份文件谈同一实体，用语有何不同 | How two documents differ in what they say about the same entity
// 每份文件取用语最强的一句（同强取最先的一句）；change 是强度之差，不是立场之差。 | Takes each document's strongest statement about it (of equals the first); change is one of wording, not of position.
:param document => 'moscow-2020';
:param other => 'fm-2021';
:param entity => null;
MATCH (:Document {id: $document})-[:HAS_PARAGRAPH]->(p:Paragraph)<-[:IN]-(s:Statement)-[:CONCERNS]->(e:Entity)
WHERE $entity IS NULL OR e.id = $entity
WITH e, s, p ORDER BY abs(s.strength) DESC, p.order, s.start
WITH e, count(s) AS statements, collect(p.n)[0] AS paragraph, collect(s.act)[0] AS act, collect(s.strength)[0] AS strength,
     collect(s.quote)[0] AS quote
MATCH (:Document {id: $other})-[:HAS_PARAGRAPH]->(q:Paragraph)<-[:IN]-(t:Statement)-[:CONCERNS]->(e)
WITH e, statements, paragraph, act, strength, quote, t, q ORDER BY abs(t.strength) DESC, q.order, t.start
WITH e, statements, paragraph, act, strength, quote, count(t) AS other_statements, collect(q.n)[0] AS other_paragraph,
     collect(t.act)[0] AS other_act, collect(t.strength)[0] AS other_strength, collect(t.quote)[0] AS other_quote
RETURN e.name AS name, act, other_act, other_strength - strength AS change, statements, other_statements,
       $document AS document, paragraph, quote, $other AS other_document, other_paragraph, other_quote, e.id AS entity
ORDER BY abs(change) DESC, entity
LIMIT 300
