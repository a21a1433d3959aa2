"""Paragraphs as the store holds them, with all that is named and said in them: what pages quote from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from extract.model import COLLECTIVE
from extract.schema import load_schema
from graph.building.shape import ENTITY
from graph.database.store import Store

# An unresolved mention as a paragraph keeps it: doc#n:start-end surface.
_UNRESOLVED = re.compile(r".*:(?P<start>[0-9]+)-(?P<end>[0-9]+) ", re.DOTALL)
Row = Mapping[str, Any]
Span = tuple[int, int]  # in characters of the paragraph's text, the end excluded


@dataclass(frozen=True, slots=True)
class Name:
    """What an entity is called; `types` are in the order of the alphabet."""

    key: str
    name: str
    types: tuple[str, ...] = ()
    zh: str | None = None
    en: str | None = None
    status: str = "known"

    @property
    def type(self) -> str:
        return self.types[0] if self.types else ENTITY


@dataclass(frozen=True, slots=True)
class Naming:
    """One mention; the key is empty where no single antecedent survived."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Concern:
    key: str
    role: str | None = None
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One statement. `limits` holds the words that deny it or on which it depends, `tests` those of a commitment."""

    id: str
    act: str
    cue: Span
    clause: Span
    strength: int
    commitment: bool
    collective: bool
    quote: str
    speakers: tuple[str, ...] = ()
    concerns: tuple[Concern, ...] = ()
    limits: Mapping[str, str] = field(default_factory=dict)
    tests: Mapping[str, Any] = field(default_factory=dict)
    page: int | None = None  # of the document's file, on which the clause begins

    def concern(self, key: str) -> Concern | None:
        return next((concern for concern in self.concerns if concern.key == key), None)


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph; `page` is where the document's file has it (7, or 7–8), if the file has pages."""

    id: str
    doc: str
    n: str
    order: int
    text: str
    section: str | None = None
    page: str | None = None
    namings: tuple[Naming, ...] = ()
    told: tuple[Told, ...] = ()


def list_paragraphs(store: Store, doc: str) -> list[str]:
    """The ids of the document's paragraphs."""
    rows = store.read("MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph) WHERE d.id = $doc RETURN p.id AS id ORDER BY id", doc=doc)
    return [row["id"] for row in rows]


def read_passages(store: Store, ids: Collection[str]) -> tuple[Passage, ...]:
    """The paragraphs of these ids, by document and in the order of the text; what is said in the order of its clauses."""
    query = """
        MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph) WHERE p.id IN $ids
        RETURN d.id AS doc, properties(p) AS paragraph
    """
    namings, told = _read_namings(store, ids), _read_told(store, ids)
    rows = store.read(query, ids=sorted(ids))
    passages = [_passage(row["doc"], row["paragraph"], namings, told) for row in rows]
    return tuple(sorted(passages, key=lambda passage: (passage.doc, passage.order)))


def _passage(doc: str, given: Row, namings: Mapping[str, list[Naming]], told: Mapping[str, list[Told]]) -> Passage:
    open_ = [Naming("", int(at["start"]), int(at["end"])) for at in map(_UNRESOLVED.match, given.get("unresolved", ())) if at]
    named = sorted([*namings.get(given["id"], ()), *open_], key=lambda naming: (naming.start, -naming.end, naming.key))
    said = sorted(told.get(given["id"], ()), key=lambda one: (one.clause[0], one.cue[0]))
    own = {name: given[name] for name in ("id", "n", "order", "text")}
    return Passage(doc=doc, **own, section=given.get("section"), page=_page(given), namings=tuple(named), told=tuple(said))


def _page(given: Row) -> str | None:
    """The page of the document's file on which a paragraph begins, and the last one that it runs over to."""
    last = str(given["pages"][-1]).partition(":")[2] if given.get("pages") else given.get("page")
    return "–".join(dict.fromkeys((str(given["page"]), str(last)))) if given.get("page") else None


