"""Where an export comes from: the loaded graph, or readings that need no database; one by one, or as networkx.

One by one, nodes and edges may come in any order, an edge before its nodes, but the names of entities come before the
facts about them. The ledgers are among the nodes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import networkx as nx

from extract.model import Reading
from extract.schema import load_schema
from graph.building.build import add_entities, add_facts, build_graph, shared_edges, shared_nodes
from graph.building.check import ATTRIBUTE
from graph.building.contribution import contribute_in_turn
from graph.building.merge import EntityState, Fact, FactState
from graph.building.shape import Edge, Node, all_labels
from graph.database.fetch import fetch_edges, fetch_graph, fetch_nodes
from graph.database.ledger import ledger_node
from graph.database.store import Store
from graph.errors import DatabaseError

Element = Node | Edge
Source = Store | Iterable[Reading]


def take_graph(source: Source) -> nx.MultiDiGraph:
    """The whole graph without ledgers. Raises as `build_graph` and `fetch_graph` do."""
    return fetch_graph(source) if isinstance(source, Store) else build_graph(source)


def take_elements(source: Source) -> Iterator[Element]:
    """Every node and edge, so that only what documents share, never all of the graph, is in memory at once.

    Raises DatabaseError for what this program has not written.
    """
    return map(_checked, _fetch(source)) if isinstance(source, Store) else _build(source)


def _fetch(store: Store) -> Iterator[Element]:
    yield from fetch_nodes(store)
    yield from fetch_edges(store)


def _build(readings: Iterable[Reading]) -> Iterator[Element]:
    entities: dict[str, EntityState] = {}
    facts: dict[Fact, FactState] = {}
    for contribution in contribute_in_turn(readings):
        yield from contribution.nodes
        yield ledger_node(contribution)
        yield from contribution.edges
        add_entities(entities, contribution)
        add_facts(facts, contribution)
    yield from shared_nodes(entities, facts)
    yield from shared_edges(entities, facts)


def _checked(element: Element) -> Element:
    """Refuses what other programs have written to our nodes and edges, for which no export has a place."""
    what = f"{element.labels[0]} {element.id}" if isinstance(element, Node) else f"{element.type} of {element.head}"
    strange = [name for name, value in element.properties.items() if not (ATTRIBUTE.fullmatch(name) and _is_plain(value))]
    if isinstance(element, Node):
        strange += sorted(set(element.labels) - set(all_labels(load_schema())))
    if strange:
        raise DatabaseError(f"{what}: {', '.join(strange)} was not written by communique; remove it before you export")
    return element


def _is_plain(value: object) -> bool:
    return isinstance(value, (bool, int, str)) or (isinstance(value, list) and all(isinstance(item, str) for item in value))


