"""What a document has named so far: the antecedents of its short forms."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from extract.lexicon import Lexicon
from extract.mentions.grammar import load_heads
from extract.mentions.numerals import key_of_name, normalise_ordinals
from extract.model import CANDIDATE, KNOWN, Mention
from extract.records import record

_MARKS = re.compile("[《》“”‘’]")
_TEXTS = frozenset({"Treaty", "Instrument"})


@record
class Antecedent:
    """An entity under one of the names that the document (or the lexicon) gives it; `at` counts the mentions before it."""

    name: str
    key: str
    type: str
    status: str
    at: int
    full: str = ""  # the full name of a candidate


@dataclass(slots=True)
class Antecedents:
    lexicon: Lexicon
    document: str = ""
    date: str | None = None
    named: list[Antecedent] = field(default_factory=list)
    by_surface: dict[str, Antecedent] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)  # key -> how many mentions stood before its latest one
    times: dict[str, int] = field(default_factory=dict)  # key -> how often it was named
    declared: dict[str, Antecedent] = field(default_factory=dict)  # acronym -> the full name before its brackets
    findable: dict[str, str] = field(default_factory=dict)  # names that only this document gives -> type
    known_names: set[tuple[str, str]] = field(default_factory=set)
    counts: Mapping[str, int] = field(default_factory=dict)  # country -> how often the whole document names it in full
    count: int = 0
    paragraph: int = 0  # the count at which the paragraph that is being read begins

    def add(self, surface: str, mention: Mention) -> None:
        """Remembers a resolved mention under its surface, its full name and, at first sight, its names in the lexicon."""
        names = {bare(surface), bare(mention.name)} if mention.name else {bare(surface)}
        full = mention.name if mention.status == CANDIDATE else ""
        entry = self.lexicon.entries.get(mention.key)
        if entry is not None and mention.key not in self.last:
            names |= {n for n in (entry.zh, entry.short) if n}
        for name in sorted(names):
            if (name, mention.key) not in self.known_names:
                self.known_names.add((name, mention.key))
                self.named.append(Antecedent(name, mention.key, mention.type, mention.status, self.count, full))
        self.by_surface[bare(surface)] = Antecedent(bare(surface), mention.key, mention.type, mention.status, self.count, full)
        self.last[mention.key] = self.count
        self.times[mention.key] = self.times.get(mention.key, 0) + 1
        short = bare(surface).split("·")[-1] if mention.type == "Person" else bare(surface)
        for name in (bare(surface), short):
            if name not in self.lexicon.names:
                self.findable[name] = mention.type
        self.count += 1

    def declare(self, acronym: str, full: Mention) -> None:
        self.declared[acronym] = Antecedent(acronym, full.key, full.type, full.status, self.count, full.name)

    def latest(self, keys: tuple[str, ...]) -> str:
        """The one of these keys that the document named last; "" when it named none."""
        named = [k for k in keys if k in self.last]
        return max(named, key=lambda k: (self.last[k], k)) if named else ""

    def foremost(self, keys: tuple[str, ...]) -> str:
        """The one of these keys that the document named most often, so far or at all; "" when it names none."""
        named = [k for k in keys if k in self.last] or [k for k in keys if k in self.counts]
        return max(named, key=lambda k: (self.times.get(k, 0), self.last.get(k, 0), self.counts.get(k, 0), k)) if named else ""

    def ending_in(self, short: str, type_: str) -> Antecedent | None:
        """The only entity named so far whose name is longer and ends in this short form."""
        return self._only(a for a in self.named if a.name.endswith(short) and len(a.name) > len(short) and _alike(a.type, type_))

    def of_family(self, surname: str) -> Antecedent | None:
        """The only person named so far in the Chinese or Japanese way whose family name this is: 福田 after 福田赳夫."""
        named = (a for a in self.named if a.type == "Person" and "·" not in a.name and len(a.name) <= 5)
        return self._only(a for a in named if len(surname) > 1 and a.name.startswith(surname) and len(a.name) > len(surname))

    def completed(self, short: str) -> Antecedent | None:
        """The only entity of the lexicon whose name is that of a body, country or place named so far followed by the
        short form (外长会晤 after 金砖国家, 宪法委员会 after 叙利亚)."""
        types = ("Organization", "Country", "Place") if len(short) > 3 else ("Organization",)
        owners = {a.name for a in self.named if a.type in types}
        if short in load_heads().sets["bare"]:
            owners |= {host for a in self.named if a.type == "Event" for host in _hosts(a.name)}
        found = {key for owner in owners for key in self.lexicon.names.get(owner + short, ())}
        key = next(iter(found)) if len(found) == 1 else ""
        return Antecedent(short, key, self.lexicon.entries[key].type, KNOWN, self.count) if key else None

    def containing(self, short: str, type_: str) -> Antecedent | None:
        """The only text named so far whose title has the characters of the short title in this order and the same beginning and end."""
        alike = (a for a in self.named if _alike(a.type, type_) and a.name[-2:] == short[-2:])
        return self._only(a for a in alike if a.name[:2] == short[:2] and _scattered(short, a.name))

    def respelled(self, name: str) -> str:
        """The key of the lexicon's name that differs only in how it calls the body that opens it, "" when none does.

        《原子能机构规约》 is the lexicon's 国际原子能机构规约, 中非合作论坛北京宣言 its 北京宣言.
        """
        owners = [a for a in self.named if a.type == "Organization" and name.startswith(a.name)]
        found = {key for a in owners for owner in self._names_of(a.key) for key in self.lexicon.names.get(owner + name[len(a.name) :], ())}
        return next(iter(found)) if len(found) == 1 else ""

    def respelt_title(self, mention: Mention) -> str:
        """The key of the lexicon's text whose title differs only in particles and punctuation: 《制止恐怖主义行为的公约》."""
        found = _indexes(self.lexicon).titles.get(_PARTICLES.sub("", mention.name), ())
        return found[0] if len(found) == 1 and mention.type in _TEXTS else ""

    def renumbered(self, mention: Mention) -> str:
        """The key of the lexicon's meeting of the same name and number, wherever the ordinal stands; "" when none is."""
        found = _indexes(self.lexicon).meetings.get(_name_and_number(mention.name), ())
        return found[0] if len(found) == 1 and mention.type == "Event" else ""

    def _names_of(self, key: str) -> tuple[str, ...]:
        entry = self.lexicon.entries.get(key)
        return entry.strong_names() if entry else ()

    def _only(self, found: Iterator[Antecedent]) -> Antecedent | None:
        """The only entity among these, or the only one among those that the same paragraph has named."""
        antecedents = list(found)
        near = {a.key: a for a in antecedents if a.at >= self.paragraph}
        by_key = near or {a.key: a for a in antecedents}
        return next(iter(by_key.values())) if len(by_key) == 1 else None


