"""Readings -> one networkx graph: pure, deterministic, and the same in whatever order the readings come.

Nodes are called `Label:id` (see shape.node_id) and carry `labels` and the properties of docs/graph-model.md; edges
carry `type` and theirs. The store holds the same nodes and edges under the same names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

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
    entities, facts = join_entities(contributions), join_facts(contributions)
    graph = nx.MultiDiGraph()
    add_nodes(graph, chain.from_iterable([*(c.nodes for c in contributions), shared_nodes(entities, facts)]))
    add_edges(graph, chain.from_iterable([*(c.edges for c in contributions), shared_edges(entities, facts)]))
    return graph


def shared_nodes(entities: Mapping[str, EntityState], facts: Iterable[Fact]) -> Iterator[Node]:
    """The entities, and the dates of the facts."""
    yield from (entity_node(key, state) for key, state in sorted(entities.items()))
    yield from map(date_node, sorted(dates(facts)))


def shared_edges(entities: Mapping[str, EntityState], facts: Mapping[Fact, FactState]) -> Iterator[Edge]:
    """The facts that texts state, then those that only the lexicon knows."""
    for (head, type_, tail), state in sorted(facts.items()):
        yield Edge(type_, head, tail, fact_properties(state))
    yield from map(background_edge, background_edges(entities))


def add_nodes(graph: nx.MultiDiGraph, nodes: Iterable[Node]) -> None:
    for node in nodes:
        graph.add_node(node_id(node.labels[0], node.id), labels=list(node.labels), **node.properties)


def add_edges(graph: nx.MultiDiGraph, edges: Iterable[Edge]) -> None:
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
        add_entities(joined, contribution)
    return joined


def add_entities(joined: dict[str, EntityState], contribution: Contribution) -> None:
    for key, state in contribution.entities.items():
        joined[key] = join_entity(joined[key], state) if key in joined else state


def join_facts(contributions: Iterable[Contribution]) -> dict[Fact, FactState]:
    joined: dict[Fact, FactState] = {}
    for contribution in contributions:
        add_facts(joined, contribution)
    return joined


def add_facts(joined: dict[Fact, FactState], contribution: Contribution) -> None:
    for fact, state in contribution.facts.items():
        joined[fact] = joined.get(fact, frozenset()) | state


def background_edge(fact: Background) -> Edge:
    head, type_, tail, *when = fact
    known = {name: [value] for name, value in zip(("since", "until", "role"), when, strict=True) if value}
    return Edge(type_, head, tail, {"background": True, **known})


def dates(facts: Iterable[Fact]) -> set[str]:
    return {tail for _, type_, tail in facts if type_ == HELD_ON}


def date_node(date: str) -> Node:
    """`date` is ISO 8601, as exact as it is known."""
    return Node((DATE,), {"id": date, "name": date, "caption": date, "year": int(date[:4])})
