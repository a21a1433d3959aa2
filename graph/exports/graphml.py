"""A graph as GraphML: the same bytes for the same graph."""

from __future__ import annotations

import io

import networkx as nx

from graph.exports.flat import flat_edges, flat_nodes


def export_graphml(graph: nx.MultiDiGraph) -> bytes:
    """GraphML in UTF-8, with the attributes of flat.py."""
    flat, out = nx.MultiDiGraph(), io.BytesIO()
    for node in flat_nodes(graph):
        flat.add_node(node.name, **node.attributes)
    for number, edge in enumerate(flat_edges(graph)):
        flat.add_edge(edge.head, edge.tail, key=edge.key, id=f"e{number}", **edge.attributes)
    nx.write_graphml_xml(flat, out, encoding="utf-8", edge_id_from_attribute="id")
    return out.getvalue()
