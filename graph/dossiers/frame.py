"""What both kinds of page share: names of places within a page, its style, and how it says what it was made from."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as ET

from graph.dossiers.labels import Label
from graph.pages.elements import both, element, write_page
from graph.pages.text import clean

STYLE = Path(__file__).with_name("pages.css")
RULES = (
    "按规则和词典读出，不用语言模型；同样的文本得出同样的页面。标出的只是程序读出的内容，以原文为准。",
    "Read by rules and a lexicon, not by a language model; the same texts give the same page. What is marked is what the "
    "program read; the text itself decides.",
)


def anchor(kind: str, *place: str, at: int | None = None) -> str:
    """The id of a place in the page: p-23, s-23-17 in a document's own, p-DOC:23 elsewhere; no two places share one."""
    where = f"{kind}-{':'.join(quote(part, safe='', errors='surrogatepass') for part in place)}"
    return where if at is None else f"{where}-{at}"


def write(title: Label, body: ET.Element, style: Path) -> bytes:
    """The page in UTF-8, with the style of both kinds of page and its own."""
    text = "".join(path.read_text(encoding="utf-8") for path in (STYLE, style))
    return write_page((clean(title[0]), clean(title[1])), body, style=text, schemes="light dark")


def section(name: str, title: Label, *content: ET.Element, count: int | None = None) -> ET.Element:
    """A section under a heading that can be linked to."""
    heading = element("h2", "", *both(*title))
    if count is not None:
        heading.append(element("span", str(count), class_="count"))
    return element("section", "", heading, *content, id=name)


def contents(links: Iterable[tuple[str, Label]]) -> ET.Element:
    """The way to the sections of the page."""
    items = [element("li", "", element("a", "", *both(*label), href=f"#{name}")) for name, label in links]
    return element("nav", "", element("ul", "", *items), class_="contents", aria_label="目录 Contents")


def folded(label: Label, *content: ET.Element, class_: str = "fold") -> ET.Element:
    return element("details", "", element("summary", "", *both(*label)), *content, class_=class_)


def paragraphs(texts: Label, class_: str) -> list[ET.Element]:
    return [element("p", text, lang=lang, class_=class_) for text, lang in zip(texts, ("zh", "en"), strict=True)]


def colophon(*content: ET.Element) -> ET.Element:
    """How the page was made. It names no day: the same graph gives the same bytes."""
    version = importlib.metadata.version("communique-graph")
    made = element("p", "", *both(f"由 Communiqué {version} 生成。", f"Made by Communiqué {version}."))
    return element("footer", "", made, *paragraphs(RULES, "note"), *content)


def table(columns: Sequence[Label], rows: Iterable[Sequence[ET.Element]], name: str) -> ET.Element:
    """A table of <td> rows with roles written out, because on a phone it becomes a list of cards, which would take them away."""
    heads = [element("th", "", *both(*column), scope="col", role="columnheader") for column in columns]
    body = element("tbody", "", role="rowgroup")
    for cells in rows:
        for cell, column in zip(cells, columns, strict=True):
            cell.attrib |= {"role": "cell", "data-label": " ".join(column)}
        body.append(element("tr", "", *cells, role="row"))
    head = element("thead", "", element("tr", "", *heads, role="row"), role="rowgroup")
    return element("table", "", head, body, role="table", aria_label=name)
