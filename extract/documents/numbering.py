"""How a document numbers its paragraphs: of all the numbers that begin its lines, the longest row that counts up."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.documents.layout import find_markers, load_layout, read_label
from extract.documents.lines import LONG_LINE, Line, is_bare, is_closed
from extract.records import record

MAX_GAP = 3  # a published text may lose a number or two (OCR, a lost page); a row with wider gaps is chance
_SHORTEST_ROW = 3
_LEAST_SHARE, _MOST_BEHIND = 0.2, 0.4  # of the lines that begin a paragraph, for all that is known: they follow a finished sentence


@record
class Number:
    """The number at the beginning of a line: its style, its value, and where the text behind it starts."""

    line: int
    style: str
    value: int
    label: str
    end: int


@dataclass(frozen=True, slots=True)
class Numbering:
    """`paragraphs` and `sections`: line index -> number. `restarts`: the row begins again in every section."""

    paragraphs: Mapping[int, Number]
    sections: Mapping[int, Number]
    restarts: bool = False

    @property
    def style(self) -> str:
        """The name of the paragraphs' marker; empty where nothing is numbered."""
        return next((number.style for number in self.paragraphs.values()), "")


def read_numbering(lines: Sequence[Line]) -> Numbering:
    """The numbering of paragraphs and of sections; both are empty for a document that numbers nothing."""
    rows = [row for found in _numbers_by_style(lines) if (row := _longest_row(lines, found))]
    items = [row for row in rows if not _are_headings(lines, row) and row[0].style not in load_layout().sub_items]
    best = max(items, key=len, default=())
    main = best if _is_numbering(lines, best) else ()
    sections = {number.line: number for row in rows if row[:1] != main[:1] and len(row) > 1 for number in row if _heads(lines, number)}
    paragraphs = {number.line: number for number in main}
    return Numbering(paragraphs, sections, restarts=any(b.value <= a.value for a, b in itertools.pairwise(main)))


def sub_item(line: Line, main_style: str) -> Number | None:
    """The number of a part of a numbered paragraph: `(a)`, or a number in a style other than the paragraphs'."""
    return next((number for number in _numbers(0, line) if number.style != main_style), None)


def _numbers(index: int, line: Line) -> Iterator[Number]:
    for style, match in find_markers(line.text):
        yield Number(index, style, read_label(match["n"]), match["n"], match.end())


def _numbers_by_style(lines: Sequence[Line]) -> Sequence[Sequence[Number]]:
    styles: dict[str, list[Number]] = {style: [] for style in load_layout().markers}
    for i, line in enumerate(lines):
        for number in _numbers(i, line):
            styles[number.style].append(number)
    return list(styles.values())


def _longest_row(lines: Sequence[Line], found: Sequence[Number]) -> tuple[Number, ...]:
    """The longest row of numbers of one style that counts up line by line, beginning again only below a heading."""
    rows: list[tuple[int, int]] = []  # for each number: (length of the best row that ends with it, its predecessor or -1)
    by_value: dict[int, int] = {}
    longest = -1
    for i, number in enumerate(found):
        before = _predecessors(number, by_value, longest if _begins_anew(lines, number) else -1)
        length, predecessor = max(((rows[p][0], p) for p in before), default=(0, -1))
        rows.append((length + 1, predecessor))
        if number.value not in by_value or rows[by_value[number.value]][0] <= length:
            by_value[number.value] = i
        longest = max(longest, i, key=lambda at: rows[at][0] if at >= 0 else 0)
    return _walk_back(found, rows, longest)


def _predecessors(number: Number, by_value: Mapping[int, int], longest: int) -> list[int]:
    near = [by_value[value] for value in range(number.value - MAX_GAP, number.value) if value in by_value]
    return [*near, longest] if number.value == 1 and longest >= 0 else near


def _walk_back(found: Sequence[Number], rows: Sequence[tuple[int, int]], at: int) -> tuple[Number, ...]:
    row = []
    while at >= 0:
        row.append(found[at])
        at = rows[at][1]
    return tuple(reversed(row))


def _begins_anew(lines: Sequence[Line], number: Number) -> bool:
    """Whether a heading stands right before the line, so that its 1 may begin a new row."""
    return number.line > 0 and _is_heading(lines[number.line - 1].text)


def _is_heading(text: str) -> bool:
    return is_bare(text) and len(text) <= 2 * LONG_LINE


def _heads(lines: Sequence[Line], number: Number) -> bool:
    return _is_heading(lines[number.line].text[number.end :] or "一")


def _are_headings(lines: Sequence[Line], row: Sequence[Number]) -> bool:
    return sum(_heads(lines, number) for number in row) > len(row) / 2


def _is_numbering(lines: Sequence[Line], row: Sequence[Number]) -> bool:
    """Whether the document counts its paragraphs by this row: a short list inside a long text does not."""
    if len(row) < _SHORTEST_ROW:
        return False
    beginnings = [i for i, line in enumerate(lines) if i == 0 or is_closed(lines[i - 1].text)]
    behind = sum(i > row[-1].line for i in beginnings)
    return len(row) >= _LEAST_SHARE * len(beginnings) and behind <= max(_SHORTEST_ROW, _MOST_BEHIND * len(beginnings))
