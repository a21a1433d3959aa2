"""One document's readings -> all that it brings to the graph: what is its own, and what it shares with others."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from extract.model import COLLECTIVE, InputError, Mention, Metadata, Promise, Reading, Span, Statement, page_at, to_line
from extract.schema import Schema, load_schema
from graph.building.captions import document_caption
from graph.building.check import check_ids, check_metadata, check_reading, clause_span
from graph.building.lines import break_lines
from graph.building.merge import EntityState, Fact, FactState
from graph.building.shape import (
    CITED_TYPES,
    COMMITMENT,
    DOCUMENT,
    HAS_PARAGRAPH,
    IN,
    PARAGRAPH,
    STATEMENT,
    Edge,
    Node,
    Properties,
    Value,
    natural_key,
    write_pages,
)
from graph.building.shared import read_entities, read_facts

NEWS = "news"  # the kind of document whose issuer tells what others say
MODEL_VERSION = "5"  # raise it when the same readings make another graph, so that stores are loaded anew


@dataclass(frozen=True, slots=True)
class Contribution:
    """`nodes` and `edges` are the document's own; entities, facts and their dates are shared with other documents.

    `lines` are the readings in their order, as JSON; `digest` tells whether two contributions come from the same readings.
    """

    doc: str
    lines: tuple[str, ...]
    digest: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    entities: Mapping[str, EntityState]
    facts: Mapping[Fact, FactState]


def contribute(readings: Iterable[Reading], lines: Mapping[str, str] = MappingProxyType({})) -> Iterator[Contribution]:
    """One contribution a document, in the order of the ids, whatever the order of the readings.

    `lines` has those of the readings' lines that are there already, by the paragraph's id. Raises InputError, with doc#n, for
    readings that their text or the schema does not bear out.
    """
    schema = load_schema()
    for doc, paragraphs in sorted(_by_document(readings).items()):
        for reading in paragraphs:
            check_reading(reading, schema)
        told = tuple(lines.get(paragraph_id(reading)) or to_line(reading) for reading in paragraphs)
        yield _contribution(doc, paragraphs, told, schema)


def contribute_in_turn(readings: Iterable[Reading]) -> Iterator[Contribution]:
    """The same, as each document's readings pass by: for a corpus of which memory holds one document at a time.

    Raises InputError, too, where the readings of a document do not stand together.
    """
    seen: set[str] = set()
    for doc, paragraphs in groupby(readings, key=lambda reading: reading.doc):
        if doc in seen:
            raise InputError(f"{doc}: its readings do not stand together; sort the readings by document")
        seen.add(doc)
        yield from contribute(paragraphs)


def _by_document(readings: Iterable[Reading]) -> dict[str, list[Reading]]:
    """The paragraphs of each document in their natural order, each once."""
    found: defaultdict[str, dict[str, Reading]] = defaultdict(dict)
    for reading in readings:
        if found[reading.doc].setdefault(reading.n, reading) != reading:
            raise InputError(f"{reading.doc}#{reading.n}: read twice, differently; give one reading of each paragraph")
    return {doc: sorted(read.values(), key=lambda r: (natural_key(r.n), r.n)) for doc, read in found.items()}


def _contribution(doc: str, readings: Sequence[Reading], lines: tuple[str, ...], schema: Schema) -> Contribution:
    meta = _metadata(doc, readings)
    entities = read_entities(readings, meta)
    facts = read_facts(readings, entities, schema)
    own = (_document_node(doc, meta, readings), *_own_nodes(readings))
    edges = (*_metadata_edges(meta), *_own_edges(readings, meta), *_citations(readings, meta))
    check_ids(doc, (*(node.id for node in own), *entities))
    return Contribution(doc, lines, _digest(lines), own, edges, entities, facts)


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join([MODEL_VERSION, *lines]).encode("utf-8", "surrogatepass")).hexdigest()


def _metadata(doc: str, readings: Sequence[Reading]) -> Metadata:
    given = [reading.document for reading in readings if reading.document]
    for meta in given:
        check_metadata(meta, doc)
    if any(meta != given[0] for meta in given):
        raise InputError(f"{doc}: its readings carry different metadata; give the document one head")
    return given[0] if given else Metadata(doc)


def _document_node(doc: str, meta: Metadata, readings: Iterable[Reading]) -> Node:
    described = (entity for reading in readings for entity in reading.entities if entity.key == meta.text_of)
    given: dict[str, Value | None] = {
        "id": doc,
        "name": meta.title or meta.title_en or doc,
        "caption": document_caption(meta, next(described, None)),
        "title": meta.title,
        "titleEn": meta.title_en,
        "date": meta.date,
        "kind": meta.kind,
        "language": meta.language,
        "chair": meta.chair,
        "source": meta.source,
        "errors": list(meta.errors) or None,
        "speakers": list(meta.speakers) or None,
    }
    return Node((DOCUMENT,), {name: value for name, value in given.items() if value is not None})


def _own_nodes(readings: Sequence[Reading]) -> Iterator[Node]:
    for order, reading in enumerate(readings, 1):
        yield Node((PARAGRAPH,), _paragraph_properties(reading, order))
        for statement in reading.statements:
            labels = (STATEMENT, COMMITMENT) if statement.commitment else (STATEMENT,)
            yield Node(labels, _statement_properties(reading, statement))


def _paragraph_properties(reading: Reading, order: int) -> Properties:
    name = f"§{reading.n}"
    properties: Properties = {"id": paragraph_id(reading), "name": name, "caption": name, "n": reading.n, "order": order}
    properties |= {"text": reading.text} | ({"section": reading.section} if reading.section else {}) | write_pages(reading.pages)
    unresolved = [f"{span(reading, m.start, m.end)} {_surface(reading, m)}" for m in reading.mentions if not m.key]
    return properties | ({"unresolved": unresolved} if unresolved else {})


def _statement_properties(reading: Reading, statement: Statement) -> Properties:
    start, end = clause_span(statement, reading.text)
    return {
        "id": statement_id(reading, statement),
        "name": statement.cue,
        "caption": break_lines(statement.cue),
        "act": statement.act,
        "cue": statement.cue,
        "strength": statement.strength,
        "commitment": statement.commitment,
        "speaker": "named" if statement.actors else COLLECTIVE,
        "quote": reading.text[start:end],
        "start": statement.start,
        "end": statement.end,
        "clauseStart": start,
        "clauseEnd": end,
        **({"page": page} if (page := page_at(reading.pages, start)) else {}),
        **_quotes(reading, {"negated": statement.negated, "condition": statement.condition}),
        **_promise_properties(reading, statement.promise),
    }


def _promise_properties(reading: Reading, promise: Promise | None) -> Properties:
    """The tests of a commitment: which are met, and by which words."""
    if promise is None:
        return {}
    evidence = {"specific": promise.specific, "future": promise.future, "deadline": promise.deadline}
    told = {"deadlineDate": promise.deadline_date, "target": promise.target, "beneficiary": promise.beneficiary}
    return {
        "bound": promise.bound,
        "discrete": promise.discrete is not None,
        **_quotes(reading, evidence),
        **{name: value for name, value in told.items() if value is not None},
    }


def _quotes(reading: Reading, spans: Mapping[str, Span | None]) -> Properties:
    """For each span that is there its words, and under nameAt its place."""
    found = {name: s for name, s in spans.items() if s is not None}
    words: Properties = {name: reading.text[s.start : s.end] for name, s in found.items()}
    return words | {f"{name}At": span(reading, s.start, s.end) for name, s in found.items()}


def _metadata_edges(meta: Metadata) -> Iterator[Edge]:
    pairs = [("ISSUED_BY", meta.issuer), ("TEXT_OF", meta.text_of), *(("SIGNED_BY", key) for key in meta.signatories)]
    for type_, key in dict.fromkeys(pairs):
        if key:
            yield Edge(type_, meta.id, key, {"evidence": ["metadata"]})


def _own_edges(readings: Sequence[Reading], meta: Metadata) -> Iterator[Edge]:
    for reading in readings:
        yield Edge(HAS_PARAGRAPH, reading.doc, paragraph_id(reading), {})
        for mention in dict.fromkeys((m.key, m.start, m.end) for m in reading.mentions if m.key):
            yield _mention_edge(reading, *mention)
        for statement in reading.statements:
            yield Edge(IN, statement_id(reading, statement), paragraph_id(reading), {})
            yield from _statement_edges(reading, statement, meta)


def _mention_edge(reading: Reading, key: str, start: int, end: int) -> Edge:
    surface = reading.text[start:end]
    return Edge("MENTIONS", paragraph_id(reading), key, {"start": start, "end": end, "surface": surface})


def _statement_edges(reading: Reading, statement: Statement, meta: Metadata) -> Iterator[Edge]:
    """Who speaks and what about. The collective speaks as one: the body that issued the document, where one did.

    A news agency tells of others, and does not speak. A joint statement has no such body: its collective is the
    document's signatories as a group, reached through the document, and never one edge a signatory, which would say
    that each of them spoke.
    """
    id_, clause = statement_id(reading, statement), clause_span(statement, reading.text)
    collective = not statement.actors
    issuers = (meta.issuer,) if meta.issuer and meta.kind != NEWS else ()
    speakers = issuers if collective else statement.actors
    for actor in dict.fromkeys(speakers):
        yield Edge("BY", id_, actor, {"collective": collective, "evidence": [span(reading, *clause)]})
    for key in filter(None, dict.fromkeys(statement.concerns)):
        given = (("role", statement.roles.get(key)), ("stage", statement.stages.get(key)))
        told: Properties = {name: value for name, value in given if value}
        yield Edge("CONCERNS", id_, key, {"evidence": _concern_evidence(reading, key, clause), **told})


def _concern_evidence(reading: Reading, key: str, clause: tuple[int, int]) -> list[str]:
    """Where the clause names the thing; the clause itself where it only points to it."""
    named = [m for m in reading.mentions if m.key == key and clause[0] <= m.start and m.end <= clause[1]]
    return [span(reading, m.start, m.end) for m in named] or [span(reading, *clause)]


def _citations(readings: Sequence[Reading], meta: Metadata) -> Iterator[Edge]:
    """The treaties, resolutions and other documents that the text names, its own name left out."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    acts: defaultdict[str, set[str]] = defaultdict(set)
    for reading in readings:
        for mention in reading.mentions:
            if mention.type in CITED_TYPES and mention.key not in ("", meta.text_of):
                places[mention.key].append(span(reading, mention.start, mention.end))
        for statement in reading.statements:
            for key in statement.concerns:
                acts[key].add(statement.act)
    for key, evidence in sorted(places.items()):
        cited: Properties = {"count": len(evidence), "evidence": evidence}
        yield Edge("CITES", meta.id, key, cited | ({"acts": sorted(acts[key])} if acts[key] else {}))


def _surface(reading: Reading, mention: Mention) -> str:
    return reading.text[mention.start : mention.end]


def paragraph_id(reading: Reading) -> str:
    return f"{reading.doc}#{reading.n}"


def statement_id(reading: Reading, statement: Statement) -> str:
    return f"{reading.doc}#{reading.n}:{statement.start}"


def span(reading: Reading, start: int, end: int) -> str:
    """The form in which every piece of evidence is cited."""
    return f"{reading.doc}#{reading.n}:{start}-{end}"
