// 图中有哪些文件 | The documents in the graph
// 只列已载入的文件；这里没有的，不等于不存在。 | Only what was loaded; that a document is not here says nothing about the world.
// 陈述数是程序读出的数目，漏读的不在内。 | Counts are of what the program has read; what it missed is not counted.
:param kind => null;
MATCH (d:Document)
WHERE $kind IS NULL OR d.kind = $kind
OPTIONAL MATCH (d)-[:ISSUED_BY|SIGNED_BY]->(e:Entity)
WITH d, e ORDER BY e.id
WITH d, collect(DISTINCT e.name) AS parties
OPTIONAL MATCH (d)-[:HAS_PARAGRAPH]->(p:Paragraph)
OPTIONAL MATCH (p)<-[:IN]-(s:Statement)
RETURN d.date AS date, d.id AS document, d.kind AS kind, d.name AS title, parties,
       count(DISTINCT p) AS paragraphs, count(s) AS statements
ORDER BY date, document
LIMIT 300
