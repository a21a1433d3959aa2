"""A passage as typed text: each mention and each date is one character that stands for its type (patterns.py)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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
    """`source` is the folded text, `text` the typed one."""

    source: str
    text: str
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
        return self._place(start)[0], self._place(end - 1)[1]

    def _place(self, at: int) -> tuple[int, int]:
        """The span of the folded text for which one character of the typed text stands."""
        before = next((u for u in reversed(self.units) if u.at <= at), None)
        if before and before.at == at:
            return before.start, before.end
        start = before.end + at - before.at - 1 if before else at
        return start, start + 1

    def plain(self, start: int, end: int) -> str:
        """The folded text that a span of the typed text stands for."""
        if start == end:
            return ""
        a, b = self.span(start, end)
        return self.source[a:b]


def type_text(passage: Passage, *, today: str | None) -> TypedText:
    parts: list[str] = []
    units: list[Unit] = []
    at = done = 0
    for start, end, type_, key, date in _marks(passage, today):
        between = passage.text[done:start]
        at += len(between)
        units.append(Unit(at, start, end, type_, key, passage.text[start:end], date))
        parts += (between, CHAR_OF[type_])
        at, done = at + 1, end
    parts.append(passage.text[done:])
    text = "".join(parts)
    words = load_table().finder(text)
    whole = frozenset(word for _, word in words)
    return TypedText(passage.text, text, tuple(units), tuple(_sentences(text, words)), _types(text), whole)


def _marks(passage: Passage, today: str | None) -> Iterator[tuple[int, int, str, str, Date | None]]:
    """Mentions and the dates outside them, in order. A mention without a key is only text."""
    mentions = [(m.start, m.end, m.type, m.key, None) for m in passage.mentions if m.key]
    dates = [(d.start, d.end, DATE, d.iso, d) for d in find_dates(passage.text, today=today) if not _inside(d, passage)]
    yield from sorted([*mentions, *dates], key=lambda mark: mark[0])


def _inside(date: Date, passage: Passage) -> bool:
    return any(m.start < date.end and date.start < m.end for m in passage.mentions)


def _sentences(text: str, words: Iterable[tuple[int, str]]) -> Iterator[Sentence]:
    """The sentences that have a mention or a date in them, each with its words, of which no one reaches beyond a sentence; no
    relation is in the others."""
    for match in _SENTENCE.finditer(text):
        types = _types(match[0])
        if types:
            yield Sentence(*match.span(), types, frozenset(word for last, word in words if match.start() <= last < match.end()))


def _types(text: str) -> frozenset[str]:
    return frozenset(_TYPE_CHARS.findall(text))