_PARTICLES = re.compile(r"[、，·“”‘’《》〈〉()\s-]|[和与及的]")


@dataclass(frozen=True, slots=True)
class Indexes:
    """The lexicon's events by name with the ordinal at the end, its texts by title without particles, and its entries by parent."""

    meetings: dict[str, tuple[str, ...]]
    titles: dict[str, tuple[str, ...]]
    children: dict[str, tuple[str, ...]]


@functools.cache
def _indexes(lexicon: Lexicon) -> Indexes:
    meetings = _index(lexicon, frozenset({"Event"}), _name_and_number)
    titles = _index(lexicon, _TEXTS, lambda name: _PARTICLES.sub("", name))
    return Indexes(meetings, titles, _children(lexicon))


def children_of(lexicon: Lexicon, parent: str) -> tuple[str, ...]:
    """The keys of the entries that belong to a body."""
    return _indexes(lexicon).children.get(parent, ())


def _children(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for key, entry in lexicon.entries.items():
        if entry.parent:
            found[entry.parent] = (*found.get(entry.parent, ()), key)
    return found


def _name_and_number(name: str) -> str:
    return key_of_name(normalise_ordinals(bare(name))) if "第" in name or "首" in name else name


def _index(lexicon: Lexicon, types: frozenset[str], canonical: Callable[[str], str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, keys in lexicon.names.items():
        chosen = {k for k in keys if lexicon.entries[k].type in types}
        if chosen:
            made = canonical(name)
            found[made] = tuple(sorted(chosen.union(found.get(made, ()))))
    return found


def _hosts(name: str) -> list[str]:
    """What stands before the games: 北京 in 北京冬奥会."""
    return [name.removesuffix(head) for head in sorted(load_heads().sets["bare"]) if name.endswith(head)]


def bare(surface: str) -> str:
    """A name without title and quotation marks."""
    return _MARKS.sub("", surface)


def _alike(one: str, other: str) -> bool:
    """Treaties and other texts answer to the same short titles; otherwise the types must agree."""
    return one == other or {one, other} <= _TEXTS


def _scattered(short: str, name: str) -> bool:
    rest = iter(name)
    return len(short) < len(name) and all(char in rest for char in short)
