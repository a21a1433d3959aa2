"""Tells running heads, feet and page numbers from the text: what comes back at the same edge of page after page.

The genre's patterns: the title or the symbol of the document on top of every page, or of every other; 3, — 3 —, 3/12,
Page 3 of 12, 第3页 at either edge. The first page may lack them, or bear a title of the same words, which stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.documents.layout import is_furniture, kind_of_title
from extract.documents.pdf.columns import Row

_DEEPEST = 4  # rows of a head or a foot
_FEWEST, _FEWEST_COUNTING = 2, 3  # pages that bear it; with numbers that change and no word for page
_MOSTLY = 0.6  # of the pages
_SAME_PLACE, _LEADING = 0.6, 1.8  # ems: between the places of one head; between rows, where a page does not tell
_WIDER, _FULL = 1.2, 0.8  # of the distance of rows; of the widest row
_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"\b[ivxlc]{1,7}\b")
_PAGE_NUMBER = re.compile(r"\W*(?:第\W*)?#\W*(?:页\W*)?(?:(?:of|共|/|／)\W*#\W*页?\W*)?|\W*(?:page|p)\W*#\W*(?:(?:of|/)\W*#\W*)?")
_LONGEST_NUMBER = 40  # characters
_STOPS = ("。", "，", "；", "：", "！", "？")
_CHINESE_PAGE = re.compile(r"第\s*([〇零一二三四五六七八九十百]+)\s*页")

Lines = Mapping[int, Sequence[Row]]  # page -> its rows from top to bottom, each as wide as the page


@dataclass(frozen=True, slots=True)
class Edge:
    """A row at the edge of its page; `key` is its text without what changes from page to page."""

    row: Row
    index: int
    key: str
    numbers: tuple[int, ...]


def find_running(lines: Lines) -> dict[int, set[int]]:
    """For each page the indices of its rows that are running heads, feet or page numbers."""
    found: dict[int, set[int]] = {page: set() for page in lines}
    for from_bottom in (False, True):
        for _ in range(_DEEPEST):
            edges = list(_outermost(lines, found, from_bottom))
            running = [edge for group in _group(edges) if _runs(group, lines, from_bottom) for edge in group]
            pages = {edge.row.page for edge in running}
            others = [edge for edge in edges if edge.row.page not in pages]
            running += [edge for edge in others if _is_number_apart(edge, lines[edge.row.page], from_bottom)]
            running += _find_beside(others, running, len(lines))
            for edge in running:
                if not _is_title_itself(edge, lines):
                    found[edge.row.page].add(edge.index)
    return found


def _outermost(lines: Lines, found: Mapping[int, set[int]], from_bottom: bool) -> Iterator[Edge]:
    """The first row of each page that is not yet taken, from the top or from the bottom."""
    for page, rows in lines.items():
        left = [i for i in range(len(rows)) if i not in found[page]]
        if left:
            index = left[-1] if from_bottom else left[0]
            yield Edge(rows[index], index, *read_key(rows[index].text))


def read_key(text: str) -> tuple[str, tuple[int, ...]]:
    """The text without spaces and with # for its numbers, and the numbers: `Page 3 of 12` -> (`page#of#`, (3, 12))."""
    plain = _CHINESE_PAGE.sub("第0页", unicodedata.normalize("NFKC", text).casefold())
    numbers = tuple(int(number) for number in _NUMBER.findall(plain)[:9] if len(number) < 9)
    return "".join(_ROMAN.sub("#", _NUMBER.sub("#", plain)).split()), numbers


def _group(edges: Sequence[Edge]) -> Iterator[list[Edge]]:
    """Edges of one key at one height."""
    by_key: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        by_key[edge.key].append(edge)
    for same in by_key.values():
        same.sort(key=lambda edge: edge.row.baseline)
        start = 0
        for i in range(1, len(same) + 1):
            if i == len(same) or same[i].row.baseline - same[i - 1].row.baseline > _SAME_PLACE * same[i].row.size:
                yield same[start:i]
                start = i


def _runs(group: Sequence[Edge], lines: Lines, from_bottom: bool) -> bool:
    """Whether it comes back: the same words, or a number that keeps step with the page."""
    if len(group) < _FEWEST:
        return False
    if _is_page_number(group[0].key):
        return _keeps_step(group) or not group[0].numbers  # i, ii, iii
    if group[0].row.text.endswith(_STOPS):
        return False  # a piece of a sentence
    apart = all(_is_apart(edge, lines[edge.row.page], from_bottom) for edge in group)
    if len({edge.numbers for edge in group}) > 1:
        return apart and len(group) >= _FEWEST_COUNTING and _keeps_step(group)
    return apart or (len(group) > _FEWEST and all(_is_short(edge, lines[edge.row.page]) for edge in group))


def _is_page_number(key: str) -> bool:
    return len(key) <= _LONGEST_NUMBER and _PAGE_NUMBER.fullmatch(key) is not None


def _is_apart(edge: Edge, rows: Sequence[Row], from_bottom: bool) -> bool:
    """Whether it stands off the rows next to it, by its type or by a wider gap than theirs."""
    near = rows[: edge.index][:-3:-1] if from_bottom else rows[edge.index + 1 : edge.index + 3]
    if not near or abs(near[0].size - edge.row.size) > 0.05 * edge.row.size:
        return True
    usual = abs(near[0].baseline - near[1].baseline) if len(near) > 1 else _LEADING * near[0].size
    return abs(edge.row.baseline - near[0].baseline) > _WIDER * usual


def _is_short(edge: Edge, rows: Sequence[Row]) -> bool:
    widest = max(row.right - row.left for row in rows)
    return edge.row.right - edge.row.left < _FULL * widest


def _keeps_step(group: Sequence[Edge]) -> bool:
    """Whether one of its numbers grows with the page on most pages; in an annex it may begin anew."""
    steps = Counter((i, number - edge.row.page) for edge in group for i, number in enumerate(edge.numbers))
    return max(steps.values(), default=0) >= max(_FEWEST, len(group) / 2)


def _find_beside(others: Sequence[Edge], running: Sequence[Edge], pages: int) -> list[Edge]:
    """What stands on a page, the first left out, where nearly all others have their running head: that of a short chapter."""
    if len(running) < max(_MOSTLY * pages, _FEWEST_COUNTING):
        return []
    places = {(round(edge.row.baseline), round(edge.row.size)) for edge in running}
    return [edge for edge in others if edge.row.page > 1 and (round(edge.row.baseline), round(edge.row.size)) in places]


def _is_number_apart(edge: Edge, rows: Sequence[Row], from_bottom: bool) -> bool:
    """A page number on a page that has no like: a pattern of page numbers, away from the text."""
    if not (is_furniture(edge.row.text) and _is_page_number(edge.key)):
        return False
    near = edge.index + (-1 if from_bottom else 1)
    if not 0 <= near < len(rows):
        return True
    gap = abs(rows[near].baseline - edge.row.baseline)
    return gap > 2 * rows[near].size or edge.row.left > rows[near].left + 4 * edge.row.size


def _is_title_itself(edge: Edge, lines: Lines) -> bool:
    """On the first page, where the words of a running head are the only title that the document has."""
    if edge.row.page != min(lines) or not kind_of_title(edge.row.text):
        return False
    others = "".join(row.text for i, row in enumerate(lines[edge.row.page]) if i != edge.index)
    return "".join(edge.row.text.split()) not in "".join(others.split())
