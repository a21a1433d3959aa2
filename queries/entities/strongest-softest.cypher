// 各文件谈到一个实体时，措辞最重和最轻的一句 | The strongest and the softest words on an entity in each document
// 轻重是用语的强弱，不分褒贬（谴责和承诺都重）；同样轻重取先说的一句。 | Strong is how much is staked, for or against (to condemn and to commit are both strong); of equals the first counts.
:param entity => 'un-security-council';
MATCH (e:Entity {id: $entity})<-[:CONCERNS]-(s:Statement)-[:IN]->(p:Paragraph)<-[:HAS_PARAGRAPH]-(d:Document)
WITH d, p, s ORDER BY abs(s.strength) DESC, p.order, s.start
WITH d, collect({strength: s.strength, act: s.act, n: p.n, quote: s.quote}) AS said
WITH d, said, said[0] AS most, [one IN said WHERE abs(one.strength) = abs(last(said).strength)][0] AS least
RETURN d.date AS date, d.id AS document, size(said) AS statements, most.strength AS strength, most.act AS act, least.strength AS softest_strength,
       least.act AS softest_act, most.n AS paragraph, most.quote AS quote, least.n AS softest_paragraph, least.quote AS softest_quote
ORDER BY date, document
LIMIT 300
