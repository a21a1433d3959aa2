// 哪些文件缺日期、标题、体裁或发表者 | Which documents lack a date, a title, a kind or an issuer
// 缺日期的文件不能参加先后比较；写下的元数据是否正确，这里不查。 | A document without a date cannot be put in order; whether what is written is right is not looked into.
MATCH (d:Document)
OPTIONAL MATCH (d)-[:ISSUED_BY|SIGNED_BY]->(e:Entity)
WITH d, count(e) AS parties
WHERE d.date IS NULL OR d.title IS NULL OR d.kind IS NULL OR parties = 0
RETURN d.id AS document, d.date IS NULL AS no_date, d.title IS NULL AS no_title, d.kind IS NULL AS no_kind, parties = 0 AS no_issuer
ORDER BY document
LIMIT 300
