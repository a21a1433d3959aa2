"""Loads thousands of hostile names and texts, and looks at what they do to the graph, the pages, the tables and the exports."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
from lxml import html
from page_checks import check_inert, parse
from stored_graph import built, stored

from extract.model import InputError, Reading, from_line, to_line
from extract.schema import load_schema
from graph.between.compare import compare_documents
from graph.between.page import export_page
from graph.building.build import build_graph
from graph.building.shape import COMMITMENT, LABELS, STRUCTURE
from graph.database.load import load
from graph.database.store import Store
from graph.dossiers.document import read_document
from graph.dossiers.document_page import export_document
from graph.dossiers.entity import read_dossier
from graph.dossiers.entity_page import export_dossier
from graph.exports.export import write_export
from graph.network.page.page import export_html
from graph.network.views import institution_network
from graph.questions.formats import as_csv
from graph.questions.own import ask_own, read_own
from reliability.engines import Embedded, Neo4j
from reliability.hostile_names import TOGETHER, key_of, make_names, make_readings
from reliability.report import Row, none_of

TITLE = "Injection"
NAMES = 10_000
LOADED = 1_000  # at once
# What a spreadsheet may take for a formula, whatever it cuts off before it. Written here anew: the program's own rule is what is measured.
FORMULA = re.compile(r"[\"\s]*[=+\-@＝＋－＠]")
FORMS = {"gephi": "a.gexf", "graphml": "a.graphml", "jsonld": "a.jsonld"}


def measure(folder: Path) -> Iterator[Row]:
    names = make_names(NAMES)
    readings = make_readings(names)
    for make in (Embedded, Neo4j):
        engine = make(folder)
        try:
            with engine.open() as store:
                yield from rows(f"{engine.name}: ", store, names, readings)
        finally:
            engine.close()
    yield from export_rows(readings, folder)
    yield none_of("half characters that a file of readings brings in", count_half_characters(names), len(names))


def rows(engine: str, store: Store, names: Sequence[str], readings: list[Reading]) -> Iterator[Row]:
    for start in range(0, len(readings), LOADED):
        load(store, readings[start : start + LOADED])
    yield none_of(f"{engine}names and texts that do not come back to the letter", len(changed(store, names)), len(names))
    yield none_of(f"{engine}labels and types that are not the schema's", len(foreign(store)), len(readings))
    exact = stored(store) == built(readings)
    yield Row(f"{engine}the graph is the one that the readings make", "exactly", "exactly" if exact else "not", exact)
    pages = list(islice(make_pages(store, names, readings), 1_000))
    yield none_of(f"{engine}pages with a script, or anything that acts or is fetched", sum(map(acts, pages)), len(pages))
    formulas = find_formulas(ask_for_names(store))
    yield none_of(f"{engine}formulas in `query --format csv`", len(formulas), len(names))


def export_rows(readings: list[Reading], folder: Path) -> Iterator[Row]:
    for form, name in FORMS.items():
        whole = parses(readings, form, folder / name)
        yield Row(f"export to {form}", "can be read", "can be read" if whole else "cannot", whole)
    write_export(folder / "tables", readings, form="csv")
    tables = sorted((folder / "tables").glob("*.csv"))
    found = sum(len(find_formulas(table.read_bytes())) for table in tables)
    yield none_of("formulas in the tables of `export --for csv`", found, len(readings))
    networks = [institution_network(build_graph(readings[at : at + TOGETHER])) for at in range(0, len(readings), TOGETHER)]
    yield none_of("pages of networks with a script of somebody else's", sum(map(acts_as_network, networks)), len(networks))


def changed(store: Store, names: Sequence[str]) -> list[str]:
    """The names that some property of their entity, statement or paragraph does not hold as they are."""
    asked = """
        MATCH (e:Entity)<-[:BY]-(s:Statement)-[:IN]->(p:Paragraph)
        RETURN e.id AS id, e.name AS name, e.nameZh AS full, s.quote AS quote, s.cue AS cue, p.text AS text, p.section AS section
    """
    found = {row["id"]: row for row in store.read(asked)}
    return [name for number, name in enumerate(names) if not _is_whole(found.get(key_of(number, name)), name)]


def _is_whole(row: dict[str, str] | None, name: str) -> bool:
    return row is not None and all(row[of] == name for of in ("name", "full", "quote", "cue", "section")) and row["text"] == f"{name}。"


def foreign(store: Store) -> set[str]:
    """Labels and types of the database that the schema does not have."""
    schema = load_schema()
    known = {*LABELS, COMMITMENT, *schema.types, *STRUCTURE, *schema.relations}
    labels = {label for row in store.read("MATCH (n) RETURN DISTINCT labels(n) AS labels") for label in row["labels"]}
    return (labels | {row["type"] for row in store.read("MATCH ()-[r]->() RETURN DISTINCT type(r) AS type")}) - known


def make_pages(store: Store, names: Sequence[str], readings: Sequence[Reading]) -> Iterator[bytes]:
    """A page of every document, of one name in each, and of every two that follow one another."""
    docs = list(dict.fromkeys(reading.doc for reading in readings))
    for doc in docs:
        yield export_document(read_document(store, doc))
    for number in range(TOGETHER // 2, len(names), TOGETHER):
        yield export_dossier(read_dossier(store, key_of(number, names[number])))
    for one, other in pairwise(docs):
        yield export_page(compare_documents(store, one, other))


def acts(page: bytes) -> bool:
    """Whether a page does more than show."""
    try:
        root = parse(page)
        _check_foreign(root, scripts=0)
        if root.xpath("//main | //header"):
            check_inert(root)
    except AssertionError:
        return True
    return False


def acts_as_network(network: nx.MultiDiGraph) -> bool:
    try:
        _check_foreign(parse(export_html(network)), scripts=3)
    except AssertionError:
        return True
    return False


def _check_foreign(root: html.HtmlElement, *, scripts: int) -> None:
    assert len(root.xpath("//script")) == scripts
    assert not root.xpath("//img | //iframe | //object | //embed | //base | //form | //*[@style][not(ancestor-or-self::*[name()='svg'])]")
    assert not [name for node in root.iter() if isinstance(node.tag, str) for name in node.attrib if name.startswith("on")]
    assert all(link.startswith("#") for link in root.xpath("//body//@href"))


def ask_for_names(store: Store) -> bytes:
    query = "MATCH (e:Entity) RETURN e.name AS name, e AS entity, e.aliases AS aliases ORDER BY e.id"
    return as_csv(ask_own(store, read_own(query, limit=NAMES + 1), {}, timeout=60))


def find_formulas(table: bytes) -> list[str]:
    """The cells that are formulas, whether commas, semicolons or tabs part them."""
    csv.field_size_limit(1 << 30)
    text = table.decode("utf-8-sig")
    cells = (cell for mark in ",;\t" for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark) for cell in row)
    return [cell for cell in cells if FORMULA.match(cell) and not re.fullmatch(r"-?\d+(\.\d+)?", cell)]


def parses(readings: list[Reading], form: str, path: Path) -> bool:
    write_export(path, readings, form=form)
    try:
        if form == "jsonld":
            json.loads(path.read_bytes())
        else:
            ET.parse(path)
    except (ValueError, ET.ParseError):
        return False
    return True


def count_half_characters(names: Sequence[str]) -> int:
    """How many readings with half a character in them are taken: none must be, each is refused with its line."""
    taken = 0
    for name in names:
        line = json.dumps(json.loads(to_line(make_readings([name])[0]).replace("。", "。\udc00", 1)))
        try:
            from_line(line)
            taken += 1
        except InputError:
            continue
    return taken


def write_pages(store: Store, names: Sequence[str], readings: Sequence[Reading], folder: Path) -> list[Path]:
    """One page of each kind, as files for a browser."""
    documents = {reading.doc: None for reading in readings}
    count = len(documents)
    pages = list(make_pages(store, names, readings))
    kinds = {"document": pages[0], "entity": pages[count], "compare": pages[-1]}
    kinds["network"] = export_html(institution_network(build_graph(readings)))
    for kind, page in kinds.items():
        (folder / f"{kind}.html").write_bytes(page)
    return [folder / f"{kind}.html" for kind in kinds]
