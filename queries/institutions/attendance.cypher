// 谁出席了哪次会议 | Who attended which meeting
// 只列文本点名的与会者；没有点名不等于没有出席。 | Only those whom a text names; nobody else is said to have been absent.
// represents 是文本在任何一处说到的、此人所代表的国家。 | represents is the country that any loaded text says the person represents.
:param entity => null;
MATCH (a:Entity)-[r:ATTENDED]->(b:Entity)
WHERE NOT r.background AND ($entity IS NULL OR a.id = $entity OR b.id = $entity)
OPTIONAL MATCH (a)-[:REPRESENTS]->(c:Country)
WITH a, r, b, c ORDER BY c.id
WITH a, r, b, collect(c.name) AS represents
UNWIND range(0, size(r.evidence) - 1) AS i
WITH a, r, b, represents, r.evidence[i] AS evidence, r.quotes[i] AS quote
MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph {id: left(evidence, size(evidence) - size(last(split(evidence, ':'))) - 1)})
RETURN a.name AS who, represents, b.name AS what, d.id AS document, p.n AS paragraph, quote,
       a.id AS who_key, b.id AS what_key, evidence
ORDER BY what, what_key, who, who_key, d.date, document, p.order, evidence
LIMIT 300
