// 某一天谁是一个机构的成员 | Who were the members of a body on a given day
// 成员来自文本和词典（background）；词典的成员只在已载入的文件同时提到它和该机构时才在图中，所以不是完整的名单。 | Members as texts and the lexicon (background) know them; those of the lexicon are in the graph only where a document names both, so the list is not complete.
// 没有起止日期的一律算作成员。 | Those without dates count as members throughout.
:param entity => 'un-security-council';
:param date => '2021-06-01';
MATCH (a:Entity)-[r:MEMBER_OF]->(b:Entity {id: $entity})
WHERE (r.since IS NULL OR any(since IN r.since WHERE left(since, size($date)) <= left($date, size(since))))
  AND (r.until IS NULL OR any(until IN r.until WHERE left($date, size(until)) < left(until, size($date))
       OR NOT r.background AND left($date, size(until)) = left(until, size($date))))
RETURN a.name AS member, r.role AS role, r.since AS since, r.until AS until, r.background AS background, r.documents AS documents, a.id AS entity
ORDER BY background, entity
LIMIT 300
