"""JSON lines of paragraphs, `{doc, n, text}`: read as they are, several documents in one file, further keys ignored."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from extract.documents.decoding import MAX_BYTES
from extract.documents.headers import make_metadata
from extract.documents.tracing import Segment
from extract.model import Document, InputError, Metadata, Paragraph, pages_of

_TEXT = re.compile(r'"text"\s*:\s*"(?P<value>(?:[^"\\]|\\.)*+)"')
_ESCAPE = re.compile(r"(?:\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.)")


def read_json_lines(source: str, *, name: str) -> Iterator[Document]:
    """The documents of the file, in the order in which they begin.

    Raises InputError naming file and line for malformed JSON, for a line without doc, n or text, and for a second
    paragraph with the doc and n of another.
    """
    documents: dict[str, dict[str, Paragraph]] = {}
    metas: dict[str, Metadata] = {}
    at = 0
    for number, line in enumerate(source.split("\n"), 1):
        if line.strip():
            raw = _read_line(line, place=f"{name}:{number}")
            _add(documents.setdefault(raw["doc"], {}), _paragraph(raw, line, at, place=f"{name}:{number}"), place=f"{name}:{number}")
            metas.setdefault(raw["doc"], _meta(raw, place=f"{name}:{number}"))
        at += len(line) + 1
    if not documents:
        raise InputError(f"{name}: no paragraph in this file; want one JSON object with doc, n, text a line")
    for doc, paragraphs in documents.items():
        yield Document(metas[doc], tuple(paragraphs.values()))


def _read_line(line: str, *, place: str) -> dict[str, Any]:
    if len(line) > MAX_BYTES:
        raise InputError(f"{place}: the line has {len(line)} characters, more than {MAX_BYTES}; one paragraph a line")
    try:
        raw = json.loads(line)
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
    if isinstance(raw["n"], bool) or not isinstance(raw["n"], (str, int)):
        raise InputError(f"{place}: n must be a number or a string, not {raw['n']!r:.40}")


def _add(paragraphs: dict[str, Paragraph], paragraph: Paragraph, *, place: str) -> None:
    if paragraph.n in paragraphs:
        raise InputError(f"{place}: n {paragraph.n!r} stands twice in one document; number the paragraphs apart")
    paragraphs[paragraph.n] = paragraph


def _meta(raw: dict[str, Any], *, place: str) -> Metadata:
    """A reading carries its document's metadata in `document`."""
    given = raw.get("document") or {}
    if not isinstance(given, dict):
        raise InputError(f"{place}: document must be an object of metadata")
    return make_metadata({**given, "id": raw["doc"]}, name=place)


def _paragraph(raw: dict[str, Any], line: str, at: int, *, place: str) -> Paragraph:
    section = raw.get("section")
    try:
        pages = pages_of(raw.get("pages", ()))
    except (TypeError, ValueError) as error:
        raise InputError(f"{place}: pages must be a list of [offset, page], such as [[0, 4], [57, 5]]") from error
    return Paragraph(raw["n"], raw["text"], section if isinstance(section, str) else None, _trace_text(raw["text"], line, at), pages)


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
