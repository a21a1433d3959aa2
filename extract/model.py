"""What flows through the program: documents, paragraphs, mentions, statements, relations, readings.

All offsets are in characters (Python string indices, end exclusive) into the paragraph's clean text.
A `Reading` is one paragraph with everything read in it, and one JSON line: what `extract` prints, what
`load` takes, what the golden files hold.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, fields
from typing import Any

from extract.records import record

# How a mention's entity is known: a name of the lexicon or a symbol derived from the text's own number;
# a name that only a grammar recognised; a short form for which no single antecedent survived.
KNOWN, CANDIDATE, UNRESOLVED = "known", "candidate", "unresolved"
COLLECTIVE = "collective"


# (offset in the text, page): from there on the text stands on that page of the file, the first being 1.
Pages = tuple[tuple[int, int], ...]


class InputError(Exception):
    """Something given to the program cannot be read. The message names the place and the remedy, in one line."""


class CheckError(InputError):
    """Something was read, but not what the data's own assertions expect (the number of paragraphs, for one)."""


def raise_error(error: InputError) -> None:
    """What is done with an input that cannot be read, unless somebody wants the others all the same."""
    raise error


@record
class Paragraph:
    """One paragraph of clean text.

    `n` is the document's own number ("38"), or a running one where it numbers nothing. `source` maps the text back to
    the decoded source file: segments (offset in text, offset in source, length), in the order of the text. `pages` says
    on which pages of the file it stands, see page_at; empty where the file has none.
    """

    n: str
    text: str
    section: str | None = None
    source: tuple[tuple[int, int, int], ...] = ()
    pages: Pages = ()


@record
class Metadata:
    """What a person has written down about a document. Keys of entities are keys of the lexicon."""

    id: str
    title: str | None = None
    title_en: str | None = None
    date: str | None = None  # ISO 8601, as exact as it is known: 2021-06-01, 2021-06, 2021
    kind: str | None = None  # declaration, joint-statement, media-statement, communique, resolution, news, speech, letter, report
    language: str = "zh"
    issuer: str | None = None
    signatories: tuple[str, ...] = ()
    chair: str | None = None
    text_of: str | None = None  # the instrument whose text the document is
    source: str | None = None
    paragraphs: int | None = None  # how many the document must yield
    errors: tuple[str, ...] = ()  # known errors of the published text
    expect: Mapping[str, Any] = field(default_factory=dict)  # what the document must yield (see expectations.py)
    speakers: tuple[str, ...] = ()  # who the collective speaker was: the signatories, else the issuer's members at its date


@record
class Document:
    meta: Metadata
    paragraphs: tuple[Paragraph, ...]


@record
class Membership:
    """A member of a body as the lexicon knows it: its key, and ISO dates where they are certain (until: exclusive)."""

    key: str
    since: str | None = None
    until: str | None = None
    role: str | None = None

    def holds_on(self, date: str) -> bool:
        """Whether it held on an ISO date, which may be a month or a year; what is not dated held always."""
        begun = self.since is None or self.since[: len(date)] <= date[: len(self.since)]
        return begun and (self.until is None or date[: len(self.until)] < self.until[: len(date)])


@record
class Entity:
    """One thing of the world under one key, with its names.

    `parent` is the key of the body it belongs to; `members` those of its members that the document names too.
    `caption` is a name for pictures, where that is shorter than `name` and known.
    """

    key: str
    type: str
    name: str  # what a professional would say aloud
    name_zh: str | None = None
    name_en: str | None = None
    aliases: tuple[str, ...] = ()
    kind: str | None = None
    parent: str | None = None
    members: tuple[Membership, ...] = ()
    ids: Mapping[str, str] = field(default_factory=dict)
    status: str = KNOWN
    caption: str | None = None


@record
class Mention:
    start: int
    end: int
    type: str
    key: str = ""
    status: str = KNOWN
    name: str = ""  # the full name of a candidate, where the grammar or the antecedent gives one


@record
class Span:
    start: int
    end: int


@record
class Promise:
    """A commitment under the tests of the compliance studies (see promises.py); a span is the evidence that one is met.

    `bound` says who is bound: all (those who issue the document), some or one of them. `deadline_date` is ISO.
    `target` and `beneficiary` are keys.
    """

    bound: str
    discrete: Span | None = None
    specific: Span | None = None
    future: Span | None = None
    deadline: Span | None = None
    deadline_date: str | None = None
    target: str | None = None
    beneficiary: str | None = None


@record
class Statement:
    """What a speaker does with words in one clause. `start`/`end` are the cue's; `clause_*` bound the quote.

    `actors` is empty when the document's collective speaker speaks. `strength` is the act's place on the schema's
    scale, moved by the adverbs around the cue. `negated` is the word that denies what is said (不应, 反对 as a
    complement), `condition` the clause on which it depends. `roles` gives the part of a concern where the text tells
    it: addressee, object or venue; `stages` where a body stands in its life (see stages.py). `promise` is there when `commitment` is true.
    """

    cue: str
    start: int
    end: int
    act: str
    commitment: bool
    actors: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    clause_start: int = 0
    clause_end: int = 0
    strength: int = 0
    negated: Span | None = None
    condition: Span | None = None
    roles: Mapping[str, str] = field(default_factory=dict)
    stages: Mapping[str, str] = field(default_factory=dict)
    promise: Promise | None = None


@record
class Relation:
    """`head` and `tail` are keys (the tail of HELD_ON is an ISO date); the span is the evidence in the paragraph."""

    head: str
    type: str
    tail: str
    start: int
    end: int
    attributes: Mapping[str, str] = field(default_factory=dict)


