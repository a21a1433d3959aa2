"""CSV tables: nothing is lost, nothing is run by a spreadsheet, and a library knows the columns."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from conftest import miss
from exported import SPREADSHEET, SPREADSHEET_REMEDY, open_in_spreadsheet, read_cells, read_table
from hostile_readings import hostile_readings
from hypothesis import given
from hypothesis import strategies as st
from made_readings import list_corpus
from network_readings import readings

from extract.model import InputError, Reading, read_lines
from graph.building.build import build_graph, join_facts
from graph.building.contribution import contribute
from graph.building.merge import Evidence
from graph.database.load import load
from graph.database.store import Store
from graph.exports.cells import defuse, restore
from graph.exports.elements import take_elements
from graph.exports.tables import load_layouts, write_network_tables, write_tables
from graph.network.views import choose_network

FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")


def export(given: list[Reading], folder: Path) -> dict[str, list[dict[str, Any]]]:
    write_tables(folder, take_elements(sorted(given, key=lambda r: r.doc)))
    return {name: read_table(folder / f"{name}.csv") for name in load_layouts()}


@pytest.fixture(params=["made", "hostile", "annotated"])
def sample(request: pytest.FixtureRequest, dev_file: Path) -> list[Reading]:
    annotated = list(read_lines(dev_file.read_text(encoding="utf-8").splitlines()))
    return {"made": list_corpus(), "hostile": hostile_readings(), "annotated": annotated}[request.param]


def test_facts_and_quotes_can_be_rebuilt_from_the_tables(sample: list[Reading], tmp_path: Path) -> None:
    found: dict[Any, set[Evidence]] = {}
    for row in export(sample, tmp_path / "out")["relations"]:
        at = f"{row['paragraph']}:{row['start']}-{row['end']}"
        evidence = Evidence(at, row["quote"], json.dumps(row["attributes"], ensure_ascii=False, sort_keys=True))
        found.setdefault((row["head"], row["type"], row["tail"]), set()).add(evidence)
    assert found == join_facts(contribute(sample))
    assert found


def test_every_node_can_be_rebuilt_from_its_row(sample: list[Reading], tmp_path: Path) -> None:
    tables, graph = export(sample, tmp_path / "out"), build_graph(sample)
    rows = {name: {row["id"]: row for row in tables[name]} for name in ("documents", "paragraphs", "statements", "entities")}
    counted = 0
    for _, data in graph.nodes(data=True):
        table = f"{data['labels'][0].lower()}s".replace("entitys", "entities")
        for name in data.keys() & load_layouts()[table].columns.keys() if table in rows else ():
            counted += 1
            assert rows[table][data["id"]].get(name, "") == data[name]
    assert counted > 100
    assert sum(map(len, rows.values())) == sum(data["labels"][0] != "Date" for _, data in graph.nodes(data=True))


def test_every_edge_has_its_row(tmp_path: Path) -> None:
    tables, graph = export(list_corpus(), tmp_path / "out"), build_graph(list_corpus())
    edges = [data for *_, data in graph.edges(data=True)]
    counts = {"mentions": ("MENTIONS",), "speakers": ("BY",), "concerns": ("CONCERNS",), "citations": ("CITES",)}
    counts["parties"] = ("ISSUED_BY", "SIGNED_BY", "TEXT_OF")
    for table, types in counts.items():
        assert len(tables[table]) == sum(data["type"] in types for data in edges) > 0
    assert len(tables["background"]) == sum(bool(data.get("background")) for data in edges) > 0
    assert tables["identifiers"] == [
        {"entity": "CHN", "scheme": "iso2", "value": "CN"},
        {"entity": "CHN", "scheme": "wikidata", "value": "Q148"},
    ]


def test_a_spreadsheet_finds_no_formula_whatever_parts_the_cells(tmp_path: Path) -> None:
    export(hostile_readings(), tmp_path / "out")
    looked_at = 0
    for path in sorted((tmp_path / "out").glob("*.csv")):
        for delimiter in ",;\t":
            for row in read_cells(path, delimiter):
                numbers = [cell for cell in row if re.fullmatch(r"-?[0-9]+", cell)]
                looked_at += len(row)
                assert [cell for cell in row if FORMULA.match(cell) and cell not in numbers] == []
                assert delimiter != "," or [cell for cell in row if cell.startswith(("\t", "\r", "\n"))] == []
    assert looked_at > 1000


@pytest.mark.parametrize("separators", ["44", "44/59/9", "59"])
def test_libreoffice_runs_no_formula_and_keeps_numbers(separators: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if not shutil.which(SPREADSHEET):
        miss(request.config, "spreadsheet", "no LibreOffice", SPREADSHEET_REMEDY)
    export(hostile_readings(), tmp_path / "out")
    shown = open_in_spreadsheet(sorted((tmp_path / "out").glob("*.csv")), tmp_path / "opened", separators)
    assert shown.count("<office:spreadsheet>") == len(load_layouts())
    assert "table:formula" not in shown
    assert (shown.count('office:value="-8"') == len(hostile_readings())) is (separators != "59")
    (tmp_path / "armed.csv").write_text('"=1+1"\r\n', encoding="utf-8")
    assert "table:formula" in open_in_spreadsheet([tmp_path / "armed.csv"], tmp_path / "armed", separators)


@given(st.text(alphabet=st.sampled_from("='\"; \t\r\n+－＝@x,|") | st.characters(exclude_categories=["Cs"])))
def test_a_defused_text_is_harmless_and_can_be_restored(text: str) -> None:
    assert restore(defuse(text)) == text
    assert not FORMULA.match(defuse(text))
    assert defuse(text).replace("'", "") == text.replace("'", "")


def test_numbers_stay_numbers_and_texts_stand_in_quotes(tmp_path: Path) -> None:
    export(list_corpus(), tmp_path / "out")
    raw = (tmp_path / "out" / "mentions.csv").read_bytes()
    assert raw.startswith("\ufeff\"paragraph\",\"start\"".encode())
    assert raw.splitlines(keepends=True)[1] == '"a#1",0,2,"中国","CHN"\r\n'.encode()


def test_the_data_package_describes_the_tables(sample: list[Reading], tmp_path: Path) -> None:
    """As a Tabular Data Package must: the headings, unique keys, and references to what is there."""
    export(sample, tmp_path / "out")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    tables = {resource["name"]: read_cells(tmp_path / "out" / resource["path"]) for resource in package["resources"]}
    columns = {name: dict(zip(head, zip(*rows, strict=True), strict=True)) if rows else {} for name, (head, *rows) in tables.items()}
    for resource in package["resources"]:
        name, schema = resource["name"], resource["schema"]
        assert tables[name][0] == [field["name"] for field in schema["fields"]]
        keys = columns[name].get(schema.get("primaryKey"), ())
        assert len(set(keys)) == len(keys)
        for key in schema.get("foreignKeys", ()) if columns[name] else ():
            assert set(columns[name][key["fields"]]) <= set(columns[key["reference"]["resource"]]["id"])
    assert sum("foreignKeys" in resource["schema"] for resource in package["resources"]) > 8


def test_a_zip_file_holds_the_same_tables_and_no_time(tmp_path: Path) -> None:
    export(list_corpus(), tmp_path / "out")
    write_tables(tmp_path / "out.zip", take_elements(list_corpus()))
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()
        }
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "out.zip"]


@pytest.mark.embedded
def test_the_loaded_graph_gives_the_rows_of_its_readings(embedded_store: Store, tmp_path: Path) -> None:
    load(embedded_store, list_corpus())
    write_tables(tmp_path / "stored", take_elements(embedded_store))
    export(list_corpus(), tmp_path / "read")
    for path in sorted((tmp_path / "read").iterdir()):
        assert sorted(path.read_bytes().splitlines()) == sorted((tmp_path / "stored" / path.name).read_bytes().splitlines())


def test_a_network_has_a_table_of_nodes_and_one_of_edges(tmp_path: Path) -> None:
    network = choose_network(build_graph(readings()))
    write_network_tables(tmp_path / "out", network)
    [head, *nodes], [edge_head, *edges] = (read_cells(tmp_path / "out" / f"{name}.csv") for name in ("nodes", "edges"))
    assert (head[:3], edge_head[:5]) == (["Id", "Label", "type"], ["Source", "Target", "Type", "Weight", "relation"])
    assert len(nodes) == network.number_of_nodes()
    assert len(edges) == network.number_of_edges()
    assert {edge[2] for edge in edges if edge[4] == "CO_MENTION"} == {"Undirected"}
    pact = dict(zip(head, next(row for row in nodes if row[0] == "Entity:pact"), strict=True))
    assert (pact["degree"], pact["type"], pact["nameEn"]) == (str(network.nodes["Entity:pact"]["degree"]), "Treaty", "Sea Pact")


def test_readings_of_a_document_must_stand_together(tmp_path: Path) -> None:
    [a], [b1, b2] = [[r for r in list_corpus() if r.doc == doc] for doc in "ab"]
    with pytest.raises(InputError, match="b: its readings do not stand together; sort the readings by document"):
        write_tables(tmp_path / "out", take_elements([b1, a, b2]))
    assert list(tmp_path.iterdir()) == []
