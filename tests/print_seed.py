"""Makes tests/data/moscow-2020.pdf: prints a text of corpus/ by Chromium, with a running head and page numbers.

    .venv/bin/python tests/print_seed.py DroidSansFallbackFull.ttf

The file of today was made by Chromium 156 with the fonts Droid Sans Fallback (Debian's fonts-droid-fallback) and
Liberation Serif. Its pages have the head of the document's title, feet such as `— 3 —`, first rows that are set in and
justified rows; five paragraphs run over to the next page.
"""

from __future__ import annotations

import html
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from extract.documents.document import read_documents
from extract.model import Document

ROOT = Path(__file__).parent.parent
SEED, PRINTED = ROOT / "corpus" / "brics-2020-moscow-declaration.txt", ROOT / "tests" / "data" / "moscow-2020.pdf"
STYLE = """
@font-face { font-family: Song; src: url(FONT) }
@page { size: A4; margin: 28mm 26mm 26mm; @top-center { content: "TITLE"; font: 9pt "Liberation Serif", Song }
        @bottom-center { content: "— " counter(page) " —"; font: 9pt "Liberation Serif", Song } }
body { font: 12pt/1.7 "Liberation Serif", Song; text-align: justify; margin: 0 }
h1 { font-size: 20pt; text-align: center }
h2 { font-size: 13pt }
p { margin: 0; text-indent: 2em }
p.date { text-align: center; text-indent: 0 }
"""


def print_seed(font: Path) -> None:
    (document,) = read_documents(SEED)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(write_page(document, font), encoding="utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={PRINTED}"]
        subprocess.run([*command, page.as_uri()], check=True, timeout=120)


def write_page(document: Document, font: Path) -> str:
    style = STYLE.replace("FONT", font.absolute().as_uri()).replace("TITLE", document.meta.title or "")
    return f'<!doctype html><html lang="zh"><meta charset="utf-8"><style>{style}</style>{"".join(_elements(document))}'


def _elements(document: Document) -> Iterator[str]:
    year, month, day = map(int, str(document.meta.date).split("-"))
    yield f'<h1>{html.escape(document.meta.title or "")}</h1><p class="date">（{year}年{month}月{day}日）</p>'
    section = None
    for paragraph in document.paragraphs:
        if paragraph.section != section:
            section = paragraph.section
            yield f"<h2>{html.escape(section or '')}</h2>"
        yield f"<p>{paragraph.n}. {html.escape(paragraph.text)}</p>"


if __name__ == "__main__":
    print_seed(Path(sys.argv[1]))
