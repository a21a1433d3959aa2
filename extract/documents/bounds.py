"""How large one document may be: what is larger is refused in one line, before it costs the memory or hours of reading.

The longest report of the United Nations has 5 MB as a page and under 500,000 characters; the longest paragraph of any text
that we know has 2,000. A file beyond these bounds is several documents in one, a table, or made to break readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extract.documents.lines import Line
from extract.model import InputError, Paragraph

MAX_LINES, MAX_CHARACTERS = 50_000, 1_000_000  # of a document
MAX_PARAGRAPHS, MAX_PARAGRAPH = 10_000, 40_000  # of a document; characters of one of them: a whole declaration on one line
MAX_TAGS = 500_000
_SPLIT = "split it into several files"


def check_tags(source: str, name: str) -> None:
    if (tags := source.count("<")) > MAX_TAGS:
        raise InputError(f"{name}: {tags} tags, more than the limit of {MAX_TAGS}; save the page as text, or {_SPLIT}")


def check_characters(count: int, name: str) -> None:
    if count > MAX_CHARACTERS:
        raise InputError(f"{name}: more than {MAX_CHARACTERS} characters of text; {_SPLIT}")


def bounded(lines: Iterable[Line], name: str) -> Iterator[Line]:
    """The lines, until they are too many."""
    characters = 0
    for number, line in enumerate(lines, 1):
        characters += len(line.text)
        check_characters(characters, name)
        if number > MAX_LINES:
            raise InputError(f"{name}: more than {MAX_LINES} lines; {_SPLIT}")
        yield line


def check_paragraphs(paragraphs: Sequence[Paragraph], name: str) -> None:
    if len(paragraphs) > MAX_PARAGRAPHS:
        raise InputError(f"{name}: {len(paragraphs)} paragraphs, more than the limit of {MAX_PARAGRAPHS}; {_SPLIT}")
    for paragraph in paragraphs:
        check_paragraph(paragraph.text, f"{name}: paragraph {paragraph.n}")


def check_paragraph(text: str, place: str) -> None:
    if len(text) > MAX_PARAGRAPH:
        bound = f"more than the limit of {MAX_PARAGRAPH}"
        raise InputError(f"{place}: {len(text)} characters without a break, {bound}; part its paragraphs with blank lines")
