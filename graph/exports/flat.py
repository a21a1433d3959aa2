"""A graph for programs that draw: sorted, with plain values, under names that no format keeps for itself.

Neither GEXF nor GraphML has lists that every program reads, and both have names of their own. So a node bears `label`
for its name, `ident` for its id and `partOf` for `parents`, an edge `relation` for its type; the offsets `start` and
`end`, which other programs take for times, are `spanStart` and `spanEnd`; a list becomes one text, its items parted by
` | `.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

NODE_NAMES: Mapping[str, str] = {"id": "ident", "name": "label", "parents": "partOf", "start": "spanStart", "end": "spanEnd"}
EDGE_NAMES: Mapping[str, str] = {"id": "ident", "type": "relation", "start": "spanStart", "end": "spanEnd"}
TAKEN = frozenset({*NODE_NAMES.values(), *EDGE_NAMES.values()})
SEPARATOR = " | "
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Flat = str | int | float | bool


@dataclass(frozen=True, slots=True)
class FlatNode:
    """`told` are the attributes as they were."""

    name: str
    attributes: Mapping[str, Flat]
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FlatEdge:
    """`key` tells edges of one type between the same nodes apart: MENTIONS, MENTIONS 2."""

    head: str
    tail: str
    key: str
    attributes: Mapping[str, Flat]
    told: Mapping[str, Any]


def flat_nodes(graph: nx.MultiDiGraph) -> Iterator[FlatNode]:
    for node, name in _names(graph).items():
        told = graph.nodes[node]
        yield FlatNode(name, {"label": name} | _flatten(told, NODE_NAMES), told)


def flat_edges(graph: nx.MultiDiGraph) -> Iterator[FlatEdge]:
    names = _names(graph)
    for head, tail, key, told in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        yield FlatEdge(names[head], names[tail], clean(key), _flatten(told, EDGE_NAMES) | {"label": clean(told["type"])}, told)


def _names(graph: nx.MultiDiGraph) -> dict[str, str]:
    """The clean name of each node, in the order of the nodes; two nodes stay two when only forbidden characters differ."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for node in sorted(graph):
        name = clean(node)
        while name in taken:
            name += "\ufffd"
        taken.add(name)
        names[node] = name
    return names


def _flatten(attributes: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Flat]:
    """What other people have called `label` (an external id, what a text states) must not hide ours: it is `label_`."""
    flat = {names[name]: _flat_value(attributes[name]) for name in attributes.keys() & names.keys()}
    for name in attributes.keys() - names.keys():
        value = _flat_value(attributes[name])
        taken = name in TAKEN or (name == "weight" and isinstance(value, str))
        flat[f"{name}_" if taken else name] = value
    return {name: flat[name] for name in sorted(flat)}


def _flat_value(value: Any) -> Flat:
    if isinstance(value, (bool, int, float)):
        return value
    return clean(SEPARATOR.join(map(str, value)) if isinstance(value, list) else str(value))


def clean(text: str) -> str:
    """Characters that XML forbids would make a file that nobody can open."""
    return _NOT_XML.sub("\ufffd", text)
