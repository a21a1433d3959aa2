// 公布的文本里有哪些已知的错字、断行和误译 | The known errors of the published texts: misprints, broken lines, mistranslations
// 只列有人记下的；引用前请核对原文。 | Only those that somebody has written down; check the original before you cite.
:param document => null;
MATCH (d:Document)
WHERE d.errors IS NOT NULL AND ($document IS NULL OR d.id = $document)
UNWIND range(0, size(d.errors) - 1) AS i
RETURN d.date AS date, d.id AS document, d.title AS title, d.errors[i] AS error
ORDER BY date, document, i
LIMIT 300
