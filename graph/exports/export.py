"""Which file is which export: the formats by name and by the ending of a file's name, for the whole graph or a network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import networkx as nx

from extract.model import InputError
from graph.exports.bulk import write_import
from graph.exports.cypher import write_script
from graph.exports.elements import Element, Source, take_elements, take_graph
from graph.exports.gexf import export_gexf
from graph.exports.graphml import export_graphml
from graph.exports.jsonld import write_jsonld
from graph.exports.tables import write_network_tables, write_tables
from graph.files import check_folder, write_whole
from graph.network.views import choose_network

ENDINGS: Mapping[str, str] = {".gexf": "gephi", ".graphml": "graphml", ".cypher": "cypher", ".jsonld": "jsonld", ".zip": "csv", "": "csv"}


def write_gexf(path: Path, graph: nx.MultiDiGraph) -> None:
    write_whole(path, export_gexf(graph))


def write_graphml(path: Path, graph: nx.MultiDiGraph) -> None:
    write_whole(path, export_graphml(graph))


# What is written as the graph passes by, what must see all of it, and what can draw a network.
Passing = Callable[[Path, Iterable[Element]], None]
Whole = Callable[[Path, nx.MultiDiGraph], None]
PASSING: Mapping[str, Passing] = {"csv": write_tables, "cypher": write_script, "neo4j-admin": write_import}
WHOLE: Mapping[str, Whole] = {"gephi": write_gexf, "graphml": write_graphml, "jsonld": write_jsonld}
NETWORK: Mapping[str, Whole] = {"gephi": write_gexf, "graphml": write_graphml, "csv": write_network_tables}


def choose_format(path: Path, given: str | None, *, network: bool) -> str:
    """The format's name. Raises InputError when nothing tells it, it has no networks, or the folder is not empty."""
    chosen = given or ENDINGS.get(path.suffix.lower())
    if chosen is None:
        raise InputError(f"{path}: no such format; end the name with {', '.join(filter(None, ENDINGS))}, or say --for what")
    if network and chosen not in NETWORK:
        raise InputError(f"{path}: {chosen} takes the whole graph; --network goes with {', '.join(NETWORK)}")
    if chosen == "neo4j-admin" or (chosen == "csv" and path.suffix.lower() != ".zip"):
        check_folder(path)
    return chosen


def write_export(path: Path, source: Source, *, form: str) -> None:
    """Writes the whole graph. Raises InputError for readings that their text does not prove and a place that cannot be written."""
    if form in PASSING:
        PASSING[form](path, take_elements(source))
    else:
        WHOLE[form](path, take_graph(source))


def write_network(path: Path, source: Source, *, form: str, **chosen: Any) -> None:
    """Writes the institution network with its measures; `chosen` are the filters of `institution_network`."""
    NETWORK[form](path, choose_network(take_graph(source), **chosen))
