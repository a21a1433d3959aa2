"""What a relation says beside its ends: year, date, from and to, role, new and former, status."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping

from extract.iso_dates import Date
from extract.records import record
from extract.relations.implied_ends import Surroundings
from extract.relations.patterns import Pattern
from extract.relations.typed_text import TypedText, Unit

_FRESH = re.compile(r"(?P<new>新任|新当选|候任|新一任)|(?P<former>前任|前|原|时任|卸任)|首任|现任")
_DATED = ("year", "date", "term", "since")
_Spans = Mapping[str, tuple[int, int]]


@record
class End:
    """What stands at an end of a relation; an end that a bare noun stands for has no unit."""

    key: str
    type: str
    unit: Unit | None = None


def find_group(match: re.Match[str], name: str) -> str | None:
    """A regular expression cannot name two groups alike: head, head_2 and head_3 are one, whichever matched."""
    return next((g for g, text in match.groupdict().items() if text is not None and _stem(g) == name), None)


@functools.cache
def _stem(group: str) -> str:
    return re.sub(r"_\d$", "", group)


def read_attributes(
    pattern: Pattern, match: re.Match[str], typed: TypedText, tail: End, around: Surroundings
) -> dict[str, str]:
    spans = {_stem(group): match.span(group) for group, text in match.groupdict().items() if text is not None}
    found = {**pattern.attributes, **dict(_from_groups(spans, typed, around))}
    if tail.unit:
        found.update(_from_tail(pattern, tail.unit, typed, around))
    if pattern.type == "CHAIRS" and around.today:
        found.setdefault("year", around.today[:4])  # a chair is a chair for a year; it is the document's unless told
    return dict(sorted(found.items()))


def _from_groups(spans: _Spans, typed: TypedText, around: Surroundings) -> Iterator[tuple[str, str]]:
    for name in _DATED:
        if name in spans:
            yield from _read_dates(name, typed.units_in(*spans[name]))
    if "planned" in spans:
        yield "status", "planned"
    if "new" in spans:
        yield "new", "yes"
    if "role" in spans:
        yield from _read_role(typed.plain(*spans["role"]), around.table.roles)


def _from_tail(pattern: Pattern, unit: Unit, typed: TypedText, around: Surroundings) -> Iterator[tuple[str, str]]:
    if pattern.type == "HELD_ON" and unit.date and unit.date.to:
        yield "to", unit.date.to
    if pattern.type == "ADOPTED" and (date := typed.date_before(unit)):
        yield "date", date.iso
    office = pattern.where["tail"].search(unit.surface) if "tail" in pattern.where else None
    if office and office.groupdict().get("role"):
        yield from _read_role(office["role"], around.table.roles)


def _read_dates(name: str, units: Iterable[Unit]) -> Iterator[tuple[str, str]]:
    for date in (u.date for u in units if u.date is not None):
        if name == "year":
            yield "year", _years(date)
        elif name == "date":
            yield "date", date.iso
        else:
            yield "from", date.iso
            if name == "term":
                yield "to", date.to or date.iso


def _years(date: Date) -> str:
    return f"{date.iso[:4]}-{date.to[:4]}" if date.to and date.to[:4] != date.iso[:4] else date.iso[:4]


def _read_role(title: str, roles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """`role` is one name for all languages where the table has it, `title` then the words as they stand."""
    fresh = _FRESH.match(title)
    bare = title[fresh.end() :] if fresh else title
    if fresh and fresh.lastgroup:
        yield fresh.lastgroup, "yes"
    if bare:
        yield "role", roles.get(bare, bare)
    if bare in roles:
        yield "title", bare
