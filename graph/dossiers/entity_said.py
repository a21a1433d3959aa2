"""What was said of an entity and by it: document by document, each statement with its quote in its paragraph."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from xml.etree import ElementTree as ET

from graph.between.said import Head
from graph.dossiers.document_text import page_label
from graph.dossiers.entity import Dossier, Said, by_document
from graph.dossiers.frame import anchor, folded, table
from graph.dossiers.labels import value_label
from graph.dossiers.marking import Mark, mark_text
from graph.dossiers.passages import Passage, Span, Told
from graph.dossiers.statement_notes import act_line, concerns, limits, plain_label, promise_tests, sign, speakers, tone
from graph.pages.elements import both, element
from graph.pages.text import clean, on_page

WHOLE, ABOVE = ("全段", "whole paragraph"), ("全段见上", "paragraph above")
UNDATED = ("无日期", "undated")


@dataclass(frozen=True, slots=True)
class Places:
    """The paragraphs and the statements that the page holds whole, to which others on it may link."""

    paragraphs: Collection[str]
    statements: Collection[str]

    @classmethod
    def of(cls, dossier: Dossier) -> Places:
        said = [*dossier.about(), *dossier.by(collective=False)]
        paragraphs = {passage.id for passage, _ in said} | {passage.id for passage, _ in dossier.others()}
        return cls(paragraphs, {told.id for _, told in said})

    def cite(self, place: Mapping[str, Any]) -> ET.Element:
        """doc §n, with the page where there is one; a link where the paragraph is on the page."""
        doc, n = place["document"], place["paragraph"]
        shown = clean(on_page(f"{doc} §{n}", place.get("page")))
        return _cited(shown, anchor("p", doc, n) if f"{doc}#{n}" in self.paragraphs else None)

    def cite_statement(self, passage: Passage, told: Told) -> ET.Element:
        """§n, with the page; a link to the statement where the page holds it."""
        shown = clean(on_page(f"§{passage.n}", told.page))
        return _cited(shown, anchor("s", passage.doc, passage.n, at=told.cue[0]) if told.id in self.statements else None)


def _cited(shown: str, place: str | None) -> ET.Element:
    return element("a", shown, href=f"#{place}", class_="cite") if place else element("span", shown, class_="cite")


def write_said(dossier: Dossier, said: Sequence[Said], *, shown: Collection[str] = ()) -> Iterator[ET.Element]:
    """Document by document what was said; what the page has `shown` before, paragraphs and statements by their ids, is not
    told whole again."""
    for doc, passages in by_document(said):
        yield document_heading(dossier.heads[doc])
        yield from (_passage(dossier, passage, told, shown) for passage, told in passages)


def document_heading(head: Head) -> ET.Element:
    return element("h3", "", *name_document(head), class_="doc")


def name_document(head: Head) -> list[ET.Element]:
    return [date_of(head), element("bdi", clean(head.name), class_="title"), element("code", clean(head.id))]


def date_of(head: Head) -> ET.Element:
    return element("time", clean(head.date)) if head.date else element("span", "", *both(*UNDATED))


def _passage(dossier: Dossier, passage: Passage, told: Sequence[Told], shown: Collection[str]) -> ET.Element:
    """The statements of one paragraph, and itself, or where it stands in the page."""
    items = element("ul", "", *(_statement(dossier, passage, one, again=one.id in shown) for one in told), class_="said-list")
    article = element("article", "", _margin(passage), items)
    if passage.id in shown:
        link = element("a", "", *both(*ABOVE), href=f"#{anchor('p', passage.doc, passage.n)}")
        article.append(element("p", "", link, class_="whole"))
    else:
        article.set("id", anchor("p", passage.doc, passage.n))
        article.append(folded(WHOLE, whole(dossier, passage, told), class_="whole"))
    return article


def _margin(passage: Passage) -> ET.Element:
    page = [page_label(passage.page)] if passage.page else []
    return element("div", "", element("span", f"§{clean(passage.n)}", class_="n"), *page, class_="margin")


def _statement(dossier: Dossier, passage: Passage, told: Told, *, again: bool) -> ET.Element:
    """A card: the act, who speaks of what, the quote; for a commitment how it meets the tests."""
    about = [element("span", "→", class_="arrow"), concerns(told, dossier.names)] if told.concerns else []
    who = element("span", "", speakers(told, dossier.names), *about, class_="who")
    item = element("li", "", element("p", "", act_line(told), who, class_="line"), class_=tone(told))
    item.append(element("blockquote", "", quote(dossier, passage, told)))
    item.extend(element("p", "", *both(*label), words, class_="limit") for label, words in limits(told))
    if told.commitment:
        item.append(promise_tests(told, dossier.names))
    if not again:
        item.set("id", anchor("s", passage.doc, passage.n, at=told.cue[0]))
    return item


def quote(dossier: Dossier, passage: Passage, told: Told) -> ET.Element:
    """The clause, its cue and the entity's names marked."""
    start, end = told.clause
    marks = [Mark(*told.cue, "b", {"class": "cue"}), *_names(dossier, passage)]
    return mark_text(element("q"), passage.text, marks, start=start, end=end)


