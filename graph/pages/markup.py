"""An element tree as HTML in few bytes: without the end tags and the quotation marks that the standard lets one leave out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from itertools import zip_longest
from xml.etree import ElementTree as ET

# Elements without content, and those without an end tag.
VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr"})
DRAWN = frozenset({"circle", "line", "path", "polygon", "rect", "use"})  # of SVG: they end with />
RAW = frozenset({"script", "style"})  # what stands in them is not escaped
# Element -> what may follow it, besides the end of its parent, so that it needs no end tag.
CLOSED_BY: Mapping[str, frozenset[str]] = {
    "li": frozenset({"li"}),
    **dict.fromkeys(("dd", "dt"), frozenset({"dd", "dt"})),
    "tr": frozenset({"tr"}),
    "tbody": frozenset({"tbody"}),
    "thead": frozenset({"tbody"}),
    **dict.fromkeys(("td", "th"), frozenset({"td", "th"})),
}
_BARE = re.compile(r"[A-Za-z0-9_#.:,-]+")


def write_markup(root: ET.Element) -> str:
    """What a browser reads as the same tree. Raises ValueError for a script or style that would end before its end."""
    return "".join(_write(root, None))


def _write(node: ET.Element, following: ET.Element | None) -> Iterator[str]:
    yield f"<{node.tag}{''.join(_attribute(name, value) for name, value in node.items())}"
    if node.tag in DRAWN:
        yield "/>" if not node.attrib or _is_quoted(list(node.attrib.values())[-1]) else " />"
    else:
        yield ">"
        yield from _content(node)
        if not _may_stay_open(node, following):
            yield f"</{node.tag}>"
    yield escape(node.tail or "", quote=False)


def _content(node: ET.Element) -> Iterator[str]:
    text = node.text or ""
    if node.tag in RAW and re.search(r"</(script|style)|<!--", text, re.IGNORECASE):
        raise ValueError(f"<{node.tag}> holds what would end it: write < as \\u003c there")
    yield text if node.tag in RAW else escape(text, quote=False)
    for child, following in zip_longest(node, list(node)[1:]):
        yield from _write(child, following)


def _may_stay_open(node: ET.Element, following: ET.Element | None) -> bool:
    if node.tag in VOID:
        return True
    closing = CLOSED_BY.get(node.tag)
    if closing is None or node.tail or (following is None and node.tag in ("dt", "thead")):
        return False
    return following is None or following.tag in closing


def _attribute(name: str, value: str) -> str:
    if not value:
        return f" {name}"
    return f' {name}="{_escape_quoted(value)}"' if _is_quoted(value) else f" {name}={value}"


def _escape_quoted(value: str) -> str:
    return escape(value, quote=False).replace('"', "&quot;")


def _is_quoted(value: str) -> bool:
    return bool(value) and _BARE.fullmatch(value) is None
