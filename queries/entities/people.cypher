// 文件里的人：代表哪国，领导什么机构，出席什么会议，说了几句 | The people in the texts: whom they represent, what they head, which meetings they attend, how much they say
// 是文本成文时的身份，不是现在的身份。 | Their offices are those of the time of the text, not of today.
// 记者、译者等署名者也在内。 | Those who only sign (reporters, photographers) are among them.
:param entity => null;
:param document => null;
MATCH (a:Person)<-[:MENTIONS]-(:Paragraph)<-[:HAS_PARAGRAPH]-(d:Document)
WHERE ($entity IS NULL OR a.id = $entity) AND ($document IS NULL OR d.id = $document)
WITH DISTINCT a, d
WITH a, d ORDER BY d.date, d.id
WITH a, collect(d.id) AS documents
OPTIONAL MATCH (a)-[r:REPRESENTS]->(c:Entity)
WITH a, documents, r, c ORDER BY c.id
WITH a, documents, collect(c.name) AS represents, collect(r.role) AS roles
OPTIONAL MATCH (a)-[r:HEADS]->(b:Entity)
WITH a, documents, represents, roles, r, b ORDER BY b.id
WITH a, documents, represents, roles, collect(b.name) AS heads, collect(r.role) AS others
OPTIONAL MATCH (a)-[:ATTENDED]->(m:Entity)
WITH a, documents, represents, heads, roles + others AS roles, m ORDER BY m.id
WITH a, documents, represents, heads, roles, collect(m.name) AS attended
OPTIONAL MATCH (a)<-[:BY]-(s:Statement)
WITH a, documents, represents, heads, roles, attended, count(s) AS statements
RETURN a.name AS who, represents, heads, reduce(known = [], more IN roles | known + more) AS roles,
       attended, statements, documents, a.id AS entity
ORDER BY statements DESC, entity
LIMIT 300
