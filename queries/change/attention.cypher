// 各文件对一个实体的关注：提到几段，表态几次，沉默与否 | How much each document attends to an entity: paragraphs, statements, or silence
// share 是提到它的段落占全文的比例；文件长短和体裁不同，比较时要留意。 | share is that of the document's paragraphs; documents differ in length and genre.
// 0 是没有提到，或提到而未能认出。 | 0 means not named, or named and not recognised.
:param entity => 'un-security-council';
MATCH (e:Entity {id: $entity})
MATCH (d:Document)
OPTIONAL MATCH (d)-[:HAS_PARAGRAPH]->(p:Paragraph)
WITH e, d, count(p) AS all_paragraphs
OPTIONAL MATCH (d)-[:HAS_PARAGRAPH]->(p:Paragraph)-[m:MENTIONS]->(e)
WITH e, d, all_paragraphs, count(DISTINCT p) AS paragraphs, count(m) AS mentions
OPTIONAL MATCH (d)-[:HAS_PARAGRAPH]->(:Paragraph)<-[:IN]-(s:Statement)-[:CONCERNS]->(e)
WITH d, all_paragraphs, paragraphs, mentions, s ORDER BY s.act
RETURN d.date AS date, d.id AS document, paragraphs, CASE WHEN all_paragraphs = 0 THEN null ELSE toFloat(paragraphs) / all_paragraphs END AS share, mentions,
       count(s) AS statements, collect(DISTINCT s.act) AS acts, avg(s.strength) AS mean_strength
ORDER BY date, document
LIMIT 300
