"""Readings as tables of plain columns, for Parquet: the same rows wherever they are made.

Every row says where it stands: `doc`, and but for a document `n`, the paragraph's number. Spans are in characters of the
paragraph's text, ends exclusive; where the graph quotes the words of a span, so do the tables.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.batch.reading import Read
from extract.model import Entity, InputError, Mention, Metadata, Reading, Relation, Span, Statement

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
ROWS = 20_000  # of a table that are written together

TEXT, NUMBER, TRUTH, TEXTS, PAIRS = "string", "int32", "bool", "strings", "pairs"
PLACE = {"doc": TEXT, "n": TEXT}
_CLAUSE = dict.fromkeys(("start", "end", "clause_start", "clause_end", "strength"), NUMBER)
_PROMISE = dict.fromkeys(("bound", "specific", "future", "deadline", "deadline_date", "target", "beneficiary"), TEXT)
_NAMES = dict.fromkeys(("key", "type", "name", "name_zh", "name_en", "caption", "kind", "parent", "status"), TEXT)
TABLES: Mapping[str, Mapping[str, str]] = {
    "documents": {
        **dict.fromkeys(("doc", "title", "title_en", "date", "kind", "language", "issuer", "chair", "text_of", "source"), TEXT),
        **dict.fromkeys(("signatories", "speakers", "errors"), TEXTS),
    },
    "paragraphs": {**PLACE, "position": NUMBER, "section": TEXT, "text": TEXT},
    "mentions": {**PLACE, "start": NUMBER, "end": NUMBER, **dict.fromkeys(("surface", "type", "key", "status", "name"), TEXT)},
    "statements": {
        **PLACE, **_CLAUSE, "quote": TEXT, "cue": TEXT, "act": TEXT, "commitment": TRUTH, "actors": TEXTS, "concerns": TEXTS,
        "negated": TEXT, "condition": TEXT, "roles": PAIRS, "stages": PAIRS, "discrete": TRUTH, **_PROMISE,
    },
    "relations": {
        **PLACE, "head": TEXT, "type": TEXT, "tail": TEXT, "start": NUMBER, "end": NUMBER, "quote": TEXT, "attributes": PAIRS
    },
    "entities": {**PLACE, **_NAMES, "aliases": TEXTS, "members": TEXTS, "ids": PAIRS},
}  # fmt: skip


def tabulate(found: Read) -> dict[str, list[Row]]:
    """The rows of every table for one document. An entity has one for each document that names it."""
    readings = list(found.readings())
    return {
        "documents": [_document(r.document or Metadata(found.doc)) for r in readings[:1]],
        "paragraphs": [_place(r) | {"position": i, "section": r.section, "text": r.text} for i, r in enumerate(readings, 1)],
        "mentions": [_mention(r, mention) for r in readings for mention in r.mentions],
        "statements": [_statement(r, statement) for r in readings for statement in r.statements],
        "relations": [_relation(r, relation) for r in readings for relation in r.relations],
        "entities": [_entity(r, entity) for r in readings for entity in r.entities],
    }


def _place(reading: Reading) -> Row:
    return {"doc": reading.doc, "n": reading.n}


def _fields(thing: object, table: str) -> Row:
    """Those of the thing's fields that are columns under the same name."""
    return {name: _plain(getattr(thing, name)) for name in TABLES[table] if hasattr(thing, name)}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return sorted(value.items())
    return list(value) if isinstance(value, tuple) else value


def _document(meta: Metadata) -> Row:
    return {"doc": meta.id} | _fields(meta, "documents")


def _mention(reading: Reading, mention: Mention) -> Row:
    return _place(reading) | _fields(mention, "mentions") | {"surface": reading.text[mention.start : mention.end]}


def _statement(reading: Reading, statement: Statement) -> Row:
    words = {name: _quote(reading, getattr(statement, name)) for name in ("negated", "condition")}
    quote = reading.text[statement.clause_start : statement.clause_end or None]
    row = _place(reading) | _fields(statement, "statements") | words | {"quote": quote}
    promise = statement.promise
    if promise is None:
        return row
    evidence = {name: _quote(reading, getattr(promise, name)) for name in ("specific", "future", "deadline")}
    return row | _fields(promise, "statements") | evidence | {"discrete": promise.discrete is not None}


def _relation(reading: Reading, relation: Relation) -> Row:
    quote = reading.text[relation.start : relation.end or None]
    return _place(reading) | _fields(relation, "relations") | {"quote": quote}


def _entity(reading: Reading, entity: Entity) -> Row:
    return _place(reading) | _fields(entity, "entities") | {"members": [member.key for member in entity.members]}


def _quote(reading: Reading, span: Span | None) -> str | None:
    return reading.text[span.start : span.end] if span else None


def make_schema(table: str) -> pa.Schema:
    """Raises InputError where pyarrow is not installed."""
    try:
        import pyarrow as pa
    except ImportError as error:
        raise InputError("tables need pyarrow: pip install 'communique-graph[spark]'") from error
    plain = {TEXT: pa.string(), NUMBER: pa.int32(), TRUTH: pa.bool_()}
    types = {**plain, TEXTS: pa.list_(pa.string()), PAIRS: pa.map_(pa.string(), pa.string())}
    return pa.schema([(name, types[kind]) for name, kind in TABLES[table].items()])


def check_whole(found: Read) -> None:
    """Raises InputError for a text that no table can hold."""
    for reading in found.readings():
        try:
            reading.text.encode("utf-8")
        except UnicodeEncodeError as error:
            raise InputError(f"{reading.doc}#{reading.n}: the text holds half a character; decode its source again") from error


def check_new(folder: Path) -> None:
    """Raises InputError unless a folder can be made here, or is empty."""
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.exists() or not folder.absolute().parent.is_dir():
        raise InputError(f"{folder}: want a new folder, in one that is there; name another")


def write_tables(folder: Path, documents: Iterable[Read], *, refuse: Callable[[InputError], None]) -> None:
    """Writes `TABLE/part-00000.parquet` for every table into a folder that is there, under its name, only when all is written."""
    check_new(folder)
    part = Path(tempfile.mkdtemp(dir=folder.absolute().parent, prefix=f".{folder.name}."))
    try:
        _write(part, _refusing(documents, refuse))
        part.chmod(0o755)
        os.replace(part, folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _refusing(documents: Iterable[Read], refuse: Callable[[InputError], None]) -> Iterator[Read]:
    for found in documents:
        try:
            check_whole(found)
        except InputError as error:
            refuse(error)
        else:
            yield found


def _write(folder: Path, documents: Iterable[Read]) -> None:
    schemas = {table: make_schema(table) for table in TABLES}
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    waiting: dict[str, list[Row]] = {table: [] for table in TABLES}
    with ExitStack() as stack:
        writers = {}
        for table, schema in schemas.items():
            (folder / table).mkdir()
            writers[table] = stack.enter_context(ParquetWriter(folder / table / "part-00000.parquet", schema))

        def flush(least: int) -> None:
            for table, rows in waiting.items():
                if len(rows) >= least:
                    writers[table].write_table(pa.Table.from_pylist(rows, schemas[table]))
                    rows.clear()

        for found in documents:
            for table, rows in tabulate(found).items():
                waiting[table] += rows
            flush(ROWS)
        flush(1)
