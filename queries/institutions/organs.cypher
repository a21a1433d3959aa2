// 一个组织下面有哪些机构 | The bodies that belong to an organisation
// 只列已载入的文件提到的机构，不是完整的组织图。 | Only bodies that a loaded document names: no full chart of the organisation.
// stated 为假：隶属关系只来自词典，没有文件写到。 | stated = false: that it belongs there is known from the lexicon only.
:param entity => 'united-nations';
MATCH (b:Entity)-[r:PART_OF]->(a:Entity)
WHERE $entity IS NULL OR a.id = $entity
WITH a, b, r ORDER BY r.background
WITH a, b, collect(r)[0] AS r
OPTIONAL MATCH (b)<-[m:MENTIONS]-(p:Paragraph)<-[:HAS_PARAGRAPH]-(d:Document)
RETURN a.name AS organisation, b.name AS body, b.kind AS kind, NOT r.background AS stated, count(DISTINCT d) AS documents, count(m) AS mentions,
       a.id AS organisation_key, b.id AS body_key
ORDER BY organisation_key, mentions DESC, body_key
LIMIT 300
