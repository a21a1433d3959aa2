"""Any source file -> documents of clean numbered paragraphs, each with its way back to the source's own characters.

Reads .txt, .md (with a YAML head, with HTML inside), .html, .jsonl ({doc, n, text} a line), .pdf and .docx, and what a
person has noted down beside them: `x.yml` (or `x.txt.yml`) is the metadata of `x.txt`.
"""

from __future__ import annotations

import logging
import os
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from extract.documents.bounds import bounded, check_paragraphs
from extract.documents.decoding import decode, held_still, read_bytes
from extract.documents.furniture import drop_furniture, drop_running_heads, mark_captions
from extract.documents.headers import (
    check_values,
    find_origin,
    find_sidecar,
    infer_metadata,
    make_metadata,
    read_front,
    read_sidecar,
    split_head,
)
from extract.documents.jsonl import read_json_file
from extract.documents.lines import Line, split_lines
from extract.documents.markup import find_title, html_lines, read_markdown_marks
from extract.documents.paging import find_pages
from extract.documents.paragraphs import join_paragraphs
from extract.documents.tracing import trace
from extract.model import CheckError, Document, InputError, Paragraph, raise_error

log = logging.getLogger(__name__)

TEXT, MARKDOWN, HTML, JSONL, PDF, DOCX = "text", "markdown", "html", "jsonl", "pdf", "docx"
SUFFIXES = {".txt": TEXT, ".md": MARKDOWN, ".html": HTML, ".htm": HTML, ".jsonl": JSONL, ".pdf": PDF, ".docx": DOCX}
_HIDDEN = (".", "~$")  # ~$x.docx stands beside x.docx while Word has it open
_WITHOUT_SIDECAR = frozenset((".jsonl",))  # it may hold several documents
EXPECTATIONS = "expect.yml"  # what the documents of a folder yield together (see expectations.py)
_LINK = "a link to a folder; to read what it holds, name the folder itself"
_PAGE = re.compile(r"\s*<(?:!doctype|html|body|div|p)\b", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:!doctype|html|body|div|p|br|table|article|section|span|h[1-6])\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sources:
    """The files that a path stands for, in order, and what lies among them that is no document."""

    files: tuple[Path, ...]
    skipped: tuple[Path, ...] = ()


def list_sources(path: Path) -> Sources:
    """The readable documents of a file or folder. Raises InputError when there are none, or the suffix is unknown."""
    if not path.is_dir():
        if path.suffix.lower() not in SUFFIXES and path.is_file():
            remedy = "an old Word file; save it as .docx" if path.suffix.lower() == ".doc" else f"known are {', '.join(SUFFIXES)}"
            raise InputError(f"{path}: unknown kind of file; {remedy}")
        return Sources((path,))
    found = [file for file in _walk(path) if not file.name.startswith(_HIDDEN) and file.name != EXPECTATIONS]
    files = [file for file in found if _is_document(file) or _is_closed(file)]
    if not files:
        raise InputError(f"{path}: no document in this folder; known are {', '.join(SUFFIXES)}")
    used = {*files, *(find_sidecar(file) for file in files if file.suffix.lower() not in _WITHOUT_SIDECAR)}
    return Sources(tuple(files), tuple(file for file in found if file not in used))


def _is_document(file: Path) -> bool:
    return file.suffix.lower() in SUFFIXES and file.stem.upper() != "README" and not _is_link(file)


def _is_closed(file: Path) -> bool:
    """Whether it is a folder that cannot be listed: it is refused when its turn comes, and the others are read."""
    return not _is_link(file) and file.is_dir()


def _is_link(file: Path) -> bool:
    """Whether it is a link to a folder: it may lead back to where we are."""
    return file.is_symlink() and file.is_dir()


def _walk(folder: Path) -> Iterator[Path]:
    """The files below the folder, the links to folders, which are not followed, and the folders that cannot be listed."""
    closed: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        links = [name for name in folders if (Path(parent) / name).is_symlink()]
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent) / name for name in sorted([*names, *links]))
    yield from closed


def read_documents(path: Path, *, refuse: Callable[[InputError], None] = raise_error) -> Iterator[Document]:
    """The documents of a file, or of all files below a folder in the order of their names.

    For a file that cannot be read `refuse` is called with the error, which names the file and the remedy, and the others
    are read; by default it is raised. Two documents with one id are an error too.
    """
    seen: dict[str, Path] = {}
    for file in list_files(path):
        try:
            for document in read_json_file(file, name=str(file)) if is_jsonl(file) else [read_file(file)]:
                if document.meta.id in seen:
                    raise taken(document.meta.id, str(file), str(seen[document.meta.id]))
                seen[document.meta.id] = file
                yield document
        except InputError as error:
            refuse(error)


