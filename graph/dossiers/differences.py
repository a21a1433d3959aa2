"""Where documents tell different things of one entity: both are kept, and a page shows them side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """Values of one thing that are not the same, each with the places that tell it (none where the record does)."""

    what: str  # a property of the entity, or a relation type
    values: Mapping[str, Sequence[Row]]
    way: str = "out"  # of a relation: whether the entity is its head (out) or its tail (in)
    other: str | None = None  # the id at the relation's other end, and the attribute that differs
    attribute: str | None = None


def find_differences(facts: Row) -> list[Difference]:
    """Of an entity's dossier: other values of its properties, other attributes of a fact, other dates, other chairs of a year."""
    return [*_properties(facts), *_attributes(facts["relations"]), *_dates(facts["relations"]), *_chairs(facts["relations"])]


def _properties(facts: Row) -> Iterator[Difference]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for alternative in facts.get("alternatives", ()):
        name, value = alternative.split("=", 1)
        found[name].append(value)
    for name, values in found.items():
        chosen = {**facts, **facts["ids"]}.get(name)
        yield Difference(name, dict.fromkeys([*([str(chosen)] if chosen else []), *values], ()))


def _attributes(relations: Mapping[str, Row]) -> Iterator[Difference]:
    """One fact of which texts state different attributes."""
    facts = ((type_, way, fact) for type_, relation in relations.items() for way in ("out", "in") for fact in relation[way])
    for type_, way, fact in facts:
        stated: defaultdict[str, dict[str, list[Row]]] = defaultdict(dict)
        for place in fact["evidence"]:
            for name, value in place.get("stated", {}).items():
                stated[name].setdefault(value, []).append(place)
        yield from (Difference(type_, values, way, fact["id"], name) for name, values in sorted(stated.items()) if _differ(values))


def _dates(relations: Mapping[str, Row]) -> Iterator[Difference]:
    """Dates of one meeting of which neither is a more exact form of the other."""
    held = {fact["id"]: fact["evidence"] for fact in relations.get("HELD_ON", {"out": []})["out"]}
    if _differ(held):
        yield Difference("HELD_ON", held)


def _chairs(relations: Mapping[str, Row]) -> Iterator[Difference]:
    """Two chairs of one body in one year."""
    years: defaultdict[str, dict[str, Sequence[Row]]] = defaultdict(dict)
    for fact in relations.get("CHAIRS", {"in": []})["in"]:
        for year in fact.get("year", ()):
            years[year][fact["name"]] = fact["evidence"]
    yield from (Difference("CHAIRS", chairs, "in", attribute=year) for year, chairs in sorted(years.items()) if len(chairs) > 1)


def _differ(values: Mapping[str, Any]) -> bool:
    """Whether two of the values are not one in different exactness: 2020 and 2020-11-17 are."""
    return any(not a.startswith(b) and not b.startswith(a) for a, b in combinations(values, 2))
