"""The stored graph back, node by node and edge by edge or as networkx: what `build_graph` gives for all loaded documents."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import networkx as nx

from extract.schema import load_schema
from graph.building.build import add_edges, add_nodes
from graph.building.shape import LABELS, LEDGER, STRUCTURE, Edge, Node, ends, natural_key
from graph.database.store import Store
from graph.database.write import batches
from graph.errors import DatabaseError


def fetch_graph(store: Store) -> nx.MultiDiGraph:
    """The whole graph, ledgers left out, under the names, keys and attributes of `graph.building.build.build_graph`."""
    graph = nx.MultiDiGraph()
    add_nodes(graph, fetch_nodes(store, [label for label in LABELS if label != LEDGER]))
    add_edges(graph, fetch_edges(store))
    return graph


def fetch_nodes(store: Store, labels: Collection[str] = LABELS) -> Iterator[Node]:
    """The nodes of these first labels, in the natural order of their ids; never more than a batch of them in memory."""
    for label in labels:
        query = f"MATCH (n:{label}) WHERE n.id IN $ids RETURN labels(n) AS labels, properties(n) AS properties"
        for ids in _batches(store, label):
            rows = {row["properties"]["id"]: row for row in store.read(query, ids=ids)}
            if len(rows) < len(ids):
                raise DatabaseError(f"{store.uri}: changed while it was read; try again when nobody writes")
            yield from (_node(label, rows[id_]) for id_ in ids)


def fetch_edges(store: Store) -> Iterator[Edge]:
    """The edges, in the order of the nodes that they leave; never more than those of a batch of nodes in memory.

    Several of a type between the same nodes are the mentions of one paragraph, in the order of the text, or a stated
    fact and after it what the lexicon knows.
    """
    types = [*STRUCTURE, *load_schema().relations]
    for label in dict.fromkeys(ends(type_)[0] for type_ in types):
        query = f"""
            MATCH (a:{label})-[r]->(b) WHERE a.id IN $ids AND type(r) IN $types
            RETURN a.id AS head, type(r) AS type, b.id AS tail, properties(r) AS properties
        """
        for ids in _batches(store, label):
            rows = store.read(query, ids=ids, types=types)
            yield from (Edge(**row) for row in sorted(rows, key=_order))


def _batches(store: Store, label: str) -> Iterator[Sequence[str]]:
    ids = [row["id"] for row in store.read(f"MATCH (n:{label}) RETURN n.id AS id")]
    ids.sort(key=lambda id_: (natural_key(id_), id_))
    yield from batches(ids)


def _node(label: str, row: Mapping[str, Any]) -> Node:
    return Node((label, *sorted(set(row["labels"]) - {label})), row["properties"])


def _order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    properties = row["properties"]
    among = bool(properties.get("background")), properties.get("start", 0), properties.get("end", 0)
    return natural_key(row["head"]), row["head"], row["type"], row["tail"], *among
