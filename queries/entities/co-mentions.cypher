// 哪些实体常与某一实体出现在同一段 | Which entities stand in the same paragraphs as a given one
// 同段出现不等于有关系。 | To stand in one paragraph is not to be related.
:param entity => 'un-security-council';
:param types => ['Country', 'Place', 'Organization', 'Treaty', 'Resolution', 'Instrument', 'Event', 'Person'];
:param minimum => 1;
MATCH (e:Entity {id: $entity})<-[:MENTIONS]-(p:Paragraph)-[:MENTIONS]->(o:Entity)
WHERE o.id <> $entity AND any(type IN $types WHERE type IN labels(o))
WITH DISTINCT o, p
MATCH (d:Document)-[:HAS_PARAGRAPH]->(p)
WITH o, p, d ORDER BY d.date, d.id, p.order
WITH o, count(p) AS paragraphs, count(DISTINCT d) AS documents, collect(p.id) AS places
WHERE paragraphs >= $minimum
RETURN o.id AS entity, [type IN $types WHERE type IN labels(o)] AS types, o.name AS name, paragraphs, documents, places
ORDER BY paragraphs DESC, documents DESC, entity
LIMIT 300
