"""The characters of a page -> segments: what stands on one line without a wide gap; and the marks that refer to notes."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extract.documents.pdf.glyphs import Glyph, find_mixed_space, gap_between, read_glyphs, spell
from extract.documents.pdf.layer import Page, Run

# Of an em.
_WIDE_GAP = 1.2  # between two segments: more than the widest space of a justified line
_SAME_LINE = 0.25  # how far baselines of one line lie apart
_RAISED, _SMALL, _NEAR_WORD = 0.6, 0.9, 0.5  # a mark: how high it stands at most, its size of the line's, how near to its word
_LONGEST_MARK, _MOST_MARKS = 6, 40  # characters; on one line
_NOTE_MARK = re.compile(r"[\[(（〔]?(?:\d{1,3}|[*†‡]+|[①-⑳])[\])）〕]?(?:[,，]\d{1,3})*")
_LABEL = re.compile(r"\d{1,3}|[*†‡]+|[①-⑳]")
_UNIT_OR_NUMBER = re.compile(r"(?:^|[^A-Za-z])[A-Za-z]{1,2}$|\d$")  # m², 10⁶


@dataclass(frozen=True, slots=True)
class Segment:
    """Places in points; `baseline` grows upwards. `size` and `bold` are those of most of the text."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool


@dataclass(order=True, slots=True)
class Band:
    """Runs on one baseline."""

    baseline: float
    size: float
    runs: list[Run] = field(default_factory=list, compare=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on a page, from top to bottom and from left to right, and the raised marks that refer to notes."""

    number: int
    segments: tuple[Segment, ...]
    marks: frozenset[str] = frozenset()


def read_sheets(pages: Iterable[Page]) -> list[Sheet]:
    """The pages as lines; what is not set upright (stamps, watermarks) is left out, and so are references to notes."""
    bands = {page.number: gather_bands(upright(page.runs)) for page in pages}
    marks = {number: _take_marks(found) for number, found in bands.items()}
    lines = {number: [(band.baseline, read_glyphs(band.runs)) for band in reversed(found)] for number, found in bands.items()}
    mixed_space = find_mixed_space(glyphs for found in lines.values() for _, glyphs in found)
    return [Sheet(number, tuple(_split(found, mixed_space)), marks[number]) for number, found in lines.items()]


def _take_marks(bands: Sequence[Band]) -> frozenset[str]:
    return frozenset(mark for i, band in enumerate(bands) for mark in attach_raised(band, bands[max(i - 2, 0) : i]))


def upright(runs: Sequence[Run]) -> list[Run]:
    """The runs in the direction of most of the page's characters."""
    counts = Counter[int]()
    for run in runs:
        counts[run.angle] += len(run.text)
    main = max(counts, key=lambda angle: (counts[angle], -abs(angle)), default=0)
    return [run for run in runs if run.angle == main and run.size > 0]


def gather_bands(runs: Iterable[Run]) -> list[Band]:
    """The runs by their baselines, from the bottom of the page to its top."""
    bands: list[Band] = []
    for run in sorted(runs, key=lambda run: (-run.size, -run.baseline, run.starts[0])):
        at = bisect_left(bands, Band(run.baseline, 0))
        near = [band for band in bands[max(at - 1, 0) : at + 1] if abs(band.baseline - run.baseline) <= _SAME_LINE * run.size]
        if near:
            min(near, key=lambda band: abs(band.baseline - run.baseline)).runs.append(run)
        else:
            insort(bands, Band(run.baseline, run.size, [run]))
    return bands


def attach_raised(band: Band, below: Sequence[Band]) -> Iterator[str]:
    """Moves small raised characters into the line below, in which they stand; those that refer to notes go, and their marks come back."""
    for run in list(band.runs) if len(band.runs) <= _MOST_MARKS else ():
        for host in reversed(below):
            if (word := _word_before(run, host)) is not None:
                band.runs.remove(run)
                if word and _NOTE_MARK.fullmatch(run.text.strip()) and not _UNIT_OR_NUMBER.search(word):
                    yield from _LABEL.findall(run.text)
                else:
                    host.runs.append(run)
                break


def _word_before(run: Run, host: Band) -> str | None:
    """The end of the text that the mark stands right behind; empty where it begins the line, None where it is no mark in that line."""
    raised = 0 < run.baseline - host.baseline <= _RAISED * host.size
    if not raised or len(run.text) > _LONGEST_MARK or run.size > _SMALL * host.size:
        return None
    near = _NEAR_WORD * host.size
    for other in host.runs:
        for i, end in enumerate(other.ends):
            if abs(run.starts[0] - end) <= near:
                return other.text[max(i - 3, 0) : i + 1]
    return "" if abs(min(other.starts[0] for other in host.runs) - run.ends[-1]) <= near else None


def _split(lines: Iterable[tuple[float, Sequence[Glyph]]], mixed_space: float) -> Iterator[Segment]:
    for baseline, glyphs in lines:
        wide = [i for i, pair in enumerate(itertools.pairwise(glyphs), 1) if gap_between(*pair) > _WIDE_GAP]
        for start, end in itertools.pairwise([0, *wide, len(glyphs)]):
            if start < end:
                yield _make_segment(glyphs[start:end], baseline, mixed_space)


def _make_segment(glyphs: Sequence[Glyph], baseline: float, mixed_space: float) -> Segment:
    sizes, bold = Counter(g.run.size for g in glyphs), sum(g.run.bold for g in glyphs)
    size = max(sizes, key=lambda size: (sizes[size], size))
    return Segment(spell(glyphs, mixed_space), glyphs[0].start, glyphs[-1].end, baseline, size, 2 * bold > len(glyphs))
