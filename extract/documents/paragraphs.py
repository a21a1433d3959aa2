"""Lines -> paragraphs: sentences that a page broke are made whole, headings become sections, every paragraph gets its n.

n is the document's own number (`38`). What stands without a number in a numbered document is named after its neighbour:
`pp1` is the first paragraph of the preamble, `38-2` the second block under number 38, `38(a)` its sub-item (a). Where
sections number anew, the section comes first: `2.1`. In a document without numbers n runs from 1.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.documents.layout import load_layout
from extract.documents.lines import HEADING, Line, goes_on, has_comma_ends, is_bare, is_closed, is_latin, join_with, wrap_width
from extract.documents.numbering import Number, Numbering, read_numbering, sub_item
from extract.documents.tracing import Traced, clean, concatenate, cut, place, spell
from extract.model import Paragraph
from extract.records import record

_LONGEST_HEADING, _LONGEST_LATIN_HEADING = 40, 100


@record
class Block:
    """The lines of one paragraph or heading. `index` is the first line's."""

    index: int
    pieces: list[Traced]
    heading: bool
    role: str

    @property
    def tail(self) -> str:
        """The end of the text so far; its last lines tell whether the sentence is finished."""
        return "".join(piece.text for piece in self.pieces[-3:])


@dataclass(slots=True)
class Position:
    """Where the reading stands in a document: its open headings (style, text), its last number, what is taken."""

    headings: list[tuple[str, str]] = field(default_factory=list)
    below_heading: bool = False
    bare_number: bool = False  # the last heading was a number alone: `一.`
    sections: int = 0
    section_value: int = 0
    number: str = ""
    unnumbered: int = 0
    taken: set[str] = field(default_factory=set)


def join_paragraphs(lines: Sequence[Line]) -> Iterator[Paragraph]:
    """The paragraphs of the lines of one document, in order."""
    numbering = read_numbering(lines)
    position = Position()
    for block in _join_lines(lines, numbering):
        if block.heading:
            _enter_section(position, block, numbering)
        else:
            yield _name(position, block, numbering)


def _join_lines(lines: Sequence[Line], numbering: Numbering) -> Iterator[Block]:
    width = wrap_width(lines)
    commas = has_comma_ends(lines)
    block: Block | None = None
    for i, line in enumerate(lines):
        heading = _is_section(lines, i, numbering)
        fresh = block is None or block.heading or heading or _begins_item(block, line, i, numbering)
        if block and not fresh:
            numbered = block.index in numbering.paragraphs
            if goes_on(block.tail, lines[i - 1], line, width=width, commas=commas, numbered=numbered):
                block.pieces.append(line.traced)
                continue
        if block:
            yield block
        block = Block(i, [line.traced], heading, line.role)
    if block:
        yield block


def _join(pieces: Sequence[Traced]) -> Traced:
    """The lines of a paragraph as one text."""
    joined = [pieces[0]]
    for left, right in itertools.pairwise(pieces):
        joined += [spell(join_with(left.text, right.text), place(left, len(left.text))), right]
    return concatenate(joined)


def _begins_item(block: Block, line: Line, index: int, numbering: Numbering) -> bool:
    """A number of the row begins a paragraph; so does (a), and any other number after a finished sentence."""
    if index in numbering.paragraphs:
        return True
    item = sub_item(line, numbering.style) if numbering.paragraphs else None
    return item is not None and (item.style in load_layout().sub_items or is_closed(block.tail))


def _is_section(lines: Sequence[Line], index: int, numbering: Numbering) -> bool:
    """A heading by its markup or its number, or a short line without stops between numbered paragraphs."""
    line, after = lines[index], lines[index + 1 : index + 3]
    if index in numbering.paragraphs or not after:
        return False
    if line.role == HEADING or index in numbering.sections:
        return True
    if not _is_short(line.text) or line.role:
        return False
    if _is_number_alone(lines, index - 1, numbering):
        return True
    numbered = index + 1 in numbering.paragraphs or index + 1 in numbering.sections
    body = any(not is_bare(other.text) for other in after)
    return bool(numbering.paragraphs) and body and (numbered or _follows_sentence(lines, index))


def _is_short(text: str) -> bool:
    return is_bare(text) and len(text) <= (_LONGEST_LATIN_HEADING if is_latin(text) else _LONGEST_HEADING)


def _is_number_alone(lines: Sequence[Line], index: int, numbering: Numbering) -> bool:
    """`一.` on a line of its own above `导言`."""
    number = numbering.sections.get(index)
    return number is not None and number.end == len(lines[index].text)


def _follows_sentence(lines: Sequence[Line], index: int) -> bool:
    """Behind a finished sentence, or at the very top, right above one (`Preamble`)."""
    return is_closed(lines[index - 1].text) if index else not is_bare(lines[1].text)


def _enter_section(position: Position, block: Block, numbering: Numbering) -> None:
    number = numbering.sections.get(block.index)
    style = number.style if number else block.role
    styles = [known for known, _ in position.headings]
    if style in styles and (style or not position.below_heading):
        del position.headings[styles.index(style) :]
    elif position.headings and not position.below_heading and not (style and styles[-1]):
        position.headings.pop()
    if not position.headings:
        position.sections += 1
        position.section_value = number.value if number else position.sections
    heading = _join(block.pieces).text
    if position.below_heading and position.headings and position.bare_number:
        style, upper = position.headings.pop()
        heading = f"{upper} {heading}"
    position.bare_number = number is not None and number.end == len(block.pieces[0].text)
    position.headings.append((style, heading))
    position.below_heading = True


def _name(position: Position, block: Block, numbering: Numbering) -> Paragraph:
    """The paragraph of a block, with its n, without the number in its text."""
    number = numbering.paragraphs.get(block.index)
    n = _own_number(position, number, numbering) if number else ""
    end = number.end if number else 0
    if not n:
        item = _part_of(position, block, numbering)
        n = f"{position.number}({item.label})" if item else _neighbour(position, numbering)
        end = item.end if item else 0
    traced = _join(block.pieces)
    text = clean(cut(traced, end, len(traced.text)))
    position.below_heading = False
    section = " / ".join(heading for _, heading in position.headings) or None
    return Paragraph(_take(position, n), text.text, section, text.segments)


def _own_number(position: Position, number: Number, numbering: Numbering) -> str:
    position.number = f"{position.section_value}.{number.value}" if numbering.restarts else str(number.value)
    position.unnumbered = 1
    return position.number


def _part_of(position: Position, block: Block, numbering: Numbering) -> Number | None:
    item = sub_item(Line(block.pieces[0]), numbering.style) if position.number else None
    return item if item and item.end < len(block.pieces[0].text) else None


def _neighbour(position: Position, numbering: Numbering) -> str:
    position.unnumbered += 1
    if not numbering.paragraphs:
        return str(position.unnumbered)
    return f"{position.number}-{position.unnumbered}" if position.number else f"pp{position.unnumbered}"


def _take(position: Position, n: str) -> str:
    """n, or n-2, n-3 … where the document uses a number again."""
    name, count = n, 1
    while name in position.taken:
        count += 1
        name = f"{n}-{count}"
    position.taken.add(name)
    return name
