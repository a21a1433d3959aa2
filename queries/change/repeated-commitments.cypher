// 哪些承诺在后来的文件里又作了一次 | Which promises are made again in a later document
// 凡两句承诺涉及同一实体就列出；是否同一承诺要看引文。 | Lists two promises that are about the same entity; whether they promise the same the quotes tell.
// leaveOut 里的实体（写键）太常见，不作为比较的依据。 | The entities in leaveOut (keys) are named too often to compare by.
:param document => null;
:param entity => null;
:param leaveOut => ['brics', 'united-nations'];
MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph)<-[:IN]-(s:Commitment)-[:CONCERNS]->(e:Entity)
WHERE NOT e.id IN $leaveOut AND ($entity IS NULL OR e.id = $entity)
MATCH (e)<-[:CONCERNS]-(t:Commitment)-[:IN]->(q:Paragraph)<-[:HAS_PARAGRAPH]-(f:Document)
WHERE d.date < f.date AND ($document IS NULL OR $document IN [d.id, f.id])
WITH d, p, s, f, q, t, e ORDER BY e.id
WITH d, p, s, f, q, t, collect(e.name) AS about, collect(e.id) AS keys
RETURN about, s.strength AS strength, t.strength - s.strength AS change, d.date AS date, d.id AS document, p.n AS paragraph, s.quote AS quote,
       f.date AS later_date, f.id AS later_document, q.n AS later_paragraph, t.quote AS later_quote, keys AS about_key
ORDER BY date, document, p.order, s.start, later_date, later_document, q.order, t.start
LIMIT 300
