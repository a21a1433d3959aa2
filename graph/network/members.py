"""The nodes of a network: the entities that documents name, with what a reader needs to know of each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

import networkx as nx

from graph.building.merge import RESERVED_IDS, read_fact
from graph.building.shape import ENTITY, HELD_ON, PARAGRAPH, PART_OF, Properties, natural_key
from graph.network.selection import document_of, named_entities, select_background

UNTYPED = ENTITY  # the type of an entity of which nothing but its key is known
KEPT = ("id", "name", "nameZh", "nameEn", "aliases", "kind", "status")
AROUND = 60  # characters of a sentence, at most, that are quoted before and after a name
ENDS = "。！？；\n"  # of sentences
_REST = re.compile(f"[^{ENDS}]*[{ENDS}]?")
Mention = tuple[str, int, int]  # the paragraph's node, start, end


def add_members(network: nx.MultiDiGraph, graph: nx.MultiDiGraph, docs: Collection[str], types: Collection[str]) -> None:
    """Adds the entities of these types that the documents name, and the bodies that these are part of."""
    mentions = _find_mentions(graph, docs)
    dates = _held_on(graph, docs)
    parents = {tail for _, tail, _ in select_background(graph, docs, {PART_OF})}
    for node in sorted(named_entities(graph, docs) | parents):
        data = graph.nodes[node]
        type_ = node_type(data["labels"])
        if data["labels"][0] == ENTITY and type_ in types:
            kept = {name: data[name] for name in KEPT if name in data}
            kept |= _ids(data) | _places(graph, mentions[node]) | dates.get(node, {})
            network.add_node(node, type=type_, **kept, mentions=len(mentions[node]))


def node_type(labels: list[str]) -> str:
    """Where documents disagree on the type, the first in the order of the alphabet."""
    return labels[1] if len(labels) > 1 else UNTYPED


def _ids(data: Mapping[str, Any]) -> Properties:
    """What the entity is called elsewhere, as `name=value`."""
    found = [f"{name}={value}" for name, value in sorted(data.items()) if name not in RESERVED_IDS]
    return {"ids": found} if found else {}


def _find_mentions(graph: nx.MultiDiGraph, docs: Collection[str]) -> defaultdict[str, list[Mention]]:
    """In the order of documents and texts."""
    found: defaultdict[str, list[Mention]] = defaultdict(list)
    for head, tail, data in graph.edges(data=True):
        if data["type"] == "MENTIONS" and head.startswith(PARAGRAPH) and document_of(head) in docs:
            found[tail].append((head, data["start"], data["end"]))
    for mentions in found.values():
        mentions.sort(key=lambda mention: (natural_key(mention[0]), *mention))
    return found


def _places(graph: nx.MultiDiGraph, mentions: list[Mention]) -> Properties:
    """The paragraphs (`doc#n`) that name the entity, and the sentence that does so first."""
    if not mentions:
        return {}
    paragraph, start, end = mentions[0]
    text = graph.nodes[paragraph]["text"]
    rest = _REST.match(text, end)
    start = max(start - AROUND, *(text.rfind(mark, 0, start) + 1 for mark in ENDS))
    end = min(end + AROUND, rest.end() if rest else end)
    place = graph.nodes[paragraph]["id"]
    places = list(dict.fromkeys(graph.nodes[mention[0]]["id"] for mention in mentions))
    return {"places": places, "firstEvidence": f"{place}:{start}-{end}", "firstQuote": text[start:end]}


def _held_on(graph: nx.MultiDiGraph, docs: Collection[str]) -> dict[str, Properties]:
    """The dates of events as properties: a day is no partner of an institution."""
    found: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for head, tail, data in graph.edges(data=True):
        if data["type"] == HELD_ON:
            found[head].extend((graph.nodes[tail]["id"], e.at, e.quote) for e in read_fact(data) if e.doc in docs)
    return {head: _dates(sorted(places)) for head, places in found.items() if places}


def _dates(places: list[tuple[str, str, str]]) -> Properties:
    dates, evidence, quotes = (list(column) for column in zip(*places, strict=True))
    return {"heldOn": sorted(set(dates)), "heldOnEvidence": evidence, "heldOnQuotes": quotes}
