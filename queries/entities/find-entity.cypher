// 按名称查找实体 | Find an entity by a part of any of its names
// 只比对词典和文本给出的名称，不做近似匹配。 | Compares with the names that lexicon and texts give; nothing is guessed.
:param words => '安理会';
:param types => ['Country', 'Place', 'Organization', 'Treaty', 'Resolution', 'Instrument', 'Event', 'Person'];
MATCH (e:Entity)
WHERE (toLower(e.allNames) CONTAINS toLower($words) OR toLower(e.id) CONTAINS toLower($words))
  AND any(type IN $types WHERE type IN labels(e))
OPTIONAL MATCH (e)<-[m:MENTIONS]-(p:Paragraph)<-[:HAS_PARAGRAPH]-(d:Document)
RETURN e.id AS entity, [type IN $types WHERE type IN labels(e)] AS types, e.name AS name, e.nameEn AS name_en,
       e.status AS status, count(m) AS mentions, count(DISTINCT d) AS documents
ORDER BY mentions DESC, entity
LIMIT 300