@record
class Reading:
    """One paragraph and what was read in it.

    `entities` describes the keys that the document uses here for the first time (and their parents);
    `document` is the document's metadata, on the first reading of a document only. `pages` are the paragraph's (see page_at).
    """

    doc: str
    n: str
    text: str
    section: str | None = None
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    relations: tuple[Relation, ...] = ()
    entities: tuple[Entity, ...] = ()
    document: Metadata | None = None
    pages: Pages = ()


def page_at(pages: Pages, offset: int) -> int | None:
    """The page of the file on which the character at `offset` of a paragraph stands; None where the file has no pages.

    >>> page_at(((0, 4), (57, 5)), 56), page_at(((0, 4), (57, 5)), 57), page_at((), 0)
    (4, 5, None)
    """
    return next((page for start, page in reversed(pages) if start <= offset), None)


def to_dict(thing: Any) -> dict[str, Any]:
    """A plain dictionary of a model object, fields at their defaults left out (but never a required one)."""
    out: dict[str, Any] = {}
    cls: Any = type(thing)
    for name, default, always in _fields(cls):
        value = getattr(thing, name)
        if always or not (value == default or (not value and value in _NOTHING)):
            out[name] = value if type(value) in _PLAIN else _plain(value)
    return out


# The lists that the scorer reads are written even when they are empty.
_ALWAYS = frozenset({"mentions", "statements", "relations", "actors", "concerns", "commitment"})
_NOTHING: tuple[Any, ...] = (None, (), {})
_PLAIN = frozenset({str, int, bool})


@functools.cache
def _fields(cls: Any) -> tuple[tuple[str, Any, bool], ...]:
    """Name, default and whether it is always written."""
    return tuple((field.name, field.default, field.name in _ALWAYS) for field in fields(cls))


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [v if type(v) in _PLAIN else _plain(v) for v in value]
    if isinstance(value, dict):
        return {k: value[k] for k in sorted(value)}
    return to_dict(value) if hasattr(value, "__dataclass_fields__") else value


_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def to_line(reading: Reading) -> str:
    """One JSON line, without the newline; the same bytes for the same reading on any machine."""
    return _ENCODER.encode(to_dict(reading))


def parse(line: str) -> Any:
    """The value of a line of JSON. Raises ValueError, also where an escape writes half a character (`\\ud800`), which no file can hold."""
    value = json.loads(line)
    if _HALF.search(line):
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    return value


def from_line(line: str, *, place: str = "line") -> Reading:
    """The reading of one JSON line. Reads reference annotations too, whose relations have lists of attributes.

    Raises InputError naming `place` when the line is not one reading.
    """
    try:
        return _reading(parse(line))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise InputError(f"{place}: not a reading ({type(error).__name__}: {error}); want JSON with doc, n, text") from error


def read_lines(lines: Iterable[str], *, name: str = "-") -> Iterator[Reading]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield from_line(line, place=f"{name}:{number}")


def _reading(raw: dict[str, Any]) -> Reading:
    return Reading(
        doc=_string(raw["doc"]),
        n=str(raw["n"]),
        text=_string(raw["text"]),
        section=raw.get("section"),
        mentions=tuple(Mention(**m) for m in raw.get("mentions", ())),
        statements=tuple(_statement(s) for s in raw.get("statements", ())),
        relations=tuple(_relation(r) for r in raw.get("relations", ())),
        entities=tuple(_entity(e) for e in raw.get("entities", ())),
        document=metadata(raw["document"]) if raw.get("document") else None,
        pages=pages_of(raw.get("pages", ())),
    )


def pages_of(raw: Any) -> Pages:
    """The pages of a plain list of pairs. Raises TypeError or ValueError for anything else."""
    pages = tuple((start, page) for start, page in raw)
    if not all(type(number) is int for pair in pages for number in pair):
        raise TypeError(f"pages must be pairs of offset and page, not {raw!r:.40}")
    return pages


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r:.40} is not a string")
    return value


def _statement(raw: dict[str, Any]) -> Statement:
    actors = tuple(a for a in raw.get("actors", ()) if a != COLLECTIVE)
    spans = {name: Span(**raw[name]) for name in ("negated", "condition") if raw.get(name)}
    promise = {"promise": _promise(raw["promise"])} if raw.get("promise") else {}
    return Statement(**{**raw, **spans, **promise, "actors": actors, "concerns": tuple(raw.get("concerns", ()))})


def _promise(raw: dict[str, Any]) -> Promise:
    values: dict[str, Any] = {k: Span(**v) if isinstance(v, dict) else v for k, v in raw.items()}
    return Promise(**values)


def _entity(raw: dict[str, Any]) -> Entity:
    members = tuple(Membership(**m) for m in raw.get("members", ()))
    return Entity(**{**raw, "aliases": tuple(raw.get("aliases", ())), "members": members})


def _relation(raw: dict[str, Any]) -> Relation:
    given = raw.get("attributes") or {}
    attributes = dict(a.split("=", 1) for a in given) if isinstance(given, list) else dict(given)
    return Relation(raw["head"], raw["type"], raw["tail"], raw.get("start", 0), raw.get("end", 0), attributes)


def metadata(raw: Mapping[str, Any]) -> Metadata:
    """Metadata of a plain mapping (a YAML head, a sidecar, a JSON object). Raises TypeError on unknown keys."""
    lists = {k: tuple(raw.get(k) or ()) for k in ("signatories", "errors", "speakers")}
    date = raw.get("date")
    return Metadata(**{**raw, **lists, "date": None if date is None else str(date)})
