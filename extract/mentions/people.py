"""People by what stands around their names: a title before or after, the middle dots of a transcription, a list."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.mentions.grammar import alternation, load_grammar
from extract.model import CANDIDATE, Mention
from extract.nlp import tag_of, words

_LONGEST = 12  # characters of one part of a transcribed name
_NOT_IN_NAMES = frozenset("以于和在对向与为是的等因")
_LIST = re.compile(r"(?:^|(?<=[。，]))(?P<names>[一-龥]{2,4}(?:、[一-龥]{2,4})+)(?:等)?(?=参加|出席|陪同|在座|会见时在座)")
_BYLINE = re.compile(r"\((?:[一-龥]{0,6}记者)?:?(?P<names>[一-龥、]{2,24})\)")
_CREDIT = re.compile(r"摄(?:影)?(?=[。）)，]|$)")
_AND = re.compile(r"[和与同、，。由]")
_PART = re.compile(r"·(?P<name>[一-龥-]+)")
_DOTTED = re.compile(r"[一-龥]·[一-龥]")


@dataclass(frozen=True, slots=True)
class Titles:
    before: re.Pattern[str]
    after: re.Pattern[str]
    follow: re.Pattern[str]
    transcription: frozenset[str]
    surnames: frozenset[str]
    japanese: re.Pattern[str]


@functools.cache
def _titles() -> Titles:
    raw = load_grammar("people")
    return Titles(
        alternation(raw["before"]),
        alternation(raw["after"]),
        re.compile(rf"(?:{alternation([*raw['follow'], *raw['after']]).pattern})|[，。、；：()《》“”\d]|$"),
        frozenset(raw["transcription"]),
        frozenset(raw["surnames"]),
        re.compile(rf"(?:{alternation(raw['japanese']).pattern})[一-龥々]{{0,3}}"),
    )


def find_people(text: str) -> Iterator[Mention]:
    """Candidates for names of people that the lexicon does not know; they may overlap each other."""
    found = {*_after_titles(text), *_before_titles(text), *_dotted(text), *_listed(text), *_signed_by(text)}
    for start, end in sorted(found):
        name = text[start:end]
        yield Mention(start, end, "Person", f"person/{name}", CANDIDATE, name)


def _after_titles(text: str) -> Iterator[tuple[int, int]]:
    for match in _titles().before.finditer(text):
        at = match.end()
        end = max(_transcribed_end(text, at), _chinese_end(text, at), _japanese_end(text, at))
        if end > at and len(words(text[match.start() : at + 1])) > 1:  # but not 代表权, 总统府
            yield at, end


def _before_titles(text: str) -> Iterator[tuple[int, int]]:
    for match in _titles().after.finditer(text):
        at = match.start()
        start = min(_transcribed_start(text, at), _chinese_start(text, at), _japanese_start(text, at))
        if match.start() - start >= 2:
            yield start, match.start()


def _transcribed_end(text: str, at: int) -> int:
    """Where a transcribed name that begins at `at` ends: over characters of foreign names that are no ordinary words."""
    end = at
    if not _may_be_name(text[at : at + 2]):
        return at
    for word, tag in words(_part(text, at)):
        if not _in_name(word, tag):
            break
        end += len(word)
    end -= len(text[at:end]) - len(text[at:end].rstrip("·-"))
    return end if end - at >= 2 else at


def _part(text: str, at: int) -> str:
    """As much text from `at` as a name may take: more where middle dots join its parts."""
    short = text[at : at + _LONGEST]
    return text[at : at + 2 * _LONGEST] if "·" in short else short


def _may_be_name(pair: str) -> bool:
    """A quick look before jieba is asked: two characters of foreign names, or the edge of one at a dot."""
    return len(pair) == 2 and all(c in _titles().transcription or c in "·-" for c in pair)


def _transcribed_start(text: str, at: int) -> int:
    start = at
    if not _may_be_name(text[max(0, at - 2) : at]):
        return at
    for word, tag in reversed(words(text[max(0, at - 2 * _LONGEST) : at])):
        if not _in_name(word, tag):
            break
        start -= len(word)
    return start + len(text[start:at]) - len(text[start:at].lstrip("·-"))


def _in_name(word: str, tag: str) -> bool:
    if word in "·-":
        return True
    if len(word) > 1 and (_titles().after.fullmatch(word) or _titles().before.fullmatch(word)):
        return False
    if tag.startswith("nrt"):
        return True
    if any(c not in _titles().transcription or c in _NOT_IN_NAMES for c in word):
        return False
    return len(word) == 1 or ((len(word) < 5 or tag[0] == "n") and tag[0] not in "vdpcrufmqta")


def _chinese_end(text: str, at: int) -> int:
    """A Chinese name: a surname and one or two characters, with a word behind that cannot belong to it."""
    if text[at : at + 1] not in _titles().surnames:
        return at
    for length in (3, 2):
        name = text[at : at + length]
        if _CREDIT.match(text, at + length - 1):
            continue  # 记者李涛摄: the credit of a photograph
        if len(name) == length and _han(name) and _titles().follow.match(text, at + length) and _unknown(name):
            return at + length
    return at


def _japanese_end(text: str, at: int) -> int:
    """A Japanese name behind a title: a surname and a given name up to what may follow a name (首相田中角荣应…)."""
    match = _titles().japanese.match(text, at)
    ends = range(match.end(), at + 1, -1) if match else ()
    return next((end for end in ends if _titles().follow.match(text, end)), at)


def _japanese_start(text: str, at: int) -> int:
    """A Japanese name before a title: 二阶堂进内阁官房长官."""
    floor = max(0, at - 6)
    return next((i for i in range(floor, at - 1) if _titles().japanese.fullmatch(text, i, at)), at)


def _chinese_start(text: str, at: int) -> int:
    """A Chinese name that ends at `at`, where jieba knows it as a person's: 毛泽东主席."""
    surnames = _titles().surnames
    starts = [start for start in range(max(0, at - 4), at - 1) if text[start] in surnames]
    if any(tag_of(text[start:at]).startswith("nr") for start in starts):
        last, _ = words(text[max(0, at - 8) : at])[-1]
        if at - len(last) in starts and tag_of(last).startswith("nr"):
            return at - len(last)
    if not starts:
        return at
    apart = at > 3 and _AND.match(text, at - 4) is not None
    return at - 3 if apart and _whole_name(text[at - 3 : at]) else at


