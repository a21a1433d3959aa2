"""What a document names, at the end of its page: entities by type with their paragraphs, and the texts that it cites."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self
from xml.etree import ElementTree as ET

from extract.schema import load_schema
from graph.building.shape import ENTITY, natural_key
from graph.dossiers.document import Citation, Document
from graph.dossiers.frame import anchor, section, table
from graph.dossiers.labels import Label, value_label
from graph.dossiers.passages import Passage, name_for
from graph.dossiers.statement_notes import name_of
from graph.pages.elements import both, element
from graph.pages.text import clean, type_label


@dataclass(frozen=True, slots=True)
class Index:
    """Each entity that the document names -> the paragraphs that do, once a mention; and its number in the page."""

    places: Mapping[str, Sequence[str]]
    numbers: Mapping[str, int]

    @classmethod
    def of(cls, passages: Iterable[Passage]) -> Self:
        places: defaultdict[str, list[str]] = defaultdict(list)
        for passage in passages:
            for naming in passage.namings:
                places[naming.key].append(passage.n)
        places.pop("", None)
        return cls(dict(places), {key: number for number, key in enumerate(sorted(places), 1)})

    def link(self, key: str) -> str | None:
        """Where the page lists the entity."""
        return f"#e-{self.numbers[key]}" if key in self.numbers else None


def list_appendices(document: Document, index: Index) -> Iterator[tuple[Label, ET.Element]]:
    """The sections after the text, those that have something to tell."""
    if index.places:
        label = ("名称索引", "Index of names")
        yield label, section("names", label, *_types(document, index), count=len(index.places))
    if document.citations:
        label = ("引用文本", "Texts cited")
        yield label, section("citations", label, _citations(document, index), count=len(document.citations))
    unresolved = [(passage.n, passage.text[n.start : n.end]) for passage in document.passages for n in passage.namings if not n.key]
    if unresolved:
        label = ("未决简称", "Unresolved short forms")
        items = [element("li", "", element("bdi", clean(words)), links([n])) for n, words in unresolved]
        yield label, section("unresolved", label, element("ul", "", *items, class_="index"), count=len(unresolved))


def links(paragraphs: Iterable[str]) -> ET.Element:
    """The paragraphs, each once, with how often where it is more than once."""
    line = element("span", class_="places")
    for n, count in sorted(Counter(paragraphs).items(), key=lambda item: natural_key(item[0])):
        link = element("a", f"§{clean(n)}", href=f"#{anchor('p', n)}")
        line.append(link)
        if count > 1:
            line.append(element("small", f"×{count}"))
        line[-1].tail = " "
    return line


def _types(document: Document, index: Index) -> Iterator[ET.Element]:
    types = {key: name_for(key, document.names).type for key in index.places}
    for type_ in (*load_schema().types, ENTITY):
        keys = [key for key in index.places if types[key] == type_]
        if keys:
            ordered = sorted(keys, key=lambda key: (-len(index.places[key]), index.numbers[key]))
            heading = element("h3", "", *both(*type_label(type_)), class_=f"t-{type_}")
            yield heading
            yield element("ul", "", *(_entry(document, index, key) for key in ordered), class_="index")


def _entry(document: Document, index: Index, key: str) -> ET.Element:
    name = name_for(key, document.names)
    other = next((clean(n) for n in (name.en, name.zh) if n and n != name.name), "")
    entry = element("li", "", element("bdi", clean(name.name), class_="name"), id=f"e-{index.numbers[key]}")
    if other:
        entry.append(element("bdi", other, lang="en" if other == clean(name.en or "") else "zh", class_="other"))
    if name.status != "known":
        entry.append(element("span", "", *both(*value_label(name.status)), class_="status"))
    entry.append(links(index.places[key]))
    return entry


def _citations(document: Document, index: Index) -> ET.Element:
    columns = [("文本", "Text"), ("类型", "Type"), ("次数", "Times"), ("言语行为", "Acts"), ("段落", "Paragraphs")]
    rows = (_citation(document, index, citation) for citation in document.citations)
    return table(columns, rows, "引用文本 Texts cited")


def _citation(document: Document, index: Index, citation: Citation) -> list[ET.Element]:
    type_ = name_for(citation.key, document.names).type
    acts = element("td")
    for act in citation.acts:
        spec = load_schema().acts[act]
        acts.append(element("span", "", *both(spec.zh, spec.en), class_="chip"))
    return [
        element("td", "", name_of(citation.key, document.names, index.link)),
        element("td", "", *both(*type_label(type_))),
        element("td", str(citation.count), class_="number"),
        acts,
        element("td", "", links(citation.paragraphs)),
    ]
