"""Sets made texts as PDFs for the tests, row by row, so that every place on a page is known.

The Chinese font is Adobe's, named and not embedded: the text layer is in its character codes (UniGB), as in many PDFs
of Chinese offices, and nothing needs to be installed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.0, 842.0  # A4
LEFT, RIGHT, TOP, BOTTOM = 85.0, 505.0, 740.0, 100.0  # of the text
SONG, TIMES, BOLD = "STSong-Light", "Times-Roman", "Times-Bold"
_TOKEN = re.compile(r"[^\u3000-\u9fff\uff00-\uffef\s|]+\|?|.")
_NO_BEGINNING = "，。；：、！？”）》"
registerFont(UnicodeCIDFont(SONG))


@dataclass(frozen=True)
class Text:
    """A row of text at a place on the page, the origin being its lower left corner."""

    x: float
    y: float
    text: str
    size: float = 12.0
    font: str = SONG
    angle: float = 0.0
    spread: float = 0.0  # between characters


@dataclass(frozen=True)
class Setting:
    """How paragraphs are set: indents in ems of the first row and of the others, gaps in points, where columns begin and end."""

    indent: float = 2.0
    hanging: float = 0.0
    gap: float = 0.0
    leading: float = 20.0
    size: float = 12.0
    font: str = SONG
    columns: Sequence[tuple[float, float]] = ((LEFT, RIGHT),)
    spread: float = 0.0
    justified: bool = False
    head: Callable[[int], Iterable[Text]] = field(default=lambda page: ())

    def width(self, token: str) -> float:
        return float(stringWidth(token.strip("|"), self.font, self.size)) + self.spread * len(token)


def write_pdf(path: Path, pages: Iterable[Iterable[Text]], **options: Any) -> Path:
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1, **options)
    for page in pages:
        for text in page:
            _draw(canvas, text)
        canvas.showPage()
    canvas.save()
    return path


def _draw(canvas: Canvas, text: Text) -> None:
    canvas.saveState()
    canvas.translate(text.x, text.y)
    canvas.rotate(text.angle)
    canvas.setFont(text.font, text.size)
    canvas.drawString(0, 0, text.text, charSpace=text.spread)
    canvas.restoreState()


def set_pages(paragraphs: Sequence[str], setting: Setting, first: Sequence[Text] = ()) -> list[list[Text]]:
    """The paragraphs flowing down the columns of page after page; `first` stands on the first page."""
    pages: list[list[Text]] = [[*first, *setting.head(1)]]
    column, y = 0, TOP
    for paragraph in paragraphs:
        for i, (row, last) in enumerate(break_rows(paragraph, setting)):
            if y < BOTTOM:
                column, y = (column + 1) % len(setting.columns), TOP
                pages += [] if column else [list(setting.head(len(pages) + 1))]
            left, right = setting.columns[column]
            left += (setting.hanging if i else setting.indent) * setting.size
            pages[-1] += _place(row, left, right, y, setting.justified and not last, setting)
            y -= setting.leading
        y -= setting.gap
    return pages


def _place(row: str, left: float, right: float, y: float, justified: bool, setting: Setting) -> Iterator[Text]:
    """The row as it stands; or its words each at its place, as typesetters do, who write no space."""
    words = row.split(" ")
    if not justified or len(words) == 1:
        yield Text(left, y, row, setting.size, setting.font, spread=setting.spread)
        return
    gap = (right - left - sum(map(setting.width, words))) / (len(words) - 1)
    for word in words:
        yield Text(left, y, word, setting.size, setting.font)
        left += setting.width(word) + gap


def break_rows(paragraph: str, setting: Setting) -> Iterator[tuple[str, bool]]:
    """The rows, and whether each is the last. At a vertical bar a word may be broken; no row begins with a stop."""
    tokens = _TOKEN.findall(paragraph)
    width = min(right - left for left, right in setting.columns)
    row, used = "", setting.indent * setting.size
    for token, following in zip(tokens, [*tokens[1:], ""], strict=True):
        need = setting.width(token) + (setting.width(following) if following and following in _NO_BEGINNING else 0)
        if row and token not in _NO_BEGINNING and used + need > width:
            yield _finish(row), False
            row, used = "", setting.hanging * setting.size
        if row or not token.isspace():
            row += token
            used += setting.width(token)
    yield _finish(row), True


def _finish(row: str) -> str:
    row = row.rstrip()
    return row[:-1].replace("|", "") + "-" if row.endswith("|") else row.replace("|", "")
