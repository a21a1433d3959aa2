"""Two entities in one statement: the link that a text makes without stating a relation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from graph.building.shape import STATEMENT, Properties, natural_key, split_place
from graph.network.selection import Link, document_of

CO_MENTION = "CO_MENTION"
READABLE = 120  # more such lines than this cover a drawing like a cloth


@dataclass(frozen=True, slots=True)
class CoMention:
    """`statements` are the nodes (evidence, quote, act) of the statements in which both stand, in their natural order."""

    head: str
    tail: str
    statements: tuple[tuple[str, str, str], ...]

    def edge(self) -> Link:
        evidence, quotes, acts = map(list, zip(*self.statements, strict=True))
        counted = sorted(Counter(acts).items(), key=lambda pair: (-pair[1], pair[0]))
        properties: Properties = {
            "type": CO_MENTION,
            "background": False,
            "evidence": evidence,
            "quotes": quotes,
            "documents": sorted({split_place(at)[0] for at in evidence}),
            "acts": [f"{act} {count}" for act, count in counted],
            "weight": len(self.statements),
        }
        return self.head, self.tail, properties


def find_co_mentions(graph: nx.MultiDiGraph, docs: Collection[str]) -> dict[tuple[str, str], CoMention]:
    """Every pair of entities that one statement is about, or that speaks in it by name and is spoken of."""
    found: defaultdict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for statement in _statements(graph, docs):
        data = graph.nodes[statement]
        place = data["id"].rsplit(":", 1)[0]
        proof = (f"{place}:{data['clauseStart']}-{data['clauseEnd']}", data["quote"], data["act"])
        for pair in combinations(sorted(_entities(graph, statement)), 2):
            found[pair].append(proof)
    return {pair: CoMention(*pair, tuple(statements)) for pair, statements in sorted(found.items())}


def threshold(pairs: Mapping[tuple[str, str], CoMention]) -> int:
    """The least number of statements that leaves no more than READABLE pairs, and 2 where one statement has them all.

    One statement is weak evidence that two things belong together: a list of ten names makes 45 pairs.
    """
    counts = Counter(len(pair.statements) for pair in pairs.values())
    least = 2
    while sum(n for count, n in counts.items() if count >= least) > READABLE:
        least += 1
    return least


def _statements(graph: nx.MultiDiGraph, docs: Collection[str]) -> Iterator[str]:
    nodes = [n for n, data in graph.nodes(data=True) if data["labels"][0] == STATEMENT and document_of(n) in docs]
    yield from sorted(nodes, key=lambda node: (natural_key(node), node))


def _entities(graph: nx.MultiDiGraph, statement: str) -> set[str]:
    """The collective speaker is left out: it speaks everywhere and would stand beside everything."""
    edges = list(graph.out_edges(statement, data=True))
    return {tail for _, tail, data in edges if data["type"] == "CONCERNS" or (data["type"] == "BY" and not data["collective"])}
