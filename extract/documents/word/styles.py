"""What a paragraph's style says of it: the list that numbers it, its place in the outline, its name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from extract.documents.word.package import child, children, value

_BODY_TEXT = "9"  # an outline level: none


@dataclass(frozen=True, slots=True)
class Styles:
    by_id: Mapping[str, Any]
    default: str | None

    def chain(self, id_: str | None) -> Iterator[Any]:
        """The style and those that it is based on."""
        seen: set[str] = set()
        at = id_ if id_ in self.by_id else self.default
        while at and at in self.by_id and at not in seen:
            seen.add(at)
            yield self.by_id[at]
            at = value(child(self.by_id[at], "basedOn"))

    def list_of(self, id_: str | None) -> tuple[str | None, int]:
        """The numId and level that a style gives its paragraphs."""
        found = [child(style, "pPr", "numPr") for style in self.chain(id_)]
        list_id = next((id_ for numbered in found if (id_ := value(child(numbered, "numId")))), None)
        level = next((level for numbered in found if (level := value(child(numbered, "ilvl")))), "0")
        return list_id, int(level) if level.isdecimal() else 0

    def names(self, id_: str | None) -> list[str]:
        return [(value(child(style, "name")) or "").casefold() for style in self.chain(id_)]


def read_styles(root: Any | None) -> Styles:
    found = list(children(root, "style"))
    paragraphs = (style for style in found if value(style, "type") == "paragraph")
    default = next((value(style, "styleId") for style in paragraphs if value(style, "default") in ("1", "true")), None)
    return Styles({id_: style for style in found if (id_ := value(style, "styleId"))}, default)


def find_list(paragraph: Any, styles: Styles) -> tuple[str | None, int]:
    """The numId and level of a paragraph: its own, else its style's. The numId 0 says that it has none."""
    own, style = child(paragraph, "pPr", "numPr"), value(child(paragraph, "pPr", "pStyle"))
    list_id, level = styles.list_of(style)
    given, at = value(child(own, "numId")), value(child(own, "ilvl"))
    list_id = given if given is not None else list_id
    return (None if list_id == "0" else list_id), int(at) if at and at.isdecimal() else level


def is_heading(paragraph: Any, styles: Styles) -> bool:
    """Whether it has a place in the outline, or is styled as a heading or the title."""
    properties = child(paragraph, "pPr")
    style = value(child(properties, "pStyle"))
    sources = [properties, *(child(found, "pPr") for found in styles.chain(style))]
    outline = next((level for source in sources if (level := value(child(source, "outlineLvl")))), _BODY_TEXT)
    return outline != _BODY_TEXT or any(name == "title" or name.startswith("heading ") for name in styles.names(style))


def is_contents(paragraph: Any, styles: Styles) -> bool:
    """Whether it is a line of the table of contents."""
    return any(name.startswith("toc ") for name in styles.names(value(child(paragraph, "pPr", "pStyle"))))
