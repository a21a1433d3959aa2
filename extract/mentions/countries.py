"""One-character countries and regions: 中俄两国, 巴以, 中非, 对华, 赴美, 美总统.

A character counts only with evidence beside it: another country in a row, a verb or preposition that governs it, a title
or body that it modifies; and jieba must agree that words begin and end there.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.lexicon import Lexicon
from extract.mentions.grammar import alternation, load_grammar, load_heads
from extract.model import CANDIDATE, KNOWN, UNRESOLVED, Mention
from extract.nlp import words

_SHORT = 3  # characters of a country's name in a row of short ones: 中印尼
_CHINA_AND = re.compile(r"[，。；、：的和与在将对]?中")  # 中 before a longer name: 和中印尼
_STATES_OF = re.compile(r"岛国|各?国家?(?!际)")  # 中国-太平洋岛国, 中国-中东欧国家
PARTNERS = "partners"  # stands for the key of a row of countries
_WINDOW = 10  # characters on either side that jieba sees


@dataclass(frozen=True, slots=True)
class Contexts:
    run: re.Pattern[str]
    governed: re.Pattern[str]
    titled: re.Pattern[str]
    not_governed: tuple[str, ...]
    regions: Mapping[str, str]
    pairs: Mapping[str, Mapping[str, str]]
    core: frozenset[str]
    common: frozenset[str]


@functools.cache
def _contexts(characters: str) -> Contexts:
    raw = load_grammar("countries")
    after = alternation([*raw["run_after"], *load_heads().sets["partners"]]).pattern
    governed = "|".join(f"(?<={governor})[{chars}]" for governor, chars in raw["governed"].items())
    any_governed = "".join(sorted(set("".join(raw["governed"].values()))))
    pairs = alternation(raw["pairs"]).pattern
    first = "".join(sorted({pair[0] for pair in raw["pairs"]}.union(characters)))
    run = rf"(?=[{first}])(?<![\d{characters}])(?:(?:{pairs})(?![{characters}])|[{characters}]{{2,4}}(?=(?:{after})|[，。、；：)”》]|$))"
    return Contexts(
        re.compile(run),
        re.compile(rf"(?=[{any_governed}])(?:{governed})(?![{characters}])"),
        re.compile(rf"(?=[{raw['titled']}])(?<![\d{characters}])[{raw['titled']}](?={alternation(raw['titles']).pattern}|对[华美俄朝伊台])"),
        tuple(raw["governed_not"]),
        raw["regions"],
        raw["pairs"],
        frozenset(raw["core"]),
        frozenset(raw["common"]),
    )


@functools.cache
def _characters(lexicon: Lexicon) -> str:
    """The one-character names of the lexicon's countries, and of regions."""
    singles = {n for n in lexicon.weak if len(n) == 1} | set(load_grammar("countries")["regions"])
    return "".join(sorted(singles))


def find_short_countries(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """Mentions of one character. The key is empty where several countries bear it and only the document can tell."""
    contexts = _contexts(_characters(lexicon))
    for match in contexts.run.finditer(text):
        if _likely(match[0], contexts) and _bounded(text, match.start(), match.end()):
            for at in range(match.start(), match.end()):
                yield _mention(text, at, match[0], lexicon, contexts)
    for pattern, left in ((contexts.governed, 1), (contexts.titled, 0)):
        for match in pattern.finditer(text):
            if (left == 0 or _governed(text, match.start(), contexts)) and _bounded(text, match.start() - left, match.end()):
                yield _mention(text, match.start(), match[0], lexicon, contexts)


def find_partners(text: str, known: Sequence[Mention], short: Sequence[Mention]) -> Iterator[Mention]:
    """Countries and regions in a row with which the name of a common body may begin: 中非 in 中非智库论坛, 中国-东盟.

    They are no mentions by themselves.
    """
    states = {m.start: m for m in known if m.type == "Country" and m.end - m.start <= _SHORT}
    starts = states | {m.start: m for m in sorted(short, key=lambda m: m.start)}
    ends = {m.end for m in starts.values()}
    china = [Mention(at - 1, at, "Country") for at in states if _CHINA_AND.fullmatch(text, max(0, at - 2), at)]
    for mention in (*short, *china):
        end = mention.end
        while end in starts:
            end = starts[end].end
        if end - mention.start > 1 and mention.start not in ends:
            yield _partners(text, mention.start, end)
    if "-" in text:
        yield from _joined_partners(text, known)


def _joined_partners(text: str, known: Sequence[Mention]) -> Iterator[Mention]:
    named = {m.start: m for m in sorted(known, key=lambda m: m.end) if m.type in ("Country", "Place", "Organization")}
    for mention in named.values():
        other = named.get(mention.end + 1)
        if other is not None and text[mention.end] == "-" and mention.type == "Country":
            states_of = _STATES_OF.match(text, other.end)
            yield _partners(text, mention.start, states_of.end() if states_of else other.end)


def _partners(text: str, start: int, end: int) -> Mention:
    return Mention(start, end, "Organization", PARTNERS, CANDIDATE, text[start:end])


def _likely(run: str, contexts: Contexts) -> bool:
    """Whether the characters look like countries in a row: 中俄印, 中锡, but not 南南 or 博索纳罗."""
    if run in contexts.pairs:
        return True
    chars = set(run)
    return len(chars) == len(run) and bool(chars & contexts.core) and (len(run) == 2 or chars <= contexts.common)


def _governed(text: str, at: int, contexts: Contexts) -> bool:
    return not text.startswith(contexts.not_governed, at) or text.startswith("非官方发展援助", at)


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether words begin at `start` and end at `end`, as jieba cuts the neighbourhood, and they are no ordinary word.

    A longer word that begins with the countries will do (jieba has 中越关系 as one word), but not 意图.
    """
    at = max(0, start - _WINDOW)
    for word, tag in words(text[at : end + _WINDOW]):
        if at == start:
            whole = len(word) == end - start > 1
            return not whole or tag in _NAME_TAGS
        if at > start:
            return False
        at += len(word)
    return False


_NAME_TAGS = frozenset(("ns", "nz", "nr", "nrt", "j", "b", "vn", "v"))


def _mention(text: str, at: int, run: str, lexicon: Lexicon, contexts: Contexts) -> Mention:
    char = text[at]
    key = _key(char, run, lexicon, contexts)
    if key in lexicon.entries:
        return Mention(at, at + 1, lexicon.entries[key].type, key, KNOWN)
    if key:
        return Mention(at, at + 1, "Place", f"place/{key}", CANDIDATE, char)
    return Mention(at, at + 1, "Country", "", UNRESOLVED, char)


def _key(char: str, run: str, lexicon: Lexicon, contexts: Contexts) -> str:
    for pair, keys in contexts.pairs.items():
        if pair in run and char in keys:
            return keys[char]
    keys_of = lexicon.weak.get(char, ())
    if char in contexts.regions and char != "阿":
        return contexts.regions[char]
    return keys_of[0] if len(keys_of) == 1 else ""
