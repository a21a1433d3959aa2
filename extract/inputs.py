"""What the commands are given: files and folders of documents, files of readings, or standard input."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from extract.documents.decoding import decode, read_bytes
from extract.documents.document import EXPECTATIONS, read_document_text, read_documents
from extract.documents.headers import load_yaml
from extract.documents.jsonl import read_json_lines
from extract.expectations import check_each, check_expectations, check_together
from extract.lexicon import Lexicon
from extract.model import Document, InputError, Metadata, Paragraph, Reading, raise_error, read_lines
from extract.pipeline import read

STDIN = "-"


def read_inputs(
    paths: Iterable[str], lexicon: Callable[[], Lexicon], *, refuse: Callable[[InputError], None] = raise_error, checked: bool = False
) -> Iterator[Reading]:
    """The readings of every path in turn: taken as they are from a file of readings, else read now.

    The lexicon is asked for only where something is read now: loading it takes longer than taking many readings.
    `refuse` is called with the error, which names the file, for whatever cannot be read; by default it is raised. With
    `checked` the expectations of documents and folders are held (see expectations.py); CheckError is always raised.
    """
    for path in paths:
        readings = _read_path(path, lexicon, refuse)
        yield from _check(path, readings) if checked else readings


def _read_path(path: str, lexicon: Callable[[], Lexicon], refuse: Callable[[InputError], None]) -> Iterator[Reading]:
    try:
        text = _take_text(path)
        if text is None:
            yield from read_all(read_documents(Path(path), refuse=refuse), lexicon())
        elif is_readings(text):
            yield from list(read_lines(text.splitlines(), name=path))  # a file of readings counts whole or not at all
        elif _is_json(text):
            yield from read_all(list(read_json_lines(text, name=path)), lexicon())
        else:
            yield from read_all([read_document_text(text, name=path, meta={"id": "stdin"})], lexicon())
    except InputError as error:
        refuse(error)


def _check(path: str, readings: Iterable[Reading]) -> Iterator[Reading]:
    file = Path(path) / EXPECTATIONS
    readings = check_each(readings)
    if not file.is_file():
        return iter(readings)
    expected = check_expectations(load_yaml(decode(read_bytes(file), name=str(file)), name=str(file)), name=str(file))
    return check_together(readings, expected, name=path)


def read_readings(path: str) -> list[Reading]:
    """The readings or reference annotations of one file (`-` for standard input)."""
    text = _take_text(path)
    return list(read_lines((decode(read_bytes(Path(path)), name=path) if text is None else text).splitlines(), name=path))


def read_all(documents: Iterable[Document], lexicon: Lexicon) -> Iterator[Reading]:
    for document in documents:
        yield from read(document, lexicon)


def rebuild_documents(readings: Iterable[Reading]) -> Iterator[Document]:
    """The documents that readings or reference annotations come from, their paragraphs in the order given."""
    for doc, group in groupby(readings, key=lambda r: r.doc):
        found = list(group)
        meta = next((r.document for r in found if r.document), Metadata(doc))
        yield Document(meta, tuple(Paragraph(r.n, r.text, r.section, pages=r.pages) for r in found))


def is_readings(text: str) -> bool:
    """Whether the first line says what was read in a paragraph, and is not just the paragraph."""
    first = _first_object(text)
    return first is not None and "mentions" in first


def _take_text(path: str) -> str | None:
    """The text of standard input or of a .jsonl file; None for whatever the document reader opens itself."""
    if path == STDIN:
        return decode(sys.stdin.buffer.read(), name="standard input")
    file = Path(path)
    return decode(read_bytes(file), name=path) if file.suffix.lower() == ".jsonl" and file.is_file() else None


def _is_json(text: str) -> bool:
    return _first_object(text) is not None


def _first_object(text: str) -> dict[str, object] | None:
    first = text.lstrip().split("\n", 1)[0]
    try:
        value = json.loads(first) if first.startswith("{") else None
    except ValueError:
        return None
    return value if isinstance(value, dict) else None
