"""What stands in the database, one document or one batch of shared nodes at a time: memory does not grow with the texts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extract.schema import DATE
from graph.building.shape import COMMITMENT, DOCUMENT, ENTITY, LABELS, LEDGER, PARAGRAPH, STATEMENT
from graph.database.write import batches
from graph.proof.elements import Finding, Link, Vertex, listed, name_node

Read = Callable[..., list[dict[str, Any]]]  # Store.read, or Transaction.run inside a transaction


@dataclass(frozen=True, slots=True)
class Part:
    """Nodes, the edges that leave them, and the text of every paragraph that those cite, by the paragraph's id."""

    vertices: Sequence[Vertex]
    links: Sequence[Link]
    texts: Mapping[str, str]


def find_ids(read: Read, label: str) -> list[str]:
    return sorted({str(row["id"]) for row in read(f"MATCH (n:{label}) RETURN n.id AS id")})


def find_document(read: Read, doc: str, expected: Collection[str] = ()) -> Part:
    """What hangs together with the document, and whatever bears one of the expected names."""
    links = list(_leaving(read, DOCUMENT, [doc]))
    paragraphs = _ids_of(PARAGRAPH, [*(link.tail for link in links), *expected])
    links += _leaving(read, PARAGRAPH, paragraphs)
    statements = sorted({*_statements_in(read, paragraphs), *_ids_of(STATEMENT, expected)})
    links += _leaving(read, STATEMENT, statements)
    own = ((DOCUMENT, [doc]), (PARAGRAPH, paragraphs), (STATEMENT, statements))
    vertices = [vertex for label, ids in own for vertex in _nodes(read, label, ids)]
    return Part(vertices, links, _texts(v for v in vertices if v.label == PARAGRAPH))


def find_ledger(read: Read, doc: str) -> list[Vertex]:
    return list(_nodes(read, LEDGER, [doc]))


def find_entities(read: Read, keys: Sequence[str]) -> Part:
    """The entities and the edges that leave them, with the texts that those edges cite."""
    links = list(_leaving(read, ENTITY, keys))
    cited = {at.rsplit(":", 1)[0] for link in links for at in listed(link.properties.get("evidence"))}
    return Part(list(_nodes(read, ENTITY, keys)), links, _texts(_nodes(read, PARAGRAPH, sorted(cited))))


def find_dates(read: Read) -> list[Vertex]:
    return list(_nodes(read, DATE, find_ids(read, DATE)))


def find_strays(read: Read) -> Iterator[Finding]:
    """What nothing leads to, what leaves a node that nothing leaves, and what is there twice."""
    unlabelled = " AND ".join(f"NOT n:{label}" for label in LABELS)
    for query, problem in (
        (f"MATCH (n) WHERE {unlabelled} RETURN labels(n) AS labels, n.id AS id", "no kind of node that is ever written"),
        (f"MATCH (n:{PARAGRAPH}) WHERE NOT (n)<-[:HAS_PARAGRAPH]-(:{DOCUMENT}) {_ROW}", "an orphan: no document has it"),
        (f"MATCH (n:{STATEMENT}) WHERE NOT (n)-[:IN]->(:{PARAGRAPH}) {_ROW}", "an orphan: in no paragraph"),
        (f"MATCH (n:{COMMITMENT}) WHERE NOT n:{STATEMENT} {_ROW}", "a commitment that is no statement"),
        (f"MATCH (n:{DATE})-[r]->() {_ROW}", "an edge leaves it, and none ever leaves a date"),
        (f"MATCH (n:{LEDGER})-[r]-() {_ROW}", "a ledger has no edges"),
    ):
        yield from (Finding(name_node(row["labels"], row["id"]), problem) for row in read(query))
    yield from _twice(read)


_ROW = "RETURN labels(n) AS labels, n.id AS id ORDER BY id"


def _twice(read: Read) -> Iterator[Finding]:
    for label in LABELS:
        query = f"MATCH (n:{label}) WITH n.id AS id, count(*) AS nodes WHERE nodes > 1 RETURN id, nodes ORDER BY id"
        yield from (Finding(name_node([label], row["id"]), f"{row['nodes']} nodes have this id") for row in read(query))


def _nodes(read: Read, label: str, ids: Sequence[str]) -> Iterator[Vertex]:
    query = f"MATCH (n:{label}) WHERE n.id IN $ids RETURN labels(n) AS labels, properties(n) AS properties ORDER BY n.id"
    for batch in batches(ids):
        for row in read(query, ids=list(batch)):
            yield Vertex(name_node(row["labels"], row["properties"]["id"]), tuple(sorted(row["labels"])), row["properties"])


def _leaving(read: Read, label: str, ids: Sequence[str]) -> Iterator[Link]:
    query = f"""
        MATCH (a:{label})-[r]->(b) WHERE a.id IN $ids
        RETURN labels(a) AS head_labels, a.id AS head, type(r) AS type, labels(b) AS tail_labels, b.id AS tail,
               properties(r) AS properties
    """
    for batch in batches(ids):
        for row in read(query, ids=list(batch)):
            head, tail = name_node(row["head_labels"], row["head"]), name_node(row["tail_labels"], row["tail"])
            yield Link(head, row["type"], tail, row["properties"], (tuple(row["head_labels"]), tuple(row["tail_labels"])))


def _statements_in(read: Read, paragraphs: Sequence[str]) -> Iterator[str]:
    query = f"MATCH (s:{STATEMENT})-[:IN]->(p:{PARAGRAPH}) WHERE p.id IN $ids RETURN s.id AS id"
    for batch in batches(paragraphs):
        yield from (str(row["id"]) for row in read(query, ids=list(batch)))


def _ids_of(label: str, names: Iterable[str]) -> list[str]:
    return sorted({name.removeprefix(f"{label}:") for name in names if name.startswith(f"{label}:")})


def _texts(paragraphs: Iterable[Vertex]) -> dict[str, str]:
    return {vertex.id: str(vertex.properties.get("text", "")) for vertex in paragraphs}
