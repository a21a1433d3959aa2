"""Nodes and edges into a transaction, in batches: one query a set of labels or a type, every value bound.

Labels and types are put into queries as text, because Cypher cannot bind them, and only after they were found in the
schema. The counters of the database are checked: an edge whose end is missing would otherwise be left out in silence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from extract.schema import SchemaError, load_schema
from graph.building.merge import Fact
from graph.building.shape import DOCUMENT, HAS_PARAGRAPH, IN, PARAGRAPH, STATEMENT, STRUCTURE, Edge, Node, all_labels, ends
from graph.database.store import Transaction

BATCH = 2000
T = TypeVar("T")
Row = dict[str, Any]


def create_nodes(transaction: Transaction, nodes: Iterable[Node]) -> None:
    """Creates nodes that are not there yet: the embedded engine does not look (see ddl.py)."""
    by_labels: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
    for node in nodes:
        by_labels[node.labels].append(node_row(node))
    for labels, rows in by_labels.items():
        _send(transaction, node_query(labels), rows, counter="nodes_created")


def create_own(transaction: Transaction, nodes: Iterable[Node], edges: Iterable[Edge]) -> None:
    """Creates what is documents' own; a whole comes before its parts in `nodes`.

    A part is created together with the edge to its whole, which would otherwise have to look both of them up.
    """
    others: list[Edge] = []
    wholes: dict[tuple[str, str], str] = {}
    for edge in edges:
        if edge.type == HAS_PARAGRAPH:
            wholes[PARAGRAPH, edge.tail] = edge.head
        elif edge.type == IN:
            wholes[STATEMENT, edge.head] = edge.tail
        else:
            others.append(edge)
    by_labels: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
    for node in nodes:
        by_labels[node.labels].append({"whole": wholes.get((node.labels[0], node.id)), "properties": node.properties})
    for labels, rows in by_labels.items():
        query = _part_query(labels) if labels[0] in (PARAGRAPH, STATEMENT) else node_query(labels)
        _send(transaction, query, rows, counter="nodes_created")
    create_edges(transaction, others)


def _part_query(labels: Sequence[str]) -> str:
    node = f"(n:{':'.join(map(_label, labels))})"
    path = f"(whole)-[:{HAS_PARAGRAPH}]->{node}" if labels[0] == PARAGRAPH else f"{node}-[:{IN}]->(whole)"
    whole = DOCUMENT if labels[0] == PARAGRAPH else PARAGRAPH
    return f"UNWIND $rows AS row MATCH (whole:{whole} {{id: row.whole}}) CREATE {path} SET n = row.properties"


def node_query(labels: Sequence[str]) -> str:
    """Creates nodes of these labels; `$rows` are those of `node_row`."""
    return f"UNWIND $rows AS row CREATE (n:{':'.join(map(_label, labels))}) SET n = row.properties"


def node_row(node: Node) -> Row:
    return {"id": node.id, "properties": node.properties}


def set_nodes(transaction: Transaction, label: str, nodes: Iterable[Node]) -> None:
    rows = [node_row(node) for node in nodes]
    query = f"UNWIND $rows AS row MATCH (n:{_label(label)} {{id: row.id}}) SET n = row.properties"
    _send(transaction, query, rows)


def relabel_nodes(transaction: Transaction, label: str, nodes: Sequence[Node]) -> None:
    """Makes the nodes anew with other labels, and their edges with them.

    The embedded engine keeps a node's labels as its place on the disk: it has no safe way to change them, Neo4j has
    no need of one.
    """
    ids = sorted(node.id for node in nodes)
    edges = list(_edges_of(transaction, label, ids)) if ids else []
    delete_nodes(transaction, label, ids)
    create_nodes(transaction, nodes)
    create_edges(transaction, edges)


def _edges_of(transaction: Transaction, label: str, ids: Sequence[str]) -> Iterator[Edge]:
    """Every edge at the nodes once, those between two of them too."""
    found = "RETURN type(r) AS type, a.id AS head, b.id AS tail, properties(r) AS properties"
    leaving = f"MATCH (a:{_label(label)})-[r]->(b) WHERE a.id IN $ids {found}"
    entering = f"MATCH (a)-[r]->(b:{_label(label)}) WHERE b.id IN $ids AND NOT a.id IN $ids {found}"
    for query in (leaving, entering):
        yield from (Edge(**row) for row in transaction.run(query, ids=list(ids)))


def delete_nodes(transaction: Transaction, label: str, ids: Sequence[str]) -> None:
    query = f"UNWIND $rows AS row MATCH (n:{_label(label)} {{id: row.id}}) DETACH DELETE n"
    _send(transaction, query, [{"id": id_} for id_ in ids], counter="nodes_deleted")


def create_edges(transaction: Transaction, edges: Iterable[Edge]) -> None:
    for type_, rows in _by_type(edges):
        _send(transaction, edge_query(type_), rows, counter="relationships_created")


def edge_query(type_: str) -> str:
    """Creates edges of this type; `$rows` are those of `edge_row`."""
    return f"{_ends(type_)} CREATE (a)-[r:{_type(type_)}]->(b) SET r = row.properties"


def edge_row(edge: Edge) -> Row:
    return {"head": edge.head, "tail": edge.tail, "properties": edge.properties}


def set_edges(transaction: Transaction, edges: Iterable[Edge]) -> None:
    """Writes the properties of facts, which are one edge each between their ends."""
    for type_, rows in _by_type(edges):
        query = f"{_ends(type_)} MATCH (a)-[r:{_type(type_)}]->(b) WHERE r.background = false SET r = row.properties"
        _send(transaction, query, rows)


def delete_edges(transaction: Transaction, facts: Iterable[Fact], *, background: bool) -> None:
    for type_, rows in _by_type(Edge(type_, head, tail, {"background": background}) for head, type_, tail in facts):
        match = f"MATCH (a)-[r:{_type(type_)}]->(b) WHERE r.background = row.properties.background"
        _send(transaction, f"{_ends(type_)} {match} DELETE r", rows, counter="relationships_deleted")


def _by_type(edges: Iterable[Edge]) -> Iterator[tuple[str, list[Row]]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for edge in edges:
        found[edge.type].append(edge_row(edge))
    yield from found.items()


def _ends(type_: str) -> str:
    head, tail = ends(type_)
    return f"UNWIND $rows AS row MATCH (a:{head} {{id: row.head}}) MATCH (b:{tail} {{id: row.tail}})"


def _send(transaction: Transaction, query: str, rows: list[Row], *, counter: str | None = None) -> None:
    for batch in batches(rows):
        transaction.send(query, batch, counter=counter)


def batches(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def _label(label: str) -> str:
    if label not in all_labels(load_schema()):
        raise SchemaError(f"schema.yml: label {label} is unknown; add it under types")
    return label


def _type(type_: str) -> str:
    if type_ not in STRUCTURE and type_ not in load_schema().relations:
        raise SchemaError(f"schema.yml: relation {type_} is unknown; add it under relations")
    return type_
