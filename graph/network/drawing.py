"""The network as an SVG element: shapes and colours for types, lines for what joins them, names where there is room."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx

from graph.network.comentions import CO_MENTION
from graph.network.labels import Label, place_labels
from graph.network.layout import Layout, Point, lay_out
from graph.network.measures import project
from graph.pages.text import caption, clean

DRAWN = 300  # nodes at most: what is beyond stands in the tables only
NAMED = 120
BEND = 18.0  # how far the lines between two nodes stand apart
# Corners of a type's shape on the unit circle, in degrees from the top; a Country is a circle.
SHAPES: Mapping[str, tuple[float, ...]] = {
    "Organization": (45, 135, 225, 315),
    "Event": (0, 90, 180, 270),
    "Person": (0, 120, 240),
    "Place": (60, 180, 300),
    "Treaty": (30, 90, 150, 210, 270, 330),
    "Resolution": (0, 72, 144, 216, 288),
    "Instrument": (52, 128, 232, 308),
    "Entity": (20, 65, 110, 155, 200, 245, 290, 335),
}


def choose_drawn(network: nx.MultiDiGraph) -> list[int]:
    """The places (among the sorted names) of the nodes to draw, most central first; those without partners are not."""
    nodes = sorted(network)
    linked = [number for number, node in enumerate(nodes) if network.nodes[node]["degree"]]
    return sorted(linked, key=lambda n: (-network.nodes[nodes[n]]["degree"], -network.nodes[nodes[n]]["betweenness"], n))[:DRAWN]


def draw(network: nx.MultiDiGraph) -> ET.Element:
    """An <svg> whose nodes are links to #n0, #n1 … (the places of the sorted names), with data-n for scripts."""
    order = choose_drawn(network)
    nodes = {number: (node, network.nodes[node]) for number, node in enumerate(sorted(network)) if number in set(order)}
    radii = {number: radius(nodes[number][1]["degree"]) for number in order}
    layout = lay_out(project(network).subgraph(sorted(order)), radii)
    names = {number: clean(data["name"]) for number, (_, data) in nodes.items()}
    area = (layout.width, layout.height)
    labels = place_labels(names, layout.positions, radii, order, most=NAMED, area=area)
    svg = ET.Element("svg", _frame(layout))
    svg.append(_arrow())
    numbers = {node: number for number, (node, _) in nodes.items()}
    svg.append(_group("edges", _draw_edges(network, numbers, layout, radii)))
    svg.append(_group("nodes", (_draw_node(n, nodes[n][1], layout.positions[n], radii[n], labels[n]) for n in reversed(order))))
    return svg


def radius(degree: int) -> float:
    return round(min(19.0, 4.5 + 1.9 * math.sqrt(degree)), 1)


def _frame(layout: Layout) -> dict[str, str]:
    return {
        "id": "drawing",
        "viewBox": f"0 0 {layout.width:g} {layout.height:g}",
        "width": f"{layout.width:g}",
        "height": f"{layout.height:g}",
        "role": "group",
        "aria-labelledby": "caption",
    }


def _arrow() -> ET.Element:
    defs = ET.Element("defs")
    size = {"markerWidth": "7", "markerHeight": "7", "refX": "6", "refY": "3.5"}
    marker = ET.SubElement(defs, "marker", {"id": "arrow", **size, "orient": "auto", "markerUnits": "userSpaceOnUse"})
    ET.SubElement(marker, "path", {"d": "M0 0.5 L7 3.5 L0 6.5 Z", "class": "arrow"})
    return defs


def _group(name: str, children: Iterator[ET.Element]) -> ET.Element:
    group = ET.Element("g", {"class": name})
    group.extend(list(children))
    return group


def _draw_edges(
    network: nx.MultiDiGraph, numbers: Mapping[str, int], layout: Layout, radii: Mapping[int, float]
) -> Iterator[ET.Element]:
    """Co-mentions first, so that facts lie over them. Several edges of a pair lie side by side as arcs."""
    pairs: defaultdict[tuple[int, int], list[tuple[int, int, dict[str, Any]]]] = defaultdict(list)
    for head, tail, data in network.edges(data=True):
        if head in numbers and tail in numbers and head != tail:
            a, b = numbers[head], numbers[tail]
            pairs[min(a, b), max(a, b)].append((a, b, data))
    bent = [
        (data["type"] != CO_MENTION, a, b, place - (len(edges) - 1) / 2, data)
        for edges in pairs.values()
        for place, (a, b, data) in enumerate(sorted(edges, key=lambda e: (e[2]["type"], e[0])))
    ]
    for _, a, b, bend, data in sorted(bent, key=lambda e: e[:4]):
        ends = layout.positions[a], layout.positions[b]
        line = _arc(*ends, radii[a], radii[b], bend if a < b else -bend)
        yield _draw_edge(a, b, line, data)


def edge_kind(data: Mapping[str, Any]) -> str:
    """What proves the edge: `fact` a text, `background` the lexicon, `together` only that two names stand together."""
    return "together" if data["type"] == CO_MENTION else "background" if data["background"] else "fact"


def _draw_edge(a: int, b: int, line: str, data: Mapping[str, Any]) -> ET.Element:
    kind = edge_kind(data)
    width = round(min(4.0, 0.9 + 0.5 * math.log2(data["weight"])), 1)
    attributes = {"d": line, "class": f"edge {kind}", "data-h": str(a), "data-t": str(b), "stroke-width": str(width)}
    return ET.Element("path", attributes | ({} if kind == "together" else {"marker-end": "url(#arrow)"}))


def _arc(start: Point, end: Point, from_radius: float, to_radius: float, bend: float) -> str:
    """A path from rim to rim, through a point beside the middle."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy) or 1.0
    middle = (start[0] + dx / 2 - dy / length * bend * BEND, start[1] + dy / 2 + dx / length * bend * BEND)
    (x, y), (u, v) = _towards(start, middle, from_radius + 1), _towards(end, middle, to_radius + 2)
    curve = f"L{u:.1f} {v:.1f}" if bend == 0 else f"Q{middle[0]:.1f} {middle[1]:.1f} {u:.1f} {v:.1f}"
    return f"M{x:.1f} {y:.1f}{curve}"


def _towards(start: Point, end: Point, distance: float) -> Point:
    length = math.hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    part = min(distance / length, 0.45)
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def _draw_node(number: int, data: Mapping[str, Any], at: Point, size: float, label: Label) -> ET.Element:
    link = ET.Element("a", {"href": f"#n{number}", "class": f"node t-{data['type']}", "data-n": str(number)})
    ET.SubElement(link, "title").text = caption(data)
    link.append(shape(data["type"], at, size))
    place = {"x": f"{label.x:g}", "y": f"{label.y:g}", "text-anchor": label.anchor, "font-size": f"{label.size:g}"}
    ET.SubElement(link, "text", place | ({} if label.placed else {"class": "quiet"})).text = label.text
    return link


def shape(type_: str, at: Point, size: float) -> ET.Element:
    """The type's mark around a point."""
    corners = SHAPES.get(type_)
    if corners is None:
        return ET.Element("circle", {"cx": f"{at[0]:g}", "cy": f"{at[1]:g}", "r": f"{size:g}"})
    turns = [math.radians(degrees) for degrees in corners]
    points = [(at[0] + math.sin(turn) * size * 1.15, at[1] - math.cos(turn) * size * 1.15) for turn in turns]
    return ET.Element("polygon", {"points": " ".join(f"{x:.1f},{y:.1f}" for x, y in points)})
