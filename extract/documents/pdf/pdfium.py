"""Writes the characters of a PDF's pages with their places, one JSON object a line: a program of its own, run by layer.py.

    python -P pdfium.py FILE MAX_PAGES MAX_CHARACTERS

It imports nothing of ours and is the only importer of PDFium, so that whatever a file does to it (memory, time, a
crash) ends this process and not the caller's. Images, attachments and scripts are never decoded.

First line: {"pages": …}, or {"refused": password, format, pages or characters, "count": …} where the file cannot be
read. Then one line a page: {"pictures": whether it shows images, "runs": [[text, starts, ends, baseline, size, bold, angle], …]}.
Lengths are points along the run's own direction; `angle` is its direction in degrees, and `baseline` grows upwards.
"""

from __future__ import annotations

import ctypes
import json
import math
import re
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

MAX_BYTES, MAX_SECONDS = 384 << 20, 180  # of memory and of processor time
# Processor time to begin with, and more with each page that is done: drawn maps take a second, text a few hundredths.
FIRST_SECONDS, PAGE_SECONDS = 5, 0.1
_BOLD = re.compile(r"bold|black|heavy|simhei|heiti|-hei|[ _]hei|黑", re.IGNORECASE)
_NAME_LENGTH = 200
_UNMAPPED = "\ufffd"


def main(path: str, max_pages: int, max_characters: int) -> None:
    limit_process()
    try:
        pdf = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        return write({"refused": "password" if error.err_code == c.FPDF_ERR_PASSWORD else "format"})
    if len(pdf) > max_pages:
        return write({"refused": "pages", "count": len(pdf)})
    write({"pages": len(pdf)})
    left = max_characters
    for number in range(len(pdf)):
        limit(resource.RLIMIT_CPU, FIRST_SECONDS + int(PAGE_SECONDS * number))
        left -= write_page(pdf, number, left)
        if left < 0:
            return write({"refused": "characters", "count": max_characters})
    return None


def limit_process() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (FIRST_SECONDS, MAX_SECONDS))
    limit(resource.RLIMIT_DATA, MAX_BYTES)


def limit(what: int, most: int) -> None:
    with suppress(ValueError, OSError):  # macOS bounds no memory
        resource.setrlimit(what, (most, resource.getrlimit(what)[1]))


def write(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=True, separators=(",", ":")) + "\n")


def write_page(pdf: pdfium.PdfDocument, number: int, most: int) -> int:
    """Writes one page and gives the number of its characters; a page with more than `most` is not written."""
    try:
        page = pdf[number]
        text_page = page.get_textpage()
    except pdfium.PdfiumError:
        write({"refused": "page", "count": number + 1})
        sys.exit()
    count = text_page.count_chars()
    if count <= most:
        pictures = any(c.FPDFPageObj_GetType(c.FPDFPage_GetObject(page, i)) == c.FPDF_PAGEOBJ_IMAGE for i in range(count_objects(page)))
        write({"pictures": pictures, "runs": list(read_runs(page, text_page, count))})
    text_page.close()
    page.close()
    return int(count)


def count_objects(page: pdfium.PdfPage) -> int:
    return int(c.FPDFPage_CountObjects(page))


def read_runs(page: pdfium.PdfPage, text_page: pdfium.PdfTextPage, count: int) -> Iterator[list[Any]]:
    """Characters that follow one another on one baseline in one size and weight."""
    box = page.get_bbox()
    run: list[Any] = []
    style: list[Any] = []
    last: int | None = None
    for i in range(count):
        if c.FPDFText_IsGenerated(text_page, i) == 1:
            continue
        piece = c.FPDFText_GetTextObject(text_page, i)
        address = ctypes.addressof(piece.contents) if piece else None
        if not style or address != last:
            style, last = read_style(text_page, i, piece), address
        place = read_place(text_page, i, style, box)
        if place is None:
            continue
        start, end, base = place
        if not run or run[3:] != [base, *style]:
            if run:
                yield run
            run = ["", [], [], base, *style]
        run[0] += read_character(text_page, i)
        run[1].append(start)
        run[2].append(end)
    if run:
        yield run


_X, _Y, _BOX = ctypes.c_double(), ctypes.c_double(), c.FS_RECTF()


def read_place(text_page: pdfium.PdfTextPage, index: int, style: list[Any], page: tuple[float, ...]) -> tuple[float, float, float] | None:
    """Start, end and baseline of a character in its direction, to a hundredth of a point; None off the page."""
    c.FPDFText_GetCharOrigin(text_page, index, _X, _Y)
    x, y, (size, _, angle) = _X.value, _Y.value, style
    if not (page[0] - size <= x <= page[2] + size and page[1] - size <= y <= page[3] + size):
        return None
    c.FPDFText_GetLooseCharBox(text_page, index, _BOX)
    if angle == 0:
        return round(x, 2), round(_BOX.right, 2), round(y, 2)
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    ends = [u * cosine + v * sine for u in (_BOX.left, _BOX.right) for v in (_BOX.bottom, _BOX.top)]
    return round(x * cosine + y * sine, 2), round(max(ends), 2), round(y * cosine - x * sine, 2)


def read_style(text_page: pdfium.PdfTextPage, index: int, piece: Any) -> list[Any]:
    """Size in points, whether bold, and the direction in degrees."""
    matrix = c.FS_MATRIX()
    c.FPDFText_GetMatrix(text_page, index, matrix)
    size = c.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
    return [round(size, 2), bool(_BOLD.search(read_font_name(piece))), round(math.degrees(math.atan2(matrix.b, matrix.a)))]


def read_font_name(piece: Any) -> str:
    font = c.FPDFTextObj_GetFont(piece) if piece else None
    if not font:
        return ""
    buffer = ctypes.create_string_buffer(_NAME_LENGTH)
    length = c.FPDFFont_GetBaseFontName(font, buffer, _NAME_LENGTH)
    return buffer.value.decode("utf-8", "replace") if 0 < length <= _NAME_LENGTH else ""


def read_character(text_page: pdfium.PdfTextPage, index: int) -> str:
    """One character; U+FFFD where the font does not tell which. PDFium writes a hyphen at the end of a line as U+0002."""
    code = c.FPDFText_GetUnicode(text_page, index)
    if code in (2, 0xAD):
        return "-"
    mapped = code and c.FPDFText_HasUnicodeMapError(text_page, index) != 1 and not 0xD800 <= code <= 0xDFFF and code <= sys.maxunicode
    return chr(code) if mapped else _UNMAPPED


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
