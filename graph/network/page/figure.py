"""The drawing with what explains it: a key to shapes and lines, and notes on what is drawn and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

import networkx as nx

from graph.network.drawing import DRAWN, draw, order_nodes, place_nodes
from graph.network.layout import Layout
from graph.network.page.bar import mark
from graph.network.page.quotes import LONG
from graph.network.page.tables import KINDS, list_types
from graph.pages.elements import both, element
from graph.pages.text import type_label

READING = (
    ("箭头自起点指向终点；越粗，出处越多。", "The arrow runs from head to tail; the thicker, the more places state it."),
    (
        "背景知识：词典中的隶属与成员关系，不是文本的说法。",
        "Background: which body belongs to which, from the lexicon; no text says so here.",
    ),
    ("同句提及：两者同为一句话所谈及。", "Named together: one statement speaks of both."),
    (
        "群组：彼此联系多于与他者联系的名称（Louvain 算法），只是线索。",
        "Groups: names with more links among each other than to others (Louvain); a hint, no finding.",
    ),
)
CUT = (
    f"名称超过 {LONG} 个，故无联系的名称只列所在段落，不引原句；communique show 名称 可查。",
    f"With more than {LONG} names, those without links are given with their paragraphs only, without the sentence: "
    "ask communique show NAME.",
)


def draw_figure(network: nx.MultiDiGraph, layout: Layout) -> ET.Element:
    """`layout` places all nodes with links; where they are too many for one sheet, the drawing has a layout of its own."""
    order = order_nodes(network)
    chosen = order[:DRAWN]
    drawing = draw(network, chosen, layout if len(chosen) == len(order) else place_nodes(network, chosen))
    zoom = element("div", "", *_zooms(), class_="zoom", hidden="")  # the script shows it
    stage = element("div", id="stage", hidden="", role="group", tabindex="0", aria_label="机构网络图 Drawing of the network")
    scroller = element("div", "", drawing, id="scroller", tabindex="0", role="region", aria_labelledby="caption")
    canvas = element("div", "", stage, scroller, zoom, class_="canvas")
    return element("figure", "", _legend(network), _caption(network), canvas, id="network", class_="view")


def _zooms() -> Iterator[ET.Element]:
    for name, sign, label in (("in", "+", "放大 zoom in"), ("out", "−", "缩小 zoom out"), ("whole", "⤢", "全图 whole drawing")):
        yield element("button", sign, type="button", data_zoom=name, title=label, aria_label=label)


def _legend(network: nx.MultiDiGraph) -> ET.Element:
    types = [element("span", "", mark(type_), *both(*type_label(type_))) for type_, _ in list_types(network)]
    lines = [element("span", "", _sample(kind), *both(*label)) for kind, label in KINDS.items()]
    return element("div", "", *types, *lines, class_="legend")


def _sample(kind: str) -> ET.Element:
    line = ET.Element("path", {"d": "M1 9H27", "stroke-width": "1.6"})
    return element("svg", "", element("g", "", line, class_=f"edge {kind}"), width="28", height="18", aria_hidden="true")


def _caption(network: nx.MultiDiGraph) -> ET.Element:
    """What the drawing shows and what it leaves out."""
    least, omitted, linked = network.graph["least"], network.graph["omitted"], len(order_nodes(network))
    notes = [
        _tell_drawn(linked, len(network) - linked),
        (
            f"同句提及：至少 {least} 句；未达此数的 {omitted} 对未绘。",
            f"Named together: in {least} statements or more; {omitted} pairs in fewer are left out.",
        ),
        *READING,
        *([CUT] if len(network) > LONG else []),
    ]
    lines = [element("li", "", *both(*note)) for note in notes]
    summary = element("summary", "", *both("如何阅读此图", "How to read the drawing"), id="caption")
    return element("figcaption", "", element("details", "", summary, element("ul", "", *lines)))


def _tell_drawn(linked: int, rest: int) -> tuple[str, str]:
    """Which names are drawn, on the screen and on paper."""
    zh, en = "所绘为有联系的名称", "Drawn are the names with links"
    if rest:
        zh, en = f"{zh}；另有 {rest} 个没有联系，只列于“名称”表", f"{en}; {rest} more have none and stand only in the table of names"
    if linked > DRAWN:
        return f"{zh}。印刷的图只绘联系最多的 {DRAWN} 个。", f"{en}. On paper only the {DRAWN} names with most partners are drawn."
    return f"{zh}。", f"{en}."
