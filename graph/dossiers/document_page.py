"""A document as one HTML file that needs nothing but itself: its text, with what is named and said marked in place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree as ET

from extract.model import CANDIDATE, UNRESOLVED
from extract.schema import load_schema
from graph.dossiers.document import Document
from graph.dossiers.document_index import Index, list_appendices
from graph.dossiers.document_text import write_paragraph
from graph.dossiers.frame import anchor, colophon, contents, folded, write
from graph.dossiers.labels import Label, load_labels, value_label
from graph.dossiers.passages import Passage, name_for
from graph.dossiers.statement_notes import READING, fact, listed, name_of, plain_label
from graph.pages.elements import both, element
from graph.pages.text import clean, type_label

STYLE = Path(__file__).with_name("document_page.css")
KIND = ("文件", "Document")
TEXT = ("正文", "Text")
LAYERS = {"names": ("名称", "Names"), "statements": ("陈述", "Statements"), "notes": ("旁注", "Notes")}
CLAUSES = {
    "said for": ("力度为正", "positive strength"),
    "said against": ("力度为负", "negative"),
    "said neutral": ("零", "neither"),
    "said for commitment": ("承诺", "commitment"),
    "cue": ("引导词", "cue"),
}
Part = tuple[str | None, list[Passage]]  # the title of a section, where it has one, and its paragraphs


def export_document(document: Document) -> bytes:
    """The page in UTF-8; the same bytes for the same document."""
    return write((document.title, str(document.properties.get("titleEn") or KIND[1])), _body(document), STYLE)


def _body(document: Document) -> ET.Element:
    index = Index.of(document.passages)
    parts = [(title, list(group)) for title, group in groupby(document.passages, key=lambda passage: passage.section)]
    text = (_section(document, index, number, part) for number, part in enumerate(parts, 1))
    appendices = list(list_appendices(document, index))
    links = [("text", TEXT), *((str(part.get("id")), label) for label, part in appendices)]
    head = [_header(document, index), contents(links), _numbers(parts), _legend(document)]
    main = element("main", "", *text, id="text")
    return element("body", "", *head, main, *(part for _, part in appendices), colophon(), class_="document")


def _header(document: Document, index: Index) -> ET.Element:
    given = document.properties
    header = element("header", "", element("p", "", *both(*KIND), class_="kicker"))
    header.append(element("h1", "", element("bdi", clean(document.title))))
    if given.get("titleEn") and given["titleEn"] != document.title:
        header.append(element("p", "", element("bdi", clean(given["titleEn"])), lang="en", class_="second"))
    header.append(element("dl", "", *_facts(document, index), class_="facts"))
    header.append(_counts(document))
    if given.get("errors"):
        errors = [element("li", "", element("bdi", clean(error))) for error in given["errors"]]
        label = (f"发表文本中已知的 {len(errors)} 处错误", "Known errors of the published text")
        header.append(folded(label, element("ul", "", *errors)))
    return header


def _facts(document: Document, index: Index) -> Iterator[ET.Element]:
    """What a person has written down of the document."""
    given = document.properties
    yield fact(("编号", "id"), element("code", clean(document.id)))
    if given.get("date"):
        yield fact(("日期", "date"), element("time", clean(given["date"])))
    if given.get("kind"):
        zh = load_labels().kinds.get(given["kind"])
        yield fact(("文种", "kind"), *plain_label((zh, given["kind"]) if zh else (given["kind"], "")))
    for label, keys in _parties(document):
        if keys:
            yield fact(label, listed(name_of(key, document.names, index.link) for key in keys))
    if given.get("source"):
        yield fact(("来源", "source"), element("bdi", clean(given["source"])), class_="wide")


def _parties(document: Document) -> Iterator[tuple[Label, Sequence[str]]]:
    given = document.properties
    yield ("发布", "issued by"), document.issuers
    yield ("签署", "signed by"), document.signatories
    yield ("主席国", "chair"), [given["chair"]] if given.get("chair") else []
    speakers = given.get("speakers", [])
    yield ("集体发言者", "the collective is"), speakers if set(speakers) != set(document.signatories) else []
    yield ("即此文件", "is the text of"), document.text_of


def _counts(document: Document) -> ET.Element:
    namings = [naming for passage in document.passages for naming in passage.namings]
    told = [one for passage in document.passages for one in passage.told]
    counts = {
        ("段落", "paragraphs"): len(document.passages),
        ("提及", "mentions"): len(namings),
        ("陈述", "statements"): len(told),
        ("承诺", "commitments"): sum(one.commitment for one in told),
        ("关系", "relations"): sum(map(len, document.facts.values())),
        ("未决", "unresolved"): sum(not naming.key for naming in namings),
    }
    items = [element("li", "", element("b", str(count)), *both(*label)) for label, count in counts.items()]
    return element("ul", "", *items, class_="counts")


def _numbers(parts: Sequence[Part]) -> ET.Element:
    """The table of contents: the sections, and in each the numbers of its paragraphs."""
    listing = element("ol")
    for number, (title, passages) in enumerate(parts, 1):
        heading = [element("a", "", element("bdi", clean(title)), href=f"#section-{number}")] if title else []
        links = [element("a", clean(passage.n), href=f"#{anchor('p', passage.n)}") for passage in passages]
        listing.append(element("li", "", *heading, element("span", "", *links, class_="numbers")))
    return element("nav", "", listing, class_="paragraphs", aria_label="段落 Paragraphs")


def _legend(document: Document) -> ET.Element:
    """What the marks mean; each layer of them can be switched off, by the style alone."""
    switches = (_switch(name, label) for name, label in LAYERS.items())
    shown = element("div", "", *switches, role="group", aria_label="显示 Show", class_="switches")
    samples = element("ul", "", *_samples(document), class_="samples")
    return element("div", "", shown, samples, element("p", "", *both(*READING), class_="note"), class_="legend")


def _samples(document: Document) -> Iterator[ET.Element]:
    """The marks that the text has."""
    named = [name_for(naming.key, document.names) for passage in document.passages for naming in passage.namings if naming.key]
    types = {name.type for name in named}
    yield from (_sample(f"m t-{type_}", type_label(type_)) for type_ in load_schema().types if type_ in types)
    if any(name.status == CANDIDATE for name in named):
        yield _sample("m candidate", value_label(CANDIDATE))
    if any(not naming.key for passage in document.passages for naming in passage.namings):
        yield _sample("m unresolved", value_label(UNRESOLVED))
    yield from (_sample(class_, label) for class_, label in CLAUSES.items())


def _sample(class_: str, label: Label) -> ET.Element:
    return element("li", "", element("span", label[0], class_=class_), element("span", label[1], lang="en", class_="en"))


def _switch(name: str, label: Label) -> ET.Element:
    return element("label", "", element("input", type="checkbox", id=f"show-{name}", checked="checked"), *both(*label))


def _section(document: Document, index: Index, number: int, part: Part) -> ET.Element:
    title, passages = part
    heading = [element("h2", "", element("bdi", clean(title)), id=f"section-{number}")] if title else []
    return element("section", "", *heading, *(write_paragraph(document, index, passage) for passage in passages))
