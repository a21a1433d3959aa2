"""Characters at their places -> text as a reader reads it: their order, and the spaces between them.

A PDF places characters and need not write spaces. Between Latin letters a gap is a space; Chinese has none, whatever a
justified line or a printer's quarter of an em before digits looks like.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extract.documents.pdf.layer import Run

# Gaps, in ems, from which on a space is read.
_LATIN_SPACE, _CHINESE_SPACE = 0.17, 0.6
_ALONE = 0.2  # between two Chinese characters of a line whose others stand closer together
_SET_APART = 0.15  # a line whose Chinese characters stand so far apart is set wide; justifying does less, and leaves Latin words alone
_TIGHT, _TIGHT_SHARE = 0.1, 0.2  # a printer who often sets Chinese and Latin so close sets no quarter of an em between them
_SQUARE = 0.7  # what is wider stands in the square of a Chinese character
_STRUCK_TWICE = 0.12
_EITHER = "“”‘’…—·"  # in the square of a Chinese character or not
# What fonts map to a look-alike or write as one glyph: ⼀ for 一 (Kangxi radicals), compatibility ideographs, ﬁ.
_COMPATIBLE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")


@dataclass(frozen=True, slots=True)
class Glyph:
    char: str
    start: float
    end: float  # a Chinese character is an em wide, even where its font tells only how wide its ink is
    run: Run
    wide: bool
    spaces: str  # white space that the text layer writes before it


def read_glyphs(runs: Iterable[Run]) -> list[Glyph]:
    """The characters from left to right, white space put to the next."""
    glyphs: list[Glyph] = []
    spaces = ""
    for run, char, start, end in _in_order(runs):
        if char.isspace() or not char.isprintable():
            spaces += "\u3000" if char == "\u3000" else " " if char.isspace() else ""
        elif not (glyphs and _is_struck_twice(glyphs[-1], run, char, start)):
            wide = is_wide(char) or (char in _EITHER and end - start > _SQUARE * run.size)
            glyphs.append(Glyph(char, start, max(end, start + run.size) if wide else end, run, wide, spaces))
            spaces = ""
    return [_widen(glyph, glyphs[max(i - 1, 0) : i + 2]) if glyph.char in _EITHER else glyph for i, glyph in enumerate(glyphs)]


def _widen(glyph: Glyph, around: Sequence[Glyph]) -> Glyph:
    """A quotation mark or dash next to Chinese is Chinese."""
    wide = glyph.wide or any(is_wide(other.char) for other in around)
    return replace(glyph, wide=wide, end=max(glyph.end, glyph.start + glyph.run.size) if wide else glyph.end)


def _is_struck_twice(last: Glyph, run: Run, char: str, start: float) -> bool:
    """The same character again in the same place, for weight; two characters of one glyph are in one run."""
    return last.char == char and last.run is not run and start - last.start < _STRUCK_TWICE * run.size


def _in_order(runs: Iterable[Run]) -> list[tuple[Run, str, float, float]]:
    placed = [(run, *glyph) for run in runs for glyph in zip(run.text, run.starts, run.ends, strict=True)]
    return sorted(placed, key=lambda glyph: _find_ink(*glyph))


def _find_ink(run: Run, char: str, start: float, end: float) -> float:
    """Where the middle of the ink is: brackets fill half of their square, and the empty halves of neighbours overlap."""
    if end - start > _SQUARE * run.size and unicodedata.category(char) in ("Ps", "Pi"):
        return end - run.size / 4
    if end - start > _SQUARE * run.size and unicodedata.category(char) in ("Pe", "Pf", "Po"):
        return start + run.size / 4
    return (start + end) / 2


def spell(glyphs: Sequence[Glyph], mixed_space: float) -> str:
    """The text of a line; `mixed_space` is what find_mixed_space says of its document."""
    spread = _find_spread(glyphs)
    pairs = itertools.pairwise(glyphs)
    text = glyphs[0].char + "".join(_space_between(*pair, spread, mixed_space) + pair[1].char for pair in pairs)
    return _COMPATIBLE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)


def _find_spread(glyphs: Sequence[Glyph]) -> float:
    """By how much of an em the Chinese characters of the line usually stand apart: 联 合 国, or a justified line."""
    gaps = sorted(gap_between(left, right) for left, right in itertools.pairwise(glyphs) if _is_han(left.char) and _is_han(right.char))
    return max(gaps[(len(gaps) - 1) // 2], 0.0) if gaps else 0.0


def find_mixed_space(lines: Iterable[Sequence[Glyph]]) -> float:
    """From which gap on a space stands between Chinese and Latin characters of a document.

    Many printers set a quarter of an em there that is no space; where they do not, a gap is one.
    """
    gaps = [
        gap_between(left, right)
        for glyphs in lines
        for left, right in itertools.pairwise(glyphs)
        if not right.spaces and {_is_han(left.char), _is_han(right.char)} == {True, False} and (left.char + right.char).isalnum()
    ]
    tight = sum(gap < _TIGHT for gap in gaps)
    return _LATIN_SPACE if tight > _TIGHT_SHARE * len(gaps) else _CHINESE_SPACE


def _space_between(left: Glyph, right: Glyph, spread: float, mixed_space: float) -> str:
    gap = gap_between(left, right)
    wide = left.wide, right.wide
    if all(wide):
        alone = gap - spread
        if right.spaces.count("\u3000") and alone > _CHINESE_SPACE:
            return "\u3000" * right.spaces.count("\u3000")
        letters = _is_han(left.char) and _is_han(right.char)
        return " " if alone >= (_ALONE if letters else _CHINESE_SPACE) else ""
    set_apart = spread if spread >= _SET_APART else 0.0
    return " " if right.spaces or gap - set_apart >= (mixed_space if any(wide) else _LATIN_SPACE) else ""


def gap_between(left: Glyph, right: Glyph) -> float:
    return (right.start - left.end) / max(left.run.size, right.run.size)


@functools.cache
def is_wide(char: str) -> bool:
    """Whether it is set in the square of a Chinese character."""
    return unicodedata.east_asian_width(char) in "WF"


@functools.cache
def _is_han(char: str) -> bool:
    return is_wide(char) and char.isalnum()
