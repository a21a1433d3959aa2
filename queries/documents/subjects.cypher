// 一份文件主要谈什么：按段落数和陈述数排列 | What a document is about: the entities with the most paragraphs and statements
// 提到得多不等于重视；发表文件的机构自己往往排在最前。 | To be named often is not to matter most; the body that speaks often comes first.
// 代词和未能确定所指的简称不计。 | Pronouns, and short forms that nothing resolved, are not counted.
:param document => 'moscow-2020';
:param types => ['Country', 'Place', 'Organization', 'Treaty', 'Resolution', 'Instrument', 'Event', 'Person'];
:param minimum => 2;
MATCH (d:Document {id: $document})-[:HAS_PARAGRAPH]->(p:Paragraph)-[m:MENTIONS]->(e:Entity)
WHERE any(type IN $types WHERE type IN labels(e))
WITH d, e, p, count(m) AS mentions ORDER BY p.order
WITH d, e, count(p) AS paragraphs, sum(mentions) AS mentions, collect(p.n) AS places
WHERE paragraphs >= $minimum
OPTIONAL MATCH (e)<-[:CONCERNS]-(s:Statement)-[:IN]->(:Paragraph)<-[:HAS_PARAGRAPH]-(d)
WITH e, paragraphs, mentions, places, s ORDER BY s.act
RETURN e.name AS name, [type IN $types WHERE type IN labels(e)] AS types, paragraphs, mentions, count(s) AS statements,
       collect(DISTINCT s.act) AS acts, places, e.id AS entity
ORDER BY paragraphs DESC, statements DESC, mentions DESC, entity
LIMIT 300
