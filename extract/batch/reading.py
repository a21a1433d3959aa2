"""One unit -> what is read in it, or why it cannot be read: the same in this process, in another and on another machine."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extract.batch.cache import Cache
from extract.batch.units import FILE, PARAGRAPHS, READINGS, TEXT, Unit
from extract.documents.decoding import MAX_BYTES, decode
from extract.documents.document import read_document_text, read_file
from extract.documents.jsonl import read_blocks, read_lines_of
from extract.lexicon import Lexicon
from extract.model import Document, InputError, Reading, from_line, to_line
from extract.pipeline import read


@dataclass(frozen=True, slots=True)
class Read:
    """What was read in one document: readings where that was done here, JSON lines where it comes from elsewhere."""

    doc: str
    parts: tuple[Reading | str, ...]

    def readings(self) -> Iterator[Reading]:
        return (from_line(part) if isinstance(part, str) else part for part in self.parts)

    def lines(self) -> Iterator[str]:
        return (part if isinstance(part, str) else to_line(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Reader:
    """How units are read. It can be handed to another process; there the lexicon is loaded once, and only where it is needed."""

    lexicon: Callable[[], Lexicon]
    cache: Cache | None = None

    def __call__(self, unit: Unit) -> Read | InputError:
        """Raises SchemaError for a lexicon that is wrong: then nothing can be read."""
        try:
            if unit.kind == READINGS:
                return _take(unit)
            key = self.cache.key(unit) if self.cache else None
            kept = self.cache.find(key) if self.cache and key else None
            if kept:
                return Read(kept[0], kept[1])
            found = self._read(open_document(unit))
            if self.cache and key and key == self.cache.key(unit):  # else the file has changed in between
                self.cache.keep(key, found.doc, found.lines())
        except InputError as error:
            return error
        return found

    def _read(self, document: Document) -> Read:
        lexicon = self.lexicon()
        try:
            return Read(document.meta.id, tuple(read(document, lexicon)))
        except Exception as error:
            # A fault of ours in one text must not cost the user all others: it is named, and the batch goes on.
            what = f"cannot be read, by a fault of the program ({_describe(error)})"
            raise InputError(f"{document.meta.id}: {what}; please report it") from error


def _describe(error: Exception) -> str:
    where = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error}, {Path(where.filename).name}:{where.lineno}"


def _take(unit: Unit) -> Read:
    lines = read_lines_of(Path(unit.file), unit.blocks)
    readings = tuple(from_line(line, place=f"{unit.name}:{number}") for line, number, _ in lines)
    return Read(readings[0].doc, readings)


def open_document(unit: Unit) -> Document:
    """The document of the unit's text. Raises InputError, with the file's name, for what cannot be read."""
    if unit.kind == PARAGRAPHS:
        return read_blocks(Path(unit.file), unit.blocks, name=unit.name)
    if unit.kind == FILE:
        return read_file(Path(unit.file))
    assert unit.kind == TEXT
    with Path(unit.file).open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise InputError(f"{unit.name}: more than the limit of {MAX_BYTES} bytes; split the text")
    return read_document_text(decode(data, name=unit.name), name=unit.name, meta={"id": "stdin"})
