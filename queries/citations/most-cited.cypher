// 被最多文件援引的决议、条约和文件 | The resolutions, treaties and documents that most documents cite
// 只数已载入的文件；同一决议的简称只有在能确定所指时才计入。 | Counts loaded documents only; a short form counts only where it is certain what it stands for.
:param minimum => 2;
:param types => ['Resolution', 'Treaty', 'Instrument'];
MATCH (d:Document)-[c:CITES]->(e:Entity)
WHERE any(type IN $types WHERE type IN labels(e))
WITH e, d, c ORDER BY d.date, d.id
WITH e, count(d) AS documents, sum(c.count) AS mentions, collect(d.id) AS cited_in, collect(c.acts) AS acts
WHERE documents >= $minimum
RETURN e.id AS entity, [type IN $types WHERE type IN labels(e)] AS types, e.name AS cited, documents, mentions, cited_in,
       reduce(known = [], more IN acts | known + [act IN more WHERE NOT act IN known]) AS acts
ORDER BY documents DESC, mentions DESC, entity
LIMIT 300
