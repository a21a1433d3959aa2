"""The network as one HTML file that needs nothing but itself: a drawing, what it rests on, and tables of it all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx

from graph.network.drawing import order_nodes, place_nodes, radius
from graph.network.layout import Layout
from graph.network.page.bar import draw_bar
from graph.network.page.figure import draw_figure
from graph.network.page.quotes import list_quotes, number_quotes
from graph.network.page.tables import list_documents, list_edges, list_nodes
from graph.network.page.timeline import collect_years, draw_strip, list_years
from graph.pages.elements import both, element, write_page

FOLDER = Path(__file__).parent
_COMMENT = re.compile(r"/\*.*\*/")
VENDORED = FOLDER.parent / "vendor" / "sigma.js"
# The parts of the style and of the script, in the order in which they build upon each other; each is one in the page.
STYLES = ("colours", "frame", "bar", "drawing", "panel", "tables", "timeline", "screens", "print")
SCRIPTS = (
    *("elements", "data", "address", "choice", "shapes", "lines", "names", "network", "drawing"),
    *("panel", "tables", "timeline", "bar", "search", "page"),
)
TITLE = ("机构网络", "Institution network")
VIEWS = (
    ("network", "图", "Drawing"),
    ("timeline", "时间线", "Timeline"),
    ("nodes", "名称", "Names"),
    ("edges", "联系", "Links"),
    ("quotes", "引文", "Quotes"),
    ("documents", "文件", "Documents"),
)
HINT = (
    "未选名称或联系。点选图中的图形或线条、表中的一行，或在上方查找。",
    "Nothing chosen. Choose a shape or a line in the drawing, a row of a table, or find a name above.",
)


def export_html(network: nx.MultiDiGraph) -> bytes:
    """The page in UTF-8. `network.graph["heads"]` and `["paragraphs"]`, where given, tell of documents and printed pages."""
    scripts = [VENDORED.read_text(encoding="utf-8"), join_script()]
    return write_page(TITLE, _body(network, scripts), style=join_style(), script=scripts, schemes="light dark")


def join_style() -> str:
    return _join(FOLDER / "style" / f"{name}.css" for name in STYLES)


def join_script() -> str:
    return _join(FOLDER / "script" / f"{name}.js" for name in SCRIPTS)


def _join(paths: Iterable[Path]) -> str:
    """The files as one, without the indentation and the lines of comment that only their authors need."""
    lines = (line.strip() for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//") and not _COMMENT.fullmatch(line)) + "\n"


def _body(network: nx.MultiDiGraph, scripts: Sequence[str]) -> ET.Element:
    heads = network.graph.get("heads") or [{"id": doc} for doc in network.graph["documents"]]
    layout = place_nodes(network, order_nodes(network))
    main = element("main", "", draw_figure(network, layout), *_sections(network, heads), _panel())
    data = element("script", _data(network, layout), type="application/json", id="data")
    return element("body", "", _header(network), draw_bar(network, heads), main, data, *(element("script", text) for text in scripts))


def _header(network: nx.MultiDiGraph) -> ET.Element:
    documents, nodes, edges = len(network.graph["documents"]), len(network), network.number_of_edges()
    counted = both(f"{documents} 份文件，{nodes} 个名称，{edges} 条联系", f"{documents} documents, {nodes} names, {edges} links")
    links = [element("a", "", *both(zh, en), href=f"#{name}") for name, zh, en in VIEWS]
    nav = element("nav", "", *links, aria_label="目录 Contents")
    return element("header", "", element("h1", "", *both(*TITLE)), element("p", "", *counted, id="counted", role="status"), nav)


def _sections(network: nx.MultiDiGraph, heads: Sequence[Mapping[str, Any]]) -> Iterator[ET.Element]:
    quotes, years = number_quotes(network), collect_years(network, heads)
    parts = {
        "timeline": [draw_strip(years), list_years(network, years, quotes)],
        "nodes": [element("div", "", list_nodes(network, quotes), class_="wide")],
        "edges": [element("div", "", list_edges(network, quotes), class_="wide")],
        "quotes": list(list_quotes(quotes, heads, network.graph.get("paragraphs", {}))),
        "documents": [element("div", "", list_documents(heads), class_="wide")],
    }
    for name, zh, en in VIEWS[1:]:
        yield element("section", "", element("h2", "", *both(zh, en), id=f"{name}-title"), *parts[name], id=name, class_="view")


def _panel() -> ET.Element:
    hint = element("p", "", *both(*HINT), class_="hint")
    return element("aside", "", hint, id="panel", tabindex="-1", aria_label="所选 Chosen")


def _data(network: nx.MultiDiGraph, layout: Layout) -> str:
    """What no table tells: number, x and y of every node with links, most central first; the radius by number of partners."""
    places = [value for number in order_nodes(network) for value in (number, *layout.positions[number])]
    radii = [radius(degree) for degree in range(1 + max((data["degree"] for _, data in network.nodes(data=True)), default=0))]
    return json.dumps({"nodes": places, "radii": radii}, separators=(",", ":"))
