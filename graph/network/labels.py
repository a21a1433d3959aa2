"""Names beside the nodes of a drawing, none over another name or over a node."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.network.layout import Point

LONGEST = 24  # half-width characters; a longer name is cut, and whole in the tables
LINE = 1.25  # height of a line, in font sizes
AIR = 3.0
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Label:
    """`x`, `y` are the start, middle or end (`anchor`) of the base line. `placed` is false where no place was free."""

    text: str
    x: float
    y: float
    anchor: str
    size: float
    placed: bool


def place_labels(
    names: Mapping[int, str],
    positions: Mapping[int, Point],
    radii: Mapping[int, float],
    order: Sequence[int],
    *,
    most: int,
    area: tuple[float, float],
) -> dict[int, Label]:
    """A label for each node; the first `most` in `order` get a place as far as there is one, the best one first."""
    taken = [_around(positions[node], radii[node]) for node in sorted(positions)]
    labels: dict[int, Label] = {}
    for rank, node in enumerate(order):
        size = 13.0 if rank < 12 else 11.0
        candidates = list(_candidates(cut(names[node]), positions[node], radii[node], size))
        free = [pair for pair in candidates if rank < most and _is_free(pair[1], taken, area)]
        labels[node] = free[0][0] if free else replace(candidates[0][0], placed=False)
        taken += [box for _, box in free[:1]]
    return labels


def cut(name: str) -> str:
    """The name, or as much of it as fits into LONGEST half-width characters."""
    if measure(name) <= LONGEST:
        return name
    kept, width = "", 1
    for char in name:
        width += _width(char)
        if width > LONGEST:
            break
        kept += char
    return kept.rstrip() + "…"


def measure(text: str) -> int:
    """The width in half-width characters: a Chinese one counts two."""
    return sum(map(_width, text))


def _width(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _candidates(text: str, at: Point, radius: float, size: float) -> Iterator[tuple[Label, Box]]:
    """Right, left, below, above, then the corners; the box of each keeps AIR around the text."""
    (x, y), width, rise = at, measure(text) * size * 0.53, size * 0.36
    gap = radius + 4
    near, line = gap * 0.75, size * LINE
    places = [(gap, rise, "start"), (-gap, rise, "end"), (0.0, gap + size * 0.8, "middle"), (0.0, -gap - 1, "middle")]
    places += [(near, -near, "start"), (near, near + size * 0.7, "start"), (-near, -near, "end"), (-near, near + size * 0.7, "end")]
    places += [(gap, size * 1.1, "start"), (gap, -size * 0.6, "start"), (-gap, size * 1.1, "end"), (-gap, -size * 0.6, "end")]
    places += [(0.0, gap + size * 1.7, "middle"), (0.0, -gap - size, "middle")]
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}
    for dx, dy, anchor in places:
        left, base = x + dx - width * shift[anchor], y + dy
        box = (left - AIR, base - line * 0.8, left + width + AIR, base + line * 0.25)
        yield Label(text, round(x + dx, 1), round(base, 1), anchor, size, placed=True), box


def _around(at: Point, radius: float) -> Box:
    return at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius


def _is_free(box: Box, taken: Sequence[Box], area: tuple[float, float]) -> bool:
    left, top, right, bottom = box
    if left < 0 or top < 0 or right > area[0] or bottom > area[1]:
        return False
    return not any(left < r and right > x and top < b and bottom > y for x, y, r, b in taken)
