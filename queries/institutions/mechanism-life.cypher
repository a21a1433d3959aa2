// 一个机制的生命历程：提出、商定、设立、欢迎……（附引文） | Stages in the life of a body: proposed, agreed, established, welcomed … with quotes
// 次序是各文件的日期，不一定是事情发生的日期。 | The order is that of the documents' dates, which need not be that of the events.
// facts 和 parties 两列一一对应：该段所述的关系和另一方。 | facts and parties run in parallel: what the paragraph states of it, and who is at the other end.
:param entity => 'brics-partnir-innovation-centre';
:param relations => ['PROPOSED', 'ADOPTED', 'SIGNED', 'ESTABLISHED', 'PART_OF', 'LOCATED_IN', 'CHAIRS', 'HOSTS', 'HEADS', 'MEMBER_OF', 'CANDIDATE_FOR'];
MATCH (e:Entity {id: $entity})<-[:MENTIONS]-(p:Paragraph)<-[:HAS_PARAGRAPH]-(d:Document)
WITH DISTINCT e, p, d
OPTIONAL MATCH (e)-[r]-(other:Entity)
WHERE NOT r.background AND type(r) IN $relations AND any(evidence IN r.evidence WHERE evidence STARTS WITH p.id + ':')
WITH e, p, d, type(r) AS fact, other.name AS party, other.id AS id ORDER BY fact, id
WITH e, p, d, collect(fact) AS facts, collect(party) AS parties
OPTIONAL MATCH (e)<-[c:CONCERNS]-(s:Statement)-[:IN]->(p)
RETURN d.date AS date, d.id AS document, p.n AS paragraph, c.stage AS stage, facts, parties, s.act AS act, s.cue AS cue,
       coalesce(s.quote, p.text) AS quote
ORDER BY date, document, p.order, s.start
LIMIT 300
