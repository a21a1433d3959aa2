"""A PDF -> the lines of its text, in the order of reading, and where its pages begin."""

from __future__ import annotations

import itertools
import logging
import re
import statistics
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.documents.lines import HEADING, Line, join_with, split_indents
from extract.documents.paging import Paged
from extract.documents.pdf.columns import Row, group_lines, join_segments, read_rows
from extract.documents.pdf.flow import Block, find_headings, gather_blocks, measure
from extract.documents.pdf.layer import read_layer
from extract.documents.pdf.margins import drop_notes, drop_stacks, find_body_size
from extract.documents.pdf.running import find_running
from extract.documents.pdf.segments import Sheet, read_sheets
from extract.documents.tracing import Traced, concatenate, cut, place, spell, trace
from extract.model import InputError

log = logging.getLogger(__name__)

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"(?P<word>[^\W\d_]+)[-\u2010]$")
_REST = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Written:
    """The rows of a document as one text: each row on a line, each page behind a form feed."""

    source: str
    starts: tuple[int, ...]  # of the pages
    places: Mapping[int, int]  # id of a row -> its offset


def read_pdf(path: Path) -> Paged:
    """The lines of the text without running heads, page numbers and notes. Raises InputError naming the file and the remedy."""
    sheets = read_sheets(read_layer(path))
    rows = list(_read_text(sheets, str(path)))
    if not rows:
        raise InputError(f"{path}: no text in it but running heads; is it a form?")
    written = _write(rows, len(sheets))
    usual = measure(rows)
    blocks = list(gather_blocks(rows, usual))
    headings = find_headings(blocks, usual)
    words = _find_words(rows)
    lines = (line for i, block in enumerate(blocks) for line in _make_lines(block, i in headings, written, words))
    return Paged(written.source, tuple(lines), written.starts)


def _read_text(sheets: Sequence[Sheet], name: str) -> Iterator[Row]:
    """The rows that are text, page after page."""
    lines = {sheet.number: group_lines(drop_stacks(sheet.segments)) for sheet in sheets}
    _check_direction(sheets, name)
    running = find_running({page: [join_segments(line, page) for line in found] for page, found in lines.items()})
    kept = {page: [line for i, line in enumerate(found) if i not in running[page]] for page, found in lines.items()}
    rows = list(read_rows(kept))
    text = list(drop_notes(rows, find_body_size(rows), {sheet.number: sheet.marks for sheet in sheets}))
    if len(text) < len(rows):
        log.warning("%s: footnotes are not read (rows: %d)", name, len(rows) - len(text))
    yield from text


def _check_direction(sheets: Sequence[Sheet], name: str) -> None:
    """Refuses what is written from top to bottom: a character a line."""
    lengths = [len(segment.text) for sheet in sheets for segment in sheet.segments]
    if len(lengths) > 50 and statistics.median(lengths) == 1:
        raise InputError(f"{name}: the text runs from top to bottom, which is not read; save it as text")


def _write(rows: Sequence[Row], pages: int) -> Written:
    pieces: list[str] = []
    starts, places = [], {}
    length = 0
    by_page = {page: list(group) for page, group in itertools.groupby(rows, key=lambda row: row.page)}
    for page in range(1, pages + 1):
        starts.append(length)
        for row in by_page.get(page, ()):
            places[id(row)] = length
            pieces.append(row.text + "\n")
            length += len(pieces[-1])
        pieces.append("\f")
        length += 1
    return Written("".join(pieces), tuple(starts), places)


def _make_lines(block: Block, heading: bool, written: Written, words: Collection[str]) -> Iterator[Line]:
    at = [written.places[id(row)] for row in block.rows]
    pieces = [trace(written.source, start, start + len(row.text)) for start, row in zip(at, block.rows, strict=True)]
    indented = block.first > block.rows[0].size
    line = Line(_join(pieces, words), block.apart, indented, block.begins, HEADING if heading else "")
    yield from split_indents(line)


def _join(pieces: Sequence[Traced], words: Collection[str]) -> Traced:
    """The rows of a paragraph as one text; words that were broken at the end of a row are whole."""
    joined = [pieces[0]]
    for piece in pieces[1:]:
        last = joined[-1]
        if _is_broken(last.text, piece.text, words):
            joined[-1] = cut(last, 0, len(last.text) - 1)
        else:
            joined.append(spell(join_with(last.text, piece.text), place(last, len(last.text))))
        joined.append(piece)
    return concatenate(joined)


def _is_broken(left: str, right: str, words: Collection[str]) -> bool:
    """Whether the hyphen only breaks a word: inter-national, but not long-term, whose parts the document has as words."""
    word, rest = _BROKEN.search(left), _REST.match(right)
    if not word or not rest or not rest[0][0].islower():
        return False
    parts = word["word"].casefold(), rest[0].casefold()
    if "".join(parts) in words or "-".join(parts) in words:
        return "".join(parts) in words
    return not all(part in words for part in parts)


def _find_words(rows: Sequence[Row]) -> frozenset[str]:
    """The words that stand whole on a row."""
    found: set[str] = set()
    broken = False
    for row in rows:
        words = _WORD.findall(row.text.casefold())
        ends_broken = bool(_BROKEN.search(row.text))
        found.update(words[1 if broken else 0 : len(words) - ends_broken])
        broken = ends_broken
    return frozenset(found)
