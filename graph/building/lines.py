"""The lines of a caption: where a name may be broken, so that it fits into the circle of a drawn node.

Neo4j Browser breaks a text at spaces only, and cuts a line that does not fit. So a caption that is longer than a line has
spaces where it is to be broken: 第6届金砖 工业部长会议. Between two words is better than inside one; the words that a caption
needs most are listed in lines.yml, and most others have two characters.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path

FILE = Path(__file__).with_name("lines.yml")
LINE, LINES = 6.0, 3  # what a circle of queries/style.grass holds: three lines as wide as six Chinese characters
LATIN = 0.56  # the width of a digit or a Latin letter, in Chinese characters
WORDS = 30  # characters of a name in Latin letters

TELLING = re.compile(r"[0-9]{4}|第[0-9一二三四五六七八九十百]+[届次轮期]|首[届次]")  # tells one of a series from the others
YEARS = re.compile(r"（(?P<from>[0-9]{4})年?[至—–-](?P<to>[0-9]{4})年?）")
ASIDE = re.compile(r"（[^（）]*）|[《》—]")
CHINESE = re.compile(r"[\u3400-\u9fff]")
# Where a line may end for certain: after a year, before and after an ordinal, after 的 and 、, before 和 and 与.
JOINTS = re.compile(
    r"""
    (?<=[0-9]年) (?!后) | (?<=年后) | (?=第[0-9一二三四五六七八九十]+[届次轮期]) | (?<=[0-9一二三四五六七八九十][届次轮期])
    | (?<=[的了、：—·•‧・]) | (?=[0-9]{4}-) | (?<=问题) | (?<=表示) | (?<=^将) | (?<=/)
    | (?<![共中缓温调]) (?=和(?![平解谈约])) | (?<!参) (?=与) | (?=[（《])
    """,
    re.VERBOSE,
)
# Where none may: inside a number or a word of Latin letters, between a number and what it counts, at the wrong side of a bracket.
BOUND = re.compile(r"(?<=[0-9A-Za-z/.+-])(?=[0-9A-Za-z/.+-])|(?<=[0-9])(?=[年月日届次轮期号条项国])|(?<=[第（《“])|(?=[》）”、，：])")


@functools.cache
def load_words() -> re.Pattern[str]:
    """The words of lines.yml, the longest first."""
    import yaml

    groups: list[list[str]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))["words"]
    words = sorted((word for group in groups for word in group), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, words)))


def measure(text: str) -> float:
    """The width in Chinese characters."""
    return sum(1.0 if ord(character) > 0x2E7F or character in "—…" else LATIN for character in text)


@functools.lru_cache(maxsize=10_000)
def break_lines(text: str) -> str:
    """The text with spaces where its lines end, so that it fits into a circle; what is too long for one ends in …."""
    words = text.split()
    if not CHINESE.search(text):
        return _cut_words(" ".join(words))
    if len(words) <= LINES and max(map(measure, words)) <= LINE:
        return " ".join(words)
    whole = "".join(words)
    bare = ASIDE.sub("", YEARS.sub(r"\g<from>-\g<to>", whole))
    return _best(whole, LINES) or _best(bare, LINES) or _cut_middle(bare)


def fits(text: str) -> bool:
    """Whether the whole text fits into a circle."""
    return _best(text, LINES) is not None


def _cut_words(text: str) -> str:
    return text if len(text) <= WORDS else f"{text[:WORDS].rpartition(' ')[0] or text[:WORDS]} …"


def _cut_middle(text: str) -> str:
    """The beginning and, after …, the end, where a Chinese name says what it is; from the number on where it has one."""
    telling = TELLING.search(text, 1)
    tail = _best(text[telling.start() :], LINES - 1) if telling else None
    if telling and tail:
        return f"{_cut_end(text[: telling.start()], LINES - 1 - tail.count(' '))} {tail}"
    ends = [place for place, cost in _costs(text).items() if cost < 1 and 2 <= measure(text[place:]) <= LINE]
    end = min(ends, default=len(text) - int(LINE))
    return f"{_cut_end(text[:end], LINES - 1)} {text[end:]}"


def _cut_end(text: str, most: int) -> str:
    """As much of the text as fits into so many lines, cut where a word may well end."""
    places = sorted((place for place, cost in _costs(text).items() if cost < 3 and place < 2 * LINE / LATIN), reverse=True)
    fronts = (_best(f"{text[:place]}…", most) for place in places)
    return next(filter(None, fronts), f"{text[: int(LINE) - 1]}…")


def _best(text: str, most: int) -> str | None:
    """The text in the best of the ways to break it into at most so many lines; None where it does not fit."""
    if measure(text) > most * LINE:
        return None
    return " ".join(min(_layouts(text, most), default=(0.0, ()))[1]) or None


def _layouts(text: str, most: int) -> Iterator[tuple[float, tuple[str, ...]]]:
    """Every way to break the text into lines that fit, with what speaks against it."""
    costs = _costs(text)
    for count in range(most):
        for places in combinations(costs, count):
            lines = tuple(text[start:end] for start, end in pairwise((0, *places, len(text))))
            widths = [measure(line) for line in lines]
            if max(widths) <= LINE:
                yield sum(costs[place] for place in places) + 0.4 * (max(widths) - min(widths)) + count, lines


def _costs(text: str) -> dict[int, float]:
    """The places where a line may end, with what speaks against each: nothing or little at the joint of two words.

    Elsewhere an even number of characters after a joint is better than an odd one, for most words have two.
    """
    words = [match.span() for match in load_words().finditer(text)]
    joints = {end: 0.5 if start else 0.0 for start, end in words}
    joints |= {start: 0.1 for start, _ in words} | {match.start(): 0.0 for match in JOINTS.finditer(text)}
    bound = {match.start() for match in BOUND.finditer(text)} | {place for start, end in words for place in range(start + 1, end)}
    last, costs = 0, {}
    for place in range(1, len(text)):
        if place not in bound:
            last = place + (text[place] in "和与") if place in joints else last
            costs[place] = joints.get(place, 2.0 if place > last and (place - last) % 2 == 0 else 4.0)
    return costs
