"""A graph as GEXF and GraphML: whole when read back, by networkx and by Gephi, and the same bytes in every process."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from conftest import miss
from gephi_toolkit import REMEDY, NoGephi, open_in_gephi
from hostile_readings import hostile_readings
from lxml import etree
from made_readings import TEXT, list_corpus
from network_readings import readings

from extract.model import Entity, Mention, Reading
from graph.building.build import build_graph
from graph.exports.export import choose_format, write_export, write_network
from graph.exports.flat import flat_nodes
from graph.exports.gexf import export_gexf
from graph.exports.graphml import export_graphml
from graph.network.views import choose_network

GEXF = "{http://gexf.net/1.3}"


@pytest.fixture(params=["made", "hostile", "network"])
def sample(request: pytest.FixtureRequest) -> nx.MultiDiGraph:
    if request.param == "network":
        return choose_network(build_graph(readings()))
    return build_graph({"made": list_corpus(), "hostile": hostile_readings()}[request.param])


def read_gexf(data: bytes) -> nx.MultiDiGraph:
    found = nx.read_gexf(io.BytesIO(data), version="1.3")
    return found if found.is_multigraph() else nx.MultiDiGraph(found)


def test_exports_can_be_read_back_whole(sample: nx.MultiDiGraph) -> None:
    gexf, graphml = read_gexf(export_gexf(sample)), nx.read_graphml(io.BytesIO(export_graphml(sample)), force_multigraph=True)
    for found in (gexf, graphml):
        assert found.number_of_edges() == sample.number_of_edges()
        assert len(found) == len(sample)
        for node in flat_nodes(sample):
            told = {name: _normal(value) for name, value in node.attributes.items()}
            assert {name: _normal(found.nodes[node.name][name]) for name in told} == told


def _normal(value: object) -> object:
    """A text as an XML parser hands it on: line breaks are one, and in a label white space is."""
    return " ".join(value.split()) if isinstance(value, str) else value


def test_names_that_the_formats_keep_for_themselves() -> None:
    gexf = read_gexf(export_gexf(build_graph(list_corpus())))
    assert gexf.nodes["Entity:CHN"]["ident"] == "CHN"
    assert gexf.nodes["Entity:CHN"]["label"] == "中国"
    assert gexf.nodes["Entity:CHN"]["aliases"] == "China | 中方"
    statement = gexf.nodes[f"Statement:a#1:{TEXT.index('重申')}"]
    assert TEXT[statement["spanStart"] : statement["spanEnd"]] == "重申"
    assert {data["relation"] for *_, data in gexf.edges(data=True)} >= {"MENTIONS", "ATTENDED", "PART_OF"}


def test_what_others_call_label_hides_no_label() -> None:
    strange = Entity("x", "Organization", "甲", ids={"label": "L", "ident": "I", "weight": "W", "spells": "S", "viz": "V"})
    graph = build_graph([Reading("a", "1", "甲", mentions=(Mention(0, 1, "Organization", "x"),), entities=(strange,))])
    node = read_gexf(export_gexf(graph)).nodes["Entity:x"]
    assert {name: node[name] for name in ("label", "label_", "ident", "ident_", "weight_", "spells", "viz")} == {
        "label": "甲", "label_": "L", "ident": "x", "ident_": "I", "weight_": "W", "spells": "S", "viz": "V",
    }  # fmt: skip


def test_exports_survive_characters_that_xml_forbids() -> None:
    graph = build_graph([Reading("a", "1", "甲\x0b乙。"), Reading("b\x00", "1", "一"), Reading("b\x01", "1", "二")])
    assert read_gexf(export_gexf(graph)).nodes["Paragraph:a#1"]["text"] == "甲\ufffd乙。"
    assert nx.read_graphml(io.BytesIO(export_graphml(graph))).nodes["Paragraph:a#1"]["text"] == "甲\ufffd乙。"
    assert len({node.name for node in flat_nodes(graph)}) == len(graph)


def test_edges_bear_the_days_of_the_documents_that_prove_them() -> None:
    root = etree.fromstring(export_gexf(build_graph(readings())))
    graph = root.find(f"{GEXF}graph")
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    edges = {(e.get("source"), e.get("kind"), e.get("target")): e for e in root.iter(f"{GEXF}edge")}
    days = {key: [(s.get("start"), s.get("end")) for s in edge.iter(f"{GEXF}spell")] for key, edge in edges.items()}
    assert days["Entity:RED", "MEMBER_OF", "Entity:union"] == [("2032-01-09", "2032-01-09")]
    assert days["Entity:RED", "ATTENDED", "Entity:meeting"] == [("2030-05-01", "2030-05-31")]
    assert days["Entity:court", "PART_OF", "Entity:union"] == []
    nodes = {n.get("id"): n for n in root.iter(f"{GEXF}node")}
    assert [s.get("start") for s in nodes["Paragraph:beta#1"].iter(f"{GEXF}spell")] == ["2032-01-09"]
    assert list(nodes["Entity:RED"].iter(f"{GEXF}spell")) == []


@pytest.mark.parametrize(
    ("dates", "days"),
    [
        (["2020", "2020-11", "2021-02-01"], [("2020-01-01", "2020-12-31"), ("2021-02-01", "2021-02-01")]),
        (["2020-02", "2020-02-30", "soon", "0000"], [("2020-02-01", "2020-02-29")]),
        (["soon"], []),
    ],
)
def test_days_do_not_overlap_and_what_is_no_date_is_none(dates: list[str], days: list[tuple[str, str]]) -> None:
    fact = {"type": "ATTENDED", "documents": [f"d{n}" for n in range(len(dates))]}
    graph = nx.MultiDiGraph(heads=[{"id": f"d{n}", "date": date} for n, date in enumerate(dates)])
    graph.add_edge("Entity:a", "Entity:b", key="ATTENDED", **fact)
    root = etree.fromstring(export_gexf(graph))
    assert [(s.get("start"), s.get("end")) for s in root.iter(f"{GEXF}spell")] == days


@pytest.mark.parametrize("ending", ["gexf", "graphml"])
@pytest.mark.parametrize("given", [list_corpus(), hostile_readings()], ids=["made", "hostile"])
def test_gephi_opens_the_graph(ending: str, given: list[Reading], tmp_path: Path, request: pytest.FixtureRequest) -> None:
    graph, path = build_graph(given), tmp_path / f"graph.{ending}"
    write_export(path, given, form=choose_format(path, None, network=False))
    opened = gephi(path, request)
    assert opened["issues"] == []
    assert len(opened["nodes"]) == len(graph)
    if ending == "gexf":
        assert len(opened["edges"]) == graph.number_of_edges()  # of GraphML's parallel edges Gephi makes one
        assert len(opened["days"]) == (2 if given == list_corpus() else 0)


def test_gephi_opens_the_network_with_its_measures_and_its_days(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    network, path = choose_network(build_graph(readings())), tmp_path / "network.gexf"
    write_network(path, readings(), form="gephi")
    opened = gephi(path, request)
    assert opened["issues"] == []
    assert opened["nodes"] == {node: data["name"] for node, data in network.nodes(data=True)}
    assert sorted(opened["edges"].values()) == sorted([data["type"], data["weight"]] for *_, data in network.edges(data=True))
    types = {"betweenness": "Double", "degree": "Long", "community": "Long", "background": "Boolean", "type": "String"}
    assert opened["columns"].items() >= types.items()
    assert opened["days"] == ["2030-05-01", "2032-01-09"]


def test_gephi_opens_the_tables_of_the_network(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    network = choose_network(build_graph(readings()))
    write_network(tmp_path / "out", readings(), form="csv")
    nodes, edges = (gephi(tmp_path / "out" / f"{name}.csv", request) for name in ("nodes", "edges"))
    assert nodes["issues"] == edges["issues"] == []
    assert len(nodes["nodes"]) == len(network)
    assert sum(weight for _, weight in edges["edges"].values()) == sum(data["weight"] for *_, data in network.edges(data=True))


def gephi(path: Path, request: pytest.FixtureRequest) -> dict[str, Any]:
    try:
        return open_in_gephi(path)
    except NoGephi as error:
        miss(request.config, "gephi", str(error), REMEDY)
        raise


SCRIPT = """
import hashlib, sys
from made_readings import list_corpus
from graph.building.build import build_graph
from graph.exports.gexf import export_gexf
from graph.exports.graphml import export_graphml
graph = build_graph(list_corpus())
print(hashlib.sha256(export_graphml(graph) + export_gexf(graph)).hexdigest())
"""


def test_exports_are_the_same_bytes_under_any_hash_seed() -> None:
    root = Path(__file__).parent.parent
    found = {_run_script(root, seed) for seed in ("0", "1", "77")}
    assert len(found) == 1


def _run_script(root: Path, seed: str) -> str:
    environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": f"{root}:{root / 'tests'}"}
    return subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True).stdout
