"""Relations between entities: applies the table of patterns (relations.yml) to passages with linked mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extract.lexicon import Lexicon
from extract.model import Relation
from extract.passage import Passage, Profile
from extract.relations.attributes import End, find_group, read_attributes
from extract.relations.implied_ends import Surroundings, resolve, survey
from extract.relations.patterns import Pattern, load_table
from extract.relations.typed_text import Sentence, TypedText, type_text
from extract.schema import load_schema

_CLAUSE_END = re.compile(r"[，；：。！？]")


def relate(passages: Sequence[Passage], profile: Profile, lexicon: Lexicon) -> list[tuple[Relation, ...]]:
    """The relations that each passage states, one tuple a passage, in the order of the text and without repetition.

    Every relation's span is the stretch of the passage's folded text that shows it. Raises InputError where the
    profile's date is not in ISO 8601.
    """
    around = survey(passages, profile, lexicon, load_table())
    return [_relate_passage(passage, around) for passage in passages]


def _relate_passage(passage: Passage, around: Surroundings) -> tuple[Relation, ...]:
    if not passage.mentions:
        return ()
    typed = type_text(passage, today=around.today)
    return tuple(merge(r for pattern in around.table.select(typed.words, typed.types) for r in apply(pattern, typed, around)))


def apply(pattern: Pattern, typed: TypedText, around: Surroundings) -> Iterator[Relation]:
    """What one row of the table finds in one passage, repetitions included."""
    for sentence in (typed.whole(),) if pattern.whole else typed.sentences:
        if pattern.may_match(sentence.words, sentence.types):
            for match in _matches(pattern, typed.text, sentence):
                yield from _read_match(pattern, match, typed, around)


def _matches(pattern: Pattern, text: str, sentence: Sentence) -> Iterator[re.Match[str]]:
    """Every match, also those that overlap: a person can be the last of one pattern and the first of the next."""
    at = sentence.start
    while match := pattern.regex.search(text, at, sentence.end):
        at = match.start() + 1
        if pattern.unless is None or not pattern.unless.search(_clause_before(text, sentence.start, match.start())):
            yield match


def _clause_before(text: str, floor: int, start: int) -> str:
    return _CLAUSE_END.split(text[floor:start])[-1]


def _read_match(pattern: Pattern, match: re.Match[str], typed: TypedText, around: Surroundings) -> Iterator[Relation]:
    heads = _ends(pattern, "head", match, typed, around)
    tails = _ends(pattern, "tail", match, typed, around) if heads else []
    start, end = typed.span(match.start(), match.end())
    for head in heads:
        for tail in tails:
            if head.key != tail.key and load_schema().allows(head.type, pattern.type, tail.type):
                attributes = read_attributes(pattern, match, typed, tail, around)
                yield Relation(head.key, pattern.type, tail.key, start, end, attributes)


def _ends(pattern: Pattern, end: str, match: re.Match[str], typed: TypedText, around: Surroundings) -> list[End]:
    """The mentions in the group of this end, else what the bare noun there, or nothing, stands for."""
    group = find_group(match, end)
    units = typed.units_in(*match.span(group)) if group else []
    wanted = pattern.where.get(end)
    ends = [End(u.key, u.type, u) for u in units if u.type in pattern.types[end] and (not wanted or wanted.search(u.surface))]
    if ends or end not in pattern.implied:
        return ends
    noun, at = (match[group], match.start(group)) if group else ("", match.start())
    return [End(key, type_) for key, type_ in resolve(pattern.implied[end], noun, typed, at, around)]


def merge(relations: Iterable[Relation]) -> Iterator[Relation]:
    """One relation a fact: the first evidence, with whatever attributes the others add."""
    found: dict[tuple[str, str, str], Relation] = {}
    for r in relations:
        first = found.setdefault((r.head, r.type, r.tail), r)
        if first is not r:
            attributes = dict(sorted({**r.attributes, **first.attributes}.items()))
            found[r.head, r.type, r.tail] = Relation(r.head, r.type, r.tail, first.start, first.end, attributes)
    yield from sorted(found.values(), key=lambda r: (r.start, r.end))