def _read_namings(store: Store, ids: Collection[str]) -> dict[str, list[Naming]]:
    query = """
        MATCH (p:Paragraph)-[m:MENTIONS]->(e:Entity) WHERE p.id IN $ids
        RETURN p.id AS id, e.id AS key, m.start AS start, m.end AS end
    """
    found: defaultdict[str, list[Naming]] = defaultdict(list)
    for row in store.read(query, ids=sorted(ids)):
        found[row["id"]].append(Naming(row["key"], row["start"], row["end"]))
    return dict(found)


def _read_told(store: Store, ids: Collection[str]) -> dict[str, list[Told]]:
    path = "MATCH (p:Paragraph)<-[:IN]-(s:Statement) WHERE p.id IN $ids"
    own = store.read(f"{path} RETURN p.id AS id, properties(s) AS said", ids=sorted(ids))
    by = store.read(f"{path} MATCH (s)-[:BY]->(e:Entity) RETURN s.id AS id, e.id AS key ORDER BY id, key", ids=sorted(ids))
    about = store.read(
        f"{path} MATCH (s)-[c:CONCERNS]->(e:Entity) RETURN s.id AS id, e.id AS key, c.role AS role, c.stage AS stage ORDER BY id, key",
        ids=sorted(ids),
    )
    speakers, concerns = _grouped(by), _grouped(about)
    found: defaultdict[str, list[Told]] = defaultdict(list)
    for row in own:
        found[row["id"]].append(_told(row["said"], speakers.get(row["said"]["id"], []), concerns.get(row["said"]["id"], [])))
    return dict(found)


def _told(said: Row, speakers: Iterable[Row], concerns: Iterable[Row]) -> Told:
    tests = ("bound", "discrete", "specific", "future", "deadline", "deadlineDate", "target", "beneficiary")
    return Told(
        id=said["id"],
        act=said["act"],
        cue=(said["start"], said["end"]),
        clause=(said["clauseStart"], said["clauseEnd"]),
        strength=said["strength"] or load_schema().acts[said["act"]].strength,  # reference annotations measure none
        commitment=said["commitment"],
        collective=said["speaker"] == COLLECTIVE,
        quote=said["quote"],
        speakers=tuple(row["key"] for row in speakers),
        concerns=tuple(Concern(row["key"], row["role"], row["stage"]) for row in concerns),
        limits={name: said[name] for name in ("negated", "condition") if said.get(name)},
        tests={name: said[name] for name in tests if said.get(name) is not None},
        page=said.get("page"),
    )


def read_names(store: Store, keys: Iterable[str]) -> dict[str, Name]:
    query = """
        MATCH (e:Entity) WHERE e.id IN $keys
        RETURN e.id AS id, labels(e) AS labels, e.name AS name, e.nameZh AS zh, e.nameEn AS en, e.status AS status
    """
    rows = store.read(query, keys=sorted(set(keys)))
    return {row["id"]: _name(row) for row in sorted(rows, key=lambda row: str(row["id"]))}


def _name(row: Row) -> Name:
    return Name(row["id"], row["name"], tuple(sorted(set(row["labels"]) - {ENTITY})), row["zh"], row["en"], row["status"])


def name_for(key: str, names: Mapping[str, Name]) -> Name:
    """The name of an entity; its key, where the graph has no more of it (a chair that no text names)."""
    return names.get(key) or Name(key, key)


def named_keys(passages: Iterable[Passage]) -> set[str]:
    """The keys of everything that is named in the paragraphs, that speaks in them or that they speak of."""
    keys: set[str] = set()
    for passage in passages:
        keys |= {naming.key for naming in passage.namings if naming.key}
        for told in passage.told:
            keys |= {*told.speakers, *(concern.key for concern in told.concerns)}
            keys |= {told.tests[name] for name in ("target", "beneficiary") if name in told.tests}
    return keys


def _grouped(rows: Iterable[Row]) -> dict[str, list[Row]]:
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["id"]].append(row)
    return dict(grouped)
