"""The segments of a page -> rows in the order in which they are read, column by column."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.documents.pdf.glyphs import is_wide
from extract.documents.pdf.segments import Segment

_GUTTER = 1.0  # ems; narrower is no gap between columns
_FEWEST_ROWS, _LONG, _NARROW = 4, 0.5, 0.2  # a column has so many rows that fill half of it, and a fifth of the width
_MOST_LINES, _MOST_SEGMENTS = 400, 2_000  # of a page whose columns are looked for; more are no columns of text

Gap = tuple[float, float]
Line = Sequence[Segment]  # on one baseline, from left to right


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a column. `column` is its way through the splits of the page: "" for the whole width, "r" the right half."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    page: int
    column: str = ""


def group_lines(segments: Sequence[Segment]) -> list[Line]:
    """The segments of each baseline, from the top of the page to its bottom."""
    return [tuple(line) for _, line in itertools.groupby(segments, key=lambda segment: segment.baseline)]


def join_segments(line: Line, page: int, column: str = "") -> Row:
    """The segments of one baseline as one row, with a space for each wide gap; 前　　言 is one word."""
    longest = max(line, key=lambda segment: len(segment.text))
    spread = all(len(segment.text) == 1 and is_wide(segment.text) for segment in line)
    text = ("" if spread else " ").join(segment.text for segment in line)
    return Row(text, line[0].left, line[-1].right, longest.baseline, longest.size, longest.bold, page, column)


def read_rows(pages: Mapping[int, Sequence[Line]]) -> Iterator[Row]:
    """The rows of all pages; where a gutter runs through lines, all of its left side goes before its right side."""
    known: list[Gap] = []  # gutters of earlier pages: the last page may have but few lines
    for page, lines in pages.items():
        yield from _read_column(lines, page, "", known)


def _read_column(lines: Sequence[Line], page: int, column: str, known: list[Gap]) -> Iterator[Row]:
    sought = len(lines) <= _MOST_LINES and sum(map(len, lines)) <= _MOST_SEGMENTS
    start = 0
    while start < len(lines):
        gutter, end = _find_gutter(lines, start, known) if sought else (None, start + 1)
        if gutter is None:
            yield join_segments(lines[start], page, column)
        else:
            left, right = _divide(lines[start:end], gutter)
            yield from _read_column(left, page, column + "l", known)
            yield from _read_column(right, page, column + "r", known)
        start = end


def _divide(lines: Sequence[Line], gutter: Gap) -> tuple[list[Line], list[Line]]:
    left = [tuple(s for s in line if s.right <= gutter[1]) for line in lines]
    right = [tuple(s for s in line if s.left >= gutter[0]) for line in lines]
    return [line for line in left if line], [line for line in right if line]


def _find_gutter(lines: Sequence[Line], start: int, known: list[Gap]) -> tuple[Gap | None, int]:
    """The gap that runs through the lines from `start` on, and the line where it ends; (None, start + 1) for none."""
    edges = min(line[0].left for line in lines), max(segment.right for line in lines for segment in line)
    gaps: list[Gap] = [edges]
    end = start
    for line in lines[start:]:
        narrowed = [gap for gap in _intersect(gaps, _gaps_of(line, edges)) if gap[1] - gap[0] >= _GUTTER * line[0].size]
        if not narrowed:
            break
        gaps, end = narrowed, end + 1
    found = [gap for gap in gaps if _parts_columns(lines[start:end], gap, edges)]
    known += found
    found = found or [gap for gap in gaps if all(_divide(lines[start:end], gap)) and _is_known(gap, known, lines[start][0].size)]
    return (max(found, key=lambda gap: (gap[1] - gap[0], gap)), end) if found else (None, start + 1)


def _is_known(gap: Gap, known: Sequence[Gap], size: float) -> bool:
    return any(min(gap[1], other[1]) - max(gap[0], other[0]) >= _GUTTER * size for other in known)


def _gaps_of(line: Line, edges: Gap) -> Iterator[Gap]:
    ends = [edges[0], *(segment.right for segment in line)]
    starts = [*(segment.left for segment in line), edges[1]]
    return ((end, start) for end, start in zip(ends, starts, strict=True) if start > end)


def _intersect(gaps: Sequence[Gap], others: Iterator[Gap]) -> Iterator[Gap]:
    for left, right in others:
        yield from ((max(a, left), min(b, right)) for a, b in gaps if max(a, left) < min(b, right))


def _parts_columns(lines: Sequence[Line], gutter: Gap, edges: Gap) -> bool:
    """Whether running text stands on both sides: columns, and not numbers before items or the cells of a table."""
    sides = _divide(lines, gutter)
    widths = gutter[0] - edges[0], edges[1] - gutter[1]
    return all(
        width >= _NARROW * (edges[1] - edges[0]) and sum(line[-1].right - line[0].left >= _LONG * width for line in side) >= _FEWEST_ROWS
        for side, width in zip(sides, widths, strict=True)
    )
