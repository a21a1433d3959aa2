// 机构之间如何相连（图） | How institutions hang together (a picture)
// background 为真的边来自词典，不来自文本。 | Edges with background = true come from the lexicon, not from a text.
// 文本没有写到的隶属和成员关系不在图中。 | Ties that no loaded text states are not in the picture.
:param relations => ['PART_OF', 'MEMBER_OF', 'CANDIDATE_FOR', 'ESTABLISHED', 'CHAIRS', 'HEADS', 'LOCATED_IN'];
MATCH (a:Entity)-[r]->(b:Entity)
WHERE type(r) IN $relations
RETURN a AS head, r AS relation, b AS tail
ORDER BY a.id, type(r), b.id, r.background
LIMIT 300
