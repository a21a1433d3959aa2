// 哪些段落没有读出陈述，或没有读出名称 | Which paragraphs yielded no statement, or no name
// 有的段落本来就没有（小标题、叙事）；读出了一些的段落也可能还有漏读。 | Some hold none (a heading, a tale); a paragraph that yielded some may hold more.
:param document => null;
MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph)
WHERE $document IS NULL OR d.id = $document
OPTIONAL MATCH (p)-[m:MENTIONS]->(:Entity)
WITH d, p, count(m) AS mentions
OPTIONAL MATCH (p)<-[:IN]-(s:Statement)
WITH d, p, mentions, count(s) AS statements
WHERE mentions = 0 OR statements = 0
RETURN d.date AS date, d.id AS document, p.n AS paragraph, mentions, statements, p.text AS quote
ORDER BY date, document, p.order
LIMIT 300
