"""Rows -> lines of text, by the evidence of the page for where a paragraph begins.

A row goes on with the row before when that one is full (the next word would not have found room in it) and nothing
speaks against it: no indent of a first line, no wider gap, no other type. One thing alone against it decides only
where the sentence is finished; an open sentence is left to the text's own evidence (see lines.goes_on).
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extract.documents.layout import find_markers, is_furniture, kind_of_title, read_date
from extract.documents.lines import is_closed
from extract.documents.pdf.columns import Row
from extract.documents.pdf.glyphs import is_wide
from extract.documents.pdf.margins import find_body_size

# Of an em.
_INDENT, _CENTRED, _OFF_CENTRE = 0.6, 3.0, 1.0
_NARROW_CHARACTER, _SLACK = 0.5, 0.2
_LEADING, _USUAL = 1.5, 0.1  # the distance of rows where nothing tells; the share of rows that tells
_WIDER_GAP, _OTHER_SIZE, _LARGE = 1.25, 0.12, 1.15  # of the usual distance of rows; of the size
_OFTEN, _FEW = 0.03, 30  # of the rows of a column, for one of its edges; of few rows one is enough
_LONGEST_HEADING = 120
_UNIT = re.compile(r"[“‘《（(\[]*(?:[!-~]+|.)[，。、；：？！”’）》】,.;:?!)\]]*")
_GOES_ON = ("；", ";", "：", ":")
_BULLET = re.compile(r"[•●○■□◆–—·-]\s")


# What speaks against a row's going on with the row before.
TYPE, GAP, INDENT, SHORT, NUMBER = "type", "gap", "indent", "short", "number"


@dataclass(frozen=True, slots=True)
class Edges:
    left: float
    right: float


@dataclass(slots=True)
class Block:
    """Rows that are one line of text. `begins`: a paragraph surely begins here; `apart`: a gap stands before it."""

    rows: list[Row]
    begins: bool = False
    apart: bool = False
    first: float = 0.0  # how far the first row and the others are set in
    rest: float | None = None

    @property
    def text(self) -> str:
        return "".join(row.text for row in self.rows)


@dataclass(frozen=True, slots=True)
class Measures:
    """What is usual in a document: the size of its text, whether it is bold, the distance of rows, and the edges of columns."""

    body: float
    bold: bool
    leading: float
    edges: Mapping[tuple[str, bool], Edges] = field(default_factory=dict)

    def offset(self, row: Row) -> float:
        return row.left - self.edges[_slot(row)].left

    def room(self, row: Row) -> float:
        """What is left of the row's width."""
        return self.edges[_slot(row)].right - row.right


def measure(rows: Sequence[Row]) -> Measures:
    body = find_body_size(rows)
    bold = sum(len(row.text) * (1 if row.bold else -1) for row in rows) > 0
    slots: defaultdict[tuple[str, bool], list[Row]] = defaultdict(list)
    for row in rows:
        slots[_slot(row)].append(row)
    return Measures(body, bold, _usual_leading(rows, body), {slot: _find_edges(group) for slot, group in slots.items()})


def _slot(row: Row) -> tuple[str, bool]:
    """Left and right pages may have other margins."""
    return row.column, row.page % 2 == 0


def _usual_leading(rows: Sequence[Row], body: float) -> float:
    gaps = Counter(
        round(2 * (a.baseline - b.baseline)) / 2
        for a, b in itertools.pairwise(rows)
        if (a.page, a.column) == (b.page, b.column) and a.size == b.size == body and 0.8 < (a.baseline - b.baseline) / body < 3
    )
    often = [gap for gap, count in gaps.items() if count >= max(2, _USUAL * gaps.total())]
    return min(often or gaps, default=_LEADING * body)  # where most paragraphs have one row, most gaps are wider


def _find_edges(rows: Sequence[Row]) -> Edges:
    """The outermost places at which rows begin and end often: a mark in the margin is no edge."""
    often = max(_OFTEN * len(rows), 1 if len(rows) < _FEW else 2)
    near = _INDENT * rows[0].size
    lefts, rights = sorted(row.left for row in rows), sorted(-row.right for row in rows)
    left, right = (next((x for i, x in enumerate(ends) if bisect_right(ends, x + near) - i >= often), ends[0]) for ends in (lefts, rights))
    return Edges(left, -right)


