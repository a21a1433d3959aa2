"""What is read off the graph as a picture: the institution network, as a page, as GEXF or as GraphML."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

import networkx as nx

from extract.model import InputError
from extract.schema import load_schema
from graph.building.shape import DOCUMENT, HELD_ON, PARAGRAPH
from graph.exports.gexf import export_gexf
from graph.exports.graphml import export_graphml
from graph.files import write_whole
from graph.network.comentions import CO_MENTION, find_co_mentions, threshold
from graph.network.measures import add_measures
from graph.network.members import UNTYPED, add_members
from graph.network.page.page import export_html
from graph.network.selection import choose_documents, select_background, select_facts

WRITERS: Mapping[str, Callable[[nx.MultiDiGraph], bytes]] = {".html": export_html, ".gexf": export_gexf, ".graphml": export_graphml}


def institution_network(
    graph: nx.MultiDiGraph,
    *,
    documents: Iterable[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    types: Iterable[str] | None = None,
    relations: Iterable[str] | None = None,
    least: int | None = None,
) -> nx.MultiDiGraph:
    """How institutions, states, meetings, texts and people hang together, as far as the chosen documents say so.

    Nodes are the entities of the wanted `types` that the documents name, edges the wanted `relations` between them:
    the schema's (with their evidence in these documents, or `background`), and CO_MENTION, which joins two entities
    that stand in one statement, from `least` statements on (by default the least number that keeps a drawing
    readable). Nodes carry `degree`, `betweenness` and `community`, edges `weight`; `network.graph` tells what was
    chosen: `documents`, `least`, `omitted` (pairs below it).

    `since` and `until` are ISO dates, as exact as one likes, of the documents. Raises InputError for unknown
    documents, types or relations.
    """
    docs = choose_documents(graph, documents=documents, since=since, until=until)
    wanted = _wanted(types, [*load_schema().types, UNTYPED], "type")
    kinds = _wanted(relations, [*(r for r in load_schema().relations if r != HELD_ON), CO_MENTION], "relation")
    pairs = find_co_mentions(graph, docs) if CO_MENTION in kinds else {}
    least = threshold(pairs) if least is None else least
    network = nx.MultiDiGraph(documents=sorted(docs), least=least, omitted=sum(len(p.statements) < least for p in pairs.values()))
    add_members(network, graph, docs, wanted)
    edges = [*select_facts(graph, docs, kinds), *select_background(graph, docs, kinds)]
    edges += [pair.edge() for pair in pairs.values() if len(pair.statements) >= least]
    for head, tail, properties in sorted(edges, key=lambda e: (e[0], e[1], str(e[2]["type"]))):
        if head in network and tail in network:
            key = f"{properties['type']} background" if properties["background"] else str(properties["type"])
            network.add_edge(head, tail, key=key, **properties)
    add_measures(network)
    return network


def _wanted(given: Iterable[str] | None, known: Collection[str], what: str) -> frozenset[str]:
    chosen = frozenset(known if given is None else given)
    unknown = sorted(chosen - set(known))
    if unknown:
        raise InputError(f"{', '.join(unknown)}: no such {what}; there are {', '.join(known)}")
    return chosen


def write_view(graph: nx.MultiDiGraph, path: Path, **chosen: Any) -> None:
    """Writes the institution network of the graph: .html (a page of its own), .gexf or .graphml.

    `chosen` are the filters of `institution_network`; None and empty choose all. The file is there whole or not at
    all. Raises InputError for another suffix and for a place that cannot be written.
    """
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise InputError(f"{path}: no such format; end the file's name with {', '.join(WRITERS)}")
    write_whole(path, writer(choose_network(graph, **chosen)))


def choose_network(graph: nx.MultiDiGraph, **chosen: Any) -> nx.MultiDiGraph:
    """The institution network; None and empty choose all. Its `graph` also has the `heads`: the documents' properties."""
    network = institution_network(graph, **{name: value or None for name, value in chosen.items()})
    _describe_sources(network, graph)
    return network


def _describe_sources(network: nx.MultiDiGraph, graph: nx.MultiDiGraph) -> None:
    """Adds what is known of the documents, and on which printed pages their paragraphs stand."""
    network.graph["heads"] = [dict(graph.nodes[f"{DOCUMENT}:{doc}"]) for doc in network.graph["documents"]]
    paged = (data for _, data in graph.nodes(data=True) if data["labels"][0] == PARAGRAPH and "page" in data)
    network.graph["paragraphs"] = {data["id"]: {name: data.get(name) for name in ("page", "pages")} for data in paged}
