"""The stored graph back as networkx: what `build_graph` gives for the readings of all loaded documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import networkx as nx

from graph.building.shape import LABELS, LEDGER, node_id
from graph.database.store import Store


def fetch_graph(store: Store) -> nx.MultiDiGraph:
    """The whole graph, ledgers left out, under the names, keys and attributes of `graph.building.build.build_graph`."""
    graph = nx.MultiDiGraph()
    nodes = store.read(f"MATCH (n) WHERE NOT n:{LEDGER} RETURN labels(n) AS labels, properties(n) AS properties")
    for node in sorted(nodes, key=lambda n: _name(n["labels"], n["properties"]["id"])):
        first = _first(node["labels"])
        labels = [first, *sorted(set(node["labels"]) - {first})]
        graph.add_node(node_id(first, node["properties"]["id"]), labels=labels, **node["properties"])
    _add_edges(graph, store)
    return graph


def _add_edges(graph: nx.MultiDiGraph, store: Store) -> None:
    """Several edges of a type between the same nodes are the mentions of one paragraph, in the order of the text, or a
    stated fact and after it what the lexicon knows."""
    edges = store.read(
        """
        MATCH (a)-[r]->(b)
        RETURN labels(a) AS head_labels, a.id AS head, type(r) AS type, labels(b) AS tail_labels, b.id AS tail,
               properties(r) AS properties
        """
    )
    count: Counter[tuple[str, str, str]] = Counter()
    for edge in sorted(edges, key=_order):
        head, tail = _name(edge["head_labels"], edge["head"]), _name(edge["tail_labels"], edge["tail"])
        count[head, edge["type"], tail] += 1
        number = count[head, edge["type"], tail]
        key = edge["type"] if number == 1 else f"{edge['type']} {number}"
        graph.add_edge(head, tail, key=key, type=edge["type"], **edge["properties"])


def _order(edge: Mapping[str, Any]) -> tuple[str, str, str, bool, int, int]:
    head, tail = _name(edge["head_labels"], edge["head"]), _name(edge["tail_labels"], edge["tail"])
    properties = edge["properties"]
    return head, tail, edge["type"], bool(properties.get("background")), properties.get("start", 0), properties.get("end", 0)


def _name(labels: list[str], id_: str) -> str:
    return node_id(_first(labels), id_)


def _first(labels: list[str]) -> str:
    [first] = set(labels) & set(LABELS)
    return first
