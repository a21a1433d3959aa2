"""The numbers that Word puts before paragraphs: they stand in no text, but follow from styles.xml and numbering.xml.

A paragraph names a list (numId) and a level, or its style does. Lists of one abstract definition count on together,
unless a list begins anew (startOverride). ECMA-376, part 1, 17.9.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from extract.documents.word.package import child, children, is_on, value
from extract.documents.word.spelling import spell_number
from extract.documents.word.styles import Styles

_LEVELS = 9
_PLACE = re.compile(r"%(?P<level>[1-9])")
_CLOSED = ("、", "）", "．", "：")  # no space stands behind these


@dataclass(frozen=True, slots=True)
class Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None  # the level after which it begins again; 0 is never, None is any above
    legal: bool = False  # all numbers in digits
    suffix: str = "tab"


@dataclass(frozen=True, slots=True)
class List:
    """A w:num: what it counts with, and where it begins anew."""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass(slots=True)
class Numbers:
    """The lists of a document, and how far each has counted."""

    lists: Mapping[str, List]
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)


def read_lists(numbering: Any | None, styles: Styles) -> Numbers:
    abstracts = {value(found, "abstractNumId") or "": found for found in children(numbering, "abstractNum")}
    nums = {value(num, "numId") or "": num for num in children(numbering, "num")}
    return Numbers({id_: _read_list(num, nums, abstracts, styles) for id_, num in nums.items()})


def _read_list(num: Any, nums: Mapping[str, Any], abstracts: Mapping[str, Any], styles: Styles) -> List:
    id_ = value(child(num, "abstractNumId")) or ""
    abstract = abstracts.get(id_)
    link = value(child(abstract, "numStyleLink"))
    linked = nums.get(styles.list_of(link)[0] or "") if link else None
    if linked is not None:
        id_ = value(child(linked, "abstractNumId")) or ""
        abstract = abstracts.get(id_)
    levels = {_number(found, "ilvl"): _read_level(found) for found in children(abstract, "lvl")}
    starts: dict[int, int] = {}
    for override in children(num, "lvlOverride"):
        at, start, own = _number(override, "ilvl"), child(override, "startOverride"), child(override, "lvl")
        levels |= {at: _read_level(own)} if own is not None else {}
        starts |= {at: _number(start, "val")} if start is not None else {}
    return List(id_, levels, starts)


def _read_level(level: Any) -> Level:
    restart = child(level, "lvlRestart")
    return Level(
        start=_number(child(level, "start"), "val"),
        form=value(child(level, "numFmt")) or "decimal",
        text=value(child(level, "lvlText")) or "",
        restart=None if restart is None else _number(restart, "val"),
        legal=is_on(child(level, "isLgl")),
        suffix=value(child(level, "suff")) or "tab",
    )


def _number(element: Any | None, attribute: str) -> int:
    text = value(element, attribute) or ""
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def count_on(numbers: Numbers, id_: str, level: int) -> str:
    """The number of the next paragraph of a list, as Word shows it, with the space behind it; empty for a bullet or an unknown list."""
    found = numbers.lists.get(id_)
    if found is None or level not in found.levels:
        return ""
    counts = numbers.counts.setdefault(found.abstract, [None] * _LEVELS)
    anew = level in found.starts and (id_, level) not in numbers.begun
    numbers.begun.add((id_, level))
    before = counts[level]
    counts[level] = found.starts[level] if anew else found.levels[level].start if before is None else before + 1
    for deeper in range(level + 1, _LEVELS):
        restart = found.levels[deeper].restart if deeper in found.levels else None
        if restart is None or level < restart:
            counts[deeper] = None
    return _show(found, counts, level)


def _show(found: List, counts: list[int | None], level: int) -> str:
    shown = found.levels[level]
    if shown.form in ("bullet", "none") and not _PLACE.search(shown.text):
        return ""

    def spell(match: re.Match[str]) -> str:
        at = int(match["level"]) - 1
        other = found.levels.get(at, Level())
        count = counts[at]
        return spell_number(other.start if count is None else count, "decimal" if shown.legal else other.form)

    label = _PLACE.sub(spell, shown.text)
    if label.isdecimal():
        label += "."  # a bare number and a tab, which a line of text would not show to be a number
    return label + ("" if shown.suffix == "nothing" or not label or label.endswith(_CLOSED) else " ")
