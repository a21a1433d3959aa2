"""Captions: what stands in the circle of a drawn node.

A caption is what a professional says aloud: 安理会, 2254号决议, 新开发银行. The lexicon knows it for many entities; for all
others, and for documents, it is made here from their names. Longer ones are broken into lines (lines.py).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.model import Entity, Metadata
from graph.building.lines import CHINESE, LINE, TELLING, break_lines, fits, measure

FILE = Path(__file__).with_name("captions.yml")
SYMBOL = re.compile(
    r"""
    (?P<organ> [A-Z]+ (?: /[A-Z]+ (?: \.[0-9]+ )? )? ) /   # S/RES/2254(2015), A/HRC/RES/48/13, E/CN.4/RES/1995/3
    (?P<series> RES|DEC ) /
    (?P<number> [^()]+ )
    (?P<session> \( [^()]+ \) )?
    """,
    re.VERBOSE,
)
DATED = re.compile(r"/(?P<year>(?:19|20)[0-9]{2})(?:-[0-9]{2})?\Z")  # the end of a key: event/金砖国家外长会晤/2021-06
ORDINAL = re.compile(r"第(?P<number>[一二三四五六七八九]?十[一二三四五六七八九]?)(?=[届次轮期])")
NUMBERED = re.compile("第(?=[^第]+号(?:决议|决定))")


@dataclass(frozen=True, slots=True)
class Words:
    abbreviations: Mapping[str, str]
    endings: tuple[str, ...]
    organs: Mapping[str, str]


@functools.cache
def load_words() -> Words:
    import yaml

    raw: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return Words(raw["abbreviations"], tuple(raw["endings"]), raw["organs"])


@functools.lru_cache(maxsize=10_000)
def entity_caption(key: str, types: tuple[str, ...], name: str) -> str:
    """What the name gives, or the UN symbol that a resolution has as its key."""
    if "Resolution" in types:
        symbol = SYMBOL.fullmatch(key)
        return break_lines(_resolution(symbol) if symbol else shorten(NUMBERED.sub("", name)))
    if "Person" in types:
        return break_lines(_person(name))
    dated = DATED.search(key) if "Event" in types else None
    return break_lines(shorten(_with_year(name, dated["year"]) if dated else name))


def given_caption(caption: str) -> str:
    """One that the lexicon gives, as it stands in a circle."""
    return break_lines(shorten(caption))


def document_caption(meta: Metadata, instrument: Entity | None) -> str:
    """That of the instrument whose text it is, where that is described; else its title, cut, with its year."""
    if instrument:
        given = instrument.caption
        return given_caption(given) if given else entity_caption(instrument.key, (instrument.type,), instrument.name)
    title = meta.title or meta.title_en
    if not title:
        return break_lines(meta.id)
    for ending in load_words().endings:
        title = title.removesuffix(ending)
    return break_lines(shorten(_with_year(title, meta.date[:4]) if meta.date else title))


def _person(name: str) -> str:
    """The first and the last part of a foreign name that is too long for three lines: 吉格梅·旺楚克."""
    parts = re.split("[·•‧・]", name)
    return name if len(parts) < 3 or fits(name) else f"{parts[0]}·{parts[-1]}"


def _resolution(symbol: re.Match[str]) -> str:
    organs, organ, number = load_words().organs, symbol["organ"], symbol["number"]
    body = organs.get(f"{organ}*") if "/" not in number else None
    return f"{organs.get(organ, organ) if body is None else body}{number}号{'决定' if symbol['series'] == 'DEC' else '决议'}"


def _with_year(name: str, year: str) -> str:
    """With the year before it, where nothing in the name tells which of a series it is."""
    if TELLING.search(name):
        return name
    return f"{year}年{name}" if CHINESE.search(name) else f"{year} {name}"


def shorten(name: str) -> str:
    """A name that is longer than a line with the short names of the bodies in it, and numbers for 第十四次."""
    if measure(name) <= LINE or not CHINESE.search(name):
        return name
    short = ORDINAL.sub(lambda match: f"第{_number(match['number'])}", name)
    for long, abbreviation in load_words().abbreviations.items():
        short = short.replace(long, abbreviation)
    return short or name


def _number(numeral: str) -> int:
    """十四 is 14; from 10 to 99."""
    tens, ones = numeral.split("十")
    digits = "〇一二三四五六七八九"
    return 10 * (digits.index(tens) if tens else 1) + (digits.index(ones) if ones else 0)
