"""Known ways to corrupt a loaded graph, each in one place, each with the name of the node or edge that must be found."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import networkx as nx

from extract.schema import DATE, load_schema
from graph.building.shape import ENTITY, HELD_ON, PARAGRAPH, STATEMENT, STRUCTURE, Edge, Node
from graph.database.store import Store, Transaction
from graph.database.write import create_edges, relabel_nodes
from graph.proof.elements import Finding, Link, to_link
from graph.proof.verify import verify

DIGIT = re.compile(r"[0-9]")
SPAN = re.compile(r"(?P<start>[0-9]+)-(?P<end>[0-9]+)$")
FEW = 4  # an end is taken away only where so few edges lead to it: others are corrupted in the same go
Apply = Callable[[Transaction], object]
LinkData = tuple[str, str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Corruption:
    """`zone` names the nodes that it changes or needs: corruptions of disjoint zones can stand side by side."""

    kind: str
    place: str
    zone: frozenset[str]
    apply: Apply


def make_corruptions(graph: nx.MultiDiGraph, seed: int) -> list[Corruption]:
    """All that can be made of a graph (see graph.database.fetch), in turn from each way, each way in random order."""
    dice = random.Random(seed)
    ways = [list(way(graph, dice)) for way in WAYS]
    for way in ways:
        dice.shuffle(way)
    rounds = max(map(len, ways))
    return [way[turn] for turn in range(rounds) for way in ways if turn < len(way)]


def choose_batches(corruptions: Sequence[Corruption], total: int, size: int) -> Iterator[list[Corruption]]:
    """Batches of disjoint zones, `total` in all; every corruption once."""
    left = list(corruptions)
    while total > 0 and left:
        batch: list[Corruption] = []
        used: set[str] = set()
        for corruption in left:
            if len(batch) < min(size, total) and not used & corruption.zone:
                batch.append(corruption)
                used |= corruption.zone
        left = [corruption for corruption in left if corruption not in batch]
        total -= len(batch)
        yield batch


def corrupt(store: Store, batch: Sequence[Corruption]) -> list[Finding]:
    """What `verify` finds in the graph with these corruptions, which are undone."""
    try:
        store.write(partial(_corrupt, batch=batch))
    except _Undone as undone:
        return undone.findings
    raise AssertionError("the corruptions were not undone")


class _Undone(Exception):
    """Rolls the transaction back."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings


def _corrupt(transaction: Transaction, batch: Sequence[Corruption]) -> None:
    for corruption in batch:
        before = transaction.counters.total()
        corruption.apply(transaction)
        if transaction.counters.total() == before:
            raise AssertionError(f"{corruption.kind} at {corruption.place} changed nothing")
    raise _Undone(verify(transaction.run).findings)


# Ways to corrupt: each yields all the corruptions of its kind that a graph allows.


def _shift_mentions(graph: nx.MultiDiGraph, dice: random.Random) -> Iterator[Corruption]:
    for link in _links(graph, "MENTIONS"):
        yield _change(graph, "shifted span", link, start=link[2]["start"] + 1, end=link[2]["end"] + 1)


def _shift_clauses(graph: nx.MultiDiGraph, dice: random.Random) -> Iterator[Corruption]:
    for name, data in _nodes(graph, STATEMENT):
        yield _set_node("shifted span", name, dice.choice([{"clauseEnd": data["clauseEnd"] - 1}, {"start": data["start"] + 1}]))


def _shift_evidence(graph: nx.MultiDiGraph, dice: random.Random) -> Iterator[Corruption]:
    for link in [*_facts(graph), *_links(graph, "CONCERNS"), *_links(graph, "CITES"), *_links(graph, "BY")]:
        yield _change(graph, "shifted span", link, evidence=_replaced(link[2]["evidence"], dice, _shifted))


def _change_digits(graph: nx.MultiDiGraph, dice: random.Random) -> Iterator[Corruption]:
    for name, data in graph.nodes(data=True):
        told = [prop for prop in ("text", "quote", "date", "allNames", "nameEn") if DIGIT.search(str(data.get(prop, "")))]
        if told:
            prop = dice.choice(told)
            yield _set_node("changed digit", name, {prop: _other_digit(data[prop], dice)})


