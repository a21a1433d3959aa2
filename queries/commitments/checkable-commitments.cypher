// 哪些承诺可以核查：具体，而且指向将来 | Which promises can be checked: specific, and of things to come
// 只看用语是否具体，不说明能否做到，也不说明是否做到。 | Tells from the words alone that a promise is specific; neither that it can be kept nor that it was.
// bound 是受约束的人：all 全体，some 一部分，one 其中之一。 | bound says who is bound: all who speak, some or one of them.
:param document => null;
MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph)<-[:IN]-(s:Commitment)
WHERE ($document IS NULL OR d.id = $document) AND s.specific IS NOT NULL AND s.future IS NOT NULL
RETURN d.date AS date, d.id AS document, p.n AS paragraph, s.cue AS cue, s.bound AS bound, s.specific AS specific, s.future AS future,
       s.deadline AS deadline, s.quote AS quote
ORDER BY date, document, p.order, s.start
LIMIT 300
