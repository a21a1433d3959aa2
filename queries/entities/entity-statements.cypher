// 各文件先后怎样谈到一个实体 | What is said about an entity, document after document
// 只列以它为对象的陈述；仅仅提到它的段落见 co-mentions 和 mechanism-life。 | Only statements that are about it; for paragraphs that merely name it see co-mentions and mechanism-life.
// strength 是用语的强弱（-10 至 10），不是立场是否坚定，也不是是否落实。 | strength is that of the wording (-10 to 10), not of the will behind it or of what was done.
:param entity => 'un-security-council';
MATCH (e:Entity {id: $entity})<-[:CONCERNS]-(s:Statement)-[:IN]->(p:Paragraph)<-[:HAS_PARAGRAPH]-(d:Document)
OPTIONAL MATCH (s)-[:BY]->(a:Entity)
WITH d, p, s, a ORDER BY a.id
WITH d, p, s, collect(a.name) AS speakers
RETURN d.date AS date, d.id AS document, p.n AS paragraph, s.speaker AS speaker, speakers, s.act AS act, s.cue AS cue,
       s.strength AS strength, s.commitment AS commitment, s.quote AS quote
ORDER BY date, document, p.order, s.start
LIMIT 300
