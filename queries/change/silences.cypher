// 前一份文件表过态、后一份不再提的是什么 | What an earlier document takes a position on and a later one does not even name
// 不提有多种原因：已经解决、不合时宜、另有文件专门谈，或没有认出。 | There are many reasons for silence: settled, awkward, dealt with elsewhere, or named but not recognised.
// 引文是前一份文件措辞最重的一句。 | The quote is the strongest statement of the earlier document.
:param document => 'moscow-2020';
:param other => 'fm-2021';
:param types => ['Country', 'Place', 'Organization', 'Treaty', 'Resolution', 'Instrument', 'Event', 'Person'];
MATCH (d:Document {id: $document})-[:HAS_PARAGRAPH]->(p:Paragraph)<-[:IN]-(s:Statement)-[:CONCERNS]->(e:Entity)
WHERE any(type IN $types WHERE type IN labels(e))
WITH d, e, p, s ORDER BY abs(s.strength) DESC, p.order, s.start
WITH d, e, count(s) AS statements, collect({act: s.act, strength: s.strength, n: p.n, quote: s.quote})[0] AS most
OPTIONAL MATCH (e)<-[m:MENTIONS]-(:Paragraph)<-[:HAS_PARAGRAPH]-(:Document {id: $other})
WITH d, e, statements, most, count(m) AS named
WHERE named = 0
RETURN e.name AS name, [type IN $types WHERE type IN labels(e)] AS types, statements, most.act AS act, most.strength AS strength, d.id AS document,
       most.n AS paragraph, most.quote AS quote, e.id AS entity
ORDER BY statements DESC, abs(strength) DESC, entity
LIMIT 300
