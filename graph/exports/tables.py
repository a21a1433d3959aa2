"""The graph as CSV tables, one a kind of thing; tables.yml says what each holds, datapackage.json repeats it for programs."""

from __future__ import annotations

import contextlib
import functools
import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import networkx as nx

from graph.building.merge import RESERVED_IDS
from graph.building.shape import DOCUMENT, ENTITY, PARAGRAPH, STATEMENT, Edge, Node, split_place
from graph.exports.cells import ENCODING, Table
from graph.exports.elements import Element
from graph.exports.flat import FlatEdge, flat_edges, flat_nodes
from graph.files import filling_folder, writing_whole
from graph.network.comentions import CO_MENTION

TABLES_FILE = Path(__file__).with_name("tables.yml")
PACKAGE = "datapackage.json"
EARLIEST = (1980, 1, 1, 0, 0, 0)  # that a ZIP file knows: the day of the writing is nobody's business
NODE_HEADINGS = ("Id", "Label", "type")
EDGE_HEADINGS = ("Source", "Target", "Type", "Weight", "relation")
Row = tuple[str, Mapping[str, Any]]  # table, values by column


@dataclass(frozen=True, slots=True)
class Column:
    """`of` is the table whose `id` it holds."""

    type: str
    what: str
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    what: str
    columns: Mapping[str, Column]


@functools.cache
def load_layouts() -> Mapping[str, Layout]:
    import yaml

    raw = yaml.safe_load(TABLES_FILE.read_text(encoding="utf-8"))
    return {name: Layout(t["what"], {c: Column(*spec) for c, spec in t["columns"].items()}) for name, t in raw.items()}


def write_tables(path: Path, elements: Iterable[Element]) -> None:
    """A folder of tables, or a ZIP file of them where the path ends with .zip.

    Raises InputError for a folder that is not empty and for a place that cannot be written.
    """
    _write(path, lambda folder: _fill(folder, elements))


def write_network_tables(path: Path, network: nx.MultiDiGraph) -> None:
    """The same for a network: nodes.csv and edges.csv, under the headings that Gephi and its like look for.

    The other columns are the attributes of flat.py, because these programs stumble over the quotes of JSON.
    """
    _write(path, lambda folder: _fill_network(folder, network))


def _write(path: Path, fill: Callable[[Path], None]) -> None:
    if path.suffix.lower() == ".zip":
        with writing_whole(path) as file, tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
            fill(Path(folder))
            _zip(file, sorted(Path(folder).iterdir()))
    else:
        with filling_folder(path) as new:
            fill(new)


def _zip(file: IO[bytes], members: Iterable[Path]) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        for member in members:
            entry = zipfile.ZipInfo(member.name, EARLIEST)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            with member.open("rb") as source, archive.open(entry, "w", force_zip64=True) as target:
                shutil.copyfileobj(source, target)


def _fill(folder: Path, elements: Iterable[Element]) -> None:
    layouts, names = load_layouts(), dict[str, str]()
    with contextlib.ExitStack() as stack:
        tables = {name: _table(stack, folder / f"{name}.csv", layout.columns) for name, layout in layouts.items()}
        for element in elements:
            for name, row in _rows(element, names):
                tables[name].add(row)
    (folder / PACKAGE).write_text(describe_package(), encoding="utf-8", newline="\n")


def _table(stack: contextlib.ExitStack, path: Path, columns: Iterable[str]) -> Table:
    return Table(stack.enter_context(path.open("w", encoding=ENCODING, newline="")), columns)


def _rows(element: Element, names: dict[str, str]) -> Iterator[Row]:
    """The rows of a node or an edge. `names` gathers the names of entities for the facts that come after them."""
    if isinstance(element, Edge):
        return _edge_rows(element, names)
    if element.labels[0] == ENTITY:
        names[element.id] = str(element.properties.get("name", ""))
    return _node_rows(element)


def _node_rows(node: Node) -> Iterator[Row]:
    properties = node.properties
    if node.labels[0] == DOCUMENT:
        yield "documents", properties
    elif node.labels[0] == PARAGRAPH:
        yield "paragraphs", properties | {"document": _document(node.id)}
        yield from (("unresolved", _unresolved(node.id, text)) for text in _list(properties.get("unresolved")))
    elif node.labels[0] == STATEMENT:
        yield "statements", properties | {"document": _document(node.id), "paragraph": node.id.rsplit(":", 1)[0]}
    elif node.labels[0] == ENTITY:
        yield "entities", properties | {"type": "|".join(node.labels[1:])}
        for scheme in sorted(properties.keys() - RESERVED_IDS):
            yield "identifiers", {"entity": node.id, "scheme": scheme, "value": properties[scheme]}


