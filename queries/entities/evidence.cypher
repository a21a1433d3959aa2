// 两个实体之间的关系有什么凭据 | What proves that two entities are related
// 没有引文的一行来自词典，不来自文本。 | A row without a quote comes from the lexicon, not from a text.
// 同段出现不是凭据，见 co-mentions。 | To stand in one paragraph is no proof; see co-mentions.
:param entity => 'ndb-eurasian-regional-centre';
:param partner => 'new-development-bank';
MATCH (:Entity {id: $entity})-[r]-(:Entity {id: $partner})
UNWIND CASE WHEN r.background THEN [null] ELSE range(0, size(r.evidence) - 1) END AS i
WITH r, startNode(r) AS a, endNode(r) AS b, r.evidence[i] AS evidence, r.quotes[i] AS quote, r.stated[i] AS stated
OPTIONAL MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph {id: left(evidence, size(evidence) - size(last(split(evidence, ':'))) - 1)})
RETURN a.name AS head, type(r) AS relation, b.name AS tail, stated, r.background AS background, d.date AS date, d.id AS document,
       p.n AS paragraph, quote, a.id AS head_key, b.id AS tail_key, evidence
ORDER BY relation, head_key, date, document, p.order, evidence
LIMIT 300
