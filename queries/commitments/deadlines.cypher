// 哪些承诺有期限 | Which promises have a deadline
// 期限是承诺里的日期：完成的时限，或所准备的会议的时间。 | The deadline is the date in the promise: a term, or the time of the meeting that it prepares.
// 有期限不等于按期做到；没有写明的期限（尽快、及早）不在内。 | A deadline set is not a deadline met; terms without a date (soon, at an early time) are left out.
:param document => null;
:param since => '1900';
:param until => '2100';
MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph)<-[:IN]-(s:Commitment)
WHERE ($document IS NULL OR d.id = $document) AND s.deadlineDate >= $since AND s.deadlineDate <= $until
OPTIONAL MATCH (s)-[:CONCERNS]->(e:Entity)
WITH d, p, s, e ORDER BY e.id
WITH d, p, s, collect(e.name) AS concerns
RETURN s.deadlineDate AS deadline, s.deadline AS words, concerns, d.date AS date, d.id AS document, p.n AS paragraph, s.quote AS quote
ORDER BY deadline, date, document, p.order, s.start
LIMIT 300
