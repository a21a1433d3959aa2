"""What a reader chooses with: the search, the filters, and how names and colours are shown. The script makes it work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx

from graph.network.drawing import LINES, edge_kind, shape
from graph.network.page.tables import edge_label, list_types
from graph.pages.elements import both, element
from graph.pages.text import clean, type_label

Label = tuple[str, str]
DISPLAY: Sequence[tuple[str, Label, Sequence[tuple[str, Label]]]] = (
    ("lang", ("语言", "Language"), (("both", ("双语", "both")), ("zh", ("中文", "Chinese")), ("en", ("英文", "English")))),
    ("colour", ("颜色", "Colour"), (("community", ("群组", "group")), ("type", ("类型", "type")))),
    ("size", ("大小", "Size"), (("degree", ("联系数", "partners")), ("mentions", ("提及次数", "mentions")))),
)


def draw_bar(network: nx.MultiDiGraph, heads: Sequence[Mapping[str, Any]]) -> ET.Element:
    filters = [
        _filter("type", ("类型", "Types"), _type_options(network)),
        _filter("rel", ("关系", "Relations"), _relation_options(network)),
        _filter("doc", ("文件", "Documents"), _document_options(heads)),
        _years(heads),
    ]
    reset = element("button", "", *both("清除筛选", "Clear"), type="button", id="reset", hidden="")
    return element("div", "", _search(), *filters, _display(), reset, class_="bar", id="bar", hidden="")  # the script shows it


def mark(type_: str) -> ET.Element:
    """The type's shape in the size of a letter."""
    drawn = element("g", "", shape(type_, (9, 9), 6.5), class_=f"t-{type_}")
    return element("svg", "", drawn, width="18", height="18", aria_hidden="true")


def _search() -> ET.Element:
    attributes = {"role": "combobox", "aria-expanded": "false", "aria-controls": "found", "aria-autocomplete": "list"}
    box = element("input", type="search", id="search", autocomplete="off", spellcheck="false", placeholder="安理会, NDB …", **attributes)
    found = element("ul", id="found", role="listbox", hidden="", aria_label="查找结果 Results")
    return element("div", "", element("label", "", *both("查找", "Find"), for_="search"), box, found, class_="find", role="search")


def _filter(name: str, title: Label, options: Iterable[ET.Element]) -> ET.Element:
    buttons = [element("button", "", *both(*label), type="button", data_set=which) for which, label in _choices()]
    box = element("div", "", element("p", "", *buttons), *options)
    return _popover(name, title, box)


def _choices() -> Iterator[tuple[str, Label]]:
    yield from (("all", ("全选", "all")), ("none", ("全不选", "none")))


def _popover(name: str, title: Label, box: ET.Element) -> ET.Element:
    box.attrib |= {"role": "group", "aria-label": " ".join(title)}
    return element("details", "", element("summary", "", *both(*title)), box, data_filter=name)


def _option(value: str, content: Sequence[ET.Element], count: int | None = None) -> ET.Element:
    counted = [element("span", str(count), class_="count")] if count is not None else []
    return element("label", "", element("input", type="checkbox", checked="", value=value), *content, *counted)


def _type_options(network: nx.MultiDiGraph) -> Iterator[ET.Element]:
    for type_, count in list_types(network):
        yield _option(type_, [mark(type_), *both(*type_label(type_))], count)


def _relation_options(network: nx.MultiDiGraph) -> Iterator[ET.Element]:
    """What texts state and what only the lexicon knows are chosen apart."""
    counts = Counter((edge_kind(data), data["type"]) for *_, data in network.edges(data=True))
    for (kind, type_), count in sorted(counts.items(), key=lambda item: (-LINES.index(item[0][0]), -item[1], item[0])):
        yield _option(f"{type_}{'.background' if kind == 'background' else ''}", both(*edge_label(kind, type_)), count)


def _document_options(heads: Sequence[Mapping[str, Any]]) -> Iterator[ET.Element]:
    for head in heads:
        title = element("bdi", clean(head.get("title") or head["id"]))
        yield _option(clean(head["id"]), [title, element("span", clean(head.get("date", "")), class_="count")])


def _years(heads: Sequence[Mapping[str, Any]]) -> ET.Element:
    """From which year to which, by the dates of the documents."""
    years = sorted({head["date"][:4] for head in heads if head.get("date")})
    ends = [_year(name, label, years) for name, label in (("from", ("自", "from")), ("to", ("至", "to")))]
    note = element("p", "", *both("按文件的日期", "by the date of the document"), class_="note")
    return _popover("year", ("年份", "Years"), element("div", "", *ends, note))


def _year(name: str, label: Label, years: Sequence[str]) -> ET.Element:
    options = [element("option", "—", value="-"), *(element("option", year, value=year) for year in years)]
    return element("label", "", *both(*label), element("select", "", *options, data_end=name))


def _display() -> ET.Element:
    groups = [element("fieldset", "", element("legend", "", *both(*title)), *_radios(name, options)) for name, title, options in DISPLAY]
    return _popover("display", ("显示", "Display"), element("div", "", *groups))


def _radios(name: str, options: Sequence[tuple[str, Label]]) -> Iterator[ET.Element]:
    for place, (value, label) in enumerate(options):
        box = element("input", type="radio", name=name, value=value, **({} if place else {"checked": ""}))
        yield element("label", "", box, *both(*label))
