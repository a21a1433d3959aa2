// 谁领导哪个机构，谁代表哪个国家 | Who heads which body, who represents which country
// 是文本成文时的情况，不是现在的情况。 | As of the time of the text, not of today.
:param entity => null;
MATCH (a:Entity)-[r:HEADS|REPRESENTS]->(b:Entity)
WHERE NOT r.background AND ($entity IS NULL OR a.id = $entity OR b.id = $entity)
UNWIND range(0, size(r.evidence) - 1) AS i
WITH a, r, b, r.evidence[i] AS evidence, r.quotes[i] AS quote, r.stated[i] AS stated
MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph {id: left(evidence, size(evidence) - size(last(split(evidence, ':'))) - 1)})
RETURN a.name AS who, type(r) AS relation, b.name AS what, stated, d.date AS date, d.id AS document, p.n AS paragraph, quote,
       a.id AS who_key, b.id AS what_key, evidence
ORDER BY what, what_key, relation, who, who_key, date, document, p.order, evidence
LIMIT 300
