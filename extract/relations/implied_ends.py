"""Whom bare nouns stand for at the ends of a relation: 会议, 领导人, 双方, 银行, 本组织."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.lexicon import Lexicon
from extract.passage import Passage, Profile
from extract.relations.patterns import Table
from extract.relations.typed_text import TypedText, Unit

_DECLARED = re.compile(r"[(，]*(?:以下)?[简下]?称(?:为)?[“‘]?本组织")
_SENTENCE_END = re.compile(r"[。！？；\n]")
# The noun that a body's name must have in it to be meant; 行长 is the head of a bank.
_BODY_NOUNS = {"银行": "银行", "行长": "银行", "基金": "基金", "中心": "中心", "联盟": "联盟", "组织": "组织"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the whole document offers. `body` is the organisation that it is of (本组织), `today` its date in ISO 8601."""

    profile: Profile
    table: Table
    body: str | None
    today: str | None


def survey(passages: Sequence[Passage], profile: Profile, lexicon: Lexicon, table: Table) -> Surroundings:
    return Surroundings(profile, table, _own_body(passages, profile, lexicon), _today(profile, lexicon))


def _today(profile: Profile, lexicon: Lexicon) -> str | None:
    """The document's date; where it is only a year, the day of its meeting in that year (9日晚 has to have a month)."""
    entry = lexicon.entries.get(profile.event or "")
    since = entry.since if entry else None
    return since if since and (profile.date is None or since.startswith(profile.date)) else profile.date


def _own_body(passages: Sequence[Passage], profile: Profile, lexicon: Lexicon) -> str | None:
    """The parent of the document's meeting; else what is declared as 本组织; else the body that it names most."""
    entry = lexicon.entries.get(profile.event or "")
    if entry and entry.parent:
        return entry.parent
    named = [(p, m) for p in passages for m in p.mentions if m.type == "Organization" and m.key]
    declared = [m.key for p, m in named if _DECLARED.match(p.text, m.end)]
    most = [key for key, _ in Counter(m.key for _, m in named).most_common(1)]  # the first named where several lead
    return next(iter(declared or most), None)


def resolve(kind: str, noun: str, typed: TypedText, at: int, around: Surroundings) -> list[tuple[str, str]]:
    """(key, type) of what an implied end stands for at a place of the typed text; empty where nothing does."""
    profile = around.profile
    if kind == "parties":
        return [(key, "Country") for key in profile.parties]
    if kind == "issuer":
        return [(profile.issuer, "Organization")] if profile.issuer else []
    if kind == "leaders":
        return _own_event(around)
    if kind == "prefix":
        return _prefix(typed, at)
    if kind == "chaired":
        return _chaired(typed, at) or _body("", typed, at, around)
    return _event(noun, typed, at, around) if kind == "event" else _body(noun, typed, at, around)


def _own_event(around: Surroundings) -> list[tuple[str, str]]:
    return [(around.profile.event, "Event")] if around.profile.event else []


def _event(noun: str, typed: TypedText, at: int, around: Surroundings) -> list[tuple[str, str]]:
    """The meeting named in this sentence or the two before; else the document's own; else the last one named."""
    before = [u for u in typed.units if u.at < at and u.type == "Event" and around.table.meetings.search(u.surface)]
    near = [u for u in before if len(_SENTENCE_END.findall(typed.text[u.at : at])) < 3 and _fits(u, noun)]
    return _last(near) or _own_event(around) or _last(before)


def _fits(unit: Unit, noun: str) -> bool:
    """会晤 takes up a 会晤, not a 论坛; 会议 takes up whatever meets."""
    kind = re.search(r"会晤|峰会|论坛", noun)
    return kind is None or kind[0] in unit.surface


def _body(noun: str, typed: TypedText, at: int, around: Surroundings) -> list[tuple[str, str]]:
    """银行 is the last bank named; 本组织 and 成员国 are of the document's own organisation."""
    wanted = next((name for word, name in _BODY_NOUNS.items() if word in noun), None)
    before = [u for u in typed.units if u.at < at and u.type == "Organization"]
    if wanted and not noun.startswith("本"):
        return _last(u for u in before if wanted in u.surface)
    return [(around.body, "Organization")] if around.body else _last(before)


def _chaired(typed: TypedText, at: int) -> list[tuple[str, str]]:
    """The body that this sentence has named with its 主席国 before."""
    floor = max((m.end() for m in _SENTENCE_END.finditer(typed.text, 0, at)), default=0)
    return _last(u for u in typed.units_in(floor, at) if u.type == "Organization" and "主席" in typed.text[u.at : u.at + 6])


def _prefix(typed: TypedText, at: int) -> list[tuple[str, str]]:
    """The body that the passage names and with whose name the name at this place begins: 新开发银行 of its 区域中心."""
    here = [u for u in typed.units if u.at == at]
    others = [u for u in typed.units if u.type == "Organization" and u.at != at]
    return _last(u for u in others for h in here if _is_prefix(u, h))


def _is_prefix(unit: Unit, of: Unit) -> bool:
    """Also 新开发银行 where the passage has 金砖国家新开发银行."""
    sizes = range(3, min(len(unit.surface), len(of.surface) - 1) + 1)
    return any(of.surface[:size] == unit.surface[-size:] for size in sizes)


def _last(units: Iterable[Unit]) -> list[tuple[str, str]]:
    found = list(units)
    return [(found[-1].key, found[-1].type)] if found else []
