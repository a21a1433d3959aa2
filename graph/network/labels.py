"""Names beside the nodes of a drawing, none over another name or over a node."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.network.forces import Point

LONGEST = 24  # half-width characters; a longer name is cut, and whole in the tables
LINE = 1.25  # height of a line, in font sizes
LARGE, SMALL, SECOND = 13.0, 11.0, 9.5  # font sizes: of the first names, of the others, of a name's second line
FIRST = 12  # names in large letters
AIR = 3.0
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Label:
    """`x`, `y` are the start, middle or end (`anchor`) of the base line; `second`, where there is room, stands below it."""

    text: str
    second: str
    x: int
    y: int
    anchor: str
    size: float


def place_labels(
    names: Mapping[int, tuple[str, str]],
    positions: Mapping[int, Point],
    radii: Mapping[int, float],
    order: Sequence[int],
    *,
    area: tuple[float, float],
) -> dict[int, Label]:
    """Labels for as many nodes as there is room for, the first ones in `order` first; then their second names, in the same way.

    `names` are a name and, where there is one, the same in another language. A node is missing from the result where
    no place beside it is free. The FIRST names may lie over nodes, over as few as can be: a drawing whose centre has
    no name says nothing.
    """
    discs, taken = [_around(positions[node], radii[node]) for node in sorted(positions)], list[Box]()
    labels: dict[int, Label] = {}
    for rank, node in enumerate(order):
        candidates = list(_candidates(cut(names[node][0]), positions[node], radii[node], LARGE if rank < FIRST else SMALL))
        free = [(label, box) for label, box in candidates if _is_inside(box, area) and not _count_over(box, taken)]
        found = min(free, key=lambda pair: _count_over(pair[1], discs), default=None)
        if found and (rank < FIRST or not _count_over(found[1], discs)):
            labels[node] = found[0]
            taken.append(found[1])
    for node in [node for node in order if node in labels and names[node][1]]:
        label = replace(labels[node], second=cut(names[node][1]))
        box = _below(label)
        if _is_inside(box, area) and not _count_over(box, [*taken, *discs]):
            labels[node] = label
            taken.append(box)
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
    """Right, left, below, above, then the corners."""
    (x, y), rise, gap = at, size * 0.36, radius + 4
    near = gap * 0.75
    places = [(gap, rise, "start"), (-gap, rise, "end"), (0.0, gap + size * 0.8, "middle"), (0.0, -gap - 1, "middle")]
    places += [(near, -near, "start"), (near, near + size * 0.7, "start"), (-near, -near, "end"), (-near, near + size * 0.7, "end")]
    places += [(gap, size * 1.1, "start"), (gap, -size * 0.6, "start"), (-gap, size * 1.1, "end"), (-gap, -size * 0.6, "end")]
    for dx, dy, anchor in places:
        label = Label(text, "", round(x + dx), round(y + dy), anchor, size)
        yield label, _box(label, text, label.y, size)


def _below(label: Label) -> Box:
    """The box of the second name. It begins where the first one's ends."""
    return _box(label, label.second, label.y + round(label.size * 0.95), SECOND, top=label.y + label.size * LINE * 0.25)


def _box(label: Label, text: str, base: float, size: float, *, top: float | None = None) -> Box:
    """Around a line of text, with AIR at its sides."""
    width = measure(text) * size * 0.53
    left = label.x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[label.anchor]
    line = size * LINE
    return left - AIR, base - line * 0.8 if top is None else top, left + width + AIR, base + line * 0.25


def _around(at: Point, radius: float) -> Box:
    return at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius


def _is_inside(box: Box, area: tuple[float, float]) -> bool:
    left, top, right, bottom = box
    return left >= 0 and top >= 0 and right <= area[0] and bottom <= area[1]


def _count_over(box: Box, others: Sequence[Box]) -> int:
    """How many of the others it lies over."""
    left, top, right, bottom = box
    return sum(left < r and right > x and top < b and bottom > y for x, y, r, b in others)
