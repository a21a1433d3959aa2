"""A graph as GraphML or GEXF: the same bytes for the same graph, whatever the clock says.

Both formats keep some names for themselves and know no lists. So an exported node bears `ident` for its id and `partOf`
for `parents`, an edge `spanStart` and `spanEnd` for `start` and `end` and `relation` for its type; lists become one
text, their items parted by ` | `.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

import networkx as nx

RENAMED: Mapping[str, str] = {
    "id": "ident",
    "parents": "partOf",
    "start": "spanStart",
    "end": "spanEnd",
    "type": "relation",
    "name": "label",
}
SEPARATOR = " | "
_TODAY = re.compile(rb' lastmodifieddate="[0-9-]+"')
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def export_graphml(graph: nx.MultiDiGraph) -> bytes:
    """GraphML in UTF-8."""
    out = io.BytesIO()
    nx.write_graphml_xml(_flat(graph), out, encoding="utf-8", edge_id_from_attribute="id")
    return out.getvalue()


def export_gexf(graph: nx.MultiDiGraph) -> bytes:
    """GEXF 1.2 in UTF-8, without the day of its making, which the format's writer puts into the head."""
    out = io.BytesIO()
    nx.write_gexf(_flat(graph), out, encoding="utf-8")
    return _TODAY.sub(b"", out.getvalue(), count=1)


def _flat(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The graph with sorted nodes and edges, and plain values under names that neither format keeps for itself."""
    flat = nx.MultiDiGraph()
    for node, attributes in sorted(graph.nodes(data=True), key=lambda pair: str(pair[0])):
        flat.add_node(_clean(str(node)), **_flat_attributes(attributes))
    edges = sorted(graph.edges(keys=True, data=True), key=lambda edge: tuple(map(str, edge[:3])))
    for number, (head, tail, key, attributes) in enumerate(edges):
        flat_attributes = {"label": attributes.get("type", str(key)), **_flat_attributes(attributes)}
        flat.add_edge(_clean(str(head)), _clean(str(tail)), key=number, id=f"e{number}", **flat_attributes)
    return flat


def _flat_attributes(attributes: Mapping[str, Any]) -> dict[str, str | int | float | bool]:
    return {RENAMED.get(name, name): _flat_value(attributes[name]) for name in sorted(attributes)}


def _flat_value(value: Any) -> str | int | float | bool:
    if isinstance(value, (bool, int, float)):
        return value
    return _clean(SEPARATOR.join(map(str, value)) if isinstance(value, (list, tuple, set, frozenset)) else str(value))


def _clean(text: str) -> str:
    """Characters that XML forbids would make a file that nobody can open."""
    return _NOT_XML.sub("\ufffd", text)
