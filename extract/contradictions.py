"""Facts of which two texts cannot both be right: both sides are kept, and `check` lists them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from extract.model import Reading, Relation

_COMPARED = frozenset(("HELD_ON", "CHAIRS", "HEADS"))


@dataclass(frozen=True, slots=True)
class Claim:
    """One relation with its place (doc#n) and its words."""

    relation: Relation
    place: str
    quote: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    what: str
    one: Claim
    other: Claim


def find_contradictions(readings: Iterable[Reading]) -> list[Contradiction]:
    """In the order of what they are about; each pair of conflicting values once, with the first claim of each."""
    claims = Claims()
    for reading in readings:
        claims.add(reading)
    return claims.compare()


@dataclass(slots=True)
class Claims:
    """The claims that may contradict each other, as readings pass by."""

    found: defaultdict[str, list[Claim]] = field(default_factory=lambda: defaultdict(list))

    def add(self, reading: Reading) -> None:
        for relation in reading.relations:
            if relation.type in _COMPARED:
                quote = reading.text[relation.start : relation.end] or reading.text
                self.found[relation.type].append(Claim(relation, f"{reading.doc}#{reading.n}", quote))

    def compare(self) -> list[Contradiction]:
        found = self.found
        return [*_two_dates(found["HELD_ON"]), *_two_chairs(found["CHAIRS"]), *_two_heads(found["HEADS"])]


def _two_dates(claims: Sequence[Claim]) -> Iterator[Contradiction]:
    """A meeting held on dates of which neither is a more exact form of the other."""
    for event, dates in sorted(_first_dates(claims).items()):
        for (one, first), (other, second) in combinations(sorted(dates.items()), 2):
            if not _covers(first.relation, second.relation):
                yield Contradiction(f"{event} HELD_ON {one} or {other}", first, second)


def _covers(one: Relation, other: Relation) -> bool:
    exact = min(len(one.tail), len(other.tail))
    if one.tail[:exact] == other.tail[:exact]:
        return True
    first, second = sorted((one, other), key=lambda r: r.tail)
    return second.tail <= first.attributes.get("to", "")


def _two_chairs(claims: Sequence[Claim]) -> Iterator[Contradiction]:
    """Two chairs of one body in one year (a meeting may have several)."""
    dated = [c for c in claims if "year" in c.relation.attributes]
    years: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in dated:
        years[f"{claim.relation.tail} in {claim.relation.attributes['year']}"].append(claim)
    for what, found in sorted(years.items()):
        heads = {c.relation.head: c for c in reversed(found)}
        for one, other in combinations(sorted(heads), 2):
            yield Contradiction(f"{what} CHAIRED by {one} or {other}", heads[one], heads[other])


def _two_heads(claims: Sequence[Claim]) -> Iterator[Contradiction]:
    """Two people in one office of one body, in one document, of whom the text says neither former nor new."""
    offices: defaultdict[tuple[str, str, str], dict[str, Claim]] = defaultdict(dict)
    for claim in claims:
        told = claim.relation.attributes
        if not {"former", "new"} & told.keys() and "role" in told:
            offices[claim.relation.tail, told["role"], claim.place.split("#")[0]].setdefault(claim.relation.head, claim)
    for (body, role, _), people in sorted(offices.items()):
        for one, other in combinations(sorted(people), 2):
            yield Contradiction(f"{role} of {body}: {one} or {other}", people[one], people[other])


def _first_dates(claims: Iterable[Claim]) -> Mapping[str, dict[str, Claim]]:
    """Event -> date -> the first claim of it."""
    found: defaultdict[str, dict[str, Claim]] = defaultdict(dict)
    for claim in claims:
        found[claim.relation.head].setdefault(claim.relation.tail, claim)
    return found
