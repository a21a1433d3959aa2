"""Which documents a view is about, and the facts of the graph that these documents prove."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import networkx as nx

from extract.model import InputError
from graph.building.merge import FactState, fact_properties, read_fact
from graph.building.shape import DOCUMENT, IN, PARAGRAPH, STATEMENT, Properties

Link = tuple[str, str, Properties]  # head, tail, properties with `type`, `background` and `weight`


def choose_documents(
    graph: nx.MultiDiGraph, *, documents: Iterable[str] | None, since: str | None, until: str | None
) -> frozenset[str]:
    """The ids of the wanted documents; one without a date is in no period. Raises InputError for an unknown id."""
    dates = {data["id"]: data.get("date") for _, data in graph.nodes(data=True) if data["labels"][0] == DOCUMENT}
    chosen = set(dates if documents is None else documents)
    unknown = sorted(chosen - dates.keys())
    if unknown:
        raise InputError(f"{', '.join(unknown)}: not among the documents; there are {', '.join(sorted(dates)) or 'none'}")
    return frozenset(doc for doc in chosen if _within(dates[doc], since, until))


def _within(date: str | None, since: str | None, until: str | None) -> bool:
    """Whether the date may lie in the period. A date of which only the year is known may lie anywhere in the year."""
    if since is None and until is None:
        return True
    if date is None:
        return False
    first, last = (date + "-00-00")[:10], (date + "-99-99")[:10]
    return (since is None or last >= since) and (until is None or first <= (until + "-99-99")[:10])


def document_of(node: str) -> str:
    """The document's id of a paragraph or a statement (`Paragraph:doc#n`, `Statement:doc#n:start`)."""
    return node.split(":", 1)[1].split("#", 1)[0]


def select_facts(graph: nx.MultiDiGraph, docs: Collection[str], relations: Collection[str]) -> Iterator[Link]:
    """The facts of these types, with what these documents prove of them; the weight is the number of places."""
    for head, tail, data in graph.edges(data=True):
        if data["type"] in relations and data.get("background") is False:
            state: FactState = frozenset(evidence for evidence in read_fact(data) if evidence.doc in docs)
            if state:
                yield head, tail, {"type": data["type"], **fact_properties(state), "weight": len(state)}


def select_background(graph: nx.MultiDiGraph, docs: Collection[str], relations: Collection[str]) -> Iterator[Link]:
    """The edges that only the lexicon knows of, from the entities that the documents name, and from these bodies on."""
    reached = named_entities(graph, docs)
    waiting = sorted(reached)
    while waiting:
        head = waiting.pop(0)
        for _, tail, data in graph.out_edges(head, data=True):
            if data["type"] in relations and data.get("background"):
                yield head, tail, {"type": data["type"], "background": True, "weight": 1}
                if tail not in reached:
                    reached.add(tail)
                    waiting.append(tail)


def named_entities(graph: nx.MultiDiGraph, docs: Collection[str]) -> set[str]:
    """The nodes of the entities that the documents mention, speak of or let speak, and that stand in their facts."""
    found: set[str] = set()
    for head, tail, data in graph.edges(data=True):
        if head.split(":", 1)[0] in (PARAGRAPH, STATEMENT) and data["type"] != IN:
            found |= {tail} if document_of(head) in docs else set()
        elif any(doc in docs for doc in data.get("documents", ())):
            found |= {head, tail}
    return found
