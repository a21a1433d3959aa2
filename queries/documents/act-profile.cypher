// 一份文件的言语行为构成：重申、呼吁、承诺各占多少 | A document's acts: how much of it reaffirms, calls, commits
// share 是占该文件全部陈述的比例；长句和短句同样算一条。 | share is that of all the document's statements; a long clause counts as much as a short one.
:param document => 'moscow-2020';
MATCH (d:Document)-[:HAS_PARAGRAPH]->(:Paragraph)<-[:IN]-(s:Statement)
WHERE $document IS NULL OR d.id = $document
WITH d, count(s) AS total
MATCH (d)-[:HAS_PARAGRAPH]->(:Paragraph)<-[:IN]-(s:Statement)
WITH d, total, s.act AS act, count(s) AS statements, sum(CASE WHEN s.commitment THEN 1 ELSE 0 END) AS commitments,
     toFloat(sum(s.strength)) / count(s) AS mean_strength
RETURN d.id AS document, act, statements, toFloat(statements) / total AS share, commitments, mean_strength
ORDER BY d.date, document, statements DESC, act
LIMIT 300
