// 一份文件作出了哪些承诺 | What a document commits its speakers to
// 承诺按用语认定（将、承诺、致力于……），不说明是否履行。 | A commitment is told by its words (will, commit, are determined …); the answer does not say whether it was kept.
// 呼吁别人行动、支持第三方的倡议，不算承诺。 | Calls on others and support for what others propose are none.
:param document => 'moscow-2020';
MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph)<-[:IN]-(s:Commitment)
WHERE $document IS NULL OR d.id = $document
OPTIONAL MATCH (s)-[:CONCERNS]->(e:Entity)
WITH d, p, s, e ORDER BY e.id
WITH d, p, s, collect(e.name) AS concerns
RETURN d.id AS document, p.n AS paragraph, s.cue AS cue, s.act AS act, s.strength AS strength, concerns, s.quote AS quote
ORDER BY d.date, document, p.order, s.start
LIMIT 300
