// 哪些条约、决议和文件总是一起被援引 | Which treaties, resolutions and documents are cited together
// 一起是指在同一段；同段援引不等于内容有联系。 | Together means in one paragraph; that need not tie what they say.
:param entity => null;
:param types => ['Resolution', 'Treaty', 'Instrument'];
:param minimum => 1;
MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph)-[:MENTIONS]->(a:Entity)
WHERE any(type IN $types WHERE type IN labels(a))
WITH DISTINCT d, p, a
MATCH (p)-[:MENTIONS]->(b:Entity)
WHERE a.id < b.id AND any(type IN $types WHERE type IN labels(b)) AND ($entity IS NULL OR $entity IN [a.id, b.id])
WITH DISTINCT d, p, a, b
WITH d, p, a, b ORDER BY d.date, d.id, p.order
WITH a, b, count(p) AS paragraphs, count(DISTINCT d) AS documents, collect(p.id) AS places
WHERE paragraphs >= $minimum
RETURN a.name AS cited, b.name AS cited_with, paragraphs, documents, places, a.id AS cited_key, b.id AS with_key
ORDER BY documents DESC, paragraphs DESC, cited_key, with_key
LIMIT 300
