"""A graph as GEXF 1.3, as Gephi wants it: string ids, labels, columns under their own names, and days for its timeline.

networkx writes GEXF too, but without `kind`, by which Gephi keeps parallel edges apart (it adds up those of one kind),
with numbers for the ids of columns, and with the day of the writing.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import networkx as nx
from lxml import etree

from graph.building.shape import DOCUMENT, PARAGRAPH, STATEMENT
from graph.exports.days import Days, read_days
from graph.exports.flat import Flat, FlatEdge, FlatNode, flat_edges, flat_nodes

NAMESPACE = "http://gexf.net/1.3"
NOT_COLUMNS = frozenset({"label", "weight"})  # GEXF has attributes of its own for these
TYPES: Mapping[type, str] = {bool: "boolean", int: "long", float: "double", str: "string"}


def export_gexf(graph: nx.MultiDiGraph) -> bytes:
    """GEXF in UTF-8, with the attributes of flat.py.

    Gephi's timeline shows documents, their paragraphs and statements on the document's day, and an edge on the days of
    the documents that prove it; entities, and what only the lexicon knows, always. The documents are nodes of the graph
    or, of a network, `graph.graph["heads"]`.
    """
    days = _days_of_documents(graph)
    time = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"} if days else {"mode": "static"}
    out = io.BytesIO()
    with etree.xmlfile(out, encoding="utf-8") as file:
        file.write_declaration()
        with (
            file.element("gexf", {"version": "1.3"}, nsmap={None: NAMESPACE}),
            file.element("graph", {"defaultedgetype": "directed", "idtype": "string", **time}),
        ):
            file.write(_columns("node", (node.attributes for node in flat_nodes(graph))), pretty_print=True)
            file.write(_columns("edge", (edge.attributes for edge in flat_edges(graph))), pretty_print=True)
            with file.element("nodes", {"count": str(graph.number_of_nodes())}):
                for node in flat_nodes(graph):
                    file.write(_node(node, days), pretty_print=True)
            with file.element("edges", {"count": str(graph.number_of_edges())}):
                for number, edge in enumerate(flat_edges(graph)):
                    file.write(_edge(f"e{number}", edge, days), pretty_print=True)
    return out.getvalue()


def _columns(what: str, rows: Iterable[Mapping[str, Flat]]) -> etree._Element:
    """The columns of nodes or edges; one whose values are of several types is text."""
    types: defaultdict[str, set[type]] = defaultdict(set)
    for row in rows:
        for name in row.keys() - NOT_COLUMNS:
            types[name].add(type(row[name]))
    columns = etree.Element("attributes", {"class": what, "mode": "static"})
    for name, found in sorted(types.items()):
        type_ = TYPES[found.pop()] if len(found) == 1 else "string"
        etree.SubElement(columns, "attribute", {"id": name, "title": name, "type": type_})
    return columns


def _node(node: FlatNode, days: Mapping[str, Days]) -> etree._Element:
    own = etree.Element("node", {"id": node.name, "label": str(node.attributes["label"])})
    return _fill(own, node.attributes, _spells(_document_of(node.name), days))


def _edge(id_: str, edge: FlatEdge, days: Mapping[str, Days]) -> etree._Element:
    ends = {"source": edge.head, "target": edge.tail}
    weight = {"weight": str(edge.attributes["weight"])} if "weight" in edge.attributes else {}
    own = etree.Element("edge", {"id": id_, **ends, "label": str(edge.attributes["label"]), "kind": edge.key, **weight})
    return _fill(own, edge.attributes, _spells(edge.told.get("documents") or _document_of(edge.head), days))


def _fill(element: etree._Element, attributes: Mapping[str, Flat], spells: Iterable[Days]) -> etree._Element:
    values = etree.SubElement(element, "attvalues")
    for name in sorted(attributes.keys() - NOT_COLUMNS):
        value = attributes[name]
        etree.SubElement(values, "attvalue", {"for": name, "value": str(value).lower() if isinstance(value, bool) else str(value)})
    stays = etree.Element("spells")
    for first, last in spells:
        etree.SubElement(stays, "spell", {"start": first, "end": last})
    if len(stays):
        element.append(stays)
    return element


def _document_of(name: str) -> list[str]:
    """The document that a node belongs to; entities and dates belong to none."""
    label, id_ = name.split(":", 1)
    return [id_.split("#", 1)[0]] if label in (DOCUMENT, PARAGRAPH, STATEMENT) else []


def _days_of_documents(graph: nx.MultiDiGraph) -> dict[str, Days]:
    """The dated documents."""
    own = (data for _, data in graph.nodes(data=True) if data.get("labels", [""])[0] == DOCUMENT)
    heads: Iterable[Mapping[str, Any]] = graph.graph.get("heads") or own
    read = ((head["id"], read_days(head.get("date") or "")) for head in heads)
    return {doc: days for doc, days in read if days}


def _spells(documents: Iterable[str], days: Mapping[str, Days]) -> Iterator[Days]:
    """The days of the documents in their order; those that overlap (2020 and 2020-11) as one."""
    reached: Days | None = None
    for first, last in sorted({days[doc] for doc in documents if doc in days}):
        if reached and first <= reached[1]:
            reached = reached[0], max(reached[1], last)
            continue
        yield from (reached,) if reached else ()
        reached = first, last
    yield from (reached,) if reached else ()