def _change_digits_of_links(graph: nx.MultiDiGraph, dice: random.Random) -> Iterator[Corruption]:
    for link in _links(graph, "MENTIONS"):
        if DIGIT.search(link[2]["surface"]):
            yield _change(graph, "changed digit", link, surface=_other_digit(link[2]["surface"], dice))
    for link in _facts(graph):
        if all(map(DIGIT.search, link[2]["quotes"])):
            yield _change(graph, "changed digit", link, quotes=_replaced(link[2]["quotes"], dice, partial(_other_digit, dice=dice)))
    for link in _links(graph, "CITES"):
        yield _change(graph, "changed digit", link, count=link[2]["count"] + 1)


def _swap_speakers(graph: nx.MultiDiGraph, dice: random.Random) -> Iterator[Corruption]:
    entities = [name for name, _ in _nodes(graph, ENTITY)]
    for link in _links(graph, "BY"):
        other = dice.choice([name for name in entities if not graph.has_edge(link[0], name)])
        yield _replace_link(graph, "swapped speaker", link, Edge("BY", _id(link[0]), _id(other), _properties(link[2])))


def _swap_quotes(graph: nx.MultiDiGraph, dice: random.Random) -> Iterator[Corruption]:
    quotes = sorted({data["quote"] for _, data in _nodes(graph, STATEMENT)})
    for name, data in _nodes(graph, STATEMENT):
        yield _set_node("foreign quote", name, {"quote": _other(data["quote"], quotes, dice)})
    for link in _facts(graph):
        yield _change(graph, "foreign quote", link, quotes=_replaced(link[2]["quotes"], dice, partial(_other, all_=quotes, dice=dice)))


def _swap_surfaces(graph: nx.MultiDiGraph, dice: random.Random) -> Iterator[Corruption]:
    surfaces = sorted({data["surface"] for _, _, data in _links(graph, "MENTIONS")})
    for link in _links(graph, "MENTIONS"):
        yield _change(graph, "foreign quote", link, surface=_other(link[2]["surface"], surfaces, dice))


def _retype_entities(graph: nx.MultiDiGraph, dice: random.Random) -> Iterator[Corruption]:
    for name, data in _nodes(graph, ENTITY):
        type_ = _other(data["labels"][-1], list(load_schema().types), dice)
        properties = {key: value for key, value in data.items() if key != "labels"}
        yield Corruption("wrong type", name, _around(graph, name), partial(_relabel, node=Node((ENTITY, type_), properties)))


def _retype_links(graph: nx.MultiDiGraph, dice: random.Random) -> Iterator[Corruption]:
    types = [type_ for type_ in load_schema().relations if type_ != HELD_ON]
    for link in _facts(graph):
        if link[2]["type"] != HELD_ON:
            type_ = _other(link[2]["type"], types, dice)
            yield _replace_link(graph, "wrong type", link, Edge(type_, _id(link[0]), _id(link[1]), _properties(link[2])))
    for name, data in _nodes(graph, STATEMENT):
        yield _set_node("wrong type", name, {"act": _other(data["act"], list(load_schema().acts), dice)})


def _cut_links(graph: nx.MultiDiGraph, dice: random.Random) -> Iterator[Corruption]:
    for type_ in (*STRUCTURE, *load_schema().relations):
        for link in _links(graph, type_):
            yield Corruption("missing end", _name(link), _zone(graph, link), partial(_delete, link=link))


def _take_ends(graph: nx.MultiDiGraph, dice: random.Random) -> Iterator[Corruption]:
    for label in (STATEMENT, ENTITY, DATE, PARAGRAPH):
        for name, _ in _nodes(graph, label):
            if 0 < graph.degree(name) <= FEW:
                query = f"MATCH (n:{label} {{id: $id}}) DETACH DELETE n"
                yield Corruption("missing end", name, _around(graph, name), partial(Transaction.run, query=query, id=_id(name)))


WAYS = (
    _shift_mentions, _shift_clauses, _shift_evidence, _change_digits, _change_digits_of_links, _swap_speakers, _swap_quotes,
    _swap_surfaces, _retype_entities, _retype_links, _cut_links, _take_ends,
)  # fmt: skip


def _nodes(graph: nx.MultiDiGraph, label: str) -> list[tuple[str, Mapping[str, Any]]]:
    return [(name, data) for name, data in sorted(graph.nodes(data=True)) if name.startswith(f"{label}:")]


