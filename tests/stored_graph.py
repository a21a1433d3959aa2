"""What is in a database, and what must be in it, in one shape that can be compared."""

from __future__ import annotations

from typing import Any

from extract.model import Reading
from graph.building.build import build_graph
from graph.building.shape import LABELS, LEDGER, node_id
from graph.database.store import Store

Content = tuple[list[Any], list[Any]]


def stored(store: Store) -> Content:
    """Everything in the database but the ledgers, in the shape of `built`."""
    nodes = store.read("MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties")
    edges = store.read(
        """
        MATCH (a)-[r]->(b)
        RETURN labels(a) AS head_labels, a.id AS head, type(r) AS type, labels(b) AS tail_labels, b.id AS tail,
               properties(r) AS properties
        """
    )
    return (
        sorted((_name(n["labels"], n["properties"]["id"]), _sorted(n)) for n in nodes if LEDGER not in n["labels"]),
        _edges((_name(e["head_labels"], e["head"]), e["type"], _name(e["tail_labels"], e["tail"]), e) for e in edges),
    )


def stored_ledgers(store: Store) -> list[list[tuple[str, Any]]]:
    rows = store.read(f"MATCH (l:{LEDGER}) RETURN properties(l) AS properties")
    return sorted(sorted(row["properties"].items()) for row in rows)


def built(readings: list[Reading]) -> Content:
    """What the database must hold for these readings, as the pure builder says."""
    graph = build_graph(readings)
    nodes = [(node, {"labels": data.pop("labels"), "properties": data}) for node, data in graph.nodes(data=True)]
    edges = [
        (a, data["type"], b, {"properties": {name: value for name, value in data.items() if name != "type"}})
        for a, b, data in graph.edges(data=True)
    ]
    return sorted((name, _sorted(node)) for name, node in nodes), _edges(edges)


def _name(labels: list[str], id_: str) -> str:
    [first] = set(labels) & set(LABELS)
    return node_id(first, id_)


def _sorted(node: dict[str, Any]) -> tuple[list[str], list[tuple[str, Any]]]:
    return sorted(node["labels"]), sorted(node["properties"].items())


def _edges(edges: Any) -> list[Any]:
    return sorted(((a, t, b, sorted(e["properties"].items())) for a, t, b, e in edges), key=repr)
