"""Names without marks: from a head noun leftwards over everything that may belong to it.

The walk goes over known names, ordinals, years and words that may stand inside names, and stops at punctuation, verbs
and function words. Where in the stretch the name begins is for the caller: it depends on what the head names.
"""

from __future__ import annotations

import functools
import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from extract.mentions.grammar import alternation, load_edge_words, load_heads
from extract.mentions.numerals import CHINESE
from extract.model import Mention
from extract.nlp import Occurrence, words
from extract.records import record

LONGEST = 45  # characters that a name without marks may have before its head
_WALL = re.compile(r"[，。；：！？、“”‘’《》()\[\]\s…]|(?<!目)的")
_STOP_TAGS = frozenset(("p", "u", "uj", "ul", "uz", "ug", "ud", "uv", "d", "r", "y", "e", "o", "t", "f", "v"))
_ORDINAL = rf"第(?:\d+|[{CHINESE}]+)[届次轮期]|首[届次]|第[一二三四五六七](?![\d{CHINESE}])"
_YEAR = rf"(?:\d{{4}}年?[-至到]\d{{4}}|\d{{4}}|[{CHINESE}]{{4}})年(?:度|后)?(?![\d一二三四五六七八九十])"


@record
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


@record
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


@record
class Ground:
    """The text over which the walks go. `by_end`: where each known name ends; `walls`: where punctuation that ends a walk ends.

    `bridged`: wall -> the first end of a known name in which it stands: 政府首脑(总理)理事会.
    """

    text: str
    by_end: Mapping[int, Mention]
    walls: Sequence[int]
    bridged: Mapping[int, int]


def make_ground(text: str, known: Iterable[Mention]) -> Ground:
    """Of known names that end at one place the last one given counts."""
    by_end, walls = {m.end: m for m in known}, _find_walls(text)
    bridged: dict[int, int] = {}
    for mention in by_end.values():
        for wall in walls[bisect_right(walls, mention.start) : bisect_left(walls, mention.end)]:
            bridged[wall] = min(mention.end, bridged.get(wall, mention.end))
    return Ground(text, by_end, walls, bridged)


@functools.lru_cache(maxsize=1)
def _find_walls(text: str) -> list[int]:
    """Of the paragraph at hand, which is walked over twice: for head nouns and for short forms."""
    return [m.end() for m in _WALL.finditer(text)]


def preceding_word(ground: Ground, at: int) -> Piece | None:
    """The piece directly before an offset that could belong to a name which goes on there; None at an edge."""
    return next(iter(_walk(ground, at)), None) if at else None


def find_phrases(text: str, known: Sequence[Mention], occurrences: Iterable[Occurrence]) -> Iterator[Phrase]:
    """Every head noun among the words at `occurrences` that has something before it, unless a longer known name goes on behind it."""
    ground = make_ground(text, sorted(known, key=lambda m: m.end - m.start))
    inner = bytearray(len(text))
    for mention in known:
        inner[mention.start : mention.end - 1] = b"x" * (mention.end - 1 - mention.start)
    for at, end in _heads(text, occurrences):
        if not inner[end - 1]:
            core = ground.by_end.get(end)
            core = core if core is not None and core.start < at else None
            start = core.start if core else at
            pieces = tuple(_walk(ground, start))[::-1]
            if pieces or core or text[at:end] in load_heads().sets["bare"]:
                yield Phrase(start, end, text[at:end], load_heads().kinds[text[at:end]], pieces, core)


def _heads(text: str, occurrences: Iterable[Occurrence]) -> Iterator[tuple[int, int]]:
    """The head nouns, those left out that a later or longer one cuts (外长会 in 外长会晤, 会议 in 部长级会议)."""
    kinds = load_heads().kinds
    longest = {start: end for start, end, word in occurrences if word in kinds}  # of those with one start the longest comes last
    spans = [(s, e) for s, e in sorted(longest.items()) if e - s != 2 or text[s - 1 : e + 1] not in ("联大会上", "联大会期")]
    reach = 0
    for i, (at, end) in enumerate(spans):
        if reach < end and not _goes_on(spans, i) and not _is_other_word(text, at, end):
            yield at, end
        reach = max(reach, end)


