"""Asks a store a saved question, and says for every quote of the answer where it stands."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from extract.model import InputError
from graph.building.shape import split_place
from graph.questions.parameters import DOCUMENT_PARAMETERS, ENTITY_PARAMETERS
from graph.questions.queries import Question, Value, list_nearest

if TYPE_CHECKING:
    from graph.database.store import Store  # brings the driver, which the list of questions has no need of

QUOTE, PARAGRAPH, DOCUMENT = "quote", "paragraph", "document"
Row = tuple[Any, ...]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and where it stands: the document's id and the paragraph's own number."""

    document: str
    paragraph: str
    quote: str

    @property
    def place(self) -> str:
        return f"{self.document}#{self.paragraph}"


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader looks a paragraph up by; pages only where the document has them."""

    title: str
    title_en: str | None = None
    date: str | None = None
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a store has answered; values as in graph.database.store.Result. `sources` are those of the paragraphs quoted."""

    question: Question
    parameters: Mapping[str, Value]
    rows: tuple[Row, ...]
    sources: Mapping[str, Source] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        return self.question.columns

    @property
    def is_full(self) -> bool:
        """Whether the question's LIMIT was reached, so that there may be more."""
        return len(self.rows) >= self.question.limit

    def records(self) -> list[dict[str, Any]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def ask(store: Store, question: Question, params: Mapping[str, Value], find_key: Callable[[str], str]) -> Answer:
    """Asks the store, with the question's defaults where `params` says nothing.

    An entity may be given by any name for which `find_key` gives its key. Raises InputError for a document that is not
    in the graph, and what `find_key` raises; logs a warning when the answer is as long as it may be.
    """
    values = {name: _resolve(store, name, value, find_key) for name, value in {**question.defaults, **params}.items()}
    rows = store.run(question.cypher, values).rows
    answer = cite_all(store, Answer(question, values, rows))
    if answer.is_full:
        log.warning("%s: these are the first %d rows; narrow it with a parameter", question.name, question.limit)
    return answer


def cite_all(store: Store, answer: Answer) -> Answer:
    """The answer with the sources of the paragraphs that it quotes."""
    citations = [citation for row in answer.rows for citation in cite(answer.columns, row)]
    return replace(answer, sources=_read_sources(store, citations))


def _resolve(store: Store, name: str, value: Value, find_key: Callable[[str], str]) -> Value:
    if isinstance(value, str) and name in ENTITY_PARAMETERS:
        return find_key(value)
    if isinstance(value, str) and name in DOCUMENT_PARAMETERS:
        known = [row["id"] for row in store.read("MATCH (d:Document) RETURN d.id AS id ORDER BY id")]
        if value not in known:
            raise InputError(f"{name}={value}: no such document in the graph; {list_nearest(value, known)}")
    return value


def cite(columns: Sequence[str], row: Row) -> list[Citation]:
    """The quotes of a row: those in its columns, then those that its nodes and edges bear."""
    record = dict(zip(columns, row, strict=True))
    return [*_cite_columns(record), *(citation for value in row for citation in cite_drawn(value))]


def _cite_columns(record: Mapping[str, Any]) -> Iterator[Citation]:
    """A quote's place is in the columns of the same prefix: other_quote, other_paragraph, and other_document or document.

    A person's own query may call something a quote and not say where it stands.
    """
    for name, quote in record.items():
        prefix = name.removesuffix(QUOTE)
        placed = prefix + PARAGRAPH in record and (prefix + DOCUMENT in record or DOCUMENT in record)
        if name.endswith(QUOTE) and quote and placed:
            yield cite_column(record, name)


def cite_column(record: Mapping[str, Any], name: str) -> Citation:
    prefix = name.removesuffix(QUOTE)
    return Citation(record.get(prefix + DOCUMENT) or record[DOCUMENT], record[prefix + PARAGRAPH], record[name])


def cite_drawn(value: Any) -> list[Citation]:
    """The quotes of a fact's edge, or of a statement's node."""
    properties = value.get("properties", {}) if isinstance(value, Mapping) else {}
    if "quotes" in properties:
        pairs = zip(properties["evidence"], properties["quotes"], strict=True)
        return [Citation(*split_place(place), quote) for place, quote in pairs]
    return [Citation(*split_place(properties["id"]), properties[QUOTE])] if QUOTE in properties else []


def _read_sources(store: Store, citations: Iterable[Citation]) -> dict[str, Source]:
    """Paragraph id -> its source."""
    places = sorted({citation.place for citation in citations})
    query = """
        MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph) WHERE p.id IN $places
        RETURN p.id AS id, d.name AS title, d.titleEn AS title_en, d.date AS date, properties(p) AS paragraph
    """
    rows = store.read(query, places=places) if places else []
    return {row["id"]: Source(row["title"], row["title_en"], row["date"], _pages(row["paragraph"])) for row in rows}


def _pages(paragraph: Mapping[str, Any]) -> tuple[str, ...]:
    """The page or pages that a paragraph stands on, where its document has any."""
    pages = paragraph.get("pages", paragraph.get("page"))
    return tuple(map(str, pages if isinstance(pages, list) else [] if pages is None else [pages]))