def _edge_rows(edge: Edge, names: Mapping[str, str]) -> Iterator[Row]:
    properties = edge.properties
    if edge.type in ("ISSUED_BY", "SIGNED_BY", "TEXT_OF"):
        yield "parties", {"document": edge.head, "relation": edge.type, "entity": edge.tail}
    elif edge.type == "MENTIONS":
        yield "mentions", properties | {"paragraph": edge.head, "entity": edge.tail}
    elif edge.type in ("BY", "CONCERNS"):
        yield "speakers" if edge.type == "BY" else "concerns", properties | {"statement": edge.head, "entity": edge.tail}
    elif edge.type == "CITES":
        yield "citations", properties | {"document": edge.head, "entity": edge.tail}
    elif properties.get("background"):
        known = {name: "".join(_list(properties.get(name))) for name in ("since", "until", "role")}
        yield "background", {"head": edge.head, "type": edge.type, "tail": edge.tail, **known}
    elif "background" in properties:
        yield from _fact_rows(edge, names)


def _fact_rows(edge: Edge, names: Mapping[str, str]) -> Iterator[Row]:
    fact = {"head": edge.head, "headName": names.get(edge.head), "type": edge.type}
    fact |= {"tail": edge.tail, "tailName": names.get(edge.tail, edge.tail)}
    told = (_list(edge.properties[name]) for name in ("evidence", "quotes", "stated"))
    for at, quote, stated in zip(*told, strict=True):
        (doc, _), (paragraph, span) = split_place(at), at.rsplit(":", 1)
        start, end = map(int, span.split("-"))
        place = {"document": doc, "paragraph": paragraph, "start": start, "end": end}
        yield "relations", fact | place | {"quote": quote, "attributes": stated}


def _unresolved(paragraph: str, text: str) -> dict[str, Any]:
    """Of `doc#n:start-end surface`; document and number may hold spaces."""
    span, surface = text[len(paragraph) + 1 :].split(" ", 1)
    start, end = map(int, span.split("-"))
    return {"paragraph": paragraph, "start": start, "end": end, "surface": surface}


def _document(id_: str) -> str:
    return id_.split("#", 1)[0]


def _list(value: Any) -> list[str]:
    return value if isinstance(value, list) else []


def describe_package() -> str:
    """The tables as a Tabular Data Package (Frictionless): the types of the columns, and what refers to what."""
    resources = [_describe_table(name, layout) for name, layout in load_layouts().items()]
    package = {"profile": "tabular-data-package", "name": "communique-graph", "resources": resources}
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _describe_table(name: str, layout: Layout) -> dict[str, Any]:
    fields = [{"name": n, "type": column.type, "description": column.what} for n, column in layout.columns.items()]
    keys = [{"fields": n, "reference": {"resource": column.of, "fields": "id"}} for n, column in layout.columns.items() if column.of]
    schema = {"fields": fields, **({"primaryKey": "id"} if "id" in layout.columns else {}), **({"foreignKeys": keys} if keys else {})}
    told = {"description": layout.what, "format": "csv", "encoding": "utf-8"}
    return {"name": name, "path": f"{name}.csv", "profile": "tabular-data-resource", **told, "schema": schema}


def _fill_network(folder: Path, network: nx.MultiDiGraph) -> None:
    nodes = [{"Id": node.name, "Label": node.attributes["label"], **_rest(node.attributes)} for node in flat_nodes(network)]
    edges = [_network_edge(edge) for edge in flat_edges(network)]
    with contextlib.ExitStack() as stack:
        for name, first, rows in (("nodes", NODE_HEADINGS, nodes), ("edges", EDGE_HEADINGS, edges)):
            others = sorted({column for row in rows for column in row} - set(first))
            table = _table(stack, folder / f"{name}.csv", (*first, *others))
            for row in rows:
                table.add(row)


def _network_edge(edge: FlatEdge) -> dict[str, Any]:
    type_ = "Undirected" if edge.told["type"] == CO_MENTION else "Directed"
    ends = {"Source": edge.head, "Target": edge.tail, "Type": type_, "Weight": edge.attributes["weight"]}
    return ends | _rest(edge.attributes)


def _rest(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if name not in ("label", "weight")}
