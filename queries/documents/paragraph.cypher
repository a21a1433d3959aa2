// 一段话里读出了什么：名称、陈述、关系 | Everything that was read in one paragraph: names, statements and facts
// 没有读出的不在内，要同原文对照。 | What was not read is not here: compare it with the text itself.
// read_as 是实体类型的一行是名称，是行为的一行是陈述，是关系的一行是关系。 | In read_as a type marks a name, an act a statement, a relation a fact.
:param document => 'moscow-2020';
:param paragraph => '15';
:param types => ['Country', 'Place', 'Organization', 'Treaty', 'Resolution', 'Instrument', 'Event', 'Person'];
MATCH (d:Document {id: $document})-[:HAS_PARAGRAPH]->(p:Paragraph {n: $paragraph})
OPTIONAL MATCH (p)-[m:MENTIONS]->(e:Entity)
WITH d, p, [name IN collect({start: m.start, end: m.end, reading: [type IN $types WHERE type IN labels(e)], entities: [e.name], words: m.surface})
            WHERE name.start IS NOT NULL] AS names
OPTIONAL MATCH (p)<-[:IN]-(s:Statement)
OPTIONAL MATCH (s)-[:CONCERNS]->(o:Entity)
WITH d, p, names, s, o ORDER BY o.id
WITH d, p, names, s, collect(o.name) AS objects
WITH d, p, names, [one IN collect({start: s.clauseStart, end: s.clauseEnd, reading: [s.act], entities: objects, words: s.quote})
                   WHERE one.start IS NOT NULL] AS statements
OPTIONAL MATCH (p)-[:MENTIONS]->(:Entity)-[r]-(x)
WHERE r.background = false
WITH DISTINCT d, p, names, statements, r
UNWIND CASE WHEN r IS NULL THEN [null] ELSE range(0, size(r.evidence) - 1) END AS i
WITH d, p, names, statements, r, r.evidence[i] AS evidence, r.quotes[i] AS quote
WITH d, p, names, statements, r, quote, evidence, split(last(split(evidence, ':')), '-') AS span
WITH d, p, names, statements,
     [fact IN collect({place: left(evidence, size(evidence) - size(last(split(evidence, ':'))) - 1), start: toInteger(span[0]), end: toInteger(span[1]), reading: [type(r)],
                       entities: [startNode(r).name, endNode(r).name], words: quote})
      WHERE fact.place = p.id] AS facts
UNWIND names + statements + facts AS one
RETURN one.start AS starts, one.end AS ends, one.reading AS read_as, one.entities AS entities, d.id AS document, p.n AS paragraph,
       one.words AS quote
ORDER BY starts, ends DESC, read_as[0], entities[0], entities[1]
LIMIT 300
