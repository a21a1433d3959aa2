// 哪些条约、决议、文件和机构由谁提出、通过、签署、设立 | Who proposed, adopted, signed or established which treaties, resolutions, documents and bodies
// 只列文本明说的关系；缔约方（PARTY_TO）不是完整的缔约方名单。 | Only what a text states; PARTY_TO is no full list of parties.
:param entity => null;
MATCH (a:Entity)-[r:PROPOSED|ADOPTED|SIGNED|PARTY_TO|ESTABLISHED]->(b:Entity)
WHERE NOT r.background AND ($entity IS NULL OR a.id = $entity OR b.id = $entity)
UNWIND range(0, size(r.evidence) - 1) AS i
WITH a, r, b, r.evidence[i] AS evidence, r.quotes[i] AS quote, r.stated[i] AS stated
MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph {id: left(evidence, size(evidence) - size(last(split(evidence, ':'))) - 1)})
RETURN a.name AS who, type(r) AS relation, b.name AS what, stated, d.id AS document, p.n AS paragraph, quote,
       a.id AS who_key, b.id AS what_key, evidence
ORDER BY what, what_key, relation, who, who_key, d.date, document, p.order, evidence
LIMIT 300