def whole(dossier: Dossier, passage: Passage, told: Iterable[Told]) -> ET.Element:
    """The paragraph, these statements marked in it."""
    marks = [Mark(*one.clause, "span", {"class": f"said {sign(one.strength)}"}) for one in told]
    marks += [Mark(*one.cue, "b", {"class": "cue"}) for one in told]
    return mark_text(element("p", class_="text"), passage.text, [*marks, *_names(dossier, passage)])


def _names(dossier: Dossier, passage: Passage) -> Iterator[Mark]:
    yield from (Mark(n.start, n.end, "mark") for n in passage.namings if n.key == dossier.key)


def write_others(dossier: Dossier, others: Sequence[tuple[Passage, Sequence[Span]]]) -> Iterator[ET.Element]:
    """Where nothing is said of it: the sentences that name it or prove a relation, each in its paragraph."""
    for doc, group in groupby(others, key=lambda other: other[0].doc):
        yield document_heading(dossier.heads[doc])
        for passage, spans in group:
            cards = element("ul", "", *(_sentence(dossier, passage, span) for span in spans), class_="said-list")
            article = element("article", "", _margin(passage), cards, id=anchor("p", passage.doc, passage.n))
            article.append(folded(WHOLE, whole(dossier, passage, ()), class_="whole"))
            yield article


def _sentence(dossier: Dossier, passage: Passage, span: Span) -> ET.Element:
    words = mark_text(element("q"), passage.text, _names(dossier, passage), start=span[0], end=span[1])
    return element("li", "", element("blockquote", "", words))


def write_collective(dossier: Dossier, said: Sequence[Said], places: Places) -> Iterator[ET.Element]:
    """What is said for it as the body that issued the document: that is the document, so it is folded."""
    for doc, passages in by_document(said):
        items = [_row(dossier, passage, one, places) for passage, told in passages for one in told]
        summary = element("summary", "", *name_document(dossier.heads[doc]), element("span", str(len(items)), class_="count"))
        yield element("details", "", summary, element("ul", "", *items, class_="rows"), class_="collective")


def _row(dossier: Dossier, passage: Passage, told: Told, places: Places) -> ET.Element:
    told_of = [places.cite_statement(passage, told), act_line(told), quote(dossier, passage, told)]
    return element("li", "", *told_of, class_=tone(told))


def write_commitments(dossier: Dossier, said: Sequence[Said], places: Places) -> Iterator[ET.Element]:
    """The commitments with their tests, in the order of time."""
    columns = [("日期", "Date"), ("出处", "Place"), ("说话者", "By"), ("承诺", "Commitment"), ("检验", "Tests")]
    if said:
        yield table(columns, (_commitment(dossier, passage, told, places) for passage, told in said), "承诺 Commitments")


def _commitment(dossier: Dossier, passage: Passage, told: Told, places: Places) -> list[ET.Element]:
    return [
        element("td", "", date_of(dossier.heads[passage.doc])),
        element("td", "", element("code", clean(passage.doc)), places.cite_statement(passage, told)),
        element("td", "", speakers(told, dossier.names)),
        element("td", "", quote(dossier, passage, told)),
        element("td", "", promise_tests(told, dossier.names)),
    ]


def write_life(dossier: Dossier, places: Places) -> Iterator[ET.Element]:
    """The stages at which statements show it, in the order of time."""
    items = [_stage(dossier, row, places) for row in dossier.facts["life"]]
    if items:
        yield element("ol", "", *items, class_="life")


def _stage(dossier: Dossier, row: Mapping[str, Any], places: Places) -> ET.Element:
    stage = element("span", "", *plain_label(value_label(row["stage"])), class_="chip")
    words = element("blockquote", "", element("q", clean(row["quote"])), places.cite(row))
    return element("li", "", date_of(dossier.heads[row["document"]]), stage, words)
