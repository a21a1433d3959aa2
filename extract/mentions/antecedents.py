"""What a document has named so far: the antecedents of its short forms."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import add

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
class Named:
    """The names that a document has given, each once for each entity, laid out for the questions that short forms ask.

    `bodies`: name of an organisation -> the keys that it stands for. `lands`: names of countries and places. `hosts`: what
    stands before the games in the names of events. `openings`: how the names of organisations and events begin.
    """

    seen: set[tuple[str, str]] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    by_ending: defaultdict[str, list[Antecedent]] = field(default_factory=lambda: defaultdict(list))  # by the last character
    people: defaultdict[str, list[Antecedent]] = field(default_factory=lambda: defaultdict(list))  # by the first character
    bodies: dict[str, list[str]] = field(default_factory=dict)
    lands: set[str] = field(default_factory=set)
    hosts: set[str] = field(default_factory=set)
    openings: set[str] = field(default_factory=set)

    def add(self, antecedent: Antecedent) -> None:
        name, key, type_ = antecedent.name, antecedent.key, antecedent.type
        if (name, key) in self.seen:
            return
        self.seen.add((name, key))
        self.names.add(name)
        for ending in {name[-1:], ""}:
            self.by_ending[ending].append(antecedent)
        if type_ in ("Organization", "Event"):
            self.openings.add(name[:2])
        match type_:
            case "Organization":
                self.bodies.setdefault(name, []).append(key)
            case "Country" | "Place":
                self.lands.add(name)
            case "Event":
                self.hosts.update(_hosts(name))
            case "Person":
                self.people[name[:1]].append(antecedent)

    def ending_like(self, short: str) -> Sequence[Antecedent]:
        """Those whose name ends in the same character, in the order of the text; all for a title without words (《》)."""
        return self.by_ending[short[-1:]]


@dataclass(slots=True)
class Findable:
    """Names with their types, to be found again wherever they stand."""

    types: dict[str, str] = field(default_factory=dict)
    by_pair: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # by the first two characters

    def add(self, name: str, type_: str) -> None:
        if name not in self.types:
            self.by_pair[name[:2]].append(name)
        self.types[name] = type_

    def stand_in(self, text: str) -> list[str]:
        """Those that stand in a text; the shorter is gone through, the text or the list of names."""
        if len(self.types) <= len(text):
            return [name for name in self.types if name in text]
        pairs = self.by_pair.keys() & set(map(add, text, text[1:]))
        return [name for pair in sorted(pairs) for name in self.by_pair[pair] if name in text]


@dataclass(slots=True)
class Antecedents:
    lexicon: Lexicon
    document: str = ""
    date: str | None = None
    named: Named = field(default_factory=Named)
    by_surface: dict[str, Antecedent] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)  # key -> how many mentions stood before its latest one
    times: dict[str, int] = field(default_factory=dict)  # key -> how often it was named
    declared: dict[str, Antecedent] = field(default_factory=dict)  # acronym -> the full name before its brackets
    findable: Findable = field(default_factory=Findable)  # names that only this document gives
    counts: Mapping[str, int] = field(default_factory=dict)  # country -> how often the whole document names it in full
    count: int = 0
    paragraph: int = 0  # the count at which the paragraph that is being read begins

    def add(self, surface: str, mention: Mention) -> None:
        """Remembers a resolved mention under its surface, its full name and, at first sight, its names in the lexicon."""
        short, key, type_ = bare(surface), mention.key, mention.type
        full = mention.name if mention.status == CANDIDATE else ""
        antecedent = Antecedent(short, key, type_, mention.status, self.count, full)
        names = {short, bare(mention.name)} if mention.name else {short}
        entry = self.lexicon.entries.get(key) if key not in self.last else None
        if entry is not None:
            names.update(n for n in (entry.zh, entry.short) if n)
        for name in sorted(names):
            self.named.add(antecedent if name == short else replace(antecedent, name=name))
        self.by_surface[short] = antecedent
        self.last[key] = self.count
        self.times[key] = self.times.get(key, 0) + 1
        for name in {short, short.split("·")[-1]} if type_ == "Person" else (short,):
            if name not in self.lexicon.names:
                self.findable.add(name, type_)
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
        alike = (a for a in self.named.ending_like(short) if a.name.endswith(short) and len(a.name) > len(short))
        return self._only(a for a in alike if _alike(a.type, type_))

    def of_family(self, surname: str) -> Antecedent | None:
        """The only person named so far in the Chinese or Japanese way whose family name this is: 福田 after 福田赳夫."""
        named = (a for a in self.named.people[surname[:1]] if "·" not in a.name and len(a.name) <= 5)
        return self._only(a for a in named if len(surname) > 1 and a.name.startswith(surname) and len(a.name) > len(surname))

    def completed(self, short: str) -> Antecedent | None:
        """The only entity of the lexicon whose name is that of a body, country or place named so far followed by the
        short form (外长会晤 after 金砖国家, 宪法委员会 after 叙利亚)."""
        owners: list[Collection[str]] = [self.named.bodies]
        if len(short) > 3:
            owners.append(self.named.lands)
        if short in load_heads().sets["bare"]:
            owners.append(self.named.hosts)
        found = {key for names in owners for key in self._completions(names, short)}
        key = next(iter(found)) if len(found) == 1 else ""
        return Antecedent(short, key, self.lexicon.entries[key].type, KNOWN, self.count) if key else None

    def _completions(self, owners: Collection[str], short: str) -> Iterator[str]:
        """The keys of the lexicon's names that are one of the owners followed by the short form, the shorter list gone through."""
        endings = _indexes(self.lexicon).endings.get(short[-2:], ())
        names = [owner + short for owner in owners] if len(owners) <= len(endings) else endings
        for name in names:
            if name in self.lexicon.names and name.endswith(short) and name[: len(name) - len(short)] in owners:
                yield from self.lexicon.names[name]

    def containing(self, short: str, type_: str) -> Antecedent | None:
        """The only text named so far whose title has the characters of the short title in this order and the same beginning and end."""
        alike = (a for a in self.named.ending_like(short) if _alike(a.type, type_) and a.name[-2:] == short[-2:])
        return self._only(a for a in alike if a.name[:2] == short[:2] and _scattered(short, a.name))

    def respelled(self, name: str) -> str:
        """The key of the lexicon's name that differs only in how it calls the body that opens it, "" when none does.

        《原子能机构规约》 is the lexicon's 国际原子能机构规约, 中非合作论坛北京宣言 its 北京宣言.
        """
        openers = [(key, name[end:]) for end in range(len(name) + 1) for key in self.named.bodies.get(name[:end], ())]
        found = {key for body, rest in openers for owner in self._names_of(body) for key in self.lexicon.names.get(owner + rest, ())}
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
    """The lexicon's events by name with the ordinal at the end, its texts by title without particles, its entries by parent."""

    meetings: dict[str, tuple[str, ...]]
    titles: dict[str, tuple[str, ...]]
    children: dict[str, tuple[str, ...]]
    endings: dict[str, list[str]]  # all names by their last two characters


@functools.cache
def _indexes(lexicon: Lexicon) -> Indexes:
    meetings = _index(lexicon, frozenset({"Event"}), _name_and_number)
    titles = _index(lexicon, _TEXTS, lambda name: _PARTICLES.sub("", name))
    endings: defaultdict[str, list[str]] = defaultdict(list)
    for name in lexicon.names:
        endings[name[-2:]].append(name)
    return Indexes(meetings, titles, _children(lexicon), dict(endings))


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


@functools.lru_cache(maxsize=20_000)
def bare(surface: str) -> str:
    """A name without title and quotation marks."""
    return _MARKS.sub("", surface)


def _alike(one: str, other: str) -> bool:
    """Treaties and other texts answer to the same short titles; otherwise the types must agree."""
    return one == other or {one, other} <= _TEXTS


def _scattered(short: str, name: str) -> bool:
    rest = iter(name)
    return len(short) < len(name) and all(char in rest for char in short)
