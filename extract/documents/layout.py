"""Loads layout.yml, the patterns of what stands around paragraphs, and names what a line is: furniture, date, title."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.documents.tracing import Traced, cut, strip
from extract.mentions.numerals import read_number
from extract.schema import SchemaError

LAYOUT_FILE = Path(__file__).with_name("layout.yml")

_NUMBER_START = re.compile(r"[\d一二三四五六七八九十百零〇○(（\[［§第A-Za-z]")  # for speed: most lines begin with none of these
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
_EXTENT = re.compile(r"\s*[(（](?:全文|摘要|修订|节选)[)）]$")
_BEHIND_NOUN = re.compile(r"\s*(?:[—–:：-]|of\b|on\b)")  # 媒体声明—金砖国家外长会晤
_LONGEST_TITLE, _LONGEST_FURNITURE = 120, 100
KEPT = 1000  # lines of which is known what was asked before: each step of the way from lines to paragraphs asks the same


@dataclass(frozen=True, slots=True)
class Layout:
    markers: Mapping[str, re.Pattern[str]]
    sub_items: frozenset[str]  # names of the markers of sub-items
    furniture: Mapping[str, re.Pattern[str]]
    tails: Mapping[str, re.Pattern[str]]
    heads: Mapping[str, re.Pattern[str]]
    dates: Mapping[str, re.Pattern[str]]
    credit: re.Pattern[str]
    kinds: tuple[tuple[str, str], ...]  # (noun, kind), the longest noun first
    nouns: tuple[str, ...]
    tags: Mapping[str, frozenset[str]]


@functools.cache
def load_layout() -> Layout:
    """The patterns of layout.yml. Raises SchemaError naming the pattern that does not compile."""
    raw = read_layout()
    kinds = [(noun, kind) for kind, nouns in raw["kinds"].items() for noun in nouns]
    groups = {group: _compile(raw[group], group) for group in ("markers", "furniture", "tails", "heads", "dates")}
    return Layout(
        **groups,
        sub_items=frozenset(name for name, spec in raw["markers"].items() if spec.get("sub")),
        credit=_compile({"credit": raw["credit"]}, "credit")["credit"],
        tags={group: frozenset(names) for group, names in raw["tags"].items()},
        kinds=tuple(sorted(kinds, key=lambda pair: (-len(pair[0]), pair))),
        nouns=tuple(noun for noun, _ in kinds),
    )


def read_layout() -> dict[str, Any]:
    import yaml

    raw: dict[str, Any] = yaml.safe_load(LAYOUT_FILE.read_text(encoding="utf-8"))
    return raw


def _compile(specs: Mapping[str, Mapping[str, Any]], group: str) -> dict[str, re.Pattern[str]]:
    return {name: _compile_one(spec["pattern"], f"{group}.{name}") for name, spec in specs.items()}


def _compile_one(pattern: str, place: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.VERBOSE)
    except re.error as error:
        raise SchemaError(f"{LAYOUT_FILE.name}: {place}: {error}; mend the pattern") from error


def is_furniture(text: str) -> bool:
    return len(text) <= _LONGEST_FURNITURE and any(pattern.fullmatch(text) for pattern in load_layout().furniture.values())


def trim(traced: Traced) -> Traced:
    """Without the page references and agency lines at its ends."""
    for pattern in load_layout().heads.values():
        if match := pattern.match(traced.text):
            traced = strip(cut(traced, match.end(), len(traced.text)))
    while tail := find_tail(traced.text):
        traced = strip(cut(traced, 0, tail.start()))
    return traced


def find_tail(text: str) -> re.Match[str] | None:
    """The page reference or agency line that ends the text."""
    if not text.endswith((")", "）")):
        return None
    start = max(text.rfind("("), text.rfind("（"))
    found = (pattern.fullmatch(text, max(start, 0)) for pattern in load_layout().tails.values())
    return next((match for match in found if match), None)


def find_agency(text: str) -> str | None:
    """`新华社贵阳6月1日电` where the text ends with `（新华社贵阳6月1日电）`."""
    tail = find_tail(text)
    agency = tail and load_layout().tails["agency"].fullmatch(tail[0])
    return agency[0].strip("()（） ") if agency else None


@functools.lru_cache(maxsize=KEPT)
def find_markers(text: str) -> tuple[tuple[str, re.Match[str]], ...]:
    """Every way in which the beginning of the text can be read as a number: (name of the marker, match)."""
    if not _NUMBER_START.match(text):
        return ()
    found = []
    for name, pattern in load_layout().markers.items():
        if match := pattern.match(text):
            found.append((name, match))
    return tuple(found)


def read_label(label: str) -> int:
    """`38`, `三十八`, `XXXVIII` and `b` (2) as a number."""
    number = int(label) if label.isdecimal() else read_number(label.replace("〇", "○"))
    if number is None:
        number = _roman(label) if label[0] in _ROMAN else ord(label[0]) - ord("a") + 1
    return number


def _roman(numeral: str) -> int:
    values = [_ROMAN[char] for char in numeral]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def read_date(text: str) -> str | None:
    """The ISO date of a line that is nothing but a date, and perhaps a place. Impossible days are none."""
    if len(text) > _LONGEST_FURNITURE:
        return None
    return next((date for name in load_layout().dates if (date := _match_date(name, text))), None)


def is_published(text: str) -> bool:
    """Whether the line's date is the day on which a site published the text."""
    return load_layout().dates["published"].fullmatch(text) is not None


def date_of_title(title: str) -> str | None:
    """The date that begins a title: `2023年6月23日…决议`."""
    match = re.match(r"\d{4}年\d{1,2}月\d{1,2}日", title)
    return _match_date("day", match[0]) if match else None


def _match_date(name: str, text: str) -> str | None:
    match = load_layout().dates[name].fullmatch(text)
    if match is None:
        return None
    parts = match.groupdict()
    month = _MONTHS.index(parts["month"]) + 1 if parts.get("month") else read_label(parts["m"])
    try:
        return datetime.date(read_label(parts["y"]), month, read_label(parts["d"])).isoformat()
    except ValueError:
        return None


def kind_of_title(title: str) -> str | None:
    """The kind of text that a title promises: `…莫斯科宣言` a declaration, `媒体声明—金砖国家外长会晤` a media statement."""
    bare = _EXTENT.sub("", title.strip())
    nouns = load_layout().nouns
    if len(bare) > _LONGEST_TITLE or not (bare.endswith(nouns) or bare.startswith(nouns)):
        return None
    for noun, kind in load_layout().kinds:
        if bare.endswith(noun) or (bare.startswith(noun) and _BEHIND_NOUN.match(bare, len(noun))):
            return kind
    return None


def find_credit(text: str) -> re.Match[str] | None:
    """The photographer's credit that ends a caption."""
    return load_layout().credit.search(text[-60:])
