// 哪一年谁是主席国，其间发表了哪些文件 | Who held the chair in which year, and what was issued under it
// 只列文本写明年份的；documents 是元数据记有该主席国、日期在该年的文件。 | Only chairs that a text dates; documents are those whose metadata name that chair, dated in that year.
:param entity => null;
MATCH (a:Entity)-[r:CHAIRS]->(b:Entity)
WHERE NOT r.background AND ($entity IS NULL OR a.id = $entity OR b.id = $entity)
UNWIND r.year AS year
OPTIONAL MATCH (d:Document)
WHERE d.chair = a.id AND left(d.date, size(year)) = year
WITH a, r, b, year, d ORDER BY d.date, d.id
WITH a, r, b, year, collect(d.id) AS documents
RETURN year, a.name AS chair, b.name AS what, documents, r.documents AS stated_in, a.id AS chair_key, b.id AS what_key
ORDER BY year, what_key, chair_key
LIMIT 300
