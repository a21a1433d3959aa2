"""The nodes of a network: the entities that documents name, with what a reader needs to know of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection

import networkx as nx

from graph.building.merge import read_fact
from graph.building.shape import ENTITY, HELD_ON, PARAGRAPH, PART_OF, Properties
from graph.network.selection import document_of, named_entities, select_background

UNTYPED = ENTITY  # the type of an entity of which nothing but its key is known
KEPT = ("id", "name", "nameZh", "nameEn", "aliases", "kind", "status")


def add_members(network: nx.MultiDiGraph, graph: nx.MultiDiGraph, docs: Collection[str], types: Collection[str]) -> None:
    """Adds the entities of these types that the documents name, and the bodies that these are part of."""
    mentions = _count_mentions(graph, docs)
    dates = _held_on(graph, docs)
    parents = {tail for _, tail, _ in select_background(graph, docs, {PART_OF})}
    for node in sorted(named_entities(graph, docs) | parents):
        data = graph.nodes[node]
        type_ = node_type(data["labels"])
        if data["labels"][0] == ENTITY and type_ in types:
            kept = {name: data[name] for name in KEPT if name in data}
            network.add_node(node, type=type_, **kept, mentions=mentions[node], **dates.get(node, {}))


def node_type(labels: list[str]) -> str:
    """Where documents disagree on the type, the first in the order of the alphabet."""
    return labels[1] if len(labels) > 1 else UNTYPED


def _count_mentions(graph: nx.MultiDiGraph, docs: Collection[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for head, tail, data in graph.edges(data=True):
        if data["type"] == "MENTIONS" and head.startswith(PARAGRAPH) and document_of(head) in docs:
            counts[tail] += 1
    return counts


def _held_on(graph: nx.MultiDiGraph, docs: Collection[str]) -> dict[str, Properties]:
    """The dates of events as properties: a day is no partner of an institution."""
    found: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for head, tail, data in graph.edges(data=True):
        if data["type"] == HELD_ON:
            found[head].extend((graph.nodes[tail]["id"], e.at, e.quote) for e in read_fact(data) if e.doc in docs)
    return {head: _dates(sorted(places)) for head, places in found.items() if places}


def _dates(places: list[tuple[str, str, str]]) -> Properties:
    dates, evidence, quotes = (list(column) for column in zip(*places, strict=True))
    return {"heldOn": sorted(set(dates)), "heldOnEvidence": evidence, "heldOnQuotes": quotes}
