// 哪些话带条件或被否定 | Which statements hang on a condition or say no
// 条件和否定词按用语认定；否定的是句中的事（不应、避免），不一定是说话者的态度。 | Told by the words; what is denied is something in the clause (should not, avoid), not always the speaker's own act.
// 句子以外的条件（如上一句）不在内。 | A condition outside the sentence is not seen.
:param document => 'moscow-2020';
MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph)<-[:IN]-(s:Statement)
WHERE ($document IS NULL OR d.id = $document) AND (s.condition IS NOT NULL OR s.negated IS NOT NULL)
RETURN d.date AS date, d.id AS document, p.n AS paragraph, s.act AS act, s.cue AS cue, s.condition AS condition, s.negated AS negated, s.quote AS quote
ORDER BY date, document, p.order, s.start
LIMIT 300
