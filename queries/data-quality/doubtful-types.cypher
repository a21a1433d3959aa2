// 哪些实体没有类型，或有不止一个 | Which entities have no type, or more than one
// 只有一个类型也可能是错的。 | A single type may be wrong, too.
:param types => ['Country', 'Place', 'Organization', 'Treaty', 'Resolution', 'Instrument', 'Event', 'Person'];
MATCH (e:Entity)
WITH e, [type IN $types WHERE type IN labels(e)] AS types
WHERE size(types) <> 1
OPTIONAL MATCH (e)<-[m:MENTIONS]-(p:Paragraph)
WITH e, types, m, p ORDER BY p.id, m.start
RETURN e.name AS name, types, e.status AS status, count(m) AS mentions, collect(DISTINCT p.id) AS places, e.id AS entity
ORDER BY entity
LIMIT 300
