"""What the database must hold by its ledgers: each document is built again from the readings it was loaded from."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from extract.model import InputError
from graph.building.build import background_edge, date_node, dates
from graph.building.contribution import MODEL_VERSION, Contribution, contribute
from graph.building.merge import EntityState, Fact, FactState, entity_node, fact_properties, join_entity
from graph.building.shape import DOCUMENT, ENTITY, LEDGER, Edge, node_id
from graph.building.shared import background_edges
from graph.database.ledger import ledger_node, unpack
from graph.proof.differences import compare
from graph.proof.elements import RELOAD, Finding, Link, Vertex, to_link, to_vertex


def rebuild(doc: str, ledgers: Sequence[Vertex]) -> tuple[Contribution | None, list[Finding]]:
    """What the document brings by its ledger, and what is wrong with the ledger itself."""
    if len(ledgers) != 1:
        return None, [Finding(node_id(DOCUMENT, doc), f"{len(ledgers)} ledgers tell what it was loaded from, where one is due")]
    name = node_id(LEDGER, doc)
    if ledgers[0].properties.get("model") != MODEL_VERSION:
        return None, [Finding(name, "another version of this program has loaded it", RELOAD)]
    try:
        contribution = _contribution(doc, ledgers[0])
    except (InputError, ValueError, zlib.error) as error:
        return None, [Finding(name, f"its readings cannot be read ({error})")]
    return contribution, list(compare([_told(ledgers[0])], [_told(to_vertex(ledger_node(contribution)))]))


def _contribution(doc: str, ledger: Vertex) -> Contribution:
    [contribution] = contribute(unpack(str(ledger.properties.get("readings", ""))))
    if contribution.doc != doc:
        raise InputError(f"they are those of {contribution.doc}")
    return contribution


def _told(ledger: Vertex) -> Vertex:
    """Without the packed readings: their digest proves them, and another zlib may pack them otherwise."""
    return replace(ledger, properties={name: value for name, value in ledger.properties.items() if name != "readings"})


@dataclass(slots=True)
class Shared:
    """What all documents together bring to the nodes and edges that they share. `types` keeps every document's opinion.

    `whole` is false when a document's ledger cannot be read: then what is due cannot be known.
    """

    entities: dict[str, EntityState] = field(default_factory=dict)
    facts: defaultdict[str, dict[Fact, FactState]] = field(default_factory=lambda: defaultdict(dict))
    types: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    whole: bool = True

    def add(self, contribution: Contribution) -> None:
        for key, state in contribution.entities.items():
            self.entities[key] = join_entity(self.entities[key], state) if key in self.entities else state
            self.types[key] |= state.fields.get("type", frozenset())
        for fact, evidence in contribution.facts.items():
            known = self.facts[fact[0]]
            known[fact] = known.get(fact, frozenset()) | evidence

    def vertices(self, keys: Iterable[str]) -> Iterator[Vertex]:
        yield from (to_vertex(entity_node(key, self.entities[key])) for key in keys if key in self.entities)

    def links(self, keys: Collection[str], background: Collection[Edge]) -> Iterator[Link]:
        for key in keys:
            for (head, type_, tail), state in self.facts.get(key, {}).items():
                yield to_link(Edge(type_, head, tail, fact_properties(state)))
        yield from (to_link(edge) for edge in background if edge.head in keys)

    def background(self) -> list[Edge]:
        return [background_edge(fact) for fact in background_edges(self.entities)]

    def dates(self) -> Iterator[Vertex]:
        facts = (fact for known in self.facts.values() for fact in known)
        yield from (to_vertex(date_node(date)) for date in sorted(dates(facts)))

    def typed(self, name: str) -> set[str]:
        """Every type that some document gives to the entity of this name."""
        return self.types.get(name.removeprefix(f"{ENTITY}:"), set())
