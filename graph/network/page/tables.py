"""The network in words: tables of its documents, its names and its links. Quotes stand in a list of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx

from extract.schema import load_schema
from graph.building.shape import split_place
from graph.network.comentions import CO_MENTION
from graph.network.drawing import SHAPES, edge_kind, order_edges
from graph.network.page.quotes import Quotes, cite, date_quotes, edge_quotes, node_quotes
from graph.pages.elements import both, element
from graph.pages.text import clean, type_label

KINDS = {
    "fact": ("文中事实", "stated"),
    "background": ("背景知识", "background"),
    "together": ("同句提及", "named together"),
}
STATUSES = {"candidate": ("待核", "candidate"), "unresolved": ("未决", "unresolved")}
DETAILS = {
    **{"role": "身份", "title": "职务", "since": "自", "until": "至", "from": "自", "to": "至", "date": "日期"},
    **{"year": "年份", "status": "状态", "stage": "阶段", "mode": "方式", "new": "新"},
}
PLAIN = frozenset({"type", "background", "evidence", "quotes", "stated", "documents", "acts", "weight"})  # of an edge: no details
_ADDRESS = re.compile(r"https?://[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")
Columns = Sequence[tuple[str, str]]
Row = tuple[dict[str, str], list[ET.Element]]  # attributes and cells


def list_documents(heads: Sequence[Mapping[str, Any]]) -> ET.Element:
    columns = [("标题", "Title"), ("编号", "Id"), ("日期", "Date"), ("类别", "Kind"), ("来源", "Source")]
    rows = [_document_row(number, head) for number, head in enumerate(heads)]
    return _table("documents", columns, [("", ("", ""), rows)])


def list_nodes(network: nx.MultiDiGraph, quotes: Quotes) -> ET.Element:
    """A group a type; in it a row a node, most partners first, its id (#n0, #n1 …) the place of its name."""
    measures = [("联系", "Partners"), ("提及", "Mentions"), ("中介度", "Betweenness"), ("群组", "Group")]
    columns = [("名称", "Name"), *measures, ("日期", "Date"), ("所在段落", "Where named")]
    numbers = {node: number for number, node in enumerate(sorted(network))}
    order = sorted(network, key=lambda node: (-network.nodes[node]["degree"], -network.nodes[node]["mentions"], node))
    groups = [
        (f"t-{type_}", type_label(type_), [node for node in order if network.nodes[node]["type"] == type_])
        for type_, _ in list_types(network)
    ]
    rows = ((name, label, [_node_row(network, node, numbers[node], quotes) for node in nodes]) for name, label, nodes in groups)
    return _table("nodes", columns, rows)


def list_edges(network: nx.MultiDiGraph, quotes: Quotes) -> ET.Element:
    """A group a relation and kind of proof; in it a row an edge, in the order that numbers them all."""
    columns = [("起", "From"), ("讫", "To"), ("附注", "Details"), ("次数", "Places"), ("引文", "Quotes")]
    numbers = {node: number for number, node in enumerate(sorted(network))}
    groups = groupby(order_edges(network), key=lambda edge: (edge_kind(edge[2]), edge[2]["type"]))
    rows = (
        (f"{kind} {type_}", edge_label(kind, type_), [_edge_row(network, numbers, quotes, edge) for edge in edges])
        for (kind, type_), edges in groups
    )
    return _table("edges", columns, rows)


def list_types(network: nx.MultiDiGraph) -> list[tuple[str, int]]:
    """The types that occur, in the order of their shapes, and how often."""
    counts = Counter(data["type"] for _, data in network.nodes(data=True))
    return [(type_, counts[type_]) for type_ in ("Country", *SHAPES) if counts[type_]]


def edge_label(kind: str, type_: str) -> tuple[str, str]:
    """The relation, and whether only the lexicon knows it."""
    zh, en = relation_label(type_)
    return (f"{zh}（{KINDS[kind][0]}）", f"{en} ({KINDS[kind][1]})") if kind == "background" else (zh, en)


def relation_label(type_: str) -> tuple[str, str]:
    return KINDS["together"] if type_ == CO_MENTION else (load_schema().relations[type_].zh, load_schema().relations[type_].en)


def brief(zh: str, en: str) -> list[ET.Element]:
    """A label in both languages in few bytes. The page is in Chinese where nothing else is said."""
    return [element("i", zh), element("i", en, lang="en")]


def link_addresses(text: str) -> ET.Element:
    """The text in a <bdi>, web addresses in it as links; nothing else that calls itself an address becomes one."""
    made = element("bdi", clean(text))
    shown = made.text or ""
    found = list(_ADDRESS.finditer(shown))
    made.text = shown[: found[0].start()] if found else shown
    for match, end in zip(found, [*(m.start() for m in found[1:]), len(shown)], strict=bool(found)):
        link = element("a", match[0], href=match[0], rel="noreferrer noopener", target="_blank")
        link.tail = shown[match.end() : end]
        made.append(link)
    return made


def _document_row(number: int, head: Mapping[str, Any]) -> Row:
    names = [clean(head[name]) for name in ("title", "titleEn") if head.get(name)] or [clean(head["id"])]
    titles = [element("bdi", name, **({"lang": "en"} if name == clean(head.get("titleEn") or "") else {})) for name in names]
    cells = [_text(head.get(name, "")) for name in ("date", "kind")]
    source = element("td", "", *([link_addresses(head["source"])] if head.get("source") else []))
    return {"id": f"d{number}"}, [element("td", "", *titles), element("td", "", element("code", clean(head["id"]))), *cells, source]


def _node_row(network: nx.MultiDiGraph, node: str, number: int, quotes: Quotes) -> Row:
    data = network.nodes[node]
    between = f"{data['betweenness']:.3f}" if data["betweenness"] else "0"
    measures = [str(data["degree"]), str(data["mentions"]), between, str(data["community"] or "–")]
    dates = _text(", ".join(data.get("heldOn", ())))
    dates.extend(cite(date_quotes(data), quotes))
    where = element("td", "\n".join(_places(data.get("places", ()))))
    if not date_quotes(data):
        where.extend(cite(node_quotes(network, node), quotes))
    return {"id": f"n{number}"}, [_names(data), *(element("td", measure) for measure in measures), dates, where]


def _names(data: Mapping[str, Any]) -> ET.Element:
    """Name, fuller name, English name, aliases, key and the ids of others, in this order."""
    cell = element("td", "", element("b", clean(data["name"])))
    fuller, english = (clean(data.get(name) or data["name"]) for name in ("nameZh", "nameEn"))
    if fuller not in (clean(data["name"]), english):
        cell.append(element("b", fuller))
    if english != clean(data["name"]):
        cell.append(element("i", english, lang="en"))
    if data.get("aliases"):
        cell.append(element("small", "、".join(map(clean, data["aliases"]))))
    cell.append(element("code", clean(data["id"])))
    if data.get("kind") or data.get("ids"):
        cell.append(element("samp", "; ".join(clean(said) for said in (data.get("kind"), *data.get("ids", ())) if said)))
    if data["status"] in STATUSES:
        cell.append(element("em", "", *brief(*STATUSES[data["status"]])))
    return cell


def _places(places: Iterable[str]) -> Iterator[str]:
    """Each document with the numbers of its paragraphs: moscow-2020 §3, 12."""
    for doc, found in groupby(places, key=lambda place: split_place(place)[0]):
        yield clean(f"{doc} §{', '.join(split_place(place)[1] for place in found)}")


def _edge_row(network: nx.MultiDiGraph, numbers: Mapping[str, int], quotes: Quotes, edge: tuple[str, str, dict[str, Any]]) -> Row:
    head, tail, data = edge
    kind = edge_kind(data)
    proof = element("td", "", *cite(edge_quotes(data), quotes))
    if kind == "background":
        proof.extend(brief("词典所载", "from the lexicon"))
    details = element("td", "", *_details(data))
    places = element("td", str(data["weight"]) if kind != "background" else "–")
    return {}, [_end(numbers[head], network.nodes[head]), _end(numbers[tail], network.nodes[tail]), details, places, proof]


def _end(number: int, data: Mapping[str, Any]) -> ET.Element:
    return element("td", "", element("a", clean(data["name"]), href=f"#n{number}"))


def _details(data: Mapping[str, Any]) -> Iterator[ET.Element]:
    """What the texts add: since when, in which role; of co-mentions the acts of the statements."""
    acts = load_schema().acts
    for act, count in (item.rsplit(" ", 1) for item in data.get("acts", ())):
        yield element("small", f"{acts[act].zh} {acts[act].en} {count}")
    for name in sorted(data.keys() - PLAIN):
        yield element("small", f"{DETAILS.get(name, '')} {name}: {', '.join(map(clean, data[name]))}".lstrip())


def _text(text: str) -> ET.Element:
    return element("td", "", *([element("bdi", clean(text))] if text else []))


def _table(name: str, columns: Columns, groups: Iterable[tuple[str, tuple[str, str], list[Row]]]) -> ET.Element:
    """A body a group (its class, its heading, its rows)."""
    head = element("thead", "", element("tr", "", *(element("th", "", *both(*column), scope="col") for column in columns)))
    bodies = [_body(class_, label, rows, len(columns)) for class_, label, rows in groups]
    return element("table", "", head, *bodies, id=f"{name}-table", aria_labelledby=f"{name}-title")


def _body(class_: str, label: tuple[str, str], rows: list[Row], width: int) -> ET.Element:
    heading = element("th", "", *both(*label), element("span", str(len(rows)), class_="count"), colspan=str(width), scope="rowgroup")
    body = element("tbody", "", *([element("tr", "", heading)] if class_ else []), **({"class": class_} if class_ else {}))
    for attributes, cells in rows:
        row = ET.SubElement(body, "tr", attributes)
        row.extend(cells)
    return body
