"""A text file as lines: what stood on one line of the page, cleaned, with what its surroundings tell about it."""

from __future__ import annotations

import functools
import itertools
import re
import statistics
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from extract.documents.layout import KEPT, find_markers, read_label
from extract.documents.tracing import Traced, clean, cut
from extract.records import change, record

# `…新闻公报　　一、金砖国家…`: web pages flatten paragraphs into one line and keep the indents of two ideographic spaces.
_INDENT = re.compile(r"(?<=\S)(?:\u3000{2,}|(?<=[。！？；：])[ \u3000\xa0]{4,})(?=\S)")
_LEADING = re.compile(r"[ \u3000\t\xa0]{2,}")
_ENDS = "。！？；：…!?;:."
_CLOSERS = "”’）)】〕》」』\"'] "
_COMMAS = "，,、"
_PAIRS = {"（": "）", "(": ")", "《": "》", "“": "”", "[": "]", "【": "】"}
_CANNOT_BEGIN = re.compile(r"[，。、；：？！”’）》】,.;:?!)\]]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_GAP = re.compile(r"[。！？；.!?;”）)]\s*(?=[\d一二三四五六七八九十(（§第])")
_STOP = re.compile(r"[，。；！？]|[,;!?]\s|\.\s")
_FEWEST_NUMBERS, _FEWEST_COMMAS, _TITLE = 3, 3, 120
HEADING, CAPTION = "heading", "caption"
LONG_LINE = 20  # characters; a line that is broken off by the width of the page or column has more
_FULL = 0.85


@record
class Line:
    traced: Traced
    apart: bool = False  # a blank line or the edge of a block of markup stands before it
    indented: bool = False
    begins: bool = False  # the markup says that a paragraph begins here
    role: str = ""  # what the markup says it is

    @property
    def text(self) -> str:
        return self.traced.text


def split_lines(traced: Traced) -> Iterator[Line]:
    """The lines of plain text that hold something, each clean and on its own."""
    start, blank = 0, False
    for physical in traced.text.splitlines(keepends=True):
        line = cut(traced, start, start + len(physical))
        start += len(physical)
        if physical.strip():
            yield from split_indents(Line(line, apart=blank, indented=bool(_LEADING.match(physical))))
        blank = not physical.strip() or physical.endswith("\f")


def split_indents(line: Line) -> Iterator[Line]:
    """The line cut where an indent stands inside it, and where numbers go on inside it."""
    start = 0
    for match in _INDENT.finditer(line.text):
        yield from _split_numbers(with_text(line, cut(line.traced, start, match.start())))
        start, line = match.end(), change(line, indented=True, begins=False)
    yield from _split_numbers(with_text(line, cut(line.traced, start, len(line.text))))


def _split_numbers(line: Line) -> Iterator[Line]:
    """`1. …。 2. …。 3. …。` on one line is three lines, when the numbers run on and there are at least three."""
    starts = list(_running_numbers(line.text))
    cuts = sorted({0, *starts}) if len(starts) >= _FEWEST_NUMBERS else [0]
    for start, end in zip(cuts, [*cuts[1:], len(line.text)], strict=True):
        piece = clean(cut(line.traced, start, end))
        if piece.text:
            yield with_text(line, piece)


def with_text(line: Line, traced: Traced) -> Line:
    return line if traced is line.traced else change(line, traced=traced)


def _running_numbers(text: str) -> Iterator[int]:
    """Offsets of the numbers 1, 2, 3 … of one style, the first behind a space at most, the others behind a sentence."""
    first = _first_number(text)
    if first is None:
        return
    start, style, number = first
    yield start
    for gap in _GAP.finditer(text, start):
        for other, match in find_markers(text[gap.end() : gap.end() + 20]):
            if other == style and read_label(match["n"]) == number + 1:
                number += 1
                yield gap.end()


def _first_number(text: str) -> tuple[int, str, int] | None:
    """(offset, style, value) of the number that begins the text, or of the 1 behind a title: `某某公报 1. …`."""
    for style, match in find_markers(text.strip()):
        return 0, style, read_label(match["n"])
    for gap in re.finditer(r"\s+(?=[1一(（])", text[:_TITLE]):
        for style, match in find_markers(text[gap.end() : gap.end() + 20]):
            if read_label(match["n"]) == 1:
                return gap.end(), style, 1
    return None


@functools.lru_cache(maxsize=KEPT)
def is_closed(text: str) -> bool:
    """Whether the text ends as a sentence ends, or stands in brackets from its first to its last character."""
    bare = text.rstrip(_CLOSERS)
    if text[:1] in _PAIRS and text.endswith(_PAIRS[text[0]]) and text[0] not in "《“":
        return True
    return bare.endswith(tuple(_ENDS)) or not bare


def ends_with_comma(text: str) -> bool:
    return text.rstrip(_CLOSERS).endswith(tuple(_COMMAS))


@functools.lru_cache(maxsize=KEPT)
def is_bare(text: str) -> bool:
    """Whether the line holds no sentence: a title, a heading, a name. Such lines end and contain no stop or comma."""
    return not is_closed(text) and not _STOP.search(text) and not ends_with_comma(text)


def is_latin(text: str) -> bool:
    return not _HAN.search(text)


def wrap_width(lines: Sequence[Line]) -> int | None:
    """The width at which the file breaks its lines, or None where a line is a paragraph.

    Broken lines are of nearly one width, and most of them end inside a sentence.
    """
    lengths = sorted(len(line.text) for line in lines)
    if len(lengths) < 6:
        return None
    width = lengths[int(len(lengths) * 0.9)]
    full = [line.text for line in lines if len(line.text) >= _FULL * width]
    typical = statistics.median(lengths) >= _FULL * width * 0.8
    broken = sum(not is_closed(text) for text in full)
    return width if width <= 120 and typical and broken >= 0.6 * len(full) else None


def goes_on(text: str, last: Line, line: Line, *, width: int | None, commas: bool, numbered: bool) -> bool:
    """Whether `line` is the rest of the sentence that `text` (ending with the line `last`) leaves open.

    width: of broken lines, see wrap_width. commas: a comma may end a paragraph too (the preambles of resolutions).
    numbered: `text` is a numbered paragraph, so that the next one would have a number.
    """
    if line.begins or last.role == CAPTION:
        return False
    if _CANNOT_BEGIN.match(line.text) or _is_inside_pair(text, line.text):
        return True
    if width and len(last.text) >= _FULL * width and not line.apart and not line.indented:
        return True
    if is_closed(text) or (commas and ends_with_comma(text)):
        return False
    if numbered and not is_bare(line.text):
        return True
    if is_latin(line.text[:20]):
        return line.text[0].islower() or (len(last.text) >= LONG_LINE and ends_with_comma(text))
    return len(last.text) >= LONG_LINE and bool(re.search("[，。；]", text))


def _is_inside_pair(text: str, after: str) -> bool:
    """`…通过《关于` + `反恐的声明》`: the title mark is still open and the next line closes it."""
    return any(
        text.rfind(opening) > text.rfind(closing) and after.find(closing) >= 0 and opening not in after[: after.find(closing)]
        for opening, closing in _PAIRS.items()
        if len(text) >= LONG_LINE
    )


def join_with(left: str, right: str) -> str:
    """What stands between two lines of one paragraph: a space between Latin words, nothing between Chinese."""
    if left[-1:].isdigit() and right[:1].isdigit() and not is_latin(left):
        return ""
    ends = left[-1:] + right[:1]
    latin = ends.isascii() or (is_latin(left + right) and not any(unicodedata.east_asian_width(char) in "WF" for char in ends))
    return " " if latin and left[-1:] not in "-/([" else ""


def has_comma_ends(lines: Iterable[Line]) -> bool:
    """Whether a comma may end a paragraph: three lines or more, one after the other, end with one (`大会，` `回顾…，`)."""
    runs = (sum(1 for _ in run) for comma, run in itertools.groupby(lines, key=lambda line: ends_with_comma(line.text)) if comma)
    return max(runs, default=0) >= _FEWEST_COMMAS
