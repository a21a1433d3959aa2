// 谁担任主席国，谁主办 | Who chairs and who hosts what
// 只列文本明说的；职务的起止以引文为准。 | Only what a text says; when it began and ended the quote tells.
:param entity => null;
MATCH (a:Entity)-[r:CHAIRS|HOSTS]->(b:Entity)
WHERE NOT r.background AND ($entity IS NULL OR a.id = $entity OR b.id = $entity)
UNWIND range(0, size(r.evidence) - 1) AS i
WITH a, r, b, r.evidence[i] AS evidence, r.quotes[i] AS quote, r.stated[i] AS stated
MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph {id: left(evidence, size(evidence) - size(last(split(evidence, ':'))) - 1)})
RETURN a.name AS who, type(r) AS relation, b.name AS what, stated, d.id AS document, p.n AS paragraph, quote,
       a.id AS who_key, b.id AS what_key, evidence
ORDER BY what, what_key, relation, who, who_key, d.date, document, p.order, evidence
LIMIT 300
