"""Tells apart what stands around the text of a page: notes at its foot, and what is written down its margin."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from extract.documents.pdf.columns import Row
from extract.documents.pdf.segments import Segment

_SMALLER = 0.92  # a note is set smaller than the text
_NOTE = re.compile(r"[\[(（〔]?(?P<mark>\d{1,3}|[*†‡]+|[①-⑳])[\])）〕]?\s*\S")
_STACKED, _SPACING, _ALIGNED = 4, 3.0, 0.6  # characters one below the other; ems between them; ems out of line
_BODY = 0.4  # of the widest segment: what is longer is text


def find_body_size(rows: Iterable[Row | Segment]) -> float:
    """The size of most characters."""
    counts: Counter[float] = Counter()
    for row in rows:
        counts[row.size] += len(row.text)
    return max(counts, key=lambda size: (counts[size], size), default=0.0)


def drop_notes(rows: Sequence[Row], body: float, marks: Mapping[int, Collection[str]]) -> Iterator[Row]:
    """The rows of a document without its footnotes, those that go on over the page too; `marks`: page -> its references to notes."""
    open_note = False
    for number, page in itertools.groupby(rows, key=lambda row: row.page):
        groups = [list(group) for _, group in itertools.groupby(page, key=lambda row: row.column)]
        noted = False
        for i, group in enumerate(groups):
            ends = bool(group[0].column) or i == len(groups) - 1
            start = _find_notes(group, body, marks.get(number, ()), open_note) if ends else len(group)
            noted = noted or start < len(group)
            yield from group[:start]
        open_note = noted


def _find_notes(rows: Sequence[Row], body: float, marks: Collection[str], goes_on: bool) -> int:
    """Where the notes at the foot of the rows begin: the first small row with a mark that the page refers to, or a note goes on."""
    small = len(rows)
    while small and rows[small - 1].size <= _SMALLER * body:
        small -= 1
    if small == 0 or (goes_on and small < len(rows)):
        return small or len(rows)
    labels = ((i, _NOTE.match(rows[i].text)) for i in range(small, len(rows)))
    return next((i for i, label in labels if label and label["mark"] in marks), len(rows))


def drop_stacks(segments: Sequence[Segment]) -> list[Segment]:
    """Without single characters one below the other beside the text: a title or a stamp down the margin."""
    widest = max((s.right - s.left for s in segments), default=0.0)
    body = [s for s in segments if s.right - s.left >= _BODY * widest and len(s.text) > 1]
    left, right = min((s.left for s in body), default=0.0), max((s.right for s in body), default=0.0)
    beside = [s for s in segments if len(s.text) == 1 and (s.right <= left or s.left >= right)]
    dropped = {id(s) for stack in _stacks(beside) for s in stack} if body else set()
    return [s for s in segments if id(s) not in dropped]


def _stacks(singles: Iterable[Segment]) -> Iterator[list[Segment]]:
    by_place: defaultdict[int, list[Segment]] = defaultdict(list)
    for s in singles:
        by_place[round((s.left + s.right) / 2 / (_ALIGNED * s.size))].append(s)
    for column in by_place.values():
        stack: list[Segment] = []
        for s in sorted(column, key=lambda s: -s.baseline):
            if stack and stack[-1].baseline - s.baseline > _SPACING * s.size:
                if len(stack) >= _STACKED:
                    yield stack
                stack = []
            stack.append(s)
        if len(stack) >= _STACKED:
            yield stack
