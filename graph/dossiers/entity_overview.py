"""An entity at a glance: its names and ids, whom it hangs together with, and document by document how it is spoken of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.etree import ElementTree as ET

from extract.schema import load_schema
from graph.between.said import Head
from graph.dossiers.entity import Dossier, by_document
from graph.dossiers.entity_relations import end, only_known, relation_groups, relation_lines
from graph.dossiers.entity_said import date_of
from graph.dossiers.frame import anchor, folded, table
from graph.dossiers.labels import Label, load_labels
from graph.dossiers.passages import Told
from graph.dossiers.statement_notes import fact, signed
from graph.pages.elements import both, element
from graph.pages.text import clean

Row = Mapping[str, Any]
ROLES = {"issued": ("由其发布", "issued"), "signed": ("由其签署", "signed"), "text": ("即其文本", "its text")}
SPEAKS = {False: ("发言", "speaks"), True: ("集体发言", "speaks as the collective")}
SILENT, NAMED = ("未提及", "silent"), ("仅提及", "named only")
DAGGER = ("† 词典所知，此处文本未载。", "Known from the lexicon; no text here states it.")
MOST_ALIASES, MOST_DOCUMENTS = 12, 6


def write_overview(dossier: Dossier) -> Iterator[ET.Element]:
    yield element("dl", "", *_names(dossier), *relation_lines(dossier), *_further_up(dossier), class_="facts")
    if any(only_known(facts) for _, _, facts in relation_groups(dossier.facts["relations"])):
        yield element("p", "", *both(*DAGGER), class_="note small")


def _names(dossier: Dossier) -> Iterator[ET.Element]:
    """Its key and its ids elsewhere, what else it is called, and what the texts call it."""
    facts, properties = dossier.facts, load_labels().properties
    yield fact(("编号", "id"), element("code", clean(dossier.key)))
    for name, value in facts["ids"].items():
        yield fact(properties.get(name, (clean(name), "")), element("code", clean(str(value))))
    if facts.get("aliases"):
        yield fact(("又称", "also"), *_aliases(facts["aliases"]), class_="wide")
    surfaces = dossier.surfaces()
    if surfaces:
        yield fact(("文中写作", "in the texts"), _inline(_surface(words, docs) for words, docs in surfaces.items()), class_="wide")


def _aliases(aliases: list[str]) -> Iterator[ET.Element]:
    items = [element("li", "", element("bdi", clean(alias))) for alias in aliases]
    yield _inline(items[:MOST_ALIASES])
    rest = items[MOST_ALIASES:]
    if rest:
        yield folded((f"另有 {len(rest)} 个", f"{len(rest)} more"), _inline(rest))


def _inline(items: Iterable[ET.Element]) -> ET.Element:
    return element("ul", "", *items, class_="inline")


def _surface(words: str, docs: Counter[str]) -> ET.Element:
    """A name in a text, and the documents that use it, those that do so most often first."""
    ordered = sorted(docs.items(), key=lambda item: (-item[1], item[0]))
    told = [f"{clean(doc)} ×{count}" for doc, count in ordered[:MOST_DOCUMENTS]]
    told += [f"… {docs.total()}"] if len(ordered) > MOST_DOCUMENTS else []
    return element("li", "", element("bdi", clean(words)), element("small", "; ".join(told), class_="how"))


def _further_up(dossier: Dossier) -> Iterator[ET.Element]:
    """What it is part of by way of another body."""
    direct = {one["id"] for one in dossier.facts["relations"].get("PART_OF", {"out": []})["out"]}
    above = [element("li", "", end(dossier, parent)) for parent in dossier.facts["parents"] if parent["id"] not in direct]
    if above:
        yield fact(("再上级", "further up"), _inline(above), class_="wide")


def write_course(dossier: Dossier) -> Iterator[ET.Element]:
    """The documents in the order of time: with which acts each speaks of it, where it only names it, which are silent."""
    known = {row["id"]: row for row in dossier.facts["documents"]}
    about = {doc: [one for _, told in passages for one in told] for doc, passages in by_document(dossier.about())}
    own = {way: Counter(passage.doc for passage, _ in dossier.by(collective=way)) for way in (False, True)}
    columns = [("日期", "Date"), ("文件", "Document"), ("措辞", "Wording"), ("提及", "Named in")]
    rows, parts = [], []
    for row in dossier.course["documents"]:
        doc = row["id"]
        wording = [*_acts(about.get(doc, ())), *(_chip(SPEAKS[way], f" ×{n[doc]}", class_="chip own") for way, n in own.items() if n[doc])]
        rows.append(_document(dossier.heads[doc], wording or [_nothing(row)], known.get(doc, {})))
        parts.append(list(_part(known.get(doc, {}))))
    if any(parts):
        columns.append(("关联", "Its part"))
        rows = [[*row, element("td", "", *part)] for row, part in zip(rows, parts, strict=True)]
    if rows:
        yield table(columns, rows, "各文件 Documents")


def _document(head: Head, wording: Iterable[ET.Element], known: Row) -> list[ET.Element]:
    return [
        element("td", "", date_of(head)),
        element("td", "", element("bdi", clean(head.name), class_="title"), element("code", clean(head.id))),
        element("td", "", *wording),
        element("td", "", *_places(head.id, known)),
    ]


def _acts(about: Iterable[Told]) -> Iterator[ET.Element]:
    """With which acts, how strong, a document speaks of it, and how often."""
    counts = Counter((told.act, told.strength, told.commitment) for told in about)
    for (act, strength, commitment), count in sorted(counts.items(), key=lambda item: (-item[1], -item[0][1], item[0])):
        spec = load_schema().acts[act]
        number = f" {signed(strength)}" + (f" ×{count}" if count > 1 else "")
        yield _chip((spec.zh, spec.en), number, class_="chip promise" if commitment else "chip")


def _nothing(row: Row) -> ET.Element:
    return element("span", "", *both(*(SILENT if row["stages"] == ["silent"] else NAMED)), class_="quiet")


def _chip(label: Label, number: str, *, class_: str) -> ET.Element:
    return element("span", "", *both(*label), element("small", number), class_=class_)


def _places(doc: str, known: Row) -> Iterator[ET.Element]:
    """The paragraphs that name it."""
    if known.get("mentions"):
        line = element("span", f"{known['mentions']}× ", class_="places")
        for n in known["paragraphs"]:
            line.append(element("a", f"§{clean(n)}", href=f"#{anchor('p', doc, n)}"))
            line[-1].tail = " "
        yield line


def _part(known: Row) -> Iterator[ET.Element]:
    """What the document is to it, or it to the document."""
    yield from (element("span", "", *both(*ROLES[role]), class_="chip") for role in known.get("role", ()))
    if "citations" in known:
        yield element("span", "", *both(f"引用 {known['citations']} 次", f"cited {known['citations']}×"), class_="chip")
