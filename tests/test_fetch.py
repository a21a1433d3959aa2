"""The stored graph comes back as the builder made it."""

from __future__ import annotations

from made_readings import make_corpus

from graph.building.build import build_graph
from graph.database.fetch import fetch_graph
from graph.database.load import load
from graph.database.store import Store


def test_what_was_loaded_is_what_was_built(store: Store) -> None:
    readings = [reading for document in make_corpus().values() for reading in document]
    load(store, readings)
    fetched, built = fetch_graph(store), build_graph(readings)
    assert dict(fetched.nodes(data=True)) == dict(built.nodes(data=True))
    assert {(a, b, k): d for a, b, k, d in fetched.edges(keys=True, data=True)} == {
        (a, b, k): d for a, b, k, d in built.edges(keys=True, data=True)
    }


def test_an_empty_store_gives_an_empty_graph(store: Store) -> None:
    assert len(fetch_graph(store)) == 0
