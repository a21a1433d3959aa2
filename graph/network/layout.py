"""Where a drawing's nodes stand: the parts of a network apart, none on another, the largest part first."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

import networkx as nx

from graph.network.forces import Point, spread

MARGIN = 46.0
ASPECT = 1.5  # of a sheet across and of most screens
ASPECTS = (1.2, 1.5, 1.8, 2.2, 2.7, 3.3)  # that the largest part may take, so that the whole has the wanted one
LEAST_WIDTH = 620.0
GAP = 9.0  # free space between two nodes
# The side of the square that a node gets on the average: 300 nodes on a sheet of A4 leave their names the size of small print.
SPREAD = 60.0
FEW = 4  # nodes of a part that stands in a column, names to the right
COLUMN = (30.0, 34.0, 190.0)  # a column's step to the right, its step down, and its width with names


@dataclass(frozen=True, slots=True)
class Layout:
    """Node -> middle, in the drawing's whole units, inside `width` by `height`."""

    positions: Mapping[int, Point]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Part:
    """One connected part in a box of its own, which starts at (0, 0)."""

    positions: Mapping[int, Point]
    width: float
    height: float


def lay_out(graph: nx.Graph, radii: Mapping[int, float], *, aspect: float = ASPECT) -> Layout:
    """A place for each node: the largest part above, the others in rows below it. `aspect`: width by height of it all."""
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    if not parts:
        return Layout({}, 2 * MARGIN, 2 * MARGIN)
    others = [_lay_out_part(graph.subgraph(part), radii, 1.0) for part in parts[1:]]
    area = SPREAD * SPREAD * len(parts[0])
    wanted = min(ASPECTS, key=lambda tried: abs(_aspect(area, tried, others) - aspect))
    first = _lay_out_part(graph.subgraph(parts[0]), radii, wanted)
    return _stack([first, *others], max(first.width, LEAST_WIDTH))


def _aspect(area: float, first: float, others: list[Part]) -> float:
    """Width by height of the whole, where the largest part has this area and `first` is its own width by height."""
    width = max(math.sqrt(area * first) + 2 * MARGIN, LEAST_WIDTH)
    below = _stack(others, width)
    return width / (math.sqrt(area / first) + 2 * MARGIN + (below.height if others else 0))


def _lay_out_part(part: nx.Graph, radii: Mapping[int, float], aspect: float) -> Part:
    nodes = sorted(part)
    if len(nodes) <= FEW:
        return _stand_in_column(nodes)
    side = SPREAD * math.sqrt(len(nodes))
    scaled = _stretch(spread(part), side * math.sqrt(aspect), side / math.sqrt(aspect))
    return _boxed(push_apart(scaled, radii))


def _stand_in_column(nodes: list[int]) -> Part:
    """One under the other, every second one a step to the right, so that no line runs through a third node."""
    right, down, width = COLUMN
    positions = {node: (MARGIN + right * (place % 2), MARGIN / 2 + down * place) for place, node in enumerate(nodes)}
    return Part(positions, MARGIN + right + width, down * len(nodes) + MARGIN / 2)


def _stretch(points: Mapping[int, Point], width: float, height: float) -> dict[int, Point]:
    lows = [min(point[axis] for point in points.values()) for axis in (0, 1)]
    spans = [max(point[axis] for point in points.values()) - lows[axis] or 1.0 for axis in (0, 1)]
    return {n: ((p[0] - lows[0]) / spans[0] * width, (p[1] - lows[1]) / spans[1] * height) for n, p in points.items()}


def push_apart(points: Mapping[int, Point], radii: Mapping[int, float], rounds: int = 200) -> dict[int, Point]:
    """Moves nodes that touch away from each other, half the way each, until none do or the rounds are over."""
    moved = dict(points)
    for _ in range(rounds):
        touched = [_push_pair(moved, a, b, radii[a] + radii[b] + GAP) for a, b in _neighbours(moved, 2 * max(radii.values()) + GAP)]
        if not any(touched):
            break
    return moved


def _neighbours(points: Mapping[int, Point], reach: float) -> Iterator[tuple[int, int]]:
    """The pairs that stand in the same square of this side or in squares that meet: all that are nearer than it, and others."""
    squares: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for node in sorted(points):
        x, y = points[node]
        squares[int(x // reach), int(y // reach)].append(node)
    for (x, y), nodes in squares.items():
        yield from combinations(nodes, 2)
        for beside in ((x + 1, y - 1), (x + 1, y), (x + 1, y + 1), (x, y + 1)):
            yield from product(nodes, squares.get(beside, ()))


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
        positions |= {node: (round(x + left), round(y + top)) for node, (x, y) in box.positions.items()}
        left, row = left + box.width, max(row, box.height)
    return Layout(positions, round(width), round(top + row))
