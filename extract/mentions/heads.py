"""Names without marks: from a head noun leftwards over everything that may belong to it.

The walk goes over known names, ordinals, years and words that may stand inside names, and stops at punctuation, verbs
and function words. Where in the stretch the name begins is for the caller: it depends on what the head names.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.mentions.grammar import alternation, load_edge_words, load_heads
from extract.mentions.numerals import CHINESE
from extract.model import Mention
from extract.nlp import words

LONGEST = 45  # characters that a name without marks may have before its head
_WALL = re.compile(r"[，。；：！？、“”‘’《》()\[\]\s…]|(?<!目)的")
_STOP_TAGS = frozenset(("p", "u", "uj", "ul", "uz", "ug", "ud", "uv", "d", "r", "y", "e", "o", "t", "f", "v"))
_ORDINAL = rf"第(?:\d+|[{CHINESE}]+)[届次轮期]|首[届次]|第[一二三四五六七](?![\d{CHINESE}])"
_YEAR = rf"(?:\d{{4}}年?[-至到]\d{{4}}|\d{{4}}|[{CHINESE}]{{4}})年(?:度|后)?(?![\d一二三四五六七八九十])"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the stretch before a head: `kind` is known, scope, ordinal, year or word."""

    start: int
    end: int
    kind: str
    tag: str = ""
    mention: Mention | None = None

    def names(self, *types: str) -> bool:
        """Whether it is a known name of one of these types."""
        return self.mention is not None and self.mention.type in types


@dataclass(frozen=True, slots=True)
class Phrase:
    """A head noun at `at` to `end` and the pieces before it that may belong to its name, from left to right.

    Where a known name closes with the head, `at` is that name's beginning and `core` the name.
    """

    at: int
    end: int
    head: str
    kind: str
    pieces: tuple[Piece, ...]
    core: Mention | None = None


def preceding_word(text: str, at: int, known: Sequence[Mention]) -> Piece | None:
    """The piece directly before an offset that could belong to a name which goes on there; None at an edge."""
    by_end = {m.end: m for m in known}
    return next(iter(_walk(text, at, by_end)), None) if at else None


def find_phrases(text: str, known: Sequence[Mention]) -> Iterator[Phrase]:
    """Every head noun of the text that has something before it, unless a longer known name goes on behind it."""
    by_end = {m.end: m for m in sorted(known, key=lambda m: m.end - m.start)}
    inner = {i for m in known for i in range(m.start, m.end - 1)}
    for at, end in _heads(text):
        if end - 1 not in inner:
            core = by_end.get(end) if end in by_end and by_end[end].start < at else None
            start = core.start if core else at
            pieces = tuple(reversed(list(_walk(text, start, by_end))))
            if pieces or core or text[at:end] in load_heads().sets["bare"]:
                yield Phrase(start, end, text[at:end], load_heads().kinds[text[at:end]], pieces, core)


def _heads(text: str) -> Iterator[tuple[int, int]]:
    """The head nouns, those left out that a later or longer one cuts (外长会 in 外长会晤, 会议 in 部长级会议)."""
    longest = dict(sorted(load_heads().matcher(text)))
    spans = sorted(longest.items())
    spans = [(s, e) for s, e in spans if text[s - 1 : e + 1] not in ("联大会上", "联大会期")]
    for i, (at, end) in enumerate(spans):
        before, behind = spans[max(0, i - 8) : i], spans[i + 1 : i + 9]
        longer = any(s < end < e for s, e in behind) or any(e >= end for _, e in before)
        # 署 in 部署 and 外交部 in 外交部长 are no heads
        cut = end - at == 1 and len(words(text[max(0, at - 1) : end])) == 1
        cut = cut or (text[end - 1] in "部局署厅院" and text.startswith("长", end))
        if not longer and not cut and not text.startswith(load_heads().not_after.get(text[at:end], ()) or "\0", end):
            yield at, end


def _walk(text: str, at: int, by_end: Mapping[int, Mention]) -> Iterator[Piece]:
    """The pieces from `at` leftwards. A conjunction is passed only when a name's own words stand on its left side and no
    name has begun on its right side: 减贫与可持续发展论坛, but not 中国和金砖国家论坛."""
    pending: Piece | None = None
    named = False
    for piece in _pieces(text, max(_last_wall(text, at, by_end), at - LONGEST), at, by_end):
        word = text[piece.start : piece.end]
        if word in load_edge_words().conjunctions:
            if named or pending or piece.end == at:
                return
            pending = piece
            continue
        if _stops(piece, word) or (pending is not None and _ends_a_name(piece, word)):
            return
        if pending is not None:
            yield pending
            pending = None
        named = named or piece.kind == "known"
        yield piece


def _ends_a_name(piece: Piece, word: str) -> bool:
    return piece.kind == "known" or word in load_heads().kinds


def _last_wall(text: str, at: int, by_end: Mapping[int, Mention]) -> int:
    """Where the last punctuation before an offset ends, but for brackets inside a known name: 政府首脑(总理)理事会."""
    found = [m.end() for m in _WALL.finditer(text, max(0, at - LONGEST), at)]
    while found and any(e in by_end and by_end[e].start < found[-1] for e in range(found[-1] + 1, at + 1)):
        found.pop()
    return found[-1] if found else 0


def _stops(piece: Piece, word: str) -> bool:
    if piece.kind != "word":
        return piece.names("Person", "Resolution")
    edges = load_edge_words()
    if word in edges.within or word in edges.inside:
        return False
    if piece.tag.startswith("a") and len(word) == 1:
        return True
    return word in edges.stop or piece.tag in _STOP_TAGS or (piece.tag in ("m", "q") and not word.isascii())


def _pieces(text: str, floor: int, at: int, by_end: Mapping[int, Mention]) -> Iterator[Piece]:
    """The stretch cut into pieces, from right to left."""
    while at > floor:
        known = by_end.get(at)
        if known is not None and known.start >= floor:
            yield Piece(known.start, at, "known", mention=known)
            at = known.start
            continue
        gap = next((e for e in range(at - 1, floor, -1) if e in by_end), floor)
        yield from reversed(list(_cut(text, gap, at)))
        at = gap


def _cut(text: str, start: int, end: int) -> Iterator[Piece]:
    """Ordinals, years and scopes first, then jieba's words of what is left."""
    at = start
    for match in _special().finditer(text, start, end):
        yield from _words(text, at, match.start())
        yield Piece(match.start(), match.end(), str(match.lastgroup))
        at = match.end()
    yield from _words(text, at, end)


@functools.cache
def _special() -> re.Pattern[str]:
    scopes = alternation(load_heads().sets["scopes"]).pattern
    units = load_edge_words().units.pattern
    return re.compile(rf"(?P<word>{units})|(?P<ordinal>{_ORDINAL})|(?P<year>{_YEAR})|(?P<scope>{scopes})")


def _words(text: str, start: int, end: int) -> Iterator[Piece]:
    for word, tag in words(text[start:end]) if start < end else ():
        yield Piece(start, start + len(word), "word", tag)
        start += len(word)
