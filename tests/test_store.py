"""Loading, replacing and removing, on the embedded engine and on a real Neo4j alike."""

from __future__ import annotations

import contextlib
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from made_readings import CHINA, SUMMIT, TEXT, make_corpus, make_reading, mention, relation
from neo4j_server import Server
from stored_graph import built, stored

from extract.model import InputError, Mention, Metadata, Reading, read_lines
from extract.schema import SchemaError, load_schema
from graph.building.contribution import contribute
from graph.building.shape import Edge, Node
from graph.database.ddl import cypher_statements
from graph.database.load import list_documents, load, remove
from graph.database.rewrite import rewrite
from graph.database.store import DatabaseError, Store, Transaction, open_store
from graph.database.write import create_edges, create_nodes
from graph.proof.verify import verify

CORPUS = make_corpus()


def all_readings() -> list[Reading]:
    return [reading for readings in CORPUS.values() for reading in readings]


def test_a_loaded_store_holds_the_built_graph(store: Store, dev_file: Path) -> None:
    readings = [*all_readings(), *read_lines(dev_file.read_text(encoding="utf-8").splitlines())]
    changes = load(store, readings)
    assert stored(store) == built(readings)
    assert changes.loaded == tuple(sorted({r.doc for r in readings}))
    nodes, edges = built(readings)
    assert changes.counters["nodes_created"] == len(nodes) + len(changes.loaded)  # a ledger each
    assert changes.counters["relationships_created"] == len(edges)


def test_loading_twice_changes_nothing(store: Store) -> None:
    load(store, all_readings())
    again = load(store, all_readings())
    assert not again.counters
    assert (again.loaded, again.unchanged) == ((), ("a", "b", "c"))


def test_work_that_was_committed_unheard_is_not_done_twice(store: Store) -> None:
    work = partial(rewrite, contributions=list(contribute(all_readings())))
    assert store.write(work)
    assert not store.write(work)
    assert store.write(partial(rewrite, docs=["b"]))
    assert not store.write(partial(rewrite, docs=["b"]))
    assert stored(store) == built([*CORPUS["a"], *CORPUS["c"]])


def test_the_order_of_loading_leaves_no_trace(store: Store) -> None:
    for doc in ("c", "b", "a"):
        load(store, CORPUS[doc])
    assert stored(store) == built(all_readings())


def test_a_changed_document_replaces_its_old_self_only(store: Store) -> None:
    load(store, all_readings())
    changed = [replace(make_reading("a", "7"), relations=(), entities=(replace(CHINA, kind="republic"),))]
    changes = load(store, [*changed, *CORPUS["b"]])
    assert stored(store) == built([*changed, *CORPUS["b"], *CORPUS["c"]])
    assert (changes.loaded, changes.unchanged) == (("a",), ("b",))


def test_a_correction_leaves_shared_entities_unwritten(store: Store) -> None:
    load(store, all_readings())
    moved = [replace(CORPUS["c"][0], section="II")]
    counters = load(store, moved).counters
    entities = sum("Entity" in name for name, _ in built(all_readings())[0])
    assert entities > 5
    assert counters["nodes_created"] == counters["nodes_deleted"] == 5  # document, paragraph, 2 statements, ledger


def test_removing_leaves_no_orphans(store: Store) -> None:
    load(store, all_readings())
    kept = dict(CORPUS)
    for doc in ("b", "a", "c"):
        assert remove(store, doc).removed == (doc,)
        del kept[doc]
        assert stored(store) == built([r for readings in kept.values() for r in readings])
    assert store.read("MATCH (n) RETURN n.id") == []


def test_removing_what_is_not_there_is_an_input_error(store: Store) -> None:
    with pytest.raises(InputError, match="x: not in the database; loaded are none"):
        remove(store, "x")


def variants() -> dict[str, list[list[Reading]]]:
    """Several selves of each document, which disagree about names, types, facts and dates."""
    other_date = relation(TEXT, "summit-3", "HELD_ON", "2031-05")
    untyped = replace(make_reading("a"), entities=(), relations=(other_date,), document=Metadata("a", issuer="un"))
    start = TEXT.index("第三次会晤")
    retyped = Mention(start, start + 5, "Instrument", "summit-3")
    as_text = replace(make_reading("c"), mentions=(retyped,), relations=(), entities=(), document=None)
    promised = replace(CORPUS["a"][0].statements[0], commitment=True)
    renamed = replace(make_reading("b"), entities=(replace(SUMMIT, ids={"wikidata": "Q9"}, status="candidate"),))
    return {
        "a": [CORPUS["a"], [untyped], [replace(CORPUS["a"][0], statements=(promised,))]],
        "b": [CORPUS["b"], [replace(renamed, relations=(), document=None)]],
        "c": [CORPUS["c"], [as_text], [Reading("c", "1", TEXT, mentions=(mention(TEXT, "中国", "Country", "CHN"),))]],
    }


@pytest.mark.parametrize("seed", range(4))
def test_any_history_ends_in_the_graph_of_what_is_loaded(store: Store, seed: int) -> None:
    dice, present = random.Random(seed), dict[str, list[Reading]]()
    for _ in range(10):
        doc = dice.choice("abc")
        if doc in present and dice.random() < 0.3:
            remove(store, doc)
            del present[doc]
        else:
            present[doc] = dice.choice(variants()[doc])
            load(store, present[doc])
        assert stored(store) == built([r for readings in present.values() for r in readings])
    assert set(list_documents(store)) == set(present)


