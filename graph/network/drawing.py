"""The network as an SVG element: shapes and colours for types, lines for what joins them, names where there is room."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx

from graph.network.comentions import CO_MENTION
from graph.network.forces import Point
from graph.network.labels import SECOND, SMALL, Label, place_labels
from graph.network.layout import Layout, lay_out
from graph.network.measures import project
from graph.pages.text import clean

DRAWN = 300  # nodes at most: what is beyond stands in the tables, and in the drawing that a script makes
BEND = 14.0  # how far the lines between two nodes stand apart
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
LINES = ("together", "background", "fact")  # from the lowest to the uppermost
Edge = tuple[str, str, dict[str, Any]]


def order_nodes(network: nx.MultiDiGraph) -> list[int]:
    """The places (among the sorted names) of the nodes with partners, most central first."""
    nodes = sorted(network)
    linked = [number for number, node in enumerate(nodes) if network.nodes[node]["degree"]]
    return sorted(linked, key=lambda n: (-network.nodes[nodes[n]]["degree"], -network.nodes[nodes[n]]["betweenness"], n))


def order_edges(network: nx.MultiDiGraph) -> list[Edge]:
    """The edges as all parts of a page number them: what texts state, what the lexicon knows, then what stands together."""
    numbers = {node: number for number, node in enumerate(sorted(network))}
    return sorted(
        network.edges(data=True),
        key=lambda e: (-LINES.index(edge_kind(e[2])), e[2]["type"], numbers[e[0]], numbers[e[1]]),
    )


def place_nodes(network: nx.MultiDiGraph, chosen: Sequence[int]) -> Layout:
    """Where these nodes stand if only they are drawn."""
    return lay_out(project(network).subgraph(sorted(chosen)), measure_nodes(network))


def measure_nodes(network: nx.MultiDiGraph) -> dict[int, float]:
    """The radius of every node, in the units of the layout."""
    return {number: radius(network.nodes[node]["degree"]) for number, node in enumerate(sorted(network))}


def radius(degree: int) -> float:
    return round(min(17.0, 3.6 + 1.5 * math.sqrt(degree)), 1)


def draw(network: nx.MultiDiGraph, chosen: Sequence[int], layout: Layout) -> ET.Element:
    """An <svg> of the chosen nodes, which are links to #n0, #n1 … (the places of the sorted names); lines bear data-e."""
    names, radii = sorted(network), measure_nodes(network)
    nodes = {number: network.nodes[names[number]] for number in chosen}
    said = {number: _names(data) for number, data in nodes.items()}
    labels = place_labels(said, layout.positions, radii, chosen, area=(layout.width, layout.height))
    svg = ET.Element("svg", _frame(layout))
    svg.append(_arrow())
    svg.extend(_draw_edges(network, {names[number]: number for number in chosen}, layout, radii))
    drawn = (_draw_node(n, nodes[n], layout.positions[n], radii[n], labels.get(n)) for n in reversed(chosen))
    svg.append(_group("nodes", drawn))
    return svg


def _names(data: Mapping[str, Any]) -> tuple[str, str]:
    """The name and, where it is another, the English one. A fuller Chinese one would be too small to be read."""
    name, english = clean(data["name"]), clean(data.get("nameEn") or "")
    return name, english if english != name else ""


