"""A seed of the corpus as PDF (tests/data/moscow-2020.pdf, see print_seed.py) and as .docx reads to the same paragraphs as its text."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from made_docx import add_list, make_docx, numbered
from print_seed import PRINTED, SEED

from extract.documents.document import read_documents
from extract.inputs import read_all
from extract.lexicon import load_lexicon
from extract.model import Document, Reading, page_at

SIDECAR = SEED.with_suffix(".yml")


def read(path: Path) -> Document:
    (document,) = read_documents(path)
    return document


def paragraphs(document: Document) -> list[tuple[str, str | None, str]]:
    return [(p.n, p.section, p.text) for p in document.paragraphs]


@pytest.fixture(scope="module")
def seed() -> Document:
    return read(SEED)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """The PDF with the sidecar of the text."""
    path = tmp_path_factory.mktemp("pdf") / "moscow.pdf"
    path.write_bytes(PRINTED.read_bytes())
    path.with_suffix(".yml").write_bytes(SIDECAR.read_bytes())
    return read(path)


def test_pdf_has_the_paragraphs_of_the_text(seed: Document, printed: Document) -> None:
    assert paragraphs(printed) == paragraphs(seed)
    assert printed.meta == seed.meta
    assert read(PRINTED).meta.title == seed.meta.title


def test_readings_differ_by_their_pages_alone(seed: Document, printed: Document) -> None:
    lexicon = load_lexicon()
    plain, paged = (list(read_all([document], lexicon)) for document in (seed, printed))
    assert [(r.n, r.mentions, r.statements, r.relations) for r in paged] == [(r.n, r.mentions, r.statements, r.relations) for r in plain]
    assert {r.pages for r in plain} == {()}
    _check_pages(paged)


def _check_pages(readings: list[Reading]) -> None:
    """Each clause begins on the page on which PDFium itself finds its first words."""
    pdf = pypdfium2.PdfDocument(PRINTED)
    texts = {number: "".join(page.get_textpage().get_text_range().split()) for number, page in enumerate(pdf, 1)}
    clauses = [(r, s.clause_start, "".join(r.text[s.clause_start :][:12].split())) for r in readings for s in r.statements]
    placed = [(page_at(r.pages, start), words) for r, start, words in clauses if sum(text.count(words) for text in texts.values()) == 1]
    assert [(page, words) for page, words in placed if page is None or words not in texts[page]] == []
    assert len({page for page, _ in placed}) == len(texts) == 10
    over = {r.n: [page for _, page in r.pages] for r in readings if len(r.pages) > 1}
    assert over == {"5": [1, 2], "12": [2, 3], "19": [3, 4], "38": [6, 7], "56": [9, 10]}


def test_docx_has_the_paragraphs_of_the_text(seed: Document, tmp_path: Path) -> None:
    made, section = make_docx(), None
    list_id = add_list(made, ("chineseCounting", "%1、"))
    made.add_paragraph(seed.meta.title, style="Title")
    made.add_paragraph("（2020年11月17日）")
    for paragraph in seed.paragraphs:
        if paragraph.section != section:
            section = paragraph.section
            made.add_heading(section or "", 1)
        made.add_paragraph(paragraph.text)._p.get_or_add_pPr().append(numbered(list_id))
    made.save(str(tmp_path / "x.docx"))
    document = read(tmp_path / "x.docx")
    assert paragraphs(document) == paragraphs(seed)
    assert (document.meta.title, document.meta.date) == (seed.meta.title, seed.meta.date)
    assert {p.pages for p in document.paragraphs} == {()}
