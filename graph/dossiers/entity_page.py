"""An entity as one HTML file that needs nothing but itself: what it is, who belongs to it, what was said and promised of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from graph.building.shape import ENTITY
from graph.dossiers.differences import find_differences
from graph.dossiers.entity import Dossier
from graph.dossiers.entity_overview import write_course, write_overview
from graph.dossiers.entity_relations import list_differences, list_relations
from graph.dossiers.entity_said import Places, name_document, write_collective, write_commitments, write_life, write_others, write_said
from graph.dossiers.frame import colophon, contents, folded, section, write
from graph.dossiers.labels import Label, value_label
from graph.dossiers.statement_notes import READING, name_of
from graph.pages.elements import both, element
from graph.pages.text import clean, second_name, type_label

STYLE = Path(__file__).with_name("entity_page.css")
MOST = 24  # other entities of which the same statements are
TITLES = {
    "overview": ("概况", "Overview"),
    "course": ("各文件措辞", "Document by document"),
    "promised": ("有关承诺", "Promised about"),
    "promises": ("所作承诺", "Promised by"),
    "about": ("有关陈述", "Said about"),
    "life": ("发展阶段", "Life"),
    "by": ("所作陈述", "Said by"),
    "collective": ("所发布文件的集体陈述", "Said collectively, in what it issued"),
    "relations": ("关系与出处", "Relations"),
    "others": ("其他段落", "Other paragraphs"),
    "together": ("同句所及", "Spoken of with"),
    "differences": ("说法不一", "Told differently"),
}
Part = tuple[str, Iterable[ET.Element], int | None]  # a section: its name, its content, how many things it lists


def export_dossier(dossier: Dossier) -> bytes:
    """The page in UTF-8; the same bytes for the same dossier."""
    facts = dossier.facts
    return write((facts["name"], second_name(facts) or " ".join(type_label(facts["type"]))), _body(dossier), STYLE)


def _body(dossier: Dossier) -> ET.Element:
    """Only the sections that have something to tell."""
    parts = [(name, list(content), count) for name, content, count in _parts(dossier, Places.of(dossier))]
    told = [(name, content, count) for name, content, count in parts if content]
    nav = contents((name, TITLES[name]) for name, _, _ in told)
    main = element("main", "", *(section(name, TITLES[name], *content, count=count) for name, content, count in told))
    made = colophon(element("p", "", *both(*READING)), _documents(dossier))
    return element("body", "", _header(dossier), nav, main, made, class_="entity")


def _header(dossier: Dossier) -> ET.Element:
    facts = dossier.facts
    types = dossier.names[dossier.key].types or (ENTITY,)
    kicker = element("p", "", *(element("span", "", *both(*type_label(t)), class_=f"type t-{t}") for t in types), class_="kicker")
    if facts.get("status", "known") != "known":
        kicker.append(element("span", "", *both(*value_label(facts["status"])), class_="status"))
    header = element("header", "", kicker, element("h1", "", element("bdi", clean(facts["name"]))))
    for name, lang in (("nameZh", "zh"), ("nameEn", "en")):
        if facts.get(name) and facts[name] != facts["name"]:
            header.append(element("p", "", element("bdi", clean(facts[name])), lang=lang, class_="second"))
    if facts.get("kind"):
        header.append(element("p", "", element("bdi", clean(facts["kind"])), lang="en", class_="what"))
    header.append(_counts(dossier))
    return header


def _counts(dossier: Dossier) -> ET.Element:
    about, own = dossier.about(), [said for way in (False, True) for said in dossier.by(collective=way)]
    promised, promises = (sum(told.commitment for _, told in said) for said in (about, own))
    counts: list[tuple[int, Label]] = [
        (len(dossier.facts["documents"]), ("份文件", "documents")),
        (sum(row["mentions"] for row in dossier.facts["documents"]), ("处提及", "mentions")),
        (len(about), ("条有关陈述", "statements about")),
        (promised, ("条有关承诺", "commitments about")),
        (len(own), ("条所作陈述", "statements by")),
        (promises, ("条所作承诺", "commitments by")),
    ]
    items = [element("li", "", element("b", str(count)), *both(*label)) for count, label in counts if count]
    return element("ul", "", *items, class_="counts")


def _parts(dossier: Dossier, places: Places) -> Iterator[Part]:
    about, named, collective = dossier.about(), dossier.by(collective=False), dossier.by(collective=True)
    promised, promises = ([one for one in said if one[1].commitment] for said in (about, [*named, *collective]))
    others, companions, differences = dossier.others(), dossier.companions(), find_differences(dossier.facts)
    yield "overview", write_overview(dossier), None
    yield "course", write_course(dossier), None
    yield "promised", write_commitments(dossier, promised, places), len(promised)
    yield "promises", write_commitments(dossier, promises, places), len(promises)
    yield "about", write_said(dossier, about), len(about)
    yield "life", write_life(dossier, places), None
    yield "by", write_said(dossier, named, shown={one.id for said in about for one in said}), len(named)
    yield "collective", write_collective(dossier, collective, places), len(collective)
    yield "relations", list_relations(dossier, places), None
    yield "others", write_others(dossier, others), len(others)
    yield "together", _companions(dossier, companions), len(companions)
    yield "differences", list_differences(dossier, differences, places), None


def _companions(dossier: Dossier, companions: list[tuple[str, int]]) -> Iterator[ET.Element]:
    items = [element("li", "", name_of(key, dossier.names), element("small", f"×{count}")) for key, count in companions[:MOST]]
    rest = len(companions) - MOST
    if rest > 0:
        items.append(element("li", "", *both(f"另有 {rest} 个", f"and {rest} more")))
    if items:
        yield element("ul", "", *items, class_="inline")


def _documents(dossier: Dossier) -> ET.Element:
    """On which documents the page rests: all of the graph, in the order of time."""
    items = [element("li", "", *name_document(head)) for head in dossier.heads.values()]
    label = (f"图谱中的全部 {len(items)} 份文件", f"All {len(items)} documents of the graph")
    return folded(label, element("ul", "", *items, class_="documents"))