def test_several_documents_are_replaced_in_one_go(store: Store) -> None:
    load(store, all_readings())
    others = [readings for selves in variants().values() for readings in selves[1]]
    load(store, others)
    assert stored(store) == built(others)


def test_a_refused_reading_leaves_the_store_as_it_was(store: Store) -> None:
    load(store, all_readings())
    with pytest.raises(InputError, match="a#1"):
        load(store, [replace(make_reading("a"), mentions=(Mention(0, 999, "Country", "CHN"),))])
    assert stored(store) == built(all_readings())


def test_a_failing_transaction_leaves_the_store_as_it_was(store: Store) -> None:
    load(store, CORPUS["c"])
    with pytest.raises(DatabaseError, match="relationships_created: 0 where 1 were due"):
        store.write(lambda t: _create_half(t))
    assert stored(store) == built(CORPUS["c"])


def _create_half(transaction: Any) -> None:
    create_nodes(transaction, [Node(("Entity", "Place"), {"id": "new"})])
    create_edges(transaction, [Edge("LOCATED_IN", "new", "nowhere", {"background": False})])


@pytest.mark.neo4j
def test_who_writes_the_same_at_the_same_time_is_told_to_try_again(neo4j_store: Store) -> None:
    load(neo4j_store, CORPUS["c"])
    with pytest.raises(DatabaseError, match="somebody else has written the same meanwhile; run the same command again"):
        neo4j_store.write(lambda t: create_nodes(t, [Node(("Entity", "Country"), {"id": "CHN"})]))
    assert stored(neo4j_store) == built(CORPUS["c"])


@pytest.mark.neo4j
def test_constraints_may_be_made_by_several_at_once(neo4j_server: Server, neo4j_store: Store) -> None:
    with contextlib.ExitStack() as stack, ThreadPoolExecutor() as pool:
        given = neo4j_server.uri, neo4j_server.user, neo4j_server.password, neo4j_server.database
        stores = [stack.enter_context(open_store(*given)) for _ in range(4)]
        for kind, name in list_schema(neo4j_store):
            neo4j_store.write(lambda t, kind=kind, name=name: t.run(f"DROP {kind} `{name}`"))
        for made in [pool.submit(store.prepare) for store in stores]:
            made.result()
    assert len(list_schema(neo4j_store)) == len(list(cypher_statements(load_schema())))


def list_schema(store: Store) -> list[tuple[str, str]]:
    """Kind and name of what a load has made: an index of a constraint goes with it."""
    own = "WHERE owningConstraint IS NULL AND type <> 'LOOKUP'"
    names = {"CONSTRAINT": "SHOW CONSTRAINTS YIELD name", "INDEX": f"SHOW INDEXES YIELD name, owningConstraint, type {own}"}
    return [(kind, row["name"]) for kind, query in names.items() for row in store.read(query)]


def told(doc: str) -> Reading:
    """A paragraph that tells one fact more than `make_reading` does, and of the same things."""
    reading = make_reading(doc)
    return replace(reading, relations=(*reading.relations, relation(TEXT, "CHN", "CHAIRS", "summit-3")))


@pytest.mark.neo4j
@pytest.mark.parametrize(
    ("there", "first", "second"),
    [
        pytest.param([], told("a"), told("b"), id="what both tell is new"),
        pytest.param([make_reading("c")], told("a"), told("b"), id="both tell a new fact of what is there"),
        pytest.param([make_reading("a")], told("a"), replace(make_reading("a"), statements=()), id="both replace the same document"),
        pytest.param([told("c")], told("a"), make_reading("c"), id="one tells what the other tells no more"),
        pytest.param([told("c")], Reading("c", "1", TEXT), told("a"), id="one tells what the other has taken out"),
    ],
)
def test_two_loaders_at_once_come_to_what_one_after_the_other_does(
    neo4j_server: Server, neo4j_store: Store, there: list[Reading], first: Reading, second: Reading
) -> None:
    load(neo4j_store, there)
    written, loaded = threading.Event(), threading.Event()

    def write_slowly(transaction: Transaction) -> None:
        rewrite(transaction, contributions=list(contribute([first])))
        transaction.settle()
        written.set()
        loaded.wait(1)  # the other one begins, and cannot end, before this has

    def load_too() -> None:
        with open_store(neo4j_server.uri, neo4j_server.user, neo4j_server.password, neo4j_server.database) as other:
            other.prepare()
            written.wait(30)
            load(other, [second])
            loaded.set()

    with ThreadPoolExecutor() as pool:
        both = [pool.submit(neo4j_store.write, write_slowly), pool.submit(load_too)]
        for each in both:
            each.result()
    last = {reading.doc: reading for reading in (*there, first, second)}
    assert stored(neo4j_store) == built(list(last.values()))
    assert not verify(neo4j_store.read).findings


@pytest.mark.parametrize(
    "write",
    [
        lambda t: create_nodes(t, [Node(("Entity", "Planet) DETACH DELETE (n"), {"id": "x"})]),
        lambda t: create_edges(t, [Edge("LIKES", "x", "y", {})]),
    ],
)
def test_labels_and_types_come_from_the_schema_only(embedded_store: Store, write: Any) -> None:
    with pytest.raises(SchemaError, match="is unknown; add it under"):
        embedded_store.write(write)
