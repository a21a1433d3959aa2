"""Mentions -> the same with keys, in document order: one surviving candidate or none.

A full name or a number speaks for itself. A short form takes the key of the only antecedent that the document has named
before it: declared in brackets, ending in the same words, or borne by the lexicon as a weak name. What stays without
one is UNRESOLVED if its marks show that it is a name, and dropped if nothing did.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.lexicon import Lexicon
from extract.mentions.antecedents import Antecedent, Antecedents, bare, children_of
from extract.mentions.dates import choose_by_date, find_date
from extract.mentions.event_keys import date_events
from extract.mentions.held import is_dated
from extract.mentions.numerals import key_of_name
from extract.mentions.shortforms import declared_pairs, find_again
from extract.model import CANDIDATE, KNOWN, Mention, Metadata
from extract.passage import Passage
from extract.records import change

_SPEAKS = re.compile(r"，$|于?\d{4}年|，?(?:重申|回顾|铭记|确认|认识到|注意到|欢迎|强调|深为|审议)")
_ORGANS = ("联合国大会", "安全理事会", "经济及社会理事会")
_MEETINGS = ("会议", "会晤", "峰会", "磋商", "对话", "大会", "论坛")


def link(passages: Sequence[Passage], lexicon: Lexicon, meta: Metadata) -> list[Passage]:
    """The passages, in document order, with every mention under a key and a status.

    Occurrences of short forms that the document itself has declared are added; mentions with only weak evidence and no
    antecedent are dropped.
    """
    seen = Antecedents(lexicon, meta.id, meta.date or find_date(passages))
    seen.counts = Counter(m.key for p in passages for m in p.mentions if m.type == "Country" and m.status == KNOWN)
    linked = [_link_passage(passage, seen, meta) for passage in passages]
    return [_recognise_late(passage, seen) for passage in linked]


def _link_passage(passage: Passage, seen: Antecedents, meta: Metadata) -> Passage:
    seen.paragraph = seen.count
    found = find_again(passage.text, passage.mentions, seen)
    dated = date_events(passage.text, found, meta.date)
    mentions = list(_resolve_all(passage.text, dated, seen))
    return change(passage, mentions=tuple(mentions))


def _recognise_late(passage: Passage, seen: Antecedents) -> Passage:
    """Gives names that were the document's own the key that the same words have got further on (第一工作组 in a heading)."""
    own = f"@{seen.document}"
    late = {m: seen.by_surface[bare(passage.text[m.start : m.end])] for m in passage.mentions if m.key.endswith(own)}
    if not late:
        return passage
    return replace(passage, mentions=tuple(_take(m, late[m]) if m in late else m for m in passage.mentions))


def _resolve_all(text: str, mentions: Sequence[Mention], seen: Antecedents) -> Iterator[Mention]:
    pairs = declared_pairs(text, mentions)
    resolved: list[Mention] = []
    for i, mention in enumerate(mentions):
        full = pairs.get(i)
        mention = _as_declared(mention, mentions[i + 1]) if pairs.get(i + 1) == i else mention
        long_form = None if full is None else next((m for m in reversed(resolved) if m.start == mentions[full].start), None)
        made = _resolve(text, mention, long_form, seen)
        if made is not None and seen.lexicon.forbids(bare(text[made.start : made.end]), made.key):
            made = _as_own(mention, seen)
        if made is not None:
            seen.add(text[made.start : made.end], made)
            resolved.append(made)
            yield made


def _as_own(mention: Mention, seen: Antecedents) -> Mention | None:
    """A name of which a person has decided that it is not what it looks like: its own candidate, or nothing."""
    if not mention.name:
        return None
    key = mention.key if mention.status == CANDIDATE else ""
    return replace(mention, key=key or f"{mention.type.lower()}/{mention.name}@{seen.document}", status=CANDIDATE)


