// 一个实体与谁有什么关系（图） | Who and what an entity is related to (a picture)
// 只有文本明说的和词典已知的关系（background 为真），没有同段出现的关系。 | Only what a text states or (background = true) the lexicon knows; to stand in one paragraph is no relation.
:param entity => 'new-development-bank';
MATCH (e:Entity {id: $entity})-[r]-(o:Entity)
RETURN startNode(r) AS head, r AS relation, endNode(r) AS tail
ORDER BY type(r), o.id, r.background
LIMIT 300
