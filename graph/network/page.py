"""The network as one HTML file that needs nothing but itself: a drawing, what it rests on, and tables of it all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx

from graph.network.drawing import DRAWN, SHAPES, choose_drawn, draw, shape
from graph.network.listing import KINDS, list_documents, list_edges, list_nodes
from graph.pages.elements import both, element, write_page
from graph.pages.text import type_label

STYLE, SCRIPT = Path(__file__).with_name("page.css"), Path(__file__).with_name("page.js")
TITLE = ("机构网络", "Institution network")
HINT = ("未选名称。点选图中的图形，或在上方查找。", "Nothing chosen. Choose a shape in the drawing, or find a name above.")
READING = {
    "fact": ("箭头自起点指向终点；越粗，出处越多。", "The arrow runs from head to tail; the thicker, the more places state it."),
    "background": ("词典中的隶属关系，不是文本的说法。", "Which body belongs to which, from the lexicon; no text says so here."),
    "together": ("两者同为一句话所谈及。", "One statement speaks of both."),
}


def export_html(network: nx.MultiDiGraph) -> bytes:
    """The page in UTF-8. `network.graph["heads"]`, where given, describes the documents."""
    style, script = STYLE.read_text(encoding="utf-8"), SCRIPT.read_text(encoding="utf-8")
    return write_page(TITLE, _body(network, script), style=style, script=script, schemes="light dark")


def _body(network: nx.MultiDiGraph, script: str) -> ET.Element:
    heads = network.graph.get("heads") or [{"id": doc} for doc in network.graph["documents"]]
    numbers = {head["id"]: number for number, head in enumerate(heads)}
    main = element("main", "", _picture(network), _panel())
    sections = [
        _section("documents", ("文件", "Documents"), list_documents(heads)),
        _section("nodes", ("名称", "Names"), list_nodes(network, numbers)),
        _section("edges", ("联系", "Links"), list_edges(network, numbers)),
    ]
    return element("body", "", _header(network), main, *sections, element("script", script))


def _header(network: nx.MultiDiGraph) -> ET.Element:
    documents, nodes, edges = len(network.graph["documents"]), len(network), network.number_of_edges()
    counted = both(f"{documents} 份文件，{nodes} 个名称，{edges} 条联系", f"{documents} documents, {nodes} names, {edges} links")
    links = [element("a", "", *both(zh, en), href=f"#{name}") for name, zh, en in _contents()]
    nav = element("nav", "", *links, aria_label="目录 Contents")
    return element("header", "", element("h1", "", *both(*TITLE)), element("p", "", *counted), nav)


def _contents() -> Iterator[tuple[str, str, str]]:
    yield from (("documents", "文件", "Documents"), ("nodes", "名称", "Names"), ("edges", "联系", "Links"))


def _picture(network: nx.MultiDiGraph) -> ET.Element:
    search = element("input", type="search", id="search", autocomplete="off", placeholder="安理会, NDB, 新开发银行 …")
    label = element("label", "", *both("查找名称", "Find a name"), search)
    zoom = [_button(name, sign, zh, en) for name, sign, zh, en in _zooms()]
    found = element("output", id="found", for_="search")
    tools = element("div", "", label, element("span", "", *zoom, class_="zoom"), found, class_="tools", hidden="")  # the script shows them
    scroller = element("div", "", draw(network), id="scroller", tabindex="0", role="region", aria_labelledby="caption")
    return element("figure", "", tools, scroller, _legend(network), _caption(network))


def _zooms() -> Iterator[tuple[str, str, str, str]]:
    yield from (("out", "−", "缩小", "zoom out"), ("in", "+", "放大", "zoom in"), ("whole", "⤢", "全图", "whole drawing"))


def _button(name: str, sign: str, zh: str, en: str) -> ET.Element:
    return element("button", sign, type="button", data_zoom=name, title=f"{zh} {en}", aria_label=f"{zh} {en}")


def _legend(network: nx.MultiDiGraph) -> ET.Element:
    """Shapes and line styles with their names; with the script each is a switch."""
    nodes = sorted(network)
    types = [network.nodes[nodes[number]]["type"] for number in choose_drawn(network)]
    known = [type_ for type_ in ("Country", *SHAPES) if type_ in types]
    items = [_switch("type", t, _mark(t), type_label(t), types.count(t)) for t in known]
    return element("div", "", *items, *(_switch("kind", kind, _sample(kind), KINDS[kind]) for kind in KINDS), class_="legend")


def _switch(group: str, value: str, mark: ET.Element, label: tuple[str, str], count: int | None = None) -> ET.Element:
    box = ET.Element("input", {"type": "checkbox", "checked": "", f"data-{group}": value})
    made = element("label", "", box, mark, *both(*label))
    if count is not None:
        made.append(element("span", str(count), class_="count"))
    return made


def _mark(type_: str) -> ET.Element:
    return element("svg", "", element("g", "", shape(type_, (9, 9), 6.5), class_=f"t-{type_}"), width="18", height="18", aria_hidden="true")


def _sample(kind: str) -> ET.Element:
    line = ET.Element("path", {"d": "M1 9 H27", "class": f"edge {kind}", "stroke-width": "1.6"})
    return element("svg", "", line, width="28", height="18", aria_hidden="true")


def _caption(network: nx.MultiDiGraph) -> ET.Element:
    """What the drawing shows and what it leaves out."""
    least, omitted, drawn = network.graph["least"], network.graph["omitted"], len(choose_drawn(network))
    rest = len(network) - drawn
    notes = [
        (
            f"所绘为有联系的 {drawn} 个名称（至多 {DRAWN} 个）；另有 {rest} 个只列于下表。",
            f"Drawn are the {drawn} names with links ({DRAWN} at most); {rest} more stand only in the table below.",
        ),
        (
            f"同句提及：至少 {least} 句；未达此数的 {omitted} 对未绘。",
            f"Named together: in {least} statements or more; {omitted} pairs in fewer are left out.",
        ),
        *READING.values(),
    ]
    lines = [element("li", "", *both(*note)) for note in notes]
    title = element("p", "", *both("点选一个图形，查看它的关系与引文。", "Choose a shape to see its relations and quotes."), id="caption")
    return element("figcaption", "", title, element("ul", "", *lines))


def _panel() -> ET.Element:
    hint = element("p", "", *both(*HINT), class_="hint")
    return element("aside", "", hint, id="panel", aria_live="polite", tabindex="-1", aria_label="所选名称 Chosen name")


def _section(name: str, title: tuple[str, str], table: ET.Element) -> ET.Element:
    heading = element("h2", "", *both(*title), id=f"{name}-title")
    return element("section", "", heading, element("div", "", table, class_="wide"), id=name)
