// 各文件用语的强弱：按行为和强度计数 | How strong the wording is: counts by document, act and strength
// strength 由动词定档，由副词（强烈、坚决、原则上……）增减；只比较用语，不比较立场。 | strength is the verb's, moved by its adverbs (strongly, in principle …); it compares wordings, not positions.
:param document => null;
:param acts => ['reaffirm', 'emphasize', 'believe', 'recognize', 'note', 'recall', 'welcome', 'commend', 'congratulate', 'support', 'endorse', 'condemn', 'oppose', 'concern', 'condole', 'call', 'commit', 'decide', 'report'];
MATCH (d:Document)-[:HAS_PARAGRAPH]->(:Paragraph)<-[:IN]-(s:Statement)
WHERE ($document IS NULL OR d.id = $document) AND s.act IN $acts
RETURN d.date AS date, d.id AS document, s.strength AS strength, s.act AS act, count(s) AS statements
ORDER BY date, document, strength DESC, act
LIMIT 300