def _whole_name(name: str) -> bool:
    """A surname and two characters that are no words: 李相玉 between 与 and 外务部长官."""
    return name[0] in _titles().surnames and _han(name) and _unknown(name)


def _unknown(name: str) -> bool:
    """Whether jieba knows no ordinary word in it, but for one that is the given name: 会议 behind a title is no name,
    爱民 in 饶爱民 is."""
    found = words(name)
    if found and found[0][1][0] in "pcud":
        return False  # 财长和央行, 总统于近日: a preposition or conjunction that is a surname too
    given = len(found) == 2 and len(found[0][0]) == 1 and len(found[1][0]) == 2
    return given or all(len(word) == 1 or tag.startswith("nr") for word, tag in found)


def _han(name: str) -> bool:
    return all("一" <= c <= "龥" for c in name)


def _dotted(text: str) -> Iterator[tuple[int, int]]:
    if "·" not in text:
        return
    for match in _DOTTED.finditer(text):
        start = _transcribed_start(text, match.start() + 1)
        end = match.start() + 1
        for part in _PART.finditer(text, end):
            if part.start() != end:
                break
            end = max(_transcribed_end(text, part.start("name")), part.start("name") + 1)
        yield min(start, match.start()), end


def _signed_by(text: str) -> Iterator[tuple[int, int]]:
    """The reporters of a news item: (记者韩墨李忠发), whose names folding has joined."""
    if "记者" not in text:
        return
    for match in _BYLINE.finditer(text):
        if "记者" in match[0]:
            at = match.start("names") + (match["names"].rfind("记者") + 2 if "记者" in match["names"] else 0)
            yield from _names_in_a_row(text, at, match.end("names"))


def _names_in_a_row(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch cut into names of two or three characters that begin with a surname, nothing at all where that fails."""
    ways: dict[int, tuple[tuple[int, int], ...]] = {start: ()}
    for at in range(start, end):
        if at in ways and text[at] == "、":
            ways.setdefault(at + 1, ways[at])
        elif at in ways and text[at] in _titles().surnames:
            for stop in (at + 3, at + 2):
                if "、" not in text[at:stop]:
                    ways.setdefault(stop, (*ways[at], (at, stop)))
    yield from ways.get(end, ())


def _listed(text: str) -> Iterator[tuple[int, int]]:
    if "、" not in text:
        return
    for match in _LIST.finditer(text):
        names = list(re.finditer(r"[一-龥]+", text[: match.end("names")][match.start("names") :]))
        if all(n[0].rstrip("等")[0] in _titles().surnames for n in names):
            for name in names:
                yield match.start() + name.start(), match.start() + name.start() + len(name[0].rstrip("等"))
