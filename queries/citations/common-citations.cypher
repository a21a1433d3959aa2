// 两份文件共同援引了什么（图） | What two documents both cite (a picture)
// 只画两份都援引的；边上的 acts 说明各自如何援引。 | Only what both cite; acts on the edges says how each of them does.
:param document => 'moscow-2020';
:param other => 'fm-2021';
MATCH (:Document {id: $document})-[:CITES]->(e:Entity)<-[:CITES]-(:Document {id: $other})
MATCH (d:Document)-[c:CITES]->(e)
WHERE d.id IN [$document, $other]
RETURN d AS document, c AS relation, e AS cited
ORDER BY e.id, d.date, d.id
LIMIT 300
