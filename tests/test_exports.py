"""A graph as GEXF and GraphML: whole when read back, and the same bytes in every process."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import networkx as nx
from made_readings import list_corpus

from extract.model import Reading
from graph.building.build import build_graph
from graph.network.exports import export_gexf, export_graphml


def read_back(data: bytes, graph: nx.MultiDiGraph) -> None:
    assert graph.number_of_nodes() == build_graph(list_corpus()).number_of_nodes()
    assert graph.number_of_edges() == build_graph(list_corpus()).number_of_edges()
    assert "联合国宪章" in data.decode()


def test_exports_can_be_read_back_whole() -> None:
    graph = build_graph(list_corpus())
    graphml, gexf = export_graphml(graph), export_gexf(graph)
    read_back(graphml, nx.read_graphml(io.BytesIO(graphml), force_multigraph=True))
    read_back(gexf, nx.read_gexf(io.BytesIO(gexf)))
    assert b"lastmodified" not in gexf
    again = nx.read_gexf(io.BytesIO(gexf))
    assert again.nodes["Entity:CHN"]["ident"] == "CHN"
    assert again.nodes["Entity:CHN"]["aliases"] == "China | 中方"


def test_exports_survive_characters_that_xml_forbids() -> None:
    graph = build_graph([Reading("a", "1", "甲\x0b乙。")])
    assert "甲\ufffd乙" in export_gexf(graph).decode()
    assert nx.read_graphml(io.BytesIO(export_graphml(graph))).nodes["Paragraph:a#1"]["text"] == "甲\ufffd乙。"


SCRIPT = """
import hashlib, sys
from made_readings import list_corpus
from graph.building.build import build_graph
from graph.network.exports import export_gexf, export_graphml
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
