"""What stands on the sheets of a printed page: their size, their text, and how large its letters are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

A4 = (595, 842)  # points
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """`sizes`: letter -> its smallest size; `margin`: from the left edge to the first letter; all in points."""

    size: tuple[int, int]
    text: str
    sizes: dict[str, float]
    margin: float

    @property
    def chinese(self) -> dict[str, float]:
        return {letter: size for letter, size in self.sizes.items() if CHINESE.fullmatch(letter)}


def read_sheets(pdf: bytes) -> list[Sheet]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [_read(page) for page in document]


def _read(page: pypdfium2.PdfPage) -> Sheet:
    width, height = map(round, page.get_size())
    text = page.get_textpage()
    letters = list(_letters(text))
    sizes: dict[str, float] = {}
    for letter, size, _ in letters:
        sizes[letter] = min(size, sizes.get(letter, size))
    return Sheet((width, height), text.get_text_range(), sizes, min((left for *_, left in letters), default=0.0))


def _letters(text: pypdfium2.PdfTextPage) -> Iterator[tuple[str, float, float]]:
    """Each letter, its size on the sheet, and how far from the left edge it begins."""
    for place in range(text.count_chars()):
        letter, matrix = chr(raw.FPDFText_GetUnicode(text.raw, place)), raw.FS_MATRIX()
        if letter.strip() and raw.FPDFText_GetMatrix(text.raw, place, matrix):
            size = raw.FPDFText_GetFontSize(text.raw, place) * abs(matrix.d)
            yield letter, round(size, 1), text.get_charbox(place)[0]
