"""The network in words: tables of its documents, its names and its links, each link with its quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx

from extract.schema import load_schema
from graph.building.shape import split_place
from graph.network.comentions import CO_MENTION
from graph.network.drawing import edge_kind
from graph.pages.elements import both, element
from graph.pages.text import caption, clean, second_name, type_label

OPEN_QUOTES, OPEN_ALIASES = 2, 6  # quotes and aliases that are seen at once; the others unfold
KINDS = {
    "fact": ("文中事实", "stated"),
    "background": ("背景知识", "background"),
    "together": ("同句提及", "named together"),
}
STATUSES = {"known": ("已知", "known"), "candidate": ("待核", "candidate"), "unresolved": ("未决", "unresolved")}
DETAILS = {"role": "身份", "since": "自", "until": "至", "date": "日期", "year": "年份", "status": "状态"}
Cell = tuple[ET.Element, str | None]  # the cell's content in a <td>, and what to sort by where that is another thing


def list_documents(heads: Sequence[Mapping[str, Any]]) -> ET.Element:
    columns = [("编号", "Id"), ("标题", "Title"), ("日期", "Date")]
    rows = ([_text(head["id"]), _title(head), _text(head.get("date", ""))] for head in heads)
    return _table("documents", columns, ((f"d{number}", row, {}) for number, row in enumerate(rows)))


def list_nodes(network: nx.MultiDiGraph, documents: Mapping[str, int]) -> ET.Element:
    """A row a node, most partners first, its id (#n0, #n1 …) the place of its name; all its names are in data-names."""
    measures = [("联系", "Partners"), ("中介度", "Betweenness"), ("群组", "Group"), ("提及", "Mentions")]
    columns = [("名称", "Name"), ("类型", "Type"), *measures, ("日期", "Date")]
    numbers = {node: number for number, node in enumerate(sorted(network))}
    order = sorted(network, key=lambda node: (-network.nodes[node]["degree"], -network.nodes[node]["mentions"], node))
    return _table("nodes", columns, (_node_row(numbers[node], network.nodes[node], documents) for node in order))


def list_edges(network: nx.MultiDiGraph, documents: Mapping[str, int]) -> ET.Element:
    """A row an edge, data-h and data-t naming its nodes' rows."""
    columns = [("起", "From"), ("关系", "Relation"), ("讫", "To"), ("依据", "Proof"), ("次数", "Places"), ("引文", "Quotes")]
    numbers = {node: number for number, node in enumerate(sorted(network))}
    edges = sorted(network.edges(data=True), key=lambda e: (edge_kind(e[2]) == "together", e[2]["type"], numbers[e[0]], numbers[e[1]]))
    return _table("edges", columns, (_edge_row(network, numbers, documents, number, edge) for number, edge in enumerate(edges)))


def relation_label(type_: str) -> tuple[str, str]:
    return KINDS["together"] if type_ == CO_MENTION else (load_schema().relations[type_].zh, load_schema().relations[type_].en)


def quotes(evidence: Sequence[str], texts: Sequence[str], documents: Mapping[str, int]) -> list[ET.Element]:
    """The quotes with the paragraphs that they stand in, the first ones open."""
    items = [_quote(at, text, documents) for at, text in zip(evidence, texts, strict=True)]
    shown, hidden = items[:OPEN_QUOTES], items[OPEN_QUOTES:]
    if not hidden:
        return shown
    return [*shown, element("details", "", element("summary", f"+ {len(hidden)}"), *hidden)]


def _quote(at: str, text: str, documents: Mapping[str, int]) -> ET.Element:
    doc, paragraph = split_place(at)
    shown = clean(f"{doc}#{paragraph}")
    link = element("a", shown, href=f"#d{documents[doc]}", title=clean(at))
    return element("blockquote", "", element("q", clean(text)), element("cite", "", link))


def _title(head: Mapping[str, Any]) -> Cell:
    names = [clean(head[name]) for name in ("title", "titleEn") if head.get(name)]
    cell = element("td", "", *(element("bdi", name, class_="name" if not i else "second") for i, name in enumerate(names)))
    return cell, None


def _node_row(number: int, data: Mapping[str, Any], documents: Mapping[str, int]) -> tuple[str, list[Cell], dict[str, str]]:
    zh, en = type_label(data["type"])
    dates, at = _text(", ".join(data.get("heldOn", ()))), data.get("heldOnEvidence", ())
    dates[0].extend(quotes(at, data.get("heldOnQuotes", ()), documents))
    measures = [str(data["degree"]), f"{data['betweenness']:.3f}", str(data["community"] or "–"), str(data["mentions"])]
    row = [(_name_cell(data), clean(data["name"])), (element("td", "", *both(zh, en)), None), *map(_number, measures), dates]
    known = [data["name"], data.get("nameZh", ""), data.get("nameEn", ""), *data.get("aliases", ()), data["id"]]
    names = "\n".join(dict.fromkeys(clean(name) for name in known if name))
    return f"n{number}", row, {"data-names": names, "data-caption": caption(data), "class": f"t-{data['type']}"}


def _name_cell(data: Mapping[str, Any]) -> ET.Element:
    second, aliases = second_name(data), [clean(alias) for alias in data.get("aliases", ())]
    cell = element("td", "", element("bdi", clean(data["name"]), class_="name"))
    if second:
        cell.append(element("bdi", second, class_="second"))
    if aliases:
        cell.append(_alias_list(aliases))
    code = element("span", "", element("code", clean(data["id"])), class_="id")
    if data["status"] != "known":
        code.append(element("span", " / ".join(STATUSES[data["status"]]), class_="status"))
    cell.append(code)
    return cell


def _alias_list(aliases: Sequence[str]) -> ET.Element:
    listed = element("div", "", *_aliases(aliases[:OPEN_ALIASES]), class_="aliases")
    rest = aliases[OPEN_ALIASES:]
    if rest:
        listed.append(element("details", "", element("summary", f"+ {len(rest)}"), *_aliases(rest)))
    return listed


def _aliases(aliases: Iterable[str]) -> Iterator[ET.Element]:
    for number, alias in enumerate(aliases):
        if number:
            yield element("span", "、")
        yield element("bdi", alias)


def _edge_row(
    network: nx.MultiDiGraph,
    numbers: Mapping[str, int],
    documents: Mapping[str, int],
    number: int,
    edge: tuple[str, str, dict[str, Any]],
) -> tuple[str, list[Cell], dict[str, str]]:
    head, tail, data = edge
    kind = edge_kind(data)
    proof = element("td", "", *quotes(data.get("evidence", ()), data.get("quotes", ()), documents))
    if kind == "background":
        proof.extend(both("词典所载，非本文所述。", "From the lexicon, not from these texts."))
    cells: list[Cell] = [
        (_end(numbers[head], network.nodes[head]), clean(network.nodes[head]["name"])),
        (element("td", "", *both(*relation_label(data["type"])), *_details(data)), None),
        (_end(numbers[tail], network.nodes[tail]), clean(network.nodes[tail]["name"])),
        (element("td", "", *both(*KINDS[kind])), None),
        _number(str(data["weight"]) if kind != "background" else "–"),
        (proof, None),
    ]
    return f"e{number}", cells, {"data-h": str(numbers[head]), "data-t": str(numbers[tail]), "class": kind}


def _end(number: int, data: Mapping[str, Any]) -> ET.Element:
    link = element("a", "", element("bdi", clean(data["name"])), href=f"#n{number}", data_n=str(number), title=caption(data))
    return element("td", "", link)


def _details(data: Mapping[str, Any]) -> Iterator[ET.Element]:
    """What the texts add: since when, in which role; of co-mentions the acts of the statements."""
    acts = load_schema().acts
    for act, count in (item.rsplit(" ", 1) for item in data.get("acts", ())):
        yield element("span", f"{acts[act].zh} {count}", class_="detail", title=acts[act].en)
    for name, zh in DETAILS.items():
        if data.get(name):
            yield element("span", f"{zh} {name}: {', '.join(map(clean, data[name]))}", class_="detail")


def _text(text: str) -> Cell:
    return element("td", "", *([element("bdi", clean(text))] if text else [])), None


def _number(value: str) -> Cell:
    return element("td", value, class_="number"), "0" if value == "–" else value


def _table(
    name: str, columns: Sequence[tuple[str, str]], rows: Iterable[tuple[str, list[Cell], dict[str, str]]]
) -> ET.Element:
    """A table with roles written out, because it becomes a list of cards on a phone, which would take them away."""
    heads = [element("th", "", *both(*column), scope="col", role="columnheader") for column in columns]
    body = element("tbody", "", role="rowgroup")
    for id_, cells, attributes in rows:
        row = ET.SubElement(body, "tr", {"id": id_, "role": "row", **attributes})
        row.extend(_labelled(cell, sort, column) for (cell, sort), column in zip(cells, columns, strict=True))
    head = element("thead", "", element("tr", "", *heads, role="row"), role="rowgroup")
    return element("table", "", head, body, id=f"{name}-table", role="table", aria_labelledby=f"{name}-title")


def _labelled(cell: ET.Element, sort: str | None, column: tuple[str, str]) -> ET.Element:
    cell.set("role", "cell")
    cell.set("data-label", " ".join(column))
    if sort is not None:
        cell.set("data-sort", sort)
    return cell
