"""How several documents' knowledge of one thing becomes one node or one edge.

Joining is commutative, associative and idempotent, so the graph does not depend on the order of the documents, and
what a node or an edge holds can be read back from it and joined with more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from extract.model import CANDIDATE, KNOWN, UNRESOLVED
from graph.building.captions import entity_caption
from graph.building.shape import Node, Properties, Value, natural_key, split_place

NAMES = ("name", "nameZh", "nameEn")
LISTS = ("aliases", "parents", "members")
# Best first: what a better status says displaces all that a worse one says.
STATUSES = (KNOWN, CANDIDATE, UNRESOLVED)
_DERIVED = frozenset({"id", "status", "described", "allNames", "alternatives"})
CAPTION = "caption"
RESERVED_IDS = frozenset({*NAMES, *LISTS, *_DERIVED, CAPTION, "kind", "labels"})


@dataclass(frozen=True, slots=True)
class EntityState:
    """All that is said of one entity: for each field the set of values. `type`, `parents` and `members` are fields too.
    So is `caption` where a record gives one. `described` is false when no entity record, only mentions, told of it.
    """

    described: bool
    status: str
    fields: Mapping[str, frozenset[str]]

    @property
    def rank(self) -> tuple[bool, int]:
        return not self.described, STATUSES.index(self.status)


def join_entity(a: EntityState, b: EntityState) -> EntityState:
    if a.rank != b.rank:
        return min(a, b, key=lambda state: state.rank)
    fields = {f: a.fields.get(f, frozenset()) | b.fields.get(f, frozenset()) for f in {*a.fields, *b.fields}}
    return EntityState(a.described, a.status, fields)


def entity_node(key: str, state: EntityState) -> Node:
    """The node of an entity.

    Where documents contradict each other one value stands; other names become aliases, others `alternatives`. Among
    these stands a given caption that cannot be told from what the name gives.
    """
    single = {f: values for f, values in sorted(state.fields.items()) if values and f not in (*LISTS, "type")}
    chosen = {f: _choose(f, values) for f, values in single.items()}
    own = entity_caption(key, tuple(sorted(state.fields.get("type", ()))), chosen["name"])
    rivals = {f: values - {chosen[f]} for f, values in single.items() if f not in NAMES}
    rivals |= {CAPTION: single[CAPTION]} if chosen.get(CAPTION) == own else {}
    names = frozenset().union(*(state.fields.get(f, frozenset()) for f in (*NAMES, "aliases")))
    lists: dict[str, list[str]] = {
        "aliases": sorted(names - {chosen[f] for f in NAMES if f in chosen}),
        "parents": sorted(state.fields.get("parents", ())),
        "members": sorted(state.fields.get("members", ())),
        "alternatives": sorted(f"{f}={value}" for f, values in rivals.items() for value in values),
    }
    properties: Properties = {"id": key, CAPTION: own, **chosen, "status": state.status, "described": state.described}
    properties |= {name: values for name, values in lists.items() if values}
    properties["allNames"] = "\n".join(sorted(names))
    return Node(("Entity", *sorted(state.fields.get("type", ()))), properties)


def _choose(field: str, values: Iterable[str]) -> str:
    """Of several names the longest, which says most; of captions the shortest; of other values the least. No order counts."""
    sign = -1 if field in NAMES else 1 if field == CAPTION else 0
    return min(values, key=lambda value: (sign * len(value), value))


def read_entity(labels: Iterable[str], properties: Mapping[str, Any]) -> EntityState:
    """The state that a stored node was written from, or one from which the same node is written."""
    fields: dict[str, set[str]] = {"type": set(labels) - {"Entity"}}
    for name, value in properties.items():
        if name not in _DERIVED:
            fields.setdefault(name, set()).update(value if isinstance(value, list) else [value])
    if properties.get(CAPTION) == entity_caption(properties["id"], tuple(sorted(fields["type"])), properties["name"]):
        del fields[CAPTION]
    for alternative in properties.get("alternatives", ()):
        name, value = alternative.split("=", 1)
        fields.setdefault(name, set()).add(value)
    frozen = {name: frozenset(values) for name, values in fields.items() if values}
    described, status = bool(properties.get("described")), str(properties.get("status", UNRESOLVED))
    return EntityState(described, status, frozen)


def entity_to_json(state: EntityState) -> str:
    fields = {name: sorted(values) for name, values in sorted(state.fields.items()) if values}
    return json.dumps([state.described, state.status, fields], ensure_ascii=False)


def entity_from_json(text: str) -> EntityState:
    described, status, fields = json.loads(text)
    return EntityState(described, status, {name: frozenset(values) for name, values in fields.items()})


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place where a text states a fact: `at` is doc#n:start-end, `stated` the attributes said there, as JSON."""

    at: str
    quote: str
    stated: str = "{}"

    @property
    def doc(self) -> str:
        return split_place(self.at)[0]


Fact = tuple[str, str, str]  # head, relation type, tail
FactState = frozenset[Evidence]


def fact_properties(state: FactState) -> Properties:
    """The properties of a fact's edge: parallel lists of evidence, quotes and what is stated, and what follows."""
    ordered = sorted(state, key=lambda e: (natural_key(e.at), e.stated, e.quote))
    properties: dict[str, Value] = {
        "background": False,
        "evidence": [e.at for e in ordered],
        "quotes": [e.quote for e in ordered],
        "stated": [e.stated for e in ordered],
        "documents": sorted({e.doc for e in ordered}),
    }
    stated = [json.loads(e.stated) for e in ordered]
    for name in sorted({name for attributes in stated for name in attributes}):
        properties[name] = sorted({attributes[name] for attributes in stated if name in attributes})
    return properties


FACT_PROPERTIES = frozenset({"background", "evidence", "quotes", "stated", "documents", "type"})


def read_fact(properties: Mapping[str, Any]) -> FactState:
    rows = zip(properties["evidence"], properties["quotes"], properties["stated"], strict=True)
    return frozenset(Evidence(*row) for row in rows)


def without_documents(state: FactState, docs: Iterable[str]) -> FactState:
    gone = set(docs)
    return frozenset(e for e in state if e.doc not in gone)
