"""Refuses a reading that its own text does not prove. Every message names doc#n and what is wrong there."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping

from extract.model import InputError, Metadata, Reading, Relation, Span, Statement
from extract.schema import DATE, Schema
from graph.building.merge import FACT_PROPERTIES, RESERVED_IDS, STATUSES
from graph.building.shape import HELD_ON

ISO_DATE = re.compile(
    r"""
    (?P<year>[0-9]{4})
    (?: - (?P<month> 0[1-9] | 1[0-2] )
        (?: - (?P<day> 0[1-9] | [12][0-9] | 3[01] ) )? )?
    """,
    re.VERBOSE,
)
MAX_ID = 2_000  # characters, of at most four bytes each
HALF_CHARACTER = re.compile(r"[\ud800-\udfff]")
ATTRIBUTE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def check_reading(reading: Reading, schema: Schema) -> None:
    """Raises InputError when a span does not fit the text, or a label is not the schema's."""
    place = f"{reading.doc}#{reading.n}"
    if not reading.doc or "#" in reading.doc:
        raise InputError(f"{place}: a document's id must not be empty or contain #; rename the document")
    if HALF_CHARACTER.search(reading.text):
        raise InputError(f"{place}: the text holds half a character; decode its source again")
    _check_pages(place, reading)
    for mention in reading.mentions:
        _check_label(place, "status", mention.status, STATUSES)
        _check_span(place, "mention", mention.start, mention.end, reading.text)
        _check_label(place, "type", mention.type, schema.types)
    for statement in reading.statements:
        _check_statement(place, statement, reading.text, schema)
    for relation in reading.relations:
        _check_relation(place, relation, reading.text, schema)
    _check_entities(place, reading, schema)
    _check_once(place, "statement at", [s.start for s in reading.statements])


def _check_pages(place: str, reading: Reading) -> None:
    """Pages begin with the text and go up, as the text does."""
    starts, pages = [start for start, _ in reading.pages], [page for _, page in reading.pages]
    in_order = all(a < b for row in (starts, pages) for a, b in itertools.pairwise(row))
    if reading.pages and not (in_order and starts[0] == 0 and starts[-1] < len(reading.text) and pages[0] > 0):
        raise InputError(f"{place}: pages {reading.pages} are not those of a text of {len(reading.text)} characters; read it again")


def _check_statement(place: str, statement: Statement, text: str, schema: Schema) -> None:
    _check_label(place, "act", statement.act, schema.acts)
    _check_span(place, f"cue {statement.cue}", statement.start, statement.end, text)
    if bare(text[statement.start : statement.end]) != bare(statement.cue):
        found = text[statement.start : statement.end]
        at = f"{statement.start}-{statement.end}"
        raise InputError(f"{place}: cue {statement.cue} is not at {at}, where {found} stands; read it again")
    start, end = clause_span(statement, text)
    _check_span(place, f"clause of {statement.cue}", start, end, text)
    if not start <= statement.start < statement.end <= end:
        raise InputError(f"{place}: the clause {start}-{end} does not hold its cue {statement.cue}; read it again")
    for name, evidence in sorted(_spans_of(statement).items()):
        _check_span(place, f"{name} of {statement.cue}", evidence.start, evidence.end, text)


def _spans_of(statement: Statement) -> dict[str, Span]:
    promise = statement.promise
    spans = {"negated": statement.negated, "condition": statement.condition}
    if promise:
        spans |= {"discrete": promise.discrete, "specific": promise.specific, "future": promise.future, "deadline": promise.deadline}
    return {name: span for name, span in spans.items() if span is not None}


def _check_relation(place: str, relation: Relation, text: str, schema: Schema) -> None:
    _check_label(place, "relation", relation.type, schema.relations)
    start, end = evidence_span(relation, text)
    _check_span(place, f"evidence of {relation.type}", start, end, text)
    if relation.type == HELD_ON and not ISO_DATE.fullmatch(relation.tail):
        raise InputError(f"{place}: HELD_ON {relation.tail} is no date; write 2020-11-17, 2020-11 or 2020")
    for name in sorted(relation.attributes):
        if not ATTRIBUTE.fullmatch(name) or name in FACT_PROPERTIES:
            raise InputError(f"{place}: {relation.type} cannot have an attribute {name}; use another name")


def _check_entities(place: str, reading: Reading, schema: Schema) -> None:
    for entity in reading.entities:
        _check_label(place, f"status of {entity.key}", entity.status, STATUSES)
        _check_label(place, f"type of {entity.key}", entity.type, schema.types)
        for name in sorted(entity.ids):
            if not ATTRIBUTE.fullmatch(name) or name in RESERVED_IDS:
                raise InputError(f"{place}: {entity.key} cannot have an external id {name}; use another name")


def check_ends(place: str, relation: Relation, types: Mapping[str, Collection[str]], schema: Schema) -> None:
    """Raises InputError unless the schema lets the relation run between its ends, as the document types them."""
    tails = (DATE,) if relation.type == HELD_ON else types.get(relation.tail, ())
    heads = types.get(relation.head, ())
    for key, found in ((relation.head, heads), (relation.tail, tails)):
        if not found:
            what = key or "the empty key"
            raise InputError(f"{place}: {relation.type}: nothing says what {what} is; give its entity record")
    if not any(schema.allows(head, relation.type, tail) for head in heads for tail in tails):
        shown = f"{relation.head} ({'/'.join(sorted(heads))}) to {relation.tail} ({'/'.join(sorted(tails))})"
        raise InputError(f"{place}: the schema does not allow {relation.type} from {shown}; correct the reading")


def check_metadata(meta: Metadata, doc: str) -> None:
    if meta.id != doc:
        raise InputError(f"{doc}: its metadata is that of {meta.id}; give each document its own")


def check_ids(doc: str, ids: Iterable[str]) -> None:
    """Neo4j cannot index what is longer than 8 kB, and would refuse the whole load."""
    for id_ in ids:
        if len(id_) > MAX_ID:
            raise InputError(f"{doc}: the id {id_[:40]}… has {len(id_)} characters, more than the limit of {MAX_ID}; give it a shorter one")


def clause_span(statement: Statement, text: str) -> tuple[int, int]:
    """The clause's span; the whole paragraph where the reading gives none (reference annotations do not)."""
    return (statement.clause_start, statement.clause_end) if statement.clause_end else (0, len(text))


def evidence_span(relation: Relation, text: str) -> tuple[int, int]:
    """The evidence's span; the whole paragraph where the reading gives none (reference annotations do not)."""
    return (relation.start, relation.end) if relation.end else (0, len(text))


def _check_span(place: str, what: str, start: int, end: int, text: str) -> None:
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
        where = f"{start}-{end} lies outside the text of {len(text)} characters"
        raise InputError(f"{place}: {what} at {where}; read it again")


def _check_label(place: str, what: str, label: str, known: Collection[str]) -> None:
    if label not in known:
        raise InputError(f"{place}: {what} {label} is unknown; known are {', '.join(known)}")


def _check_once(place: str, what: str, things: Iterable[int]) -> None:
    seen: set[int] = set()
    for thing in things:
        if thing in seen:
            raise InputError(f"{place}: {what} {thing} stands twice; give it once")
        seen.add(thing)


def bare(text: str) -> str:
    """Without white space and with half-width forms: a cue may have been read across a line break of the source."""
    return "".join(unicodedata.normalize("NFKC", text).split())
