// 同一关系，哪些文件说的年份、日期、职务等不一样 | Where texts give the same fact different years, dates or offices
// 不一样不一定矛盾：连任、分期，或一处说得更细。 | Different need not contradict: a second term, two stages, or one text more exact.
// 主体不同的（谁是主席国）见 rival-facts。 | For facts whose ends differ (who held the chair) see rival-facts.
:param attributes => ['year', 'date', 'since', 'until', 'role', 'status'];
MATCH (a:Entity)-[r]->(b)
WHERE r.background = false AND any(attribute IN $attributes WHERE size(r[attribute]) > 1)
UNWIND [attribute IN $attributes WHERE size(r[attribute]) > 1] AS attribute
UNWIND range(0, size(r.evidence) - 1) AS i
WITH a, r, b, attribute, r[attribute] AS given, r.evidence[i] AS evidence, r.quotes[i] AS quote, r.stated[i] AS stated
MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph {id: left(evidence, size(evidence) - size(last(split(evidence, ':'))) - 1)})
RETURN a.name AS head, type(r) AS relation, b.name AS tail, attribute, given, stated, d.date AS date, d.id AS document, p.n AS paragraph, quote,
       a.id AS head_key, b.id AS tail_key, evidence
ORDER BY head_key, relation, tail_key, attribute, date, document, p.order, evidence
LIMIT 300
