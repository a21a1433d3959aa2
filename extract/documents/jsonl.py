"""JSON lines of paragraphs, `{doc, n, text}`: read as they are, several documents in one file, further keys ignored.

A file may be larger than the memory: it is gone through once to see that every line is right and where each document
stands, then a document at a time is read. So a file counts whole or not at all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract.documents.bounds import check_paragraph
from extract.documents.decoding import Line, read_file_lines
from extract.documents.headers import make_metadata
from extract.documents.tracing import Segment
from extract.model import Document, InputError, Metadata, Paragraph, pages_of, parse
from extract.records import record

_TEXT = re.compile(r'"text"\s*:\s*"(?P<value>(?:[^"\\]|\\.)*+)"')
_ESCAPE = re.compile(r"(?:\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.)")


@record
class Block:
    """Lines of a file that stand together: their bytes, the number of the first and its place in characters of the file."""

    start: int
    end: int
    number: int
    at: int


@dataclass(slots=True)
class _Found:
    """A document whose lines go by: where they stand, and the numbers of the paragraphs in the last block of them."""

    blocks: list[Block] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)


def read_json_file(path: Path, *, name: str) -> Iterator[Document]:
    """The documents of the file, in the order in which they begin, with one of them in memory.

    Raises InputError naming file and line for malformed JSON, for a line without doc, n or text, and for a second
    paragraph with the doc and n of another: before any document is given.
    """
    for blocks in find_documents(path, name=name).values():
        yield read_blocks(path, blocks, name=name)


def find_documents(path: Path, *, name: str) -> dict[str, tuple[Block, ...]]:
    """Where the lines of each document stand. Raises InputError as `read_json_file` does."""
    found: dict[str, _Found] = {}
    last, at = None, 0
    for number, line in enumerate(read_file_lines(path, name=name), 1):
        if line.text.strip():
            place = f"{name}:{number}"
            raw = _read_line(line.text, place=place)
            last = _note(found.setdefault(raw["doc"], _Found()), line, number, at, last)
            _check_once(last.numbers, raw["n"], place=place)
            _paragraph(raw, (), place=place)
            _meta(raw, place=place)
        at += len(line.text) + 1
    if not found:
        raise InputError(f"{name}: no paragraph in this file; want one JSON object with doc, n, text a line")
    for scattered in (f.blocks for f in found.values() if len(f.blocks) > 1):
        read_blocks(path, scattered, name=name)
    return {doc: tuple(f.blocks) for doc, f in found.items()}


def _note(found: _Found, line: Line, number: int, at: int, last: _Found | None) -> _Found:
    """The document with one more line: with another block, unless it goes on where the last line was."""
    if found is last:
        found.blocks[-1] = Block(found.blocks[-1].start, line.end, found.blocks[-1].number, found.blocks[-1].at)
        return found
    if last is not None:
        last.numbers = set()
    found.blocks.append(Block(line.start, line.end, number, at))
    return found


def read_blocks(path: Path, blocks: Iterable[Block], *, name: str) -> Document:
    """The one document that stands in these blocks of the file."""
    paragraphs: dict[str, Paragraph] = {}
    meta: Metadata | None = None
    for line, number, at in read_lines_of(path, blocks):
        place = f"{name}:{number}"
        raw = _read_line(line, place=place)
        _check_once(paragraphs, raw["n"], place=place)
        paragraphs[raw["n"]] = _paragraph(raw, _trace_text(raw["text"], line, at), place=place)
        meta = meta or _meta(raw, place=place)
    assert meta is not None
    return Document(meta, tuple(paragraphs.values()))


def read_lines_of(path: Path, blocks: Iterable[Block]) -> Iterator[tuple[str, int, int]]:
    """The lines of the blocks that are not blank, each with its number and its place in characters."""
    for block, data in zip(blocks, read_block_bytes(path, blocks), strict=True):
        at = block.at
        for number, line in enumerate(data.decode("utf-8").removesuffix("\n").split("\n"), block.number):
            if line.strip():
                yield line, number, at
            at += len(line) + 1


def read_block_bytes(path: Path, blocks: Iterable[Block]) -> Iterator[bytes]:
    with path.open("rb") as stream:
        for block in blocks:
            stream.seek(block.start)
            yield stream.read(block.end - block.start)


def _read_line(line: str, *, place: str) -> dict[str, Any]:
    try:
        raw = parse(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place}: malformed JSON ({error}); want one object with doc, n, text a line") from error
    if not isinstance(raw, dict):
        raise InputError(f"{place}: a {type(raw).__name__} where an object with doc, n, text is wanted")
    _check_keys(raw, place)
    return {**raw, "n": str(raw["n"])}


def _check_keys(raw: dict[str, Any], place: str) -> None:
    missing = [key for key in ("doc", "n", "text") if key not in raw]
    if missing:
        raise InputError(f"{place}: no {', '.join(missing)}; every line needs doc, n, text")
    for key in ("doc", "text"):
        if not isinstance(raw[key], str) or not raw[key].strip():
            raise InputError(f"{place}: {key} must be a string that is not empty, not {raw[key]!r:.40}")
    check_paragraph(raw["text"], place)
    if isinstance(raw["n"], bool) or not isinstance(raw["n"], (str, int)):
        raise InputError(f"{place}: n must be a number or a string, not {raw['n']!r:.40}")


def _check_once(numbers: set[str] | dict[str, Paragraph], n: str, *, place: str) -> None:
    if n in numbers:
        raise InputError(f"{place}: n {n!r} stands twice in one document; number the paragraphs apart")
    if isinstance(numbers, set):
        numbers.add(n)


def _meta(raw: dict[str, Any], *, place: str) -> Metadata:
    """A reading carries its document's metadata in `document`."""
    given = raw.get("document") or {}
    if not isinstance(given, dict):
        raise InputError(f"{place}: document must be an object of metadata")
    return make_metadata({**given, "id": raw["doc"]}, name=place)


def _paragraph(raw: dict[str, Any], source: Sequence[Segment], *, place: str) -> Paragraph:
    section = raw.get("section")
    try:
        pages = pages_of(raw.get("pages", ()))
    except (TypeError, ValueError) as error:
        raise InputError(f"{place}: pages must be a list of [offset, page], such as [[0, 4], [57, 5]]") from error
    return Paragraph(raw["n"], raw["text"], section if isinstance(section, str) else None, tuple(source), pages)


def _trace_text(text: str, line: str, at: int) -> tuple[Segment, ...]:
    """Segments of the JSON string that holds the text; an escape (`\\n`, `\\u4e2d`) is a segment of length 0."""
    for match in _TEXT.finditer(line):
        if json.loads(f'"{match["value"]}"') == text:
            return tuple(_segments(match["value"], at + match.start("value")))
    return ()


def _segments(value: str, at: int) -> Iterator[Segment]:
    offset = done = 0
    for escape in _ESCAPE.finditer(value):
        if escape.start() > done:
            yield offset, at + done, escape.start() - done
        offset += escape.start() - done
        yield offset, at + escape.start(), 0
        offset, done = offset + 1, escape.end()
    if done < len(value):
        yield offset, at + done, len(value) - done
