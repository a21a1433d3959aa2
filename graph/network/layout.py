"""Where a drawing's nodes stand: the parts of a network apart, none on another, the largest part first."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

SEED = 11
MARGIN = 46.0
GAP = 15.0  # free space between two nodes
SPREAD = 88.0  # the side of the square that a node gets on the average
FEW = 4  # nodes of a part that stands in a column, names to the right
COLUMN = (30.0, 34.0, 190.0)  # a column's step to the right, its step down, and its width with names
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """Node -> middle, in the drawing's units, one decimal, inside `width` by `height`."""

    positions: Mapping[int, Point]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Part:
    """One connected part in a box of its own, which starts at (0, 0)."""

    positions: Mapping[int, Point]
    width: float
    height: float


def lay_out(graph: nx.Graph, radii: Mapping[int, float], *, aspect: float = 1.5) -> Layout:
    """A place for each node. `aspect` is the width of the main part by its height; other parts stand in rows below."""
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    if not parts:
        return Layout({}, 2 * MARGIN, 2 * MARGIN)
    boxes = [_lay_out_part(graph.subgraph(part), radii, aspect if not i else 1.0) for i, part in enumerate(parts)]
    width = max(boxes[0].width, 620.0)
    return _stack(boxes, width)


def _lay_out_part(part: nx.Graph, radii: Mapping[int, float], aspect: float) -> Part:
    nodes = sorted(part)
    if len(nodes) <= FEW:
        return _stand_in_column(nodes)
    ordered = nx.Graph()
    ordered.add_nodes_from(nodes)
    ordered.add_edges_from(sorted((min(edge), max(edge)) for edge in part.edges))
    near = 2.6 / math.sqrt(len(nodes))
    found = nx.spring_layout(ordered, seed=SEED, iterations=300, k=near, method="force")
    side = SPREAD * math.sqrt(len(nodes))
    width, height = side * math.sqrt(aspect), side / math.sqrt(aspect)
    points = {node: (float(found[node][0]), float(found[node][1])) for node in nodes}
    scaled = _stretch(_even_out(points), width, height)
    return _boxed(_push_apart(scaled, radii))


def _stand_in_column(nodes: list[int]) -> Part:
    """One under the other, every second one a step to the right, so that no line runs through a third node."""
    right, down, width = COLUMN
    positions = {node: (MARGIN + right * (place % 2), MARGIN / 2 + down * place) for place, node in enumerate(nodes)}
    return Part(positions, MARGIN + right + width, down * len(nodes) + MARGIN / 2)


def _even_out(points: Mapping[int, Point]) -> dict[int, Point]:
    """Half-way to equal distances on both axes: else one far node presses all others into a corner."""
    ranks = [_ranks({node: point[axis] for node, point in points.items()}) for axis in (0, 1)]
    whole = _stretch(points, 1.0, 1.0)
    return {node: (whole[node][0] * 0.5 + ranks[0][node] * 0.5, whole[node][1] * 0.5 + ranks[1][node] * 0.5) for node in points}


def _ranks(values: Mapping[int, float]) -> dict[int, float]:
    ordered = sorted(values, key=lambda node: (round(values[node], 6), node))
    return {node: place / max(1, len(ordered) - 1) for place, node in enumerate(ordered)}


def _stretch(points: Mapping[int, Point], width: float, height: float) -> dict[int, Point]:
    lows = [min(point[axis] for point in points.values()) for axis in (0, 1)]
    spans = [max(point[axis] for point in points.values()) - lows[axis] or 1.0 for axis in (0, 1)]
    return {n: ((p[0] - lows[0]) / spans[0] * width, (p[1] - lows[1]) / spans[1] * height) for n, p in points.items()}


def _push_apart(points: Mapping[int, Point], radii: Mapping[int, float], rounds: int = 60) -> dict[int, Point]:
    """Moves nodes that touch away from each other, half the way each, until none do or the rounds are over."""
    moved = dict(points)
    nodes = sorted(moved)
    for _ in range(rounds):
        touched = False
        for i, a in enumerate(nodes):
            for b in nodes[i + 1 :]:
                touched |= _push_pair(moved, a, b, radii[a] + radii[b] + GAP)
        if not touched:
            break
    return moved


def _push_pair(points: dict[int, Point], a: int, b: int, wanted: float) -> bool:
    (ax, ay), (bx, by) = points[a], points[b]
    dx, dy = bx - ax, by - ay
    if abs(dx) >= wanted or abs(dy) >= wanted:
        return False
    distance = math.sqrt(dx * dx + dy * dy)
    if distance >= wanted - 0.01:
        return False
    dx, dy = (dx / distance, dy / distance) if distance > 1e-6 else (1.0, 0.0)
    half = (wanted - distance) / 2
    points[a], points[b] = (ax - dx * half, ay - dy * half), (bx + dx * half, by + dy * half)
    return True


def _boxed(points: Mapping[int, Point]) -> Part:
    left, top = min(x for x, _ in points.values()), min(y for _, y in points.values())
    moved = {node: (x - left + MARGIN, y - top + MARGIN) for node, (x, y) in points.items()}
    return Part(moved, max(x for x, _ in moved.values()) + MARGIN, max(y for _, y in moved.values()) + MARGIN)


def _stack(boxes: list[Part], width: float) -> Layout:
    """The boxes from left to right in rows of this width."""
    positions: dict[int, Point] = {}
    left = top = row = 0.0
    for box in boxes:
        if left and left + box.width > width:
            left, top, row = 0.0, top + row, 0.0
        positions |= {node: (round(x + left, 1), round(y + top, 1)) for node, (x, y) in box.positions.items()}
        left, row = left + box.width, max(row, box.height)
    return Layout(positions, round(width, 1), round(top + row, 1))