def list_files(path: Path) -> tuple[Path, ...]:
    """The readable documents of a file or folder; what is skipped is told. Raises InputError as `list_sources` does."""
    sources = list_sources(path)
    for skipped in sources.skipped:
        log.warning("%s: skipped, %s", skipped, _LINK if _is_link(skipped) else "neither a document nor the metadata of one")
    return sources.files


def taken(doc: str, name: str, other: str) -> InputError:
    return InputError(f"{name}: the id {doc!r} is taken by {other}; give another")


def is_jsonl(path: Path) -> bool:
    """Whether the file may hold several documents."""
    return path.suffix.lower() in _WITHOUT_SIDECAR


def read_file(path: Path) -> Document:
    """The document of a file that holds one, with what stands in its sidecar."""
    form = SUFFIXES.get(path.suffix.lower(), TEXT)
    sidecar = find_sidecar(path)
    meta = read_sidecar(sidecar) if sidecar else {}
    if form in (PDF, DOCX):
        return _read_paged(path, form, meta)
    return read_document_text(decode(read_bytes(path), name=str(path)), name=str(path), form=form, meta=meta)


def _read_paged(path: Path, form: str, meta: Mapping[str, Any]) -> Document:
    if form == PDF:
        from extract.documents.pdf.read import read_pdf as read
    else:
        from extract.documents.word.read import read_docx as read
    with held_still(path):
        paged = read(path)
    document = _make_document(list(bounded(paged.lines, str(path))), _check_given({}, meta, str(path)), name=str(path))
    paragraphs = tuple(replace(p, pages=find_pages(p.source, paged.starts)) for p in document.paragraphs)
    return replace(document, paragraphs=paragraphs)


def read_document_text(source: str, *, name: str, form: str = TEXT, meta: Mapping[str, Any] | None = None) -> Document:
    """The document of one text. `name` is for messages; `meta` has Metadata's fields and goes before the text's own head.

    Raises InputError when there is no text, when metadata are wrong, or when the number of paragraphs is not the expected.
    """
    _check_text(source, name)
    head, start = split_head(source, name=name, sure=form == MARKDOWN)
    given = _check_given(head, meta or {}, name)
    form = HTML if form == TEXT and _PAGE.match(source, start) else form
    lines = list(bounded(_split(source, start, form, name), name))
    if form == HTML and "title" not in given and (title := find_title(source, name=name)):
        given["title"] = title
    return _make_document(lines, given, name=name)


def _check_given(head: Mapping[str, Any], meta: Mapping[str, Any], name: str) -> dict[str, Any]:
    return check_values({"id": unicodedata.normalize("NFC", Path(name).stem), **head, **meta}, name=name)


def _make_document(lines: Sequence[Line], given: Mapping[str, Any], *, name: str) -> Document:
    """The document of lines that still have their title, dates and page furniture."""
    origin = find_origin(lines)
    front = read_front(list(drop_furniture(lines)), title=given.get("title"))
    body = list(mark_captions(list(drop_running_heads(front.lines))))
    paragraphs = tuple(join_paragraphs(body))
    check_paragraphs(paragraphs, name)
    text = paragraphs[0].text if paragraphs else ""
    document = Document(make_metadata(infer_metadata(given, front, origin, text), name=name), paragraphs)
    _check_count(document, name)
    return document


def _check_text(source: str, name: str) -> None:
    if not source.strip():
        raise InputError(f"{name}: no text in it; put the document's text there or leave it out")
    try:
        source.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(f"{name}: not UTF-8 (character {error.start}); convert it with iconv") from error


def _split(source: str, start: int, form: str, name: str) -> Iterator[Line]:
    if form == HTML or (form == MARKDOWN and _MARKUP.search(source, start)):
        lines = html_lines(source, start, name=name)
    else:
        lines = split_lines(trace(source, start))
    marked = form == MARKDOWN
    return (read_markdown_marks(line) if marked or line.text.startswith("#") else line for line in lines)


def _check_count(document: Document, name: str) -> None:
    """The expected number of paragraphs is an assertion about the file."""
    expected, found = document.meta.paragraphs, len(document.paragraphs)
    if not found:
        raise InputError(f"{name}: no paragraph of text in it; is it a page of headings and links?")
    if expected is not None and expected != found:
        raise CheckError(
            f"{name}: {document.meta.id} must have {expected} paragraphs, {found} were found ({first_gap(document.paragraphs)});"
            " mend the text, or `paragraphs` in its metadata"
        )


def first_gap(paragraphs: Sequence[Paragraph]) -> str:
    """Where the numbers first do not count up by one: `38 is missing after 37`."""
    numbers = [int(paragraph.n) for paragraph in paragraphs if paragraph.n.isdecimal()]
    for before, after in zip([0, *numbers], numbers, strict=False):
        if after != before + 1:
            return f"{before + 1} is missing before {after}"
    return f"no gap in the numbering, the last is {numbers[-1]}" if numbers else "no paragraph has a number"
