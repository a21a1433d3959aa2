"""Readings -> one networkx graph: pure, deterministic, and the same in whatever order the readings come.

Nodes are called `Label:id` (see shape.node_id) and carry `labels` and the properties of docs/graph-model.md; edges
carry `type` and theirs. The store holds the same nodes and edges under the same names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import networkx as nx

from extract.model import Reading
from extract.schema import DATE
from graph.building.contribution import Contribution, contribute
from graph.building.merge import EntityState, Fact, FactState, entity_node, fact_properties, join_entity
from graph.building.shape import HELD_ON, Edge, Node, ends, node_id
from graph.building.shared import Background, background_edges


def build_graph(readings: Iterable[Reading]) -> nx.MultiDiGraph:
    """The graph of the readings, every edge with its evidence. Raises InputError (doc#n) for what no text proves."""
    contributions = list(contribute(readings))
    graph = nx.MultiDiGraph()
    for node in _nodes(contributions):
        graph.add_node(node_id(node.labels[0], node.id), labels=list(node.labels), **node.properties)
    _add_edges(graph, _edges(contributions))
    return graph


def _nodes(contributions: list[Contribution]) -> Iterator[Node]:
    for contribution in contributions:
        yield from contribution.nodes
    for key, state in sorted(join_entities(contributions).items()):
        yield entity_node(key, state)
    yield from (date_node(date) for date in sorted(dates(fact for c in contributions for fact in c.facts)))


def _edges(contributions: list[Contribution]) -> Iterator[Edge]:
    for contribution in contributions:
        yield from contribution.edges
    for (head, type_, tail), state in sorted(join_facts(contributions).items()):
        yield Edge(type_, head, tail, fact_properties(state))
    yield from map(background_edge, background_edges(join_entities(contributions)))


def _add_edges(graph: nx.MultiDiGraph, edges: Iterable[Edge]) -> None:
    """Adds the edges, the second of a type between the same nodes under the key `TYPE 2`, and so on."""
    count: Counter[tuple[str, str, str]] = Counter()
    for edge in edges:
        head, tail = (node_id(label, id_) for label, id_ in zip(ends(edge.type), (edge.head, edge.tail), strict=True))
        count[head, edge.type, tail] += 1
        number = count[head, edge.type, tail]
        key = edge.type if number == 1 else f"{edge.type} {number}"
        graph.add_edge(head, tail, key=key, type=edge.type, **edge.properties)


def join_entities(contributions: Iterable[Contribution]) -> dict[str, EntityState]:
    joined: dict[str, EntityState] = {}
    for contribution in contributions:
        for key, state in contribution.entities.items():
            joined[key] = join_entity(joined[key], state) if key in joined else state
    return joined


def join_facts(contributions: Iterable[Contribution]) -> dict[Fact, FactState]:
    joined: dict[Fact, FactState] = {}
    for contribution in contributions:
        for fact, state in contribution.facts.items():
            joined[fact] = joined.get(fact, frozenset()) | state
    return joined


def background_edge(fact: Background) -> Edge:
    head, type_, tail, *when = fact
    known = {name: [value] for name, value in zip(("since", "until", "role"), when, strict=True) if value}
    return Edge(type_, head, tail, {"background": True, **known})


def dates(facts: Iterable[Fact]) -> set[str]:
    return {tail for _, type_, tail in facts if type_ == HELD_ON}


def date_node(date: str) -> Node:
    """`date` is ISO 8601, as exact as it is known."""
    return Node((DATE,), {"id": date, "name": date, "caption": date, "year": int(date[:4])})
