// 一份文件里谁对什么说了什么（图） | A document's statements with who makes them and what they are about (a picture)
// 没有读出对象的陈述只连到说话者；集体发言连到发表文件的机构。 | A statement without an object hangs on its speaker only; the collective speaks as the body that issued the document.
// 长文件请用 acts 选几类行为，否则图只画到前 300 条边。 | Choose acts in a long document, else the picture ends with the first 300 edges.
:param document => 'industry-2022';
:param acts => ['reaffirm', 'emphasize', 'believe', 'recognize', 'note', 'recall', 'welcome', 'commend', 'congratulate', 'support', 'endorse', 'condemn', 'oppose', 'concern', 'condole', 'call', 'commit', 'decide', 'report'];
MATCH (d:Document {id: $document})-[:HAS_PARAGRAPH]->(p:Paragraph)<-[:IN]-(s:Statement)-[r:BY|CONCERNS]->(e:Entity)
WHERE s.act IN $acts
RETURN s AS statement, r AS relation, e AS entity
ORDER BY p.order, s.start, type(r), e.id
LIMIT 300