def gather_blocks(rows: Sequence[Row], usual: Measures) -> Iterator[Block]:
    """The rows of a document, in the order of reading, as lines of text."""
    block: Block | None = None
    for row in rows:
        if _is_page_number(row, usual):
            continue
        against = _find_against(block, row, usual) if block else {TYPE}
        if block and (not against or _is_rest_of_title(block, row, against, usual)):
            block.rest = usual.offset(row) if block.rest is None else block.rest
            block.rows.append(row)
            continue
        if block:
            yield block
        sure = block is None or is_closed(block.rows[-1].text) or len(against) > 1 or TYPE in against
        block = Block([row], begins=sure, apart=GAP in against, first=usual.offset(row))
    if block:
        yield block


def _find_against(block: Block, row: Row, usual: Measures) -> set[str]:
    """What speaks against the row's going on with the block."""
    last = block.rows[-1]
    found = set()
    if abs(last.size - row.size) > _OTHER_SIZE * max(last.size, row.size):
        found.add(TYPE)
    distance = last.baseline - row.baseline
    if (last.page, last.column) == (row.page, row.column) and distance > _WIDER_GAP * usual.leading * row.size / usual.body:
        found.add(GAP)
    if _is_set_in(block, row, usual):
        found.add(INDENT)
    if not _is_full(last, row, usual):
        found.add(SHORT)
        if last.bold != row.bold:
            found.add(TYPE)
    if is_closed(last.text) and not last.text.endswith(_GOES_ON) and any(find_markers(row.text)):
        found.add(NUMBER)
    return found


def _is_set_in(block: Block, row: Row, usual: Measures) -> bool:
    """Whether the row stands out of the line of the rows before: a first line's indent, or the end of hanging lines."""
    offset, slack = usual.offset(row), _INDENT * row.size
    if block.rest is not None:
        return abs(offset - block.rest) > slack
    if offset < block.first - slack:
        return False  # the block's first line was set in
    if offset > block.first + slack:
        return not _has_mark(block.rows[0].text)  # lines that hang below a number
    return offset > slack and is_closed(block.rows[-1].text)


def _is_full(last: Row, row: Row, usual: Measures) -> bool:
    """Whether the row's first word found no room in the last row."""
    if last.text.endswith("-") and not is_wide(last.text[-2:-1] or "一"):
        return True
    unit = _UNIT.match(row.text)
    narrow = (row.right - row.left) / len(row.text) if not any(map(is_wide, row.text)) else _NARROW_CHARACTER * row.size
    need = sum(row.size if is_wide(char) else narrow for char in (unit[0] if unit else row.text[:1]))
    space = narrow / 2 if not is_wide(last.text[-1]) and not is_wide(row.text[0]) else 0.0
    return need + space > usual.room(last) - _SLACK * last.size


def _is_rest_of_title(block: Block, row: Row, against: set[str], usual: Measures) -> bool:
    """The second line of a title that stands in the middle of the page in its own type."""
    last = block.rows[-1]
    own_type = row.size >= _LARGE * usual.body or (row.bold and not usual.bold)
    ended = is_closed(last.text) or read_date(row.text) or (kind_of_title(block.text) and not row.text.startswith(("（", "(")))
    centred = all(abs(usual.offset(r) - usual.room(r)) <= _OFF_CENTRE * r.size for r in (last, row))
    return own_type and not ended and centred and against <= {INDENT, SHORT} and usual.offset(row) >= _CENTRED * row.size


def _has_mark(text: str) -> bool:
    return bool(_BULLET.match(text)) or any(find_markers(text))


def _is_page_number(row: Row, usual: Measures) -> bool:
    """A page number between the lines; digits at the beginning of a line may be the end of a sentence."""
    return is_furniture(row.text) and (not row.text.isdecimal() or usual.offset(row) > _CENTRED * row.size)


def find_headings(blocks: Sequence[Block], usual: Measures) -> set[int]:
    """The indices of the blocks that their type makes headings, and of the title among what stands above the text."""
    found = [i for i, block in enumerate(blocks) if _is_heading(block, usual)]
    text = next((i for i, block in enumerate(blocks) if is_closed(block.text)), len(blocks))
    front = [i for i in found if i < text and not read_date(blocks[i].text)]
    named = (i for i in front if kind_of_title(blocks[i].text))
    title = next(named, None)
    if title is None:
        title = max(front, key=lambda i: (blocks[i].rows[0].size, -i), default=-1)
    return {i for i in found if i >= title}


def _is_heading(block: Block, usual: Measures) -> bool:
    own_type = all(row.size >= _LARGE * usual.body or (row.bold and not usual.bold) for row in block.rows)
    return own_type and not is_closed(block.text) and len(block.text) <= _LONGEST_HEADING and not read_date(block.text)