def _links(graph: nx.MultiDiGraph, type_: str) -> list[LinkData]:
    return [(head, tail, data) for head, tail, data in graph.edges(data=True) if data["type"] == type_]


def _facts(graph: nx.MultiDiGraph) -> list[LinkData]:
    return [(head, tail, data) for head, tail, data in graph.edges(data=True) if data.get("background") is False]


def _change(graph: nx.MultiDiGraph, kind: str, link: LinkData, **new: Any) -> Corruption:
    query = f"{_match(link)} SET r = $properties"
    run = partial(Transaction.run, query=query, **_parameters(link), properties=_properties(link[2]) | new)
    return Corruption(kind, _name(link), _zone(graph, link), run)


def _replace_link(graph: nx.MultiDiGraph, kind: str, link: LinkData, edge: Edge) -> Corruption:
    new = to_link(edge)
    zone = _zone(graph, link) | _zone(graph, (new.head, new.tail, {"type": new.type}))
    return Corruption(kind, _name(link), zone, partial(_exchange, link=link, edge=edge))


def _exchange(transaction: Transaction, *, link: LinkData, edge: Edge) -> None:
    _delete(transaction, link=link)
    create_edges(transaction, [edge])


def _delete(transaction: Transaction, *, link: LinkData) -> None:
    transaction.run(f"{_match(link)} DELETE r", **_parameters(link))


def _relabel(transaction: Transaction, *, node: Node) -> None:
    relabel_nodes(transaction, ENTITY, [node])


def _set_node(kind: str, name: str, new: Mapping[str, Any]) -> Corruption:
    sets = ", ".join(f"n.{prop} = ${prop}" for prop in new)
    query = f"MATCH (n:{name.split(':')[0]} {{id: $id}}) SET {sets}"
    return Corruption(kind, name, frozenset({name}), partial(Transaction.run, query=query, id=_id(name), **new))


def _match(link: LinkData) -> str:
    """Finds the one edge: several of a type lie between the same nodes only as mentions, or as stated and background fact."""
    head, tail, data = link
    told = [f"r.{prop} = ${prop}" for prop in ("start", "end", "background") if prop in data and data["type"] != "BY"]
    where = f" WHERE {' AND '.join(told)}" if told else ""
    return f"MATCH (a:{head.split(':')[0]} {{id: $head}})-[r:{data['type']}]->(b:{tail.split(':')[0]} {{id: $tail}}){where}"


def _parameters(link: LinkData) -> dict[str, Any]:
    told = {prop: link[2][prop] for prop in ("start", "end", "background") if prop in link[2]}
    return {"head": _id(link[0]), "tail": _id(link[1]), **told}


def _properties(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "type"}


def _name(link: LinkData) -> str:
    return Link(link[0], link[2]["type"], link[1], {}).name


def _zone(graph: nx.MultiDiGraph, link: LinkData) -> frozenset[str]:
    """The edge, and those of its ends that have few edges and might be taken away."""
    return frozenset({_name(link), *(end for end in link[:2] if graph.degree(end) <= FEW)})


def _around(graph: nx.MultiDiGraph, name: str) -> frozenset[str]:
    """The node, its edges, and the other ends of these."""
    links = [*graph.in_edges(name, data=True), *graph.out_edges(name, data=True)]
    return frozenset({name, *(part for link in links for part in (_name(link), *_zone(graph, link)))})


def _id(name: str) -> str:
    return name.split(":", 1)[1]


def _shifted(at: str) -> str:
    return SPAN.sub(lambda found: f"{int(found['start']) + 1}-{int(found['end']) + 1}", at)


def _other_digit(text: str, dice: random.Random) -> str:
    at = dice.choice([found.start() for found in DIGIT.finditer(text)])
    return f"{text[:at]}{(int(text[at]) + 1) % 10}{text[at + 1 :]}"


def _other(value: str, all_: Sequence[str], dice: random.Random) -> str:
    return dice.choice([other for other in all_ if other != value])


def _replaced(values: Sequence[str], dice: random.Random, change: Callable[[str], str]) -> list[str]:
    """The list with one of its values changed."""
    at = dice.randrange(len(values))
    return [change(value) if i == at else value for i, value in enumerate(values)]
