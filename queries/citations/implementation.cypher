// 要求签署、批准、遵守、落实哪些条约、决议和文件 | Which treaties, resolutions and documents are to be signed, ratified, observed or carried out
// 动作词和文件在同一句里，不一定说的是这份文件。 | The word of action stands in the same clause, which need not be about this very text.
// 只是要求，不说明是否批准或落实。 | What is asked for; not whether it was ratified or carried out.
:param document => null;
:param entity => null;
:param types => ['Resolution', 'Treaty', 'Instrument'];
:param acts => ['call', 'reaffirm', 'emphasize', 'support', 'commit', 'decide'];
:param words => ['签署', '批准', '加入', '生效', '通过《', '缔结', '遵守', '履行', '执行', '落实', '维护《'];
MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph)<-[:IN]-(s:Statement)-[:CONCERNS]->(e:Entity)
WHERE ($document IS NULL OR d.id = $document) AND ($entity IS NULL OR e.id = $entity) AND s.act IN $acts
  AND any(type IN $types WHERE type IN labels(e)) AND any(word IN $words WHERE s.quote CONTAINS word)
RETURN e.name AS cited, [type IN $types WHERE type IN labels(e)] AS types, [word IN $words WHERE s.quote CONTAINS word] AS asked, s.act AS act,
       s.strength AS strength, d.date AS date, d.id AS document, p.n AS paragraph, s.quote AS quote, e.id AS entity
ORDER BY cited, entity, date, document, p.order, s.start
LIMIT 300
