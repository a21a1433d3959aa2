// 哪些文件援引哪些条约、决议和文件（图） | Which documents cite which treaties, resolutions and documents (a picture)
// 只画两份以上文件共同援引的；全部见 citations。 | Only what more than one document cites; for all see citations.
// 边上的 acts 是援引时的言语行为，count 是次数。 | On the edges: acts, what the citing does with words, and count, how often.
MATCH (:Document)-[c:CITES]->(e:Entity)
WITH e, count(c) AS documents
WHERE documents > 1
MATCH (d:Document)-[c:CITES]->(e)
RETURN d AS document, c AS relation, e AS cited
ORDER BY documents DESC, e.id, d.date, d.id
LIMIT 300
