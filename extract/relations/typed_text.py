"""A passage as typed text: each mention and each date is one character that stands for its type (patterns.py)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.iso_dates import Date, find_dates
from extract.passage import Passage
from extract.records import record
from extract.relations.patterns import CHAR_OF, load_table
from extract.schema import DATE

_TYPE_CHARS = re.compile(f"[{''.join(CHAR_OF.values())}]")
_SENTENCE = re.compile(r"[^。！？；\n]+")


@record
class Unit:
    """A mention or a date: one character of the typed text. `at` is its place there; the others are folded text's."""

    at: int
    start: int
    end: int
    type: str
    key: str
    surface: str
    date: Date | None = None


@record
class Sentence:
    """A stretch of the typed text, and which types' characters and which words of the patterns stand in it."""

    start: int
    end: int
    types: frozenset[str]
    words: frozenset[str]


@record
class TypedText:
    """`index` leads from each character of `text` to the folded text, with one item more for the end."""

    source: str
    text: str
    index: tuple[int, ...]
    units: tuple[Unit, ...]
    sentences: tuple[Sentence, ...]
    types: frozenset[str]
    words: frozenset[str]

    def whole(self) -> Sentence:
        return Sentence(0, len(self.text), self.types, self.words)

    def units_in(self, start: int, end: int) -> list[Unit]:
        return [u for u in self.units if start <= u.at < end]

    def date_before(self, unit: Unit) -> Date | None:
        """The date that stands directly before a mention: 2012年4月14日第2042(2012)号决议."""
        return next((u.date for u in self.units if u.at == unit.at - 1), None)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the folded text of a non-empty span of the typed text."""
        last = [u.end for u in self.units if u.at == end - 1]
        return self.index[start], last[0] if last else self.index[end - 1] + 1

    def plain(self, start: int, end: int) -> str:
        """The folded text that a span of the typed text stands for."""
        if start == end:
            return ""
        a, b = self.span(start, end)
        return self.source[a:b]


def type_text(passage: Passage, *, today: str | None) -> TypedText:
    parts: list[str] = []
    index: list[int] = []
    units: list[Unit] = []
    done = 0
    for start, end, type_, key, date in _marks(passage, today):
        parts.append(passage.text[done:start])
        index.extend(range(done, start))
        units.append(Unit(len(index), start, end, type_, key, passage.text[start:end], date))
        parts.append(CHAR_OF[type_])
        index.append(start)
        done = end
    parts.append(passage.text[done:])
    index.extend(range(done, len(passage.text) + 1))
    text = "".join(parts)
    return TypedText(passage.text, text, tuple(index), tuple(units), tuple(_sentences(text)), _types(text), load_table().finder(text))


def _marks(passage: Passage, today: str | None) -> Iterator[tuple[int, int, str, str, Date | None]]:
    """Mentions and the dates outside them, in order. A mention without a key is only text."""
    mentions = [(m.start, m.end, m.type, m.key, None) for m in passage.mentions if m.key]
    dates = [(d.start, d.end, DATE, d.iso, d) for d in find_dates(passage.text, today=today) if not _inside(d, passage)]
    yield from sorted([*mentions, *dates], key=lambda mark: mark[0])


def _inside(date: Date, passage: Passage) -> bool:
    return any(m.start < date.end and date.start < m.end for m in passage.mentions)


def _sentences(text: str) -> Iterator[Sentence]:
    """The sentences that have a mention or a date in them; no relation is in the others."""
    for match in _SENTENCE.finditer(text):
        types = _types(match[0])
        if types:
            yield Sentence(match.start(), match.end(), types, load_table().finder(match[0]))


def _types(text: str) -> frozenset[str]:
    return frozenset(_TYPE_CHARS.findall(text))
