"""Where the pages of a document begin, and so on which pages a paragraph stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.documents.lines import Line
from extract.documents.tracing import Segment


@dataclass(frozen=True, slots=True)
class Paged:
    """The text of a file that is no text file, and its lines, which lead back into `source`.

    `starts` are the offsets in `source` at which pages 1, 2, … begin; empty where the file does not tell.
    """

    source: str
    lines: tuple[Line, ...]
    starts: tuple[int, ...] = ()


def find_pages(segments: Iterable[Segment], starts: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """(offset in the text, page) for the beginning of the text and for each place where another page begins."""
    found: list[tuple[int, int]] = []
    for offset, at, length in segments:
        first, last = bisect_right(starts, at), bisect_right(starts, at + max(length, 1) - 1)
        for page in range(first, last + 1):
            if page and (not found or found[-1][1] != page):
                found.append((offset if page == first else offset + starts[page - 1] - at, page))
    return tuple(found)