def _as_declared(full: Mention, short: Mention) -> Mention:
    """A title that nobody knows takes the key of the known short title declared behind it."""
    if full.status != CANDIDATE or short.status != KNOWN or full.type != short.type:
        return full
    return replace(full, key=short.key, status=KNOWN, name="")


def _resolve(text: str, mention: Mention, long_form: Mention | None, seen: Antecedents) -> Mention | None:
    surface = bare(text[mention.start : mention.end])
    if mention.status == KNOWN and not (surface.isascii() and _other_of_same_type(long_form, mention)):
        return _as_declared_before(surface, mention, seen)
    if long_form is not None and surface.isascii():
        seen.declare(surface, long_form)
    if long_form is not None:
        return replace(mention, type=long_form.type, key=long_form.key, status=long_form.status, name=long_form.name)
    if mention.status == CANDIDATE:
        return _resolve_candidate(surface, mention, seen)
    antecedent = _antecedent(text, mention, seen)
    if antecedent is not None:
        return _one_meeting(text, mention, antecedent, seen) or _take(mention, antecedent)
    if mention.name:
        return replace(mention, key=f"{mention.type.lower()}/{mention.name}")
    return None


def _other_of_same_type(long_form: Mention | None, mention: Mention) -> bool:
    return long_form is not None and long_form.type == mention.type and long_form.key != mention.key


def _as_declared_before(surface: str, mention: Mention, seen: Antecedents) -> Mention:
    """An acronym stands for the name that the document declared it for (COP15 of another convention)."""
    antecedent = seen.declared.get(surface)
    return mention if antecedent is None else _take(mention, antecedent)


def _resolve_candidate(surface: str, mention: Mention, seen: Antecedents) -> Mention:
    """A name that a grammar found: the lexicon's, if it only differs in its spelling, or one named before, or a new one."""
    keys = seen.lexicon.find(mention.name) or _weak_bearers(surface, mention, seen)
    if len(keys) == 1 and seen.lexicon.entries[keys[0]].type == mention.type:
        return replace(mention, key=keys[0], status=KNOWN, name="")
    key = seen.respelled(surface) or seen.renumbered(mention) or seen.respelt_title(mention)
    if key and seen.lexicon.entries[key].type == mention.type:
        return replace(mention, key=key, status=KNOWN, name="")
    whole = seen.completed(surface) if not mention.key else None
    if whole is not None:
        return _take(mention, whole)
    if surface.startswith("大会第") and _general_assembly(seen) is not None:
        name = f"联合国{mention.name}"
        return replace(mention, key=f"event/{key_of_name(name)}", name=name)
    own = mention if mention.key else replace(mention, key=f"{mention.type.lower()}/{mention.name}@{seen.document}")
    before = _same_text(surface, mention, seen)
    return _take(mention, before) if before is not None else own


def _take(mention: Mention, antecedent: Antecedent) -> Mention:
    """The mention under the antecedent's key."""
    name = (antecedent.full or mention.name or antecedent.name) if antecedent.status == CANDIDATE else ""
    return change(mention, type=antecedent.type, key=antecedent.key, status=antecedent.status, name=name)


def _weak_bearers(surface: str, mention: Mention, seen: Antecedents) -> tuple[str, ...]:
    """Who bears the weak name of a candidate: a surname that the person's title has confirmed (秘书长古特雷斯), a meeting
    that the document's date tells from its namesakes (阿斯塔纳峰会)."""
    keys = seen.lexicon.weak.get(surface, ())
    if len(keys) < 2:
        return keys if mention.type == "Person" else ()
    key = _only_named(keys, seen) or choose_by_date(keys, seen)
    return (key,) if key else ()


