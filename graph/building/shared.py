"""The entities of one document and the facts it states of them: what other documents may share with it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from extract.model import CANDIDATE, UNRESOLVED, Entity, Mention, Metadata, Reading, Relation
from extract.schema import Schema
from graph.building.captions import entity_caption, given_caption
from graph.building.check import check_ends, evidence_span
from graph.building.merge import EntityState, Evidence, Fact, FactState, join_entity
from graph.building.shape import HELD_ON, MEMBER_OF, PART_OF

# The attributes that the texts' annotators call otherwise than the graph does.
# Head, type, tail, and since, until and role where the lexicon knows them (else empty).
Background = tuple[str, str, str, str, str, str]
ATTRIBUTE_NAMES = {"from": "since", "to": "until"}


def read_entities(readings: Sequence[Reading], meta: Metadata) -> dict[str, EntityState]:
    """The entities that the document describes, names or points to, by key."""
    found: dict[str, EntityState] = {}
    for key, state in _all_states(readings, meta):
        found[key] = join_entity(found[key], state) if key in found else state
    return {key: found[key] for key in sorted(found)}


def _all_states(readings: Sequence[Reading], meta: Metadata) -> Iterator[tuple[str, EntityState]]:
    records = [entity for reading in readings for entity in reading.entities]
    types: defaultdict[str, set[str]] = defaultdict(set)
    for record in records:
        types[record.key].add(record.type)
    for record in records:
        yield record.key, _record_state(record, _background(record, types), _members(record, types))
    for reading in readings:
        for mention in reading.mentions:
            if mention.key:
                yield mention.key, _mention_state(mention, reading.text)
        yield from ((key, _bare_state(key)) for key in _pointed(reading))
    yield from ((key, _bare_state(key)) for key in (meta.issuer, *meta.signatories) if key)
    if meta.text_of:
        yield meta.text_of, _text_state(meta, meta.text_of)


def _background(record: Entity, types: Mapping[str, Collection[str]]) -> frozenset[str]:
    """The body that a body belongs to, where the document describes it too; other parents are no PART_OF."""
    part = record.type == "Organization" and record.parent and "Organization" in types.get(record.parent, ())
    return frozenset({record.parent}) if part and record.parent else frozenset()


def _members(record: Entity, types: Mapping[str, Collection[str]]) -> frozenset[str]:
    """The members that the document describes too, each as key|since|until|role."""
    here = [m for m in record.members if m.key in types]
    return frozenset("|".join((m.key, m.since or "", m.until or "", m.role or "")) for m in here)


def _record_state(record: Entity, parents: frozenset[str], members: frozenset[str]) -> EntityState:
    given = {"type": record.type, "name": record.name, "nameZh": record.name_zh, "nameEn": record.name_en}
    given |= {"kind": record.kind, "caption": _caption(record), **record.ids}
    fields = {name: frozenset({value}) for name, value in given.items() if value}
    fields |= {"aliases": frozenset(record.aliases), "parents": parents, "members": members}
    return EntityState(True, record.status, {name: values for name, values in fields.items() if values})


def _caption(record: Entity) -> str | None:
    """The caption that the record gives, unless its name gives it anyway."""
    given = given_caption(record.caption or "")
    return given if given != entity_caption(record.key, (record.type,), record.name) else None


def _mention_state(mention: Mention, text: str) -> EntityState:
    surface = text[mention.start : mention.end]
    names = frozenset({mention.name or surface})
    return EntityState(False, mention.status, {"type": frozenset({mention.type}), "name": names})


def _bare_state(key: str) -> EntityState:
    """An entity of which the document gives nothing but the key, until something better is said of it."""
    return EntityState(False, UNRESOLVED, {"name": frozenset({key})})


def _text_state(meta: Metadata, key: str) -> EntityState:
    """The instrument that the document itself is: it bears the document's titles until the lexicon knows it."""
    given = {"name": meta.title or meta.title_en or key, "nameEn": meta.title_en}
    given["type"] = "Resolution" if meta.kind == "resolution" else "Instrument"
    return EntityState(False, CANDIDATE, {name: frozenset({value}) for name, value in given.items() if value})


def _pointed(reading: Reading) -> Iterator[str]:
    for statement in reading.statements:
        yield from filter(None, (*statement.actors, *statement.concerns))
    for relation in reading.relations:
        yield from (relation.head,) if relation.type == HELD_ON else (relation.head, relation.tail)


def read_facts(readings: Iterable[Reading], entities: Mapping[str, EntityState], schema: Schema) -> dict[Fact, FactState]:
    """What the document states of its entities, with every place where it does.

    Raises InputError where the schema does not allow a relation between such ends.
    """
    types = {key: state.fields.get("type", frozenset()) for key, state in entities.items()}
    found: defaultdict[Fact, set[Evidence]] = defaultdict(set)
    for reading in readings:
        for relation in reading.relations:
            check_ends(f"{reading.doc}#{reading.n}", relation, types, schema)
            found[relation.head, relation.type, relation.tail].add(_evidence(reading, relation))
    return {fact: frozenset(found[fact]) for fact in sorted(found)}


def _evidence(reading: Reading, relation: Relation) -> Evidence:
    start, end = evidence_span(relation, reading.text)
    stated = {ATTRIBUTE_NAMES.get(name, name): value for name, value in relation.attributes.items()}
    at = f"{reading.doc}#{reading.n}:{start}-{end}"
    return Evidence(at, reading.text[start:end], json.dumps(stated, ensure_ascii=False, sort_keys=True))


def background_edges(entities: Mapping[str, EntityState]) -> Iterator[Background]:
    """The PART_OF and MEMBER_OF edges that the lexicon, not a text, tells of; one for each pair of ends."""
    for key, state in sorted(entities.items()):
        for parent in sorted(state.fields.get("parents", ())):
            yield key, PART_OF, parent, "", "", ""
        told = (text.split("|") for text in sorted(state.fields.get("members", ())))
        first = {member: (since, until, role) for member, since, until, role in reversed(list(told))}
        yield from ((member, MEMBER_OF, key, *when) for member, when in sorted(first.items()))
