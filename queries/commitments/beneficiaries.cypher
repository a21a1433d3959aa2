// 承诺是为了谁，针对什么 | Whom the promises serve, and what they are directed at
// benefits 为真：文本说是为它；为假：承诺的对象。 | benefits = true: the text says that it is for them; false: what the promise is about.
// 一句承诺最多各记一个；没有点名的（发展中国家、后代）不在内。 | One of each at most is kept for a promise; those without a name (developing countries, future generations) are left out.
:param document => null;
:param entity => null;
MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph)<-[:IN]-(s:Commitment)
WHERE $document IS NULL OR d.id = $document
UNWIND [s.beneficiary, s.target] AS key
WITH d, p, s, key
WHERE key IS NOT NULL AND ($entity IS NULL OR key = $entity)
MATCH (e:Entity {id: key})
RETURN e.name AS name, coalesce(s.beneficiary = key, false) AS benefits, s.cue AS cue, s.bound AS bound, d.date AS date, d.id AS document,
       p.n AS paragraph, s.quote AS quote, e.id AS entity
ORDER BY entity, date, document, p.order, s.start, benefits
LIMIT 300
