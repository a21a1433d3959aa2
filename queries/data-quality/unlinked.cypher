// 尚未确认的名称：候选实体和未能确定所指的简称 | Names not settled yet: candidates, and short forms that nothing resolved
// 已链接的名称也可能有错，这里不列。 | Names that were linked may be wrong too; they are not listed here.
:param statuses => ['candidate', 'unresolved'];
:param document => null;
MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph)
WHERE $document IS NULL OR d.id = $document
OPTIONAL MATCH (p)-[m:MENTIONS]->(e:Entity)
WHERE e.status IN $statuses
WITH d, p, m, e ORDER BY m.start
WITH d, p, collect({surface: m.surface, status: e.status, entity: e.id, name: e.name, start: m.start}) AS found
WITH d, p, found + [place IN coalesce(p.unresolved, []) | {surface: place}] AS found
UNWIND found AS one
WITH d, p, one WHERE one.surface IS NOT NULL
RETURN one.status AS status, one.name AS name, one.surface AS surface, d.id AS document, p.n AS paragraph, one.entity AS entity
ORDER BY status, d.date, document, p.order, one.start, surface
LIMIT 300
