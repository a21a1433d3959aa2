"""A comparison as one HTML file that needs nothing but itself: no script, no request; quotes can only become text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from graph.between.changes import DELETED, EQUAL, INSERTED, KINDS, diff
from graph.between.compare import Comparison, Item, act_label
from graph.between.said import Head, Said
from graph.pages.elements import both, element, write_page
from graph.pages.text import clean

STYLE = Path(__file__).with_name("compare.css")
TITLE = ("文本比较", "Comparison of two texts")
MARKS = {DELETED: "del", INSERTED: "ins"}
NOTE = (
    "配对依据措辞、实体和言语行为的相近程度自动得出，未必每对都成立；“新增”“删去”只表示另一文本中未找到相近的陈述。",
    "Pairs are found by likeness of words, entities and acts, and not every pair is right; “new” and “dropped” only "
    "mean that no statement like it was found in the other text.",
)


def export_page(comparison: Comparison) -> bytes:
    """The page in UTF-8; the same bytes for the same comparison."""
    return write_page(TITLE, _body(comparison), style=STYLE.read_text(encoding="utf-8"))


def _body(comparison: Comparison) -> ET.Element:
    heads = element("div", "", _document("A", comparison.a), _document("B", comparison.b), class_="heads")
    body = element("body", "", element("h1", "", *both(*TITLE)), heads)
    if comparison.topic:
        caption = element("bdi", comparison.caption(comparison.topic))
        body.append(element("p", "", *both("只列涉及此项的陈述：", "Only what concerns"), caption))
    body.append(_counts(comparison))
    body.extend(element("p", text, class_="note", lang=lang) for text, lang in zip(NOTE, ("zh", "en"), strict=True))
    for entity, items in comparison.groups().items():
        heading = element("h2", "", element("bdi", comparison.caption(entity)))
        body.append(element("section", "", heading, *map(_article, items)))
    return body


def _document(side: str, head: Head) -> ET.Element:
    name = element("p", "", element("b", f"{side} "), element("bdi", clean(head.name)))
    facts = " · ".join(clean(fact) for fact in (head.id, head.date, head.kind) if fact)
    return element("div", "", name, element("p", facts, class_="place"))


def _counts(comparison: Comparison) -> ET.Element:
    """How many of each class; the boxes hide a class, by the style alone."""
    items = []
    for kind, count in comparison.counts().items():
        zh, en, meaning = KINDS[kind]
        box = element("input", type="checkbox", id=f"f-{kind}", checked="checked")
        label = element("label", "", box, *both(zh, en), element("b", str(count)), element("small", meaning))
        items.append(element("li", "", label))
    return element("ul", "", *items, class_="counts")


def _article(item: Item) -> ET.Element:
    zh, en, _ = KINDS[item.change.kind]
    heading = element("h3", "", *both(zh, en))
    if item.change.reasons:
        heading.append(element("span", f"({', '.join(item.change.reasons)})", class_="en"))
    columns = element("div", "", _column(item, item.a, DELETED), _column(item, item.b, INSERTED), class_="pair")
    return element("article", "", heading, columns, class_=f"k-{item.change.kind}")


def _column(item: Item, said: Said | None, change: str) -> ET.Element:
    """One side: its quote with what the other has not, its act and its place."""
    if said is None:
        side = ("前一文本无对应陈述", "nothing like it in A") if change == DELETED else ("后一文本无对应陈述", "nothing like it in B")
        return element("p", "", *both(*side), class_="none")
    quote = element("bdi", "", *_marked(item, said, change))
    cite = element("cite", clean(said.cited), class_="place", title=clean(said.id))
    return element("blockquote", "", quote, element("span", act_label(said), class_="act"), cite)


def _marked(item: Item, said: Said, change: str) -> Iterator[ET.Element]:
    if not (item.a and item.b):
        yield element("span", clean(said.quote))
        return
    for kind, text in diff(item.a.quote, item.b.quote):
        if kind in (EQUAL, change):
            yield element(MARKS.get(kind, "span"), clean(text))
