"""A PDF file -> its text layer, page by page, read by PDFium in a process of its own with bounded memory and time.

Whatever cannot be read is refused in one line with the remedy: a scan, an encrypted, damaged or cut off file, fonts
that do not tell which characters they show, too many pages, and what takes too much memory or time.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.documents.bounds import MAX_CHARACTERS
from extract.documents.decoding import check_file
from extract.model import InputError

log = logging.getLogger(__name__)

MAX_FILE_BYTES = 300_000_000  # most of a large PDF is pictures, which are not read
MAX_PAGES = 2_000
MAX_SECONDS = 360  # on the clock; the program itself stops after three minutes of processor time
_PROGRAM = Path(__file__).with_name("pdfium.py")
_END = 8_192  # bytes: behind the end marker may stand what a server or a mail program has added
_MOST_UNMAPPED = 0.2
_FEWEST_CHARACTERS = 30  # a page: with less on pages that are pictures, a scanner's stamp is all there is
_UNMAPPED = "\ufffd"

_OCR = "run OCR first, for example: ocrmypdf --force-ocr -l chi_sim+eng {name} read.pdf"
_SCAN = f"no text layer, the pages are pictures; {_OCR}"
_NO_CHARACTERS = f"its fonts do not tell which characters they show; {_OCR}"
_NO_TEXT = "no text in it; is it a form or a drawing?"
_TOO_MUCH = "reading it takes more memory or time than is allowed, or it is made to break readers; print it to a new PDF"
REFUSALS = {
    "password": "encrypted, and a password opens it; save it without: qpdf --decrypt --password-file=- {name} open.pdf",
    "format": "damaged, so that no page can be read; fetch it again, or mend it: qpdf {name} mended.pdf",
    "page": "damaged, page {count} cannot be read; fetch it again, or mend it: qpdf {name} mended.pdf",
    "pages": "{count} pages, more than the limit of {pages}; split it: qpdf --split-pages={pages} {name} part.pdf",
    "characters": "more than {count} characters of text; split it: qpdf --split-pages=100 {name} part.pdf",
}


@dataclass(frozen=True, slots=True)
class Run:
    """Characters on one baseline (points, growing upwards), each with its start and end; `angle` in degrees."""

    text: str
    starts: Sequence[float]
    ends: Sequence[float]
    baseline: float
    size: float
    bold: bool
    angle: int


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    runs: tuple[Run, ...]


def read_layer(path: Path) -> list[Page]:
    """The pages of the file, those without text too. Raises InputError naming the file and the remedy."""
    check_file(path, limit=MAX_FILE_BYTES)
    _check_ends(path)
    head, *rest = _run_program(path)
    found = [_refuse_or_pass(path, row) for row in (head, *rest)]
    pages = [Page(number, tuple(Run(*run) for run in row["runs"])) for number, row in enumerate(found[1:], 1)]
    _check_text(path, pages, [row["pictures"] for row in found[1:]])
    return pages


def _check_ends(path: Path) -> None:
    """PDFium mends a file that was cut off and loses what is missing without a word; so its end must be there."""
    with path.open("rb") as file:
        head = file.read(1_024)
        file.seek(max(path.stat().st_size - _END, 0))
        tail = file.read(_END)
    if b"%PDF-" not in head:
        raise InputError(f"{path}: not a PDF, whatever its name says; give it the suffix of what it is")
    if b"%%EOF" not in tail:
        raise InputError(f"{path}: cut off, its end is missing; fetch it again, or read what is left of it: qpdf {path} mended.pdf")


def _run_program(path: Path) -> list[dict[str, Any]]:
    command = [sys.executable, "-P", str(_PROGRAM), str(path), str(MAX_PAGES), str(MAX_CHARACTERS)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=MAX_SECONDS, check=False, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired as error:
        raise InputError(f"{path}: {_TOO_MUCH}") from error
    if done.returncode or not done.stdout:
        log.debug("%s: %s", path, done.stderr.decode("utf-8", "replace"))
        raise InputError(f"{path}: {_TOO_MUCH}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def _refuse_or_pass(path: Path, row: dict[str, Any]) -> dict[str, Any]:
    if "refused" in row:
        raise InputError(f"{path}: {REFUSALS[row['refused']].format(name=path, count=row.get('count'), pages=MAX_PAGES)}")
    return row


def _check_text(path: Path, pages: Sequence[Page], pictures: Sequence[bool]) -> None:
    """Raises InputError for a scan and for fonts without characters; names the pages that are pictures among others."""
    counts = Counter(map(_kind, _characters(pages)))
    if all(pictures) and counts.total() < _FEWEST_CHARACTERS * len(pages):
        raise InputError(f"{path}: {_SCAN.format(name=path)}")
    if not counts.total():
        raise InputError(f"{path}: {_NO_TEXT}")
    if counts["unmapped"] > _MOST_UNMAPPED * counts.total():
        raise InputError(f"{path}: {_NO_CHARACTERS.format(name=path)}")
    bare = [str(page.number) for page, pictured in zip(pages, pictures, strict=True) if pictured and not any(_characters([page]))]
    if bare:
        log.warning("%s: no text on page %s, which shows a picture; run OCR to have it read", path, ", ".join(bare))


def _characters(pages: Sequence[Page]) -> Iterator[str]:
    return (char for page in pages for run in page.runs for char in run.text if not char.isspace())


def _kind(char: str) -> str:
    """Private characters and controls stand for nothing that can be read."""
    return "unmapped" if char == _UNMAPPED or unicodedata.category(char) in ("Co", "Cn", "Cc") else "text"
