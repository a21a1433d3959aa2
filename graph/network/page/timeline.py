"""What happened when: a strip of years, and below it a list of their documents, meetings and facts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx

from graph.building.shape import split_place
from graph.network.page.quotes import Quotes, cite, date_quotes, edge_quotes
from graph.network.page.tables import brief, relation_label
from graph.pages.elements import both, element
from graph.pages.text import clean

LANES = (("facts", "事实", "facts"), ("documents", "文件", "documents"), ("events", "会议", "meetings"))
HEIGHT = 40  # of the highest column
LABELLED = 14  # years with a number below them, at most


@dataclass(slots=True)
class Year:
    """`documents` (number, head) and `events` (date, node, number) of the year; `facts`: relation -> how many these documents state."""

    documents: list[tuple[int, Mapping[str, Any]]] = field(default_factory=list)
    events: list[tuple[str, str, int]] = field(default_factory=list)
    facts: Counter[str] = field(default_factory=Counter)


def collect_years(network: nx.MultiDiGraph, heads: Sequence[Mapping[str, Any]]) -> dict[int, Year]:
    """By the date of a document, by the date on which a meeting was held; what has no date is in no year."""
    years: defaultdict[int, Year] = defaultdict(Year)
    dated = {head["id"]: int(head["date"][:4]) for head in heads if head.get("date")}
    for number, head in enumerate(heads):
        if head["id"] in dated:
            years[dated[head["id"]]].documents.append((number, head))
    for number, node in enumerate(sorted(network)):
        for date in network.nodes[node].get("heldOn", ()):
            years[int(date[:4])].events.append((date, node, number))
    for *_, data in network.edges(data=True):
        told = {dated[doc] for doc in (split_place(at)[0] for at, _ in edge_quotes(data)) if doc in dated}
        for year in told:
            years[year].facts[data["type"]] += 1
    return dict(sorted(years.items()))


def draw_strip(years: Mapping[int, Year]) -> ET.Element:
    """A column for every year from the first to the last: how many facts, documents and meetings it has."""
    lanes = [element("li", "", *(element("span", "", *both(zh, en)) for _, zh, en in LANES), class_="lanes")]
    if not years:
        return element("ol", "", *lanes, class_="strip")
    first, last = min(years), max(years)
    most = max(1, *(sum(year.facts.values()) for year in years.values()))
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if (last - first) / step < LABELLED)
    columns = [_column(year, years.get(year, Year()), most, labelled=year % step == 0) for year in range(first, last + 1)]
    return element("ol", "", *lanes, *columns, class_="strip")


def list_years(network: nx.MultiDiGraph, years: Mapping[int, Year], quotes: Quotes) -> ET.Element:
    return element("ol", "", *(_list_year(network, number, year, quotes) for number, year in years.items()), class_="years")


def _column(number: int, year: Year, most: int, *, labelled: bool) -> ET.Element:
    facts = sum(year.facts.values())
    title = f"{number}: 事实 {facts} · 文件 {len(year.documents)} · 会议 {len(year.events)}"
    marks = [_bar(facts, most), _dot("circle", len(year.documents)), _dot("rect", len(year.events))]
    label = element("span", str(number), class_="tick") if labelled else element("span", class_="tick")
    content = [*marks, label]
    if not (facts or year.documents or year.events):
        return element("li", "", *content, data_y=str(number))
    return element("li", "", element("a", "", *content, href=f"#y{number}", title=title, aria_label=title), data_y=str(number))


def _bar(count: int, most: int) -> ET.Element:
    """As high as there are facts; one fact is still seen."""
    svg = ET.Element("svg", {"viewBox": f"0 0 10 {HEIGHT}", "preserveAspectRatio": "none", "class": "bar", "aria-hidden": "true"})
    if count:
        height = max(2, round(count / most * HEIGHT))
        ET.SubElement(svg, "rect", {"x": "1", "y": str(HEIGHT - height), "width": "8", "height": str(height)})
    return svg


def _dot(shape: str, count: int) -> ET.Element:
    svg = ET.Element("svg", {"viewBox": "0 0 12 12", "class": shape, "aria-hidden": "true"})
    if count:
        size = min(5.5, 2.0 + count**0.5)
        if shape == "circle":
            ET.SubElement(svg, "circle", {"cx": "6", "cy": "6", "r": f"{size:.1f}"})
        else:
            ET.SubElement(svg, "path", {"d": f"M6 {6 - size:.1f}L{6 + size:.1f} 6L6 {6 + size:.1f}L{6 - size:.1f} 6Z"})
    return svg


def _list_year(network: nx.MultiDiGraph, number: int, year: Year, quotes: Quotes) -> ET.Element:
    documents = [_document(place, head) for place, head in sorted(year.documents, key=lambda pair: (pair[1]["date"], pair[0]))]
    events = [_event(network.nodes[node], date, place, quotes) for date, node, place in sorted(year.events)]
    lists = [element("ul", "", *items, class_=name) for name, items in (("documents", documents), ("events", events)) if items]
    facts = [element("p", "", *_count_facts(year.facts))] if year.facts else []
    return element("li", "", element("h3", str(number)), element("div", "", *lists, *facts), id=f"y{number}", data_y=str(number))


def _document(place: int, head: Mapping[str, Any]) -> ET.Element:
    link = element("a", clean(head.get("title") or head["id"]), href=f"#d{place}")
    return element("li", "", element("time", clean(head["date"])), link)


def _event(data: Mapping[str, Any], date: str, place: int, quotes: Quotes) -> ET.Element:
    link = element("a", clean(data["name"]), href=f"#n{place}")
    return element("li", "", element("time", date), link, *cite(date_quotes(data), quotes))


def _count_facts(facts: Counter[str]) -> Iterator[ET.Element]:
    """Which relations this year's documents state, and how many of each."""
    for relation, count in sorted(facts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield element("span", "", *brief(*relation_label(relation)), element("b", str(count)))
