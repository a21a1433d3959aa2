// 两份文件共同提到的实体 | The entities that two documents both name
// 只比较同一实体（同一键）；候选名称和未能确定所指的简称可能漏计。 | Compares entities by key; candidates and short forms that were not resolved may be missed.
:param document => 'moscow-2020';
:param other => 'fm-2021';
:param types => ['Country', 'Place', 'Organization', 'Treaty', 'Resolution', 'Instrument', 'Event', 'Person'];
MATCH (:Document {id: $document})-[:HAS_PARAGRAPH]->(p:Paragraph)-[m:MENTIONS]->(e:Entity)
WHERE any(type IN $types WHERE type IN labels(e))
WITH e, p, count(m) AS mentions ORDER BY p.order
WITH e, sum(mentions) AS mentions, collect(p.n) AS paragraphs
MATCH (:Document {id: $other})-[:HAS_PARAGRAPH]->(q:Paragraph)-[n:MENTIONS]->(e)
WITH e, mentions, paragraphs, q, count(n) AS more ORDER BY q.order
WITH e, mentions, paragraphs, sum(more) AS other_mentions, collect(q.n) AS other_paragraphs
RETURN e.id AS entity, [type IN $types WHERE type IN labels(e)] AS types, e.name AS name,
       mentions, other_mentions, paragraphs, other_paragraphs
ORDER BY mentions + other_mentions DESC, entity
LIMIT 300