def _goes_on(spans: Sequence[tuple[int, int]], index: int) -> bool:
    """Whether a head that begins inside this one ends behind it."""
    end = spans[index][1]
    for start, other in spans[index + 1 : index + 9]:
        if start >= end:
            return False
        if other > end:
            return True
    return False


def _is_other_word(text: str, at: int, end: int) -> bool:
    """署 in 部署 and 外交部 in 外交部长 are no heads, nor what the word behind makes part of another."""
    if end - at == 1 and len(words(text[max(0, at - 1) : end])) == 1:
        return True
    if text.startswith("长", end) and text[end - 1] in "部局署厅院":
        return True
    behind = load_heads().not_after.get(text[at:end])
    return behind is not None and text.startswith(behind, end)


def _walk(ground: Ground, at: int) -> Iterator[Piece]:
    """The pieces from `at` leftwards. A conjunction is passed only when a name's own words stand on its left side and no
    name has begun on its right side: 减贫与可持续发展论坛, but not 中国和金砖国家论坛."""
    pending: Piece | None = None
    named = False
    for piece in _pieces(ground, max(_last_wall(ground, at), at - LONGEST), at):
        word = ground.text[piece.start : piece.end]
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


def _last_wall(ground: Ground, at: int) -> int:
    """Where the last punctuation before an offset ends, but for what stands inside a known name."""
    last = bisect_right(ground.walls, at) - 1
    while last >= 0 and ground.walls[last] > at - LONGEST:
        wall = ground.walls[last]
        if ground.bridged.get(wall, at + 1) > at:
            return wall
        last -= 1
    return 0


def _stops(piece: Piece, word: str) -> bool:
    if piece.kind != "word":
        return piece.names("Person", "Resolution")
    edges = load_edge_words()
    if word in edges.within or word in edges.inside:
        return False
    if piece.tag.startswith("a") and len(word) == 1:
        return True
    return word in edges.stop or piece.tag in _STOP_TAGS or (piece.tag in ("m", "q") and not word.isascii())


def _pieces(ground: Ground, floor: int, at: int) -> Iterator[Piece]:
    """The stretch cut into pieces, from right to left."""
    by_end = ground.by_end
    while at > floor:
        known = by_end.get(at)
        if known is not None and known.start >= floor:
            yield Piece(known.start, at, "known", mention=known)
            at = known.start
            continue
        gap = next((e for e in range(at - 1, floor, -1) if e in by_end), floor)
        yield from itertools.starmap(Piece, reversed(_cut(ground.text, gap, at)))
        at = gap


def _cut(text: str, start: int, end: int) -> list[tuple[int, int, str, str]]:
    """Start, end, kind and tag of each piece: ordinals, years and scopes first, then jieba's words of what is left."""
    cut: list[tuple[int, int, str, str]] = []
    at = start
    for match in _special().finditer(text, start, end):
        cut += _words(text, at, match.start())
        cut.append((match.start(), match.end(), str(match.lastgroup), ""))
        at = match.end()
    cut += _words(text, at, end)
    return cut


@functools.cache
def _special() -> re.Pattern[str]:
    units, scopes = load_edge_words().units, load_heads().sets["scopes"]
    first = "".join(sorted({word[0] for word in units | scopes}))  # for speed: what any of the four begins with, but for numbers
    any_of = rf"(?P<word>{alternation(units).pattern})|(?P<ordinal>{_ORDINAL})|(?P<year>{_YEAR})|(?P<scope>{alternation(scopes).pattern})"
    return re.compile(rf"(?=[第首\d{CHINESE}{first}])(?:{any_of})")


def _words(text: str, start: int, end: int) -> Iterator[tuple[int, int, str, str]]:
    for word, tag in words(text[start:end]) if start < end else ():
        yield start, start + len(word), "word", tag
        start += len(word)
