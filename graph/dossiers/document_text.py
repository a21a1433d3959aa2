"""A document's paragraphs: the text with its marks, and beside it what is said and stated there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from extract.schema import load_schema
from graph.dossiers.document import Document, Fact
from graph.dossiers.document_index import Index
from graph.dossiers.frame import anchor
from graph.dossiers.labels import value_label
from graph.dossiers.marking import Mark, mark_text
from graph.dossiers.passages import Naming, Passage, Told, name_for
from graph.dossiers.statement_notes import act_line, attributes, concerns, limits, name_of, promise_tests, speakers, tone
from graph.pages.elements import both, element
from graph.pages.text import clean, type_label

UNRESOLVED = "未决：没有唯一的先行词 unresolved: no single antecedent"


def write_paragraph(document: Document, index: Index, passage: Passage) -> ET.Element:
    """Its number and page, its text, and the notes on it."""
    facts = document.facts.get(passage.n, ())
    language = {} if document.language == "zh" else {"lang": document.language}
    text = mark_text(element("p", class_="text", **language), passage.text, _marks(document, index, passage, facts))
    article = element("article", "", _margin(passage), text, id=anchor("p", passage.n))
    notes = [_note(document, index, passage, told, k) for k, told in enumerate(passage.told, 1)]
    notes += [_fact_note(document, index, passage, stated, k) for k, stated in enumerate(facts, 1)]
    if notes:
        article.append(element("ul", "", *notes, class_="notes"))
    return article


def _margin(passage: Passage) -> ET.Element:
    n = clean(passage.n)
    number = element("a", n, href=f"#{anchor('p', passage.n)}", class_="n", aria_label=f"§{n}")
    page = [page_label(passage.page)] if passage.page else []
    return element("div", "", number, *page, class_="margin")


def page_label(page: str) -> ET.Element:
    return element("span", "", *both(f"第 {clean(page)} 页", f"p. {clean(page)}"), class_="page")


def _marks(document: Document, index: Index, passage: Passage, facts: Sequence[Fact]) -> Iterator[Mark]:
    for k, told in enumerate(passage.told, 1):
        yield _clause(passage, told, k)
    for k, stated in enumerate(facts, 1):
        yield Mark(*stated.span, "span", {"class": "f", "id": anchor("f", passage.n, at=k)})
    for told in passage.told:
        yield Mark(*told.cue, "b", {"class": "cue"})
    for naming in passage.namings:
        yield _name(document, index, naming)


def _clause(passage: Passage, told: Told, k: int) -> Mark:
    """The quote, led by its number, which leads to the note."""
    note = f"#{anchor('t', passage.n, at=told.cue[0])}"
    lead = element("a", href=note, class_="k", data_k=str(k), aria_label=f"旁注 note {k}")
    return Mark(*told.clause, "span", {"class": f"said {tone(told)}", "id": anchor("s", passage.n, at=told.cue[0])}, lead)


def _name(document: Document, index: Index, naming: Naming) -> Mark:
    """A mention, told apart by the style of its type, which its title names; it leads to the index."""
    href = index.link(naming.key)
    if not href:
        return Mark(naming.start, naming.end, "span", {"class": "m unresolved", "title": UNRESOLVED})
    name = name_for(naming.key, document.names)
    known = dict.fromkeys(clean(n) for n in (name.name, name.zh, name.en) if n)
    told = [" · ".join(known), " ".join(type_label(name.type))]
    told += [" ".join(value_label(name.status))] if name.status != "known" else []
    classes = f"m t-{name.type}{'' if name.status == 'known' else ' candidate'}"
    return Mark(naming.start, naming.end, "a", {"class": classes, "href": href, "title": "；".join(told)})


def _note(document: Document, index: Index, passage: Passage, told: Told, k: int) -> ET.Element:
    """Act and strength; who speaks, and of what; for a commitment, how it meets the tests."""
    quote = f"#{anchor('s', passage.n, at=told.cue[0])}"
    back = element("a", str(k), href=quote, class_="k")
    about = [element("span", "→", class_="arrow"), concerns(told, document.names, index.link)] if told.concerns else []
    note = element("li", "", back, act_line(told), element("p", "", speakers(told, document.names, index.link), *about))
    note.extend(element("p", "", *both(*label), words, class_="limit") for label, words in limits(told))
    if told.commitment:
        note.append(promise_tests(told, document.names, index.link))
    note.attrib |= {"id": anchor("t", passage.n, at=told.cue[0]), "class": tone(told)}
    return note


def _fact_note(document: Document, index: Index, passage: Passage, stated: Fact, k: int) -> ET.Element:
    words = f"#{anchor('f', passage.n, at=k)}"
    back = element("a", "↔", href=words, class_="k", aria_label="关系 relation")
    head, tail = (name_of(key, document.names, index.link) for key in (stated.head, stated.tail))
    spec = load_schema().relations[stated.type]
    relation = element("span", "", *both(spec.zh, spec.en), class_="relation")
    return element("li", "", back, head, relation, tail, *attributes(stated.stated), class_="fact")
