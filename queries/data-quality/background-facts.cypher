// 哪些隶属和成员关系只来自词典，没有文件写到 | Which ties are known from the lexicon only, with no text to cite
// 没有凭据的关系不宜引用；文件里也许写了而没有读出。 | Do not cite them; a text may state one and it was not read.
:param entity => null;
:param relations => ['MEMBER_OF', 'PART_OF'];
MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.background AND type(r) IN $relations AND ($entity IS NULL OR a.id = $entity OR b.id = $entity)
OPTIONAL MATCH (a)-[f]->(b)
WHERE f.background = false AND type(f) = type(r)
WITH a, r, b, count(f) AS stated
WHERE stated = 0
RETURN a.name AS head, type(r) AS relation, b.name AS tail, r.role AS role, r.since AS since, r.until AS until, a.id AS head_key, b.id AS tail_key
ORDER BY relation, tail_key, head_key
LIMIT 300
