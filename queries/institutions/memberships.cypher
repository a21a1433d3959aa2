// 谁是（或竞选）哪个机构的成员，以何身份，何时 | Who is a member of, or a candidate for, which body, as what and when
// 只列文本明说的成员关系，不是完整的成员名单。 | Only memberships that a text states: no body's full list of members.
// background=true 时加上词典已知的成员关系，没有文件、段落和引文；since 和 until 汇集各处所说。 | With background=true also those that the lexicon knows, which have no document or quote; since and until gather what any source says.
:param entity => null;
:param background => false;
MATCH (a:Entity)-[r:MEMBER_OF|CANDIDATE_FOR]->(b:Entity)
WHERE ($background OR NOT r.background) AND ($entity IS NULL OR a.id = $entity OR b.id = $entity)
UNWIND CASE WHEN r.background THEN [null] ELSE range(0, size(r.evidence) - 1) END AS i
WITH a, r, b, r.evidence[i] AS evidence, r.quotes[i] AS quote, r.stated[i] AS stated
OPTIONAL MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph {id: left(evidence, size(evidence) - size(last(split(evidence, ':'))) - 1)})
RETURN a.name AS who, type(r) AS relation, b.name AS what, stated, r.since AS since, r.until AS until, r.background AS background,
       d.id AS document, p.n AS paragraph, quote, a.id AS who_key, b.id AS what_key, evidence
ORDER BY what, what_key, relation, who, who_key, d.date, document, p.order, evidence
LIMIT 300
