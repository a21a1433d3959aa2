"""How an entity hangs together with others: at a glance, and each relation with the words that prove it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET

from graph.dossiers.differences import Difference
from graph.dossiers.entity import Dossier
from graph.dossiers.entity_said import Places
from graph.dossiers.labels import Label, load_labels, value_label
from graph.dossiers.statement_notes import attributes, fact, name_of, plain_label
from graph.pages.elements import both, element
from graph.pages.text import clean

Row = Mapping[str, Any]
STATED, KNOWN = ("文中所载", "stated in the texts"), ("词典所知", "known from the lexicon")
OPEN = 2  # quotes that are seen at once; the others unfold
MOST = 8  # names that an overview gives of one kind
TOLD_APART = frozenset({"id", "name", "background", "evidence"})


def relation_groups(relations: Mapping[str, Row]) -> Iterator[tuple[str, Label, list[Row]]]:
    """Each kind of relation by direction: its name in the page, its label, its facts in the order of time."""
    for (type_, way), label in load_labels().relations.items():
        facts = relations.get(type_, {}).get(way, ())
        if facts:
            yield f"r-{type_}-{way}", label, sorted(facts, key=_order)


def _order(fact: Row) -> tuple[str, bool, str]:
    """By the first year that is told of it, what is stated before what is known."""
    when = next((min(fact[name]) for name in ("year", "since", "date") if fact.get(name)), "9999")
    return when, fact["background"], fact["id"]


def relation_lines(dossier: Dossier) -> Iterator[ET.Element]:
    """One line a kind of relation: the names, with the year or the office; a dagger where only the lexicon knows of it."""
    for name, label, facts in relation_groups(dossier.facts["relations"]):
        told = _once(facts)
        items = [element("li", "", end(dossier, one), *_dagger(one), *_when(one)) for one in told[:MOST]]
        rest = len(told) - MOST
        if rest > 0:
            items.append(element("li", "", element("a", "", *both(f"另有 {rest} 个", f"and {rest} more"), href=f"#{name}")))
        yield fact(label, element("ul", "", *items, class_="inline"), class_="wide")


def _once(facts: Sequence[Row]) -> list[Row]:
    """Each other end once: as the texts state it, where they do."""
    stated = {fact["id"] for fact in facts if not fact["background"]}
    return [fact for fact in facts if not fact["background"] or fact["id"] not in stated]


def only_known(facts: Sequence[Row]) -> bool:
    """Whether the lexicon alone knows of one of them."""
    return any(fact["background"] for fact in _once(facts))


def _dagger(one: Row) -> Iterator[ET.Element]:
    if one["background"]:
        yield element("sup", "†", title=" ".join(KNOWN))


def end(dossier: Dossier, one: Row) -> ET.Element:
    """Who or what stands at the other end: an entity, or a date."""
    return name_of(one["id"], dossier.names) if one["id"] in dossier.names else element("bdi", clean(one["name"]))


def _when(one: Row) -> Iterator[ET.Element]:
    """The office, and the year or the term."""
    office = [value_label(value)[0] for value in one.get("title", one.get("role", ()))]
    since, until = (", ".join(one.get(name, ())) for name in ("since", "until"))
    told = [clean(value) for value in (*office, *one.get("year", ()), f"{since}–{until}") if value.strip("–")]
    if told:
        yield element("small", " · ".join(told), class_="how")


def list_relations(dossier: Dossier, places: Places) -> Iterator[ET.Element]:
    """Each kind of relation: what texts state, with their words, apart from what the lexicon knows."""
    for name, label, facts in relation_groups(dossier.facts["relations"]):
        yield element("h3", "", *both(*label), id=name)
        stated = [one for one in facts if not one["background"]]
        known = [one for one in facts if one["background"]]
        if stated:
            yield element("p", "", *both(*STATED), class_="source")
            yield element("ul", "", *(_stated(dossier, one, places) for one in stated), class_="relations")
        if known:
            yield element("p", "", *both(*KNOWN), class_="source")
            yield element("ul", "", *(element("li", "", *_told(dossier, one)) for one in known), class_="known")


def _stated(dossier: Dossier, one: Row, places: Places) -> ET.Element:
    return element("li", "", element("p", "", *_told(dossier, one)), *evidence(one["evidence"], places))


def _told(dossier: Dossier, one: Row) -> Iterator[ET.Element]:
    """Who stands at the other end, and what is told of the relation."""
    yield element("b", "", end(dossier, one), class_="end")
    yield from attributes({name: value for name, value in one.items() if name not in TOLD_APART})


def evidence(rows: Sequence[Row], places: Places) -> list[ET.Element]:
    """The quotes with their places, the first ones open."""
    quotes = [element("blockquote", "", element("q", clean(row["quote"])), places.cite(row)) for row in rows]
    rest = quotes[OPEN:]
    return [*quotes[:OPEN], element("details", "", element("summary", f"+ {len(rest)}"), *rest)] if rest else quotes


def list_differences(dossier: Dossier, differences: Iterable[Difference], places: Places) -> Iterator[ET.Element]:
    """What documents tell differently, each value with the words that tell it."""
    for difference in differences:
        yield element("p", "", *_what(dossier, difference), class_="source")
        values = (_value(value, rows, places) for value, rows in difference.values.items())
        yield element("ul", "", *values, class_="relations")


def _what(dossier: Dossier, difference: Difference) -> Iterator[ET.Element]:
    """Of which property, or of which relation, to whom, in what."""
    labels = load_labels()
    label = labels.relations.get((difference.what, difference.way)) or labels.properties.get(difference.what, (clean(difference.what), ""))
    yield element("span", "", *plain_label(label), class_="step")
    if difference.other:
        yield element("span", "", name_of(difference.other, dossier.names), class_="step")
    if difference.attribute:
        attribute = labels.attributes.get(difference.attribute, (clean(difference.attribute), ""))
        yield element("span", "", *plain_label(attribute), class_="step")


def _value(value: str, rows: Sequence[Row], places: Places) -> ET.Element:
    return element("li", "", element("p", "", *plain_label(value_label(value))), *evidence(rows, places))
