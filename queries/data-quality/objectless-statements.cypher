// 哪些陈述没有读出对象 | Which statements are about nothing that has a name
// 有的本来就不涉及具名的实体，有的是漏读。 | Some are about nothing that has a name; in others it was missed.
:param document => 'moscow-2020';
:param acts => ['reaffirm', 'emphasize', 'believe', 'recognize', 'note', 'recall', 'welcome', 'commend', 'congratulate', 'support', 'endorse', 'condemn', 'oppose', 'concern', 'condole', 'call', 'commit', 'decide', 'report'];
MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph)<-[:IN]-(s:Statement)
WHERE ($document IS NULL OR d.id = $document) AND s.act IN $acts
OPTIONAL MATCH (s)-[:CONCERNS]->(e:Entity)
WITH d, p, s, count(e) AS objects
WHERE objects = 0
RETURN d.date AS date, d.id AS document, p.n AS paragraph, s.act AS act, s.cue AS cue, s.quote AS quote
ORDER BY date, document, p.order, s.start
LIMIT 300
