"""What a document says, as the store holds it: its head, and its statements with speakers, concerns and quotes."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from extract.model import COLLECTIVE, InputError
from extract.schema import load_schema
from graph.database.store import Store
from graph.pages.text import on_page

_NEAREST = 5


@dataclass(frozen=True, slots=True)
class Said:
    """One statement. `at` is its place in the document; `collective` tells that those who issue the document speak.

    `strength` is that of the graph; where the readings measured none, the act's own. `negated` is the word that denies
    what is said, `condition` the clause on which it depends.
    """

    id: str
    doc: str
    n: str
    at: tuple[int, int]  # place of the paragraph in the document, place of the cue in the paragraph
    act: str
    cue: str
    strength: int
    commitment: bool
    quote: str
    collective: bool = True
    speakers: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    negated: str | None = None
    condition: str | None = None
    page: int | None = None  # of the document's file, on which the clause begins

    @property
    def place(self) -> str:
        return f"{self.doc}#{self.n}"

    @property
    def cited(self) -> str:
        return on_page(self.place, self.page)

    def to_dict(self) -> dict[str, Any]:
        names = ("id", "doc", "n", "act", "cue", "strength", "commitment", "collective", "speakers", "concerns", "quote")
        given = {name: getattr(self, name) for name in ("negated", "condition", "page") if getattr(self, name)}
        return {name: getattr(self, name) for name in names} | given


@dataclass(frozen=True, slots=True)
class Head:
    """`date` is ISO, as exact as it is known; `issuers` are the body that issued the document, else its signatories."""

    id: str
    name: str
    date: str | None = None
    kind: str | None = None
    issuers: tuple[str, ...] = ()

    def is_later_than(self, other: Head) -> bool:
        """As far as both dates are known: 2021-06-01 is not known to be later than 2021-06."""
        if not self.date or not other.date:
            return False
        length = min(len(self.date), len(other.date))
        return self.date[:length] > other.date[:length]

    def to_dict(self) -> dict[str, Any]:
        return {"id": self.id, "name": self.name, "date": self.date, "kind": self.kind, "issuers": self.issuers}


@dataclass(frozen=True, slots=True)
class Text:
    head: Head
    statements: tuple[Said, ...]


def read_heads(store: Store) -> dict[str, Head]:
    """The documents by id: dated ones first, in the order of their dates."""
    signed, issued = (
        _grouped(store.read(f"MATCH (d:Document)-[:{type_}]->(e:Entity) RETURN d.id AS id, e.id AS key ORDER BY id, key"))
        for type_ in ("SIGNED_BY", "ISSUED_BY")
    )
    issuers = signed | issued
    rows = store.read("MATCH (d:Document) RETURN d.id AS id, d.name AS name, d.date AS date, d.kind AS kind ORDER BY id")
    heads = [Head(row["id"], row["name"], row["date"], row["kind"], tuple(issuers.get(row["id"], ()))) for row in rows]
    return {head.id: head for head in sorted(heads, key=lambda head: (head.date is None, head.date or "", head.id))}


def find_head(doc: str, heads: Mapping[str, Head]) -> Head:
    """The document of this id, or of this title where it alone bears it.

    Raises InputError, with the nearest documents, when there is none.
    """
    titled = [head for head in heads.values() if head.name == doc]
    if doc in heads or len(titled) == 1:
        return heads.get(doc) or titled[0]
    names = {name: head.id for head in heads.values() for name in (head.name, head.id)}
    near = dict.fromkeys(names[name] for name in difflib.get_close_matches(doc, sorted(names), n=_NEAREST, cutoff=0.4))
    raise InputError(f"{doc}: no document of the graph; nearest are {', '.join(near or heads) or 'none: the graph is empty'}")


def read_text(store: Store, head: Head) -> Text:
    """The document's statements in the order of the text."""
    return Text(head, tuple(_read_said(store, "WHERE d.id = $key", head.id)))


def read_about(store: Store, key: str) -> list[Said]:
    """Every statement that concerns the entity; those of one document in the order of the text."""
    return _read_said(store, "MATCH (s)-[:CONCERNS]->(about:Entity) WHERE about.id = $key", key)


def _read_said(store: Store, chosen: str, key: str) -> list[Said]:
    path = f"MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph)<-[:IN]-(s:Statement) {chosen} WITH DISTINCT d, p, s"
    own = "RETURN d.id AS doc, s.id AS id, p.n AS n, p.order AS order, properties(s) AS said ORDER BY id"
    speakers, concerns = (
        _grouped(store.read(f"{path} MATCH (s)-[:{type_}]->(e:Entity) RETURN s.id AS id, e.id AS key ORDER BY id, key", key=key))
        for type_ in ("BY", "CONCERNS")
    )
    found = (_said(row, speakers.get(row["id"], []), concerns.get(row["id"], [])) for row in store.read(f"{path} {own}", key=key))
    return sorted(found, key=lambda said: (said.doc, said.at, said.id))


def _said(row: Mapping[str, Any], speakers: Iterable[str], concerns: Iterable[str]) -> Said:
    said = row["said"]
    return Said(
        id=row["id"],
        doc=row["doc"],
        n=row["n"],
        at=(row["order"], said["start"]),
        act=said["act"],
        cue=said["cue"],
        strength=said["strength"] or load_schema().acts[said["act"]].strength,  # reference annotations measure none
        commitment=said["commitment"],
        quote=said["quote"],
        collective=said["speaker"] == COLLECTIVE,
        speakers=tuple(speakers),
        concerns=tuple(concerns),
        negated=said.get("negated"),
        condition=said.get("condition"),
        page=said.get("page"),
    )


def read_names(store: Store, keys: Iterable[str]) -> dict[str, str]:
    """The captions of entities: `安理会 (Security Council)` where both names are known."""
    query = "MATCH (e:Entity) WHERE e.id IN $keys RETURN e.id AS id, e.name AS name, e.nameEn AS en ORDER BY id"
    rows = store.read(query, keys=sorted(set(keys)))
    return {row["id"]: f"{row['name']} ({row['en']})" if row["en"] not in (None, row["name"]) else row["name"] for row in rows}


def _grouped(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    grouped: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        grouped[row["id"]].append(row["key"])
    return dict(grouped)
