"""A .docx -> its lines. As a reader sees them: what was inserted counts, what was deleted or hidden does not.

Headers, footers, comments and notes stand in parts of their own and are not read; of tables each cell is read in turn,
of text boxes what stands in them, behind the paragraph that they hang on.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract.documents.lines import HEADING, Line, is_closed, split_indents
from extract.documents.paging import Paged
from extract.documents.tracing import trace
from extract.documents.word.numbers import Numbers, count_on, read_lists
from extract.documents.word.package import Package, child, is_on, name_of, open_package, value
from extract.documents.word.styles import Styles, find_list, is_contents, is_heading, read_styles
from extract.model import InputError

log = logging.getLogger(__name__)

_NOT_READ = frozenset(
    ("del", "moveFrom", "instrText", "delText", "rt", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "tcPr", "trPr", "rubyPr")
)
_CHARACTERS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_BREAK, _PAGE = "\n", "\f"
_LONGEST_HEADING = 120
_INDENTS = ("firstLine", "firstLineChars")


@dataclass(slots=True)
class Reader:
    """The text so far (`pieces`, of `length` characters) and what is known of the document."""

    styles: Styles
    numbers: Numbers
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    breaks: list[int] = field(default_factory=list)  # where Word has begun a new page
    carried: str = ""  # of a paragraph whose end was deleted
    notes: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A line's span in the text, and what Word says of it."""

    start: int
    end: int
    begins: bool = False
    indented: bool = False
    role: str = ""


def read_docx(path: Path) -> Paged:
    """The lines of the text. Raises InputError naming the file and the remedy."""
    package = open_package(path)
    styles = read_styles(package.styles)
    reader = Reader(styles, read_lists(package.numbering, styles))
    places = list(_read_block(reader, child(package.body, "body"), False))
    if not places:
        raise InputError(f"{path}: no text in it; is it a form or a picture?")
    if reader.notes:
        log.warning("%s: footnotes are not read (references to them: %d)", path, reader.notes)
    source = "".join(reader.pieces)
    lines = (line for place in places for line in split_indents(_make_line(source, place)))
    return Paged(source, tuple(lines), _find_starts(reader, package))


def _make_line(source: str, place: Place) -> Line:
    return Line(trace(source, place.start, place.end), indented=place.indented, begins=place.begins, role=place.role)


def _find_starts(reader: Reader, package: Package) -> tuple[int, ...]:
    """Where pages begin, if Word has laid the file out last and marked as many pages as it says it has."""
    properties = package.properties if package.properties is not None else ()
    told = {name_of(element).rsplit(":", 1)[-1]: element.text or "" for element in properties}
    starts = (0, *reader.breaks)
    laid_out = told.get("Application", "").startswith("Microsoft") and told.get("Pages") == str(len(starts))
    return starts if laid_out and reader.breaks else ()


def _read_block(reader: Reader, element: Any, in_table: bool) -> Iterator[Place]:
    """The lines of paragraphs, tables and whatever holds them."""
    for inner in element if element is not None else ():
        name = name_of(inner)
        if name == "p":
            boxes: list[Any] = []
            yield from _read_paragraph(reader, inner, boxes, in_table)
            for box in boxes:
                yield from _read_block(reader, box, True)
        elif name not in _NOT_READ and not (name == "tr" and child(inner, "trPr", "del") is not None):
            yield from _read_block(reader, _choose(inner), in_table or name == "tbl")


def _choose(element: Any) -> Any:
    """Of alternatives the first; the same follows once more for old programs."""
    return next(iter(element), ()) if name_of(element).endswith(":AlternateContent") else element


def _read_paragraph(reader: Reader, paragraph: Any, boxes: list[Any], in_table: bool) -> Iterator[Place]:
    text = reader.carried + "".join(_read_inline(reader, paragraph, boxes))
    mark = child(paragraph, "pPr", "rPr")
    if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
        reader.carried = text  # its end was deleted: it goes on in the next
        return
    reader.carried = ""
    list_id, level = find_list(paragraph, reader.styles)
    label = count_on(reader.numbers, list_id, level) if list_id else ""
    if text.strip() and not is_contents(paragraph, reader.styles):
        yield from _write(reader, label, text, paragraph, in_table or list_id is not None)
    else:
        reader.breaks += [reader.length] * text.count(_PAGE)


def _write(reader: Reader, label: str, text: str, paragraph: Any, begins: bool) -> Iterator[Place]:
    """Adds a paragraph to the text; a forced line break parts it into lines."""
    heading = is_heading(paragraph, reader.styles) and len(text) <= _LONGEST_HEADING and not is_closed(text.strip())
    indent = child(paragraph, "pPr", "ind")
    indented = any((value(indent, name) or "0") > "0" for name in _INDENTS) or bool(re.match(r"[ \u3000]{2,}", text))
    for i, part in enumerate(text.split(_BREAK)):
        start, first = reader.length, i == 0
        _add(reader, label if first else "", part)
        if part.strip(_PAGE + " \t\u3000"):
            yield Place(start, reader.length, first and begins, first and indented, HEADING if heading else "")
        _add(reader, "", "\n")


def _add(reader: Reader, label: str, text: str) -> None:
    """Adds the text without its page breaks, and notes where they are: before the number, where nothing else stands before them."""
    while text.startswith(_PAGE):
        reader.breaks.append(reader.length)
        text = text.removeprefix(_PAGE)
    for i, piece in enumerate((label + text).split(_PAGE)):
        reader.breaks += [reader.length] if i else []
        reader.pieces.append(piece)
        reader.length += len(piece)


def _read_inline(reader: Reader, element: Any, boxes: list[Any]) -> Iterator[str]:
    """The text of a paragraph; text boxes in it are put aside."""
    for inner in element:
        name = name_of(inner)
        if name in ("t", "math:t"):
            yield (inner.text or "").replace("\n", " ").replace("\f", " ")
        elif name == "br":
            yield "" if value(inner, "type") in ("page", "column") else _BREAK
        elif name == "lastRenderedPageBreak":
            yield _PAGE
        elif name in _CHARACTERS:
            yield _CHARACTERS[name]
        elif name in ("footnoteReference", "endnoteReference"):
            reader.notes += 1
        elif name == "txbxContent":
            boxes.append(inner)
        elif name not in _NOT_READ and not (name == "r" and is_on(child(inner, "rPr", "vanish"))):
            yield from _read_inline(reader, _choose(inner), boxes)
