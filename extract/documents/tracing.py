"""Text that knows where in its source file every character stands.

A segment is (offset in text, offset in source, length). A segment of a length greater than 0 is a literal copy:
`source[at : at + length] == text[offset : offset + length]`. A segment of length 0 stands for exactly one character that
the source writes otherwise or not at all: an entity such as `&nbsp;`, or the space that a line break between two Latin
words becomes. Together the segments cover the text from its first to its last character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extract.records import record

Segment = tuple[int, int, int]

# Zero-width characters, soft hyphens and control characters are typesetting, not text; tabs and line breaks are space.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ue000-\uf8ff\x00-\x08\x0e-\x1b\x7f]+")
_SPACES = re.compile(r"\s{2,}|[\t\xa0]")


@record
class Traced:
    text: str
    segments: tuple[Segment, ...]


def trace(source: str, start: int = 0, end: int | None = None) -> Traced:
    """A literal piece of the source."""
    end = len(source) if end is None else end
    return Traced(source[start:end], ((0, start, end - start),) if end > start else ())


def spell(text: str, at: int) -> Traced:
    """Characters that the source writes otherwise at offset `at`."""
    return Traced(text, tuple((i, at, 0) for i in range(len(text))))


def cut(traced: Traced, start: int, end: int) -> Traced:
    """The piece from `start` to `end` (exclusive) of the text."""
    if (start, end) == (0, len(traced.text)):
        return traced
    return Traced(traced.text[start:end], tuple(_clip(traced.segments, start, end)))


def _clip(segments: Iterable[Segment], start: int, end: int) -> Iterator[Segment]:
    for offset, at, length in segments:
        first, last = max(start, offset), min(end, offset + max(length, 1))
        if first < last:
            yield (first - start, at + first - offset, last - first) if length else (first - start, at, 0)


def concatenate(pieces: Iterable[Traced]) -> Traced:
    """The pieces one after the other; literal neighbours become one segment."""
    texts: list[str] = []
    segments: list[Segment] = []
    done = 0
    for piece in pieces:
        for offset, at, length in piece.segments:
            _append(segments, (done + offset, at, length))
        texts.append(piece.text)
        done += len(piece.text)
    return Traced("".join(texts), tuple(segments))


def _append(segments: list[Segment], new: Segment) -> None:
    offset, at, length = segments[-1] if segments else (0, 0, 0)
    if length and new[2] and (offset + length, at + length) == new[:2]:
        segments[-1] = (offset, at, length + new[2])
    else:
        segments.append(new)


def strip(traced: Traced) -> Traced:
    """Without white space at either end."""
    start = len(traced.text) - len(traced.text.lstrip())
    return cut(traced, start, max(start, len(traced.text.rstrip())))


def remove(traced: Traced, spans: Iterable[tuple[int, int]]) -> Traced:
    """Without the given spans, which are in order and do not overlap."""
    pieces, done = [], 0
    for start, end in spans:
        pieces.append(cut(traced, done, start))
        done = end
    return concatenate([*pieces, cut(traced, done, len(traced.text))]) if pieces else traced


def clean(traced: Traced) -> Traced:
    """Stripped, without invisible characters, and with one space where several stood."""
    visible = remove(traced, [m.span() for m in _INVISIBLE.finditer(traced.text)])
    return _single_spaces(strip(visible))


def _single_spaces(traced: Traced) -> Traced:
    """A run of white space is its first plain or ideographic space, or else a space that the source does not have."""
    if len(traced.text.split()) < 2:  # as in most Chinese text
        return traced
    pieces, done = [], 0
    for match in _SPACES.finditer(traced.text):
        plain = next((i for i in range(*match.span()) if traced.text[i] in " \u3000"), None)
        kept = cut(traced, plain, plain + 1) if plain is not None else spell(" ", place(traced, match.start()))
        pieces += [cut(traced, done, match.start()), kept]
        done = match.end()
    return concatenate([*pieces, cut(traced, done, len(traced.text))]) if pieces else traced


def place(traced: Traced, index: int) -> int:
    """The offset in the source of the character at `index`, or of the end of the text."""
    for offset, at, length in reversed(traced.segments):
        if offset <= index:
            return at + min(index - offset, length)
    return 0
