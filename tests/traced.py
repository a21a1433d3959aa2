"""Reads a text for a test, and checks that every character of its paragraphs stands in the source."""

from __future__ import annotations

from extract.documents.document import TEXT, read_document_text
from extract.model import Document


def read(source: str, *, name: str = "x.txt", form: str = TEXT) -> Document:
    return read_document_text(source, name=name, form=form)


def table(document: Document) -> list[tuple[str, str]]:
    return [(paragraph.n, paragraph.text) for paragraph in document.paragraphs]


def check_trace(document: Document, source: str) -> None:
    for paragraph in document.paragraphs:
        covered = 0
        for offset, at, length in paragraph.source:
            assert offset == covered
            assert source[at : at + length] == paragraph.text[offset : offset + length]
            covered += max(length, 1)
        assert covered == len(paragraph.text)
        assert len(paragraph.text.splitlines()) == 1
