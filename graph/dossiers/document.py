"""All that the store holds of one document: its head, its paragraphs with what is marked in them, its citations."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from graph.between.said import find_head, read_heads
from graph.building.shape import natural_key, split_place
from graph.database.store import Store
from graph.dossiers.passages import Name, Passage, Span, list_paragraphs, named_keys, read_names, read_passages


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation as one place of the document states it; `stated` are the attributes said there."""

    head: str
    type: str
    tail: str
    n: str
    span: Span
    stated: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Citation:
    """A text that the document names: how often, in which paragraphs, and with which acts it speaks of it."""

    key: str
    count: int
    paragraphs: tuple[str, ...]
    acts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """`properties` are those of docs/graph-model.md; `facts` are by paragraph, in the order of the text."""

    id: str
    properties: Mapping[str, Any]
    passages: tuple[Passage, ...]
    issuers: tuple[str, ...] = ()
    signatories: tuple[str, ...] = ()
    text_of: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    facts: Mapping[str, Sequence[Fact]] = field(default_factory=dict)
    names: Mapping[str, Name] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return str(self.properties.get("title") or self.properties.get("titleEn") or self.id)

    @property
    def language(self) -> str:
        return str(self.properties.get("language", "zh"))


def read_document(store: Store, doc: str) -> Document:
    """The document of this id, or of this title. Raises InputError, with the nearest documents, when there is none."""
    doc = find_head(doc, read_heads(store)).id
    [row] = store.read("MATCH (d:Document) WHERE d.id = $doc RETURN properties(d) AS properties", doc=doc)
    linked = _read_links(store, doc)
    document = Document(
        id=doc,
        properties=row["properties"],
        passages=read_passages(store, list_paragraphs(store, doc)),
        issuers=tuple(linked["ISSUED_BY"]),
        signatories=tuple(linked["SIGNED_BY"]),
        text_of=tuple(linked["TEXT_OF"]),
        citations=_read_citations(store, doc),
        facts=_by_paragraph(_read_facts(store, doc)),
    )
    return replace(document, names=read_names(store, _keys(document)))


def _keys(document: Document) -> set[str]:
    """Everything that the page calls by a name."""
    given = document.properties
    keys = {*document.issuers, *document.signatories, *document.text_of, *given.get("speakers", ()), given.get("chair", "")}
    keys |= {citation.key for citation in document.citations}
    keys |= {key for facts in document.facts.values() for fact in facts for key in (fact.head, fact.tail)}
    return keys | named_keys(document.passages)


def _read_links(store: Store, doc: str) -> defaultdict[str, list[str]]:
    query = """
        MATCH (d:Document)-[r:ISSUED_BY|SIGNED_BY|TEXT_OF]->(e:Entity) WHERE d.id = $doc
        RETURN type(r) AS type, e.id AS key ORDER BY type, key
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in store.read(query, doc=doc):
        found[row["type"]].append(row["key"])
    return found


def _read_citations(store: Store, doc: str) -> tuple[Citation, ...]:
    """Most often named first."""
    query = """
        MATCH (d:Document)-[r:CITES]->(e:Entity) WHERE d.id = $doc
        RETURN e.id AS key, r.count AS count, r.evidence AS evidence, r.acts AS acts
    """
    found = [
        Citation(row["key"], row["count"], _paragraphs(row["evidence"]), tuple(row["acts"] or ())) for row in store.read(query, doc=doc)
    ]
    return tuple(sorted(found, key=lambda citation: (-citation.count, natural_key(citation.paragraphs[0]), citation.key)))


def _paragraphs(evidence: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({split_place(at)[1] for at in evidence}, key=natural_key))


def _read_facts(store: Store, doc: str) -> list[Fact]:
    query = """
        MATCH (a:Entity)-[r]->(b) WHERE r.background = false AND $doc IN r.documents
        RETURN a.id AS head, type(r) AS type, b.id AS tail, r.evidence AS evidence, r.stated AS stated
    """
    facts = [_fact(row, *place) for row in store.read(query, doc=doc) for place in zip(row["evidence"], row["stated"], strict=True)]
    own = [fact for fact, at in facts if at == doc]
    return sorted(own, key=lambda fact: (natural_key(fact.n), fact.span, fact.type, fact.head, fact.tail))


def _fact(row: Mapping[str, Any], at: str, stated: str) -> tuple[Fact, str]:
    """The fact, and the document that states it."""
    doc, n = split_place(at)
    start, end = at.rsplit(":", 1)[1].split("-")
    return Fact(row["head"], row["type"], row["tail"], n, (int(start), int(end)), json.loads(stated)), doc


def _by_paragraph(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    found: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        found[fact.n].append(fact)
    return dict(found)
