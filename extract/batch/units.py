"""What the commands are given -> what is read alone: a file of one document, or its lines in a file of many.

A unit only says where its text stands, so that it can be handed to another process. A file of many documents is gone
through once when its units are listed, and counts whole or not at all.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from extract.documents.decoding import check_file, copy_as_utf8, is_utf16, read_file_lines
from extract.documents.document import is_jsonl, list_files
from extract.documents.jsonl import Block, find_documents
from extract.model import InputError, from_line
from extract.records import record

STDIN = "-"
# A file of one document, the text of standard input, lines of paragraphs, and readings, which are taken as they are.
FILE, TEXT, PARAGRAPHS, READINGS = "file", "text", "paragraphs", "readings"


@record
class Unit:
    """`path` says by its place which of the given paths it belongs to; `name` is what messages call the file."""

    path: int
    kind: str
    file: str
    name: str
    doc: str | None = None  # where it is known before the unit is read
    blocks: tuple[Block, ...] = ()


@record
class Refused:
    """What cannot be read, and why, in its place among the units."""

    path: int
    error: InputError


def list_units(paths: Iterable[str], copies: ExitStack) -> Iterator[Unit | Refused]:
    """The units of every path in turn. What is piped in, or is UTF-16, is copied until `copies` is closed."""
    for number, path in enumerate(paths):
        try:
            yield from _list_path(number, path, copies)
        except InputError as error:
            yield Refused(number, error)


def _list_path(number: int, path: str, copies: ExitStack) -> Iterator[Unit | Refused]:
    file = Path(path)
    if path == STDIN:
        yield from _list_piped(number, copies)
    elif is_jsonl(file) and file.is_file():
        readable = _readable(file, path, copies)
        yield from _list_readings(number, readable, path) if is_readings(readable, path) else _list_paragraphs(number, readable, path)
    else:
        for found in list_files(file):
            yield from _list_file(number, found, copies)


def _list_file(number: int, file: Path, copies: ExitStack) -> Iterator[Unit | Refused]:
    if not is_jsonl(file):
        yield Unit(number, FILE, str(file), str(file))
        return
    try:
        yield from _list_paragraphs(number, _readable(file, str(file), copies), str(file))
    except InputError as error:
        yield Refused(number, error)


def _list_piped(number: int, copies: ExitStack) -> Iterator[Unit]:
    copy = _make_copy(copies)
    with copy.open("wb") as stream:
        shutil.copyfileobj(sys.stdin.buffer, stream)
    try:
        readable = _readable(copy, STDIN, copies)
        first = _first_object(readable, STDIN)
    except InputError:  # said again, of the text, when it is read
        first = None
    if first is None:
        yield Unit(number, TEXT, str(copy), "standard input")
    elif "mentions" in first:
        yield from _list_readings(number, readable, STDIN)
    else:
        yield from _list_paragraphs(number, readable, STDIN)


def _list_paragraphs(number: int, file: Path, name: str) -> Iterator[Unit]:
    for doc, blocks in find_documents(file, name=name).items():
        yield Unit(number, PARAGRAPHS, str(file), name, doc, blocks)


def _list_readings(number: int, file: Path, name: str) -> Iterator[Unit]:
    """The readings that stand together, in the order of the file: one document may come again."""
    for doc, block in list(_find_readings(file, name)):  # all of them, so that the file counts whole
        yield Unit(number, READINGS, str(file), name, doc, (block,))


def _find_readings(file: Path, name: str) -> Iterator[tuple[str, Block]]:
    doc: str | None = None
    block = Block(0, 0, 1, 0)
    for number, line in enumerate(read_file_lines(file, name=name), 1):
        reading = from_line(line.text, place=f"{name}:{number}") if line.text.strip() else None
        if reading and reading.doc != doc:
            if doc is not None:
                yield doc, block
            doc, block = reading.doc, Block(line.start, line.end, number, 0)
        block = Block(block.start, line.end, block.number, 0)
    if doc is not None:
        yield doc, block


def is_readings(file: Path, name: str) -> bool:
    """Whether the first line says what was read in a paragraph, and is not just the paragraph."""
    return "mentions" in (_first_object(file, name) or {})


def _first_object(file: Path, name: str) -> dict[str, object] | None:
    first = next((line.text for line in read_file_lines(file, name=name) if line.text.strip()), "")
    try:
        value = json.loads(first)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _readable(file: Path, name: str, copies: ExitStack) -> Path:
    """The file itself, or a copy in UTF-8."""
    check_file(file, limit=None)
    if not is_utf16(file):
        return file
    copy = _make_copy(copies)
    copy_as_utf8(file, copy, name=name)
    return copy


def _make_copy(copies: ExitStack) -> Path:
    return Path(copies.enter_context(TemporaryDirectory(prefix="communique-"))) / "copy"
