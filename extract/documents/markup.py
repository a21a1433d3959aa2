"""HTML and Markdown -> lines. lxml decides what is text; every character is then found again in the source.

lxml loads nothing from outside and expands no entities of a document's own; deeper nesting than 256 elements is refused.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import lxml.etree
import lxml.html

from extract.documents.bounds import check_characters, check_tags
from extract.documents.layout import load_layout
from extract.documents.lines import CAPTION, HEADING, Line, is_closed, split_indents
from extract.documents.tracing import Traced, clean, concatenate, cut, spell, trace
from extract.model import InputError

_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_TAG = re.compile(r"""<(?:!--(?:.*?-->|[^>]*+>)|[!/?a-zA-Z](?:[^'">]|"[^"]*+"|'[^']*+')*+>)""", re.DOTALL)
_LOOSE_TAG = re.compile(r"<[!/?a-zA-Z][^>]*+>")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_SITE = re.compile(r"[_|｜]|\s[-–—]+\s")  # `某某声明_某某网`
_LINKED = 0.8  # a line with a greater share of its characters inside links, and no sentence, is navigation


@dataclass(slots=True)
class Collector:
    """The line that is being read, and where."""

    source: str
    cursor: int
    name: str
    characters: int = 0  # of all lines so far
    pieces: list[Traced] = field(default_factory=list)
    linked: int = 0
    links: int = 0  # open <a> elements
    hidden: int = 0  # open elements whose text is not shown
    role: str = ""
    apart: bool = True


def html_lines(source: str, start: int = 0, *, name: str) -> Iterator[Line]:
    """The lines of the HTML that begins at `start` of the source. Raises InputError when it is nested too deeply."""
    collector = Collector(source, start, name)
    for event, element in lxml.etree.iterwalk(_parse(source[start:], name), events=("start", "end", "comment", "pi")):
        yield from _visit(collector, event, element)
    yield from _end_line(collector)


def find_title(source: str, *, name: str) -> str | None:
    """The text of the first h1, or else of the title element, without the name of the site behind it."""
    root = _parse(source, name)
    for tag in ("h1", "title"):
        for element in root.iter(tag):
            text = " ".join("".join(map(str, element.itertext())).split())
            if title := text if tag == "h1" else _SITE.split(text)[0].strip():
                return title
    return None


def _parse(source: str, name: str) -> lxml.etree._Element:
    check_tags(source, name)
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    root = lxml.etree.fromstring(source.encode("utf-8"), parser) if source.strip() else None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise InputError(f"{name}: the HTML is nested too deeply to be read whole; save the page as text")
    if root is None:
        raise InputError(f"{name}: the HTML holds no text; save the page as text")
    return root


def _visit(collector: Collector, event: str, element: lxml.etree._Element) -> Iterator[Line]:
    tag, tags = element.tag if isinstance(element.tag, str) else "", load_layout().tags
    if event == "start":
        if tag in tags["blocks"] or tag == "br":
            yield from _end_line(collector, apart=tag != "br")
        _shift(collector, element, tag, 1)
        collector.role = HEADING if tag in tags["headings"] else CAPTION if tag == "figcaption" else collector.role
        _read(collector, element.text, raw=tag in tags["raw"])
    else:
        if tag in tags["blocks"]:
            yield from _end_line(collector, apart=True)
        _shift(collector, element, tag, -1)
        collector.role = "" if tag in tags["headings"] or tag == "figcaption" else collector.role
        _read(collector, element.tail)


def _shift(collector: Collector, element: lxml.etree._Element, tag: str, step: int) -> None:
    """Counts the open elements that hide text, and the open links. A comment is neither opened nor closed."""
    if tag:
        collector.hidden += step * _is_hidden(element, tag)
        collector.links += step * (tag == "a")


def _is_hidden(element: lxml.etree._Element, tag: str) -> bool:
    if tag in load_layout().tags["dropped"] or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN.search(element.get("style", "")))


def _end_line(collector: Collector, *, apart: bool = True) -> Iterator[Line]:
    traced = concatenate(collector.pieces)
    text = clean(traced).text
    navigation = collector.linked > _LINKED * len(text) and not is_closed(text)
    if text and not navigation:
        yield from split_indents(Line(traced, apart=collector.apart, begins=collector.apart, role=collector.role))
    collector.apart = apart or (collector.apart and not text)
    collector.pieces, collector.linked = [], 0


def _read(collector: Collector, text: str | None, *, raw: bool = False) -> None:
    """Finds a text node in the source, behind everything found before, and keeps it when it is shown."""
    if raw:
        end = re.compile("</(?:script|style)", re.IGNORECASE).search(collector.source, collector.cursor)
        collector.cursor = end.start() if end else len(collector.source)
    if not text or raw:
        return
    collector.characters += len(text)
    check_characters(collector.characters, collector.name)
    pieces = list(_align(collector, text))
    if not collector.hidden:
        collector.pieces += pieces
        collector.linked += len(text.strip()) if collector.links else 0


def _align(collector: Collector, text: str) -> Iterator[Traced]:
    """The words of a text node as literal pieces of the source where it has them, else character by character."""
    for match in re.finditer(r"(?P<space>\s+)|\S+", text):
        if match["space"]:
            yield _align_space(collector, match[0], _is_wrap(text, match))
            continue
        _skip_markup(collector, match[0])
        if collector.source.startswith(match[0], collector.cursor):
            yield trace(collector.source, collector.cursor, collector.cursor + len(match[0]))
            collector.cursor += len(match[0])
        else:
            yield from (_align_char(collector, char) for char in match[0])


def _is_wrap(text: str, space: re.Match[str]) -> bool:
    """A line break of the source between two Chinese characters is nothing; elsewhere it is a space."""
    around = text[max(space.start() - 1, 0)] + text[min(space.end(), len(text) - 1)]
    return not set(space[0]) - set("\r\n\t ") and "\n" in space[0] and not re.search(r"[\s!-~]", around)


def _align_space(collector: Collector, space: str, wrap: bool) -> Traced:
    """White space is one space, or the spaces of an indent."""
    wide = "\u3000" * space.count("\u3000") or " " * (4 if space.count("\xa0") >= 4 else 1)
    _skip_markup(collector, space)
    at = collector.cursor
    if wrap:
        return spell("", at)
    if collector.source.startswith(wide, at):
        collector.cursor += len(wide)
        return trace(collector.source, at, at + len(wide))
    return spell(wide, at)


def _align_char(collector: Collector, char: str) -> Traced:
    _skip_markup(collector, char)
    at = collector.cursor
    if collector.source.startswith(char, at):
        collector.cursor += 1
        return trace(collector.source, at, at + 1)
    reference = _REFERENCE.match(collector.source, at)
    if reference and html.unescape(reference[0])[:1] == char:
        collector.cursor = reference.end()
    return spell(char, at)


def _skip_markup(collector: Collector, text: str) -> None:
    """Moves over tags, comments and white space in front of the text."""
    while collector.cursor < len(collector.source) and not collector.source.startswith(text[0], collector.cursor):
        if collector.source[collector.cursor].isspace():
            collector.cursor += 1
            continue
        passed = _pass_over(collector.source, collector.cursor)
        if passed is None:
            return
        collector.cursor = passed


def _pass_over(source: str, at: int) -> int | None:
    """The end of the tag, comment or reference to white space at this place."""
    if source[at] == "&":
        reference = _REFERENCE.match(source, at)
        return reference.end() if reference and html.unescape(reference[0]).isspace() else None
    tag = _TAG.match(source, at) or _LOOSE_TAG.match(source, at) if source[at] == "<" else None
    return tag.end() if tag else None


_MARKS = re.compile(
    r"""
      (?P<image>!\[[^\[\]\n]{0,300}\]\([^()\n]{0,2000}\))    # ![alt](address): nothing to read
    | \[(?P<link>[^\[\]\n]{1,300})\]\([^()\n]{0,2000}\)      # [words](address): the words; bounded, or [[[[ takes for ever
    | (?P<strong>\*\*|__|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|`)
    | \\(?P<escaped>[\\`*_{}\[\]()\#+\-.!])
    """,
    re.VERBOSE,
)
_BLOCK_MARK = re.compile(r"(?P<heading>\#{1,6}\s+)|>\s?|[-*+]\s+(?=\S)")


def read_markdown_marks(line: Line) -> Line:
    """The line without the marks of Markdown; `#` makes it a heading."""
    block = _BLOCK_MARK.match(line.text)
    traced = cut(line.traced, block.end() if block else 0, len(line.text))
    pieces, done = [], 0
    for match in _MARKS.finditer(traced.text):
        kept = match.span("link") if match["link"] else match.span("escaped") if match["escaped"] else (0, 0)
        pieces += [cut(traced, done, match.start()), cut(traced, *kept)]
        done = match.end()
    traced = clean(concatenate([*pieces, cut(traced, done, len(traced.text))]))
    role = HEADING if block and block["heading"] else line.role
    return Line(traced, apart=line.apart, indented=line.indented, begins=line.begins, role=role)
