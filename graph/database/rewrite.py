"""One transaction's work: documents go, documents come, and what they share with others is brought up to date."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import reduce

from extract.schema import DATE
from graph.building.build import background_edge, date_node, dates, join_entities, join_facts
from graph.building.contribution import Contribution
from graph.building.merge import (
    EntityState,
    Fact,
    FactState,
    entity_node,
    fact_properties,
    join_entity,
    read_entity,
    read_fact,
    without_documents,
)
from graph.building.shape import ENTITY, LEDGER, Edge
from graph.building.shared import background_edges
from graph.database.ledger import Ledger, ledger_node, read_digests, read_ledgers, read_others
from graph.database.store import Transaction
from graph.database.write import create_edges, create_nodes, create_own, delete_edges, delete_nodes, relabel_nodes, set_edges, set_nodes

OWN = (  # deleted in this order, because each query finds its nodes through the next one's
    "MATCH (d:Document)-[:HAS_PARAGRAPH]->(:Paragraph)<-[:IN]-(s:Statement) WHERE d.id IN $docs DETACH DELETE s",
    "MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph) WHERE d.id IN $docs DETACH DELETE p",
    "MATCH (d:Document) WHERE d.id IN $docs DETACH DELETE d",
    "MATCH (l:Ledger) WHERE l.id IN $docs DETACH DELETE l",
)
Entities = Mapping[str, EntityState]
Facts = Mapping[Fact, FactState]


@dataclass(frozen=True, slots=True)
class Shared:
    """What stands in the database of the things that are touched, and what shall stand there."""

    entities: Entities
    facts: Facts
    next_entities: Entities
    next_facts: Facts


def rewrite(transaction: Transaction, *, docs: Sequence[str] = (), contributions: Sequence[Contribution] = ()) -> None:
    """Takes the documents `docs` out, and puts the contributions in, in place of their documents' old selves.

    What is as it should be already is left alone: the same work may be done again after a connection broke. What is there and will
    be touched is locked before it is read: others may load into the same server.
    """
    known = read_digests(transaction, transaction.lock(LEDGER, [*docs, *(c.doc for c in contributions)]))
    new = [c for c in contributions if known.get(c.doc) != c.digest]
    leaving = sorted(known.keys() & {*docs, *(c.doc for c in new)})
    with ThreadPoolExecutor(max_workers=1) as packer:  # beside the database's work
        ledgers = packer.submit(lambda: [ledger_node(c) for c in new])
        shared = _compare(transaction, read_ledgers(transaction, leaving), new)
        if leaving:
            for query in OWN:
                transaction.run(query, docs=leaving)
        _rewrite_shared(transaction, shared)
        # The ids of statements begin with their paragraphs', which no engine lets come twice; all others were looked up above.
        create_own(transaction, (node for c in new for node in c.nodes), (edge for c in new for edge in c.edges))
        create_nodes(transaction, ledgers.result())


def _compare(transaction: Transaction, ledgers: Sequence[Ledger], new: Sequence[Contribution]) -> Shared:
    coming, coming_facts = join_entities(new), join_facts(new)
    keys = sorted({*coming, *(key for ledger in ledgers for key in ledger.entities)})
    wanted = sorted({*coming_facts, *(fact for ledger in ledgers for fact in ledger.facts)})
    entities = _stored_entities(transaction, keys)
    facts = _stored_facts(transaction, [fact for fact in wanted if fact[0] in entities])  # the others have no end there to stand on
    left = _left_entities(transaction, ledgers, new, entities)
    gone = [ledger.doc for ledger in ledgers]
    left_facts = {fact: without_documents(state, gone) for fact, state in facts.items()}
    return Shared(entities, facts, _joined(left, coming), _joined_facts(left_facts, coming_facts))


def _left_entities(
    transaction: Transaction, ledgers: Sequence[Ledger], new: Sequence[Contribution], stored: Entities
) -> dict[str, EntityState]:
    """What others than the leaving documents say of the stored entities.

    An entity that a document brings again as it brought it before stays as it is, with no look at other documents:
    that is nearly every entity of a corrected document.
    """
    again = {contribution.doc: contribution.entities for contribution in new}
    pairs = [(ledger.doc, key, state) for ledger in ledgers for key, state in ledger.entities.items()]
    changed = {key for doc, key, state in pairs if again.get(doc, {}).get(key) != state}
    others = read_others(transaction, changed, without=[ledger.doc for ledger in ledgers])
    kept = {key: state for key, state in stored.items() if key not in changed}
    return kept | {key: reduce(join_entity, states) for key, states in others.items()}


def _joined(left: Entities, coming: Entities) -> dict[str, EntityState]:
    both = {key: join_entity(left[key], coming[key]) for key in left.keys() & coming.keys()}
    return {**left, **coming, **both}


def _joined_facts(left: Facts, coming: Facts) -> dict[Fact, FactState]:
    joined = {fact: left.get(fact, frozenset()) | coming.get(fact, frozenset()) for fact in {*left, *coming}}
    return {fact: state for fact, state in joined.items() if state}


def _stored_entities(transaction: Transaction, keys: Collection[str]) -> dict[str, EntityState]:
    query = "MATCH (e:Entity) WHERE e.id IN $keys RETURN labels(e) AS labels, properties(e) AS properties"
    rows = transaction.run(query, keys=transaction.lock(ENTITY, keys)) if keys else []
    return {row["properties"]["id"]: read_entity(row["labels"], row["properties"]) for row in rows}


def _stored_facts(transaction: Transaction, wanted: Iterable[Fact]) -> dict[Fact, FactState]:
    """One question for facts of all types: a database plans each question anew, which takes longer than answering it.

    Both ends are looked up by their ids, since either may have more edges than can be gone through.
    """
    found: dict[Fact, FactState] = {}
    by_label: dict[str, list[Fact]] = {}
    for fact in wanted:
        by_label.setdefault(DATE if dates([fact]) else ENTITY, []).append(fact)
    for label, facts in by_label.items():
        query = f"""
            UNWIND $rows AS row
            MATCH (a:Entity {{id: row.head}}) MATCH (b:{label} {{id: row.tail}})
            MATCH (a)-[r]->(b) WHERE type(r) = row.type AND r.background = false
            RETURN a.id AS head, type(r) AS type, b.id AS tail, properties(r) AS properties
        """
        rows = transaction.run(query, rows=[{"head": head, "type": type_, "tail": tail} for head, type_, tail in facts])
        found |= {(row["head"], row["type"], row["tail"]): read_fact(row["properties"]) for row in rows}
    return found


def _rewrite_shared(transaction: Transaction, shared: Shared) -> None:
    """Edges go before their nodes, nodes come before their edges; what is the same is not written."""
    old_background = set(background_edges(shared.entities))
    new_background = set(background_edges(shared.next_entities))
    delete_edges(transaction, sorted(shared.facts.keys() - shared.next_facts.keys()), background=False)
    delete_edges(transaction, [(head, type_, tail) for head, type_, tail, *_ in sorted(old_background - new_background)], background=True)
    _rewrite_entities(transaction, shared.entities, shared.next_entities)
    _create_dates(transaction, dates(shared.next_facts))
    _delete_dates(transaction, dates(shared.facts) - dates(shared.next_facts))
    _rewrite_facts(transaction, shared.facts, shared.next_facts)
    create_edges(transaction, map(background_edge, sorted(new_background - old_background)))


def _rewrite_entities(transaction: Transaction, old: Entities, new: Entities) -> None:
    before = {key: entity_node(key, state) for key, state in old.items()}
    after = {key: entity_node(key, state) for key, state in sorted(new.items())}
    delete_nodes(transaction, ENTITY, sorted(before.keys() - after.keys()))
    create_nodes(transaction, (node for key, node in after.items() if key not in before))
    both = [(before[key], node) for key, node in after.items() if key in before]
    relabel_nodes(transaction, ENTITY, [now for was, now in both if was.labels != now.labels])
    same_labels = [(was, now) for was, now in both if was.labels == now.labels]
    set_nodes(transaction, ENTITY, [now for was, now in same_labels if was.properties != now.properties])


def _rewrite_facts(transaction: Transaction, old: Facts, new: Facts) -> None:
    edges = [Edge(type_, head, tail, fact_properties(state)) for (head, type_, tail), state in sorted(new.items())]
    create_edges(transaction, [e for e in edges if (e.head, e.type, e.tail) not in old])
    known = [e for e in edges if (e.head, e.type, e.tail) in old]
    set_edges(transaction, [e for e in known if e.properties != fact_properties(old[e.head, e.type, e.tail])])


def _create_dates(transaction: Transaction, wanted: Collection[str]) -> None:
    if wanted:
        rows = transaction.run("MATCH (d:Date) WHERE d.id IN $ids RETURN d.id AS id", ids=transaction.lock(DATE, wanted))
        create_nodes(transaction, map(date_node, sorted(set(wanted) - {row["id"] for row in rows})))


def _delete_dates(transaction: Transaction, unused: Collection[str]) -> None:
    """Deletes the dates that no event is held on any more; other documents may still use one of these."""
    if unused:
        query = "MATCH (d:Date) WHERE d.id IN $ids AND NOT (d)--() RETURN d.id AS id"
        rows = transaction.run(query, ids=transaction.lock(DATE, unused))
        delete_nodes(transaction, DATE, sorted(row["id"] for row in rows))