def _one_meeting(text: str, mention: Mention, antecedent: Antecedent, seen: Antecedents) -> Mention | None:
    """A short form of a recurring meeting that the words around date is one meeting (定于今秋召开的政府首脑会议)."""
    recurring = antecedent.type == "Organization" and antecedent.name.endswith(_MEETINGS)
    if not recurring or not is_dated(text, mention.start, mention.end):
        return None
    entry = seen.lexicon.entries.get(antecedent.key)
    name = (entry.zh if entry else None) or antecedent.name
    made = replace(mention, type="Event", key=f"event/{name}", status=CANDIDATE, name=name)
    return date_events(text, [made], seen.date)[0]


def _same_text(surface: str, mention: Mention, seen: Antecedents) -> Antecedent | None:
    """A candidate that the document has named before, under the same or under a longer name."""
    before = seen.by_surface.get(surface)
    if before is not None and (before.type == mention.type or mention.type != "Event"):
        return before
    if mention.type in ("Treaty", "Instrument", "Person"):
        return seen.ending_in(surface, mention.type) or (seen.of_family(surface) if mention.type == "Person" else None)
    return None


def _antecedent(text: str, mention: Mention, seen: Antecedents) -> Antecedent | None:
    surface = bare(text[mention.start : mention.end])
    if surface == "大会":
        return _general_assembly(seen, speaks=_SPEAKS.match(text, mention.end) is not None and mention.start == 0)
    keys = seen.lexicon.weak.get(surface, ()) or seen.lexicon.names.get(surface, ())
    key = _named_among(surface, keys, mention, seen) or _of_named_body(surface, keys, seen)
    key = key or (choose_by_date(keys, seen) if mention.type != "Country" else "")
    if key:
        return Antecedent(surface, key, seen.lexicon.entries[key].type, KNOWN, 0)
    before = seen.by_surface.get(surface)
    if before is not None:
        return before
    if mention.type in ("Treaty", "Instrument"):
        # Without its marks a short form is a common noun (该条约, 合作协定), unless the lexicon has it under its body's name.
        marked = text[mention.start] == "《"
        return (seen.ending_in(surface, mention.type) or seen.containing(surface, mention.type)) if marked else seen.completed(surface)
    return (seen.ending_in(surface, mention.type) or seen.completed(surface)) if len(surface) > 2 else None


def _named_among(surface: str, keys: tuple[str, ...], mention: Mention, seen: Antecedents) -> str:
    """Whom of its bearers a short form means: 阿方 is the party that the document names most, 伊 the country named last."""
    if mention.type in ("Country", "Place") and (surface.endswith("方") or not seen.latest(keys)):
        return seen.foremost(keys)
    return seen.latest(keys) if mention.type == "Country" or len(keys) == 1 else _only_named(keys, seen)


_FEW = 15  # members of a body that are siblings in more than the register


def _of_named_body(surface: str, keys: Sequence[str], seen: Antecedents) -> str:
    """A weak name of some length counts too once the body to which its bearer belongs is named, or a sister body
    (政府间专家组 beside 开放工作组)."""
    parent = seen.lexicon.entries[keys[0]].parent if len(keys) == 1 and len(surface) > 3 else None
    if parent is None:
        return ""
    sisters = children_of(seen.lexicon, parent)
    named = parent in seen.last or (len(sisters) <= _FEW and not seen.last.keys().isdisjoint(sisters))
    return keys[0] if named else ""


def _only_named(keys: Sequence[str], seen: Antecedents) -> str:
    named = [k for k in keys if k in seen.last]
    return named[0] if len(named) == 1 else ""


def _general_assembly(seen: Antecedents, *, speaks: bool = False) -> Antecedent | None:
    """大会 is the General Assembly's in a document that names it, or another organ by its UN name, before, and where it
    speaks itself (大会，/ 回顾…)."""
    if not speaks and seen.named.names.isdisjoint(_ORGANS):
        return None
    known = seen.lexicon.find("联合国大会")
    key, status = (known[0], KNOWN) if known else ("organization/联合国大会", CANDIDATE)
    return Antecedent("大会", key, "Organization", status, 0)
