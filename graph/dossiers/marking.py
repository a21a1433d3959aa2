"""Spans of a text as elements within it: names within clauses, clauses within clauses, and such as cross."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from xml.etree import ElementTree as ET

from graph.pages.text import clean


@dataclass(frozen=True, slots=True)
class Mark:
    """An element around the characters from `start` up to `end`; `lead` is put before the first of them."""

    start: int
    end: int
    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    lead: ET.Element | None = None


def mark_text(into: ET.Element, text: str, marks: Iterable[Mark], *, start: int = 0, end: int | None = None) -> ET.Element:
    """Writes the text, or its part from `start` to `end`, into an element that is still empty, with every mark of it.

    The longer mark holds the shorter one, the earlier given the later of the same length. Where two cross, the one
    that begins later is begun anew where the other ends, without its id and its lead. Links do not hold links: the
    inner one becomes a plain <span>. The element's text content is the cleaned text, unchanged.
    """
    stop = len(text) if end is None else end
    inside = [(max(mark.start, start), min(mark.end, stop), mark) for mark in marks]
    beginning: defaultdict[int, list[_Piece]] = defaultdict(list)
    for first, last, mark in inside:
        if first < last:
            beginning[first].append(_Piece(last, mark))
    cuts = sorted({start, stop, *beginning, *(last for first, last, _ in inside if first < last)})
    within: list[tuple[_Piece, ET.Element]] = []
    for at, until in pairwise(cuts):
        within = _turn(into, within, at, beginning[at])
        _write(within[-1][1] if within else into, clean(text[at:until]))
    return into


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is left of a mark from some place on."""

    end: int
    mark: Mark
    first: bool = True


def _turn(into: ET.Element, within: list[tuple[_Piece, ET.Element]], at: int, new: list[_Piece]) -> list[tuple[_Piece, ET.Element]]:
    """The open elements, outermost first, from this place on: those that end here are closed, what they held is begun anew."""
    kept = next((number for number, (piece, _) in enumerate(within) if piece.end <= at), len(within))
    still = [_Piece(piece.end, piece.mark, first=False) for piece, _ in within[kept:] if piece.end > at]
    opened = within[:kept]
    for piece in sorted([*still, *new], key=lambda piece: -piece.end):
        parent = opened[-1][1] if opened else into
        opened.append((piece, _open(parent, piece, in_link=any(element.tag == "a" for _, element in opened))))
    return opened


def _open(parent: ET.Element, piece: _Piece, *, in_link: bool) -> ET.Element:
    made = ET.SubElement(parent, piece.mark.tag, dict(piece.mark.attributes))
    if not piece.first:
        made.attrib.pop("id", None)
    elif piece.mark.lead is not None:
        made.append(piece.mark.lead)
    for element in (made, *made) if in_link else ():
        _unlink(element)
    return made


def _unlink(element: ET.Element) -> None:
    if element.tag == "a":
        element.tag = "span"
        element.attrib.pop("href", None)


def _write(parent: ET.Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