def _frame(layout: Layout) -> dict[str, str]:
    size = {"viewBox": f"0 0 {layout.width:g} {layout.height:g}", "width": f"{layout.width:g}", "height": f"{layout.height:g}"}
    return {"id": "drawing", **size, "role": "group", "aria-labelledby": "caption"}


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
    """A group of lines for each kind of proof. Several edges of a pair lie side by side as arcs."""
    pairs: defaultdict[tuple[int, int], list[tuple[int, int, int, dict[str, Any]]]] = defaultdict(list)
    for place, (head, tail, data) in enumerate(order_edges(network)):
        if head in numbers and tail in numbers and head != tail:
            a, b = numbers[head], numbers[tail]
            pairs[min(a, b), max(a, b)].append((place, a, b, data))
    lines: defaultdict[str, list[ET.Element]] = defaultdict(list)
    for edges in pairs.values():
        for beside, (place, a, b, data) in enumerate(edges):
            bend = (beside - (len(edges) - 1) / 2) * (1 if a < b else -1)
            path = _arc(layout.positions[a], layout.positions[b], radii[a], radii[b], bend)
            lines[edge_kind(data)].append(_draw_edge(place, path, data))
    yield from (_group(f"edge {kind}", iter(lines[kind])) for kind in LINES)


def edge_kind(data: Mapping[str, Any]) -> str:
    """What proves the edge: `fact` a text, `background` the lexicon, `together` only that two names stand together."""
    return "together" if data["type"] == CO_MENTION else "background" if data["background"] else "fact"


def _draw_edge(number: int, line: str, data: Mapping[str, Any]) -> ET.Element:
    """The more places state it, the thicker."""
    width = round(min(4.0, 0.9 + 0.5 * math.log2(data["weight"])), 1)
    return ET.Element("path", {"d": line, "data-e": str(number), **({"stroke-width": str(width)} if width > 0.9 else {})})


def _arc(start: Point, end: Point, from_radius: float, to_radius: float, bend: float) -> str:
    """A path from rim to rim, through a point beside the middle."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy) or 1.0
    middle = (start[0] + dx / 2 - dy / length * bend * BEND, start[1] + dy / 2 + dx / length * bend * BEND)
    (x, y), (u, v) = _towards(start, middle, from_radius + 1), _towards(end, middle, to_radius + 2)
    curve = f"L{u:.0f} {v:.0f}" if bend == 0 else f"Q{middle[0]:.0f} {middle[1]:.0f} {u:.0f} {v:.0f}"
    return f"M{x:.0f} {y:.0f}{curve}"


def _towards(start: Point, end: Point, distance: float) -> Point:
    length = math.hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    part = min(distance / length, 0.45)
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def _draw_node(number: int, data: Mapping[str, Any], at: Point, size: float, label: Label | None) -> ET.Element:
    link = ET.Element("a", {"href": f"#n{number}", "class": f"t-{data['type']}"})
    if label is None or label.text != clean(data["name"]):
        ET.SubElement(link, "title").text = clean(data["name"])
    link.append(shape(data["type"], at, size))
    if label:
        link.extend(_draw_label(label))
    return link


def _draw_label(label: Label) -> Iterator[ET.Element]:
    place = {"x": f"{label.x}", "y": f"{label.y}"} | ({"text-anchor": label.anchor} if label.anchor != "start" else {})
    text = ET.Element("text", place | ({"font-size": f"{label.size:g}"} if label.size != SMALL else {}))
    text.text = label.text
    yield text
    if label.second:
        below = {**place, "y": f"{label.y + round(label.size * 0.95)}", "font-size": f"{SECOND:g}", "class": "en"}
        second = ET.Element("text", below)
        second.text = label.second
        yield second


def shape(type_: str, at: Point, size: float) -> ET.Element:
    """The type's mark around a point."""
    corners = SHAPES.get(type_)
    if corners is None:
        return ET.Element("circle", {"cx": f"{at[0]:g}", "cy": f"{at[1]:g}", "r": f"{size:g}"})
    turns = [math.radians(degrees) for degrees in corners]
    points = [(at[0] + math.sin(turn) * size * 1.15, at[1] - math.cos(turn) * size * 1.15) for turn in turns]
    steps = [(u - x, v - y) for (x, y), (u, v) in pairwise(points)]
    return ET.Element("path", {"d": f"M{_round(points[0])}l{' '.join(map(_round, steps))}z"})


def _round(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}".replace(".0", "").replace("-0 ", "0 ")
