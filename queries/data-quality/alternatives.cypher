// 各文件对一个实体的名称和属性有哪些不同说法 | On which names and properties of an entity documents disagree
// 图里用的是排在最前的一个；其余列在这里，不等于错。 | The graph shows the first one; the others, listed here, need not be wrong.
MATCH (e:Entity)
WHERE e.alternatives IS NOT NULL
UNWIND e.alternatives AS alternative
RETURN e.name AS name, alternative, e.status AS status, e.id AS entity
ORDER BY entity, alternative
LIMIT 300
