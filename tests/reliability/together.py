"""Several loaders at once on one server: each has documents of its own that share entities and facts, and all of them have two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from stored_graph import built, stored

from extract.model import to_line
from graph.database.load import load
from graph.proof.verify import verify
from reliability.engines import Neo4j
from reliability.loader import Loader
from reliability.loads import Load, make_load
from reliability.report import Row, none_of

TITLE = "Several loaders at once"
COPIES = 2
LOADERS, ROUNDS = 4, 6
COMMON = 2  # documents that every loader has


def measure(folder: Path) -> Iterator[Row]:
    what = make_load(folder, copies=COPIES)
    parts = [_part(what, folder, number) for number in range(LOADERS)]
    engine = Neo4j(folder)
    failed = inexact = found = 0
    try:
        for number in range(ROUNDS):
            failed += sum(code != 0 for code in _load_all(engine, what, parts, replacing=number % 2 == 1))
            with engine.open() as store:
                inexact += stored(store) != built(what.readings)
                found += len(verify(store.read).findings)
    finally:
        engine.close()
    yield none_of(f"loaders, {LOADERS} at a time, that did not end with exit code 0", failed, LOADERS * ROUNDS)
    yield none_of("graphs that are not exactly what one loader makes", inexact, ROUNDS)
    yield none_of("documents half there, and whatever else verify finds", found, len(what.digests) * ROUNDS)


def _part(what: Load, folder: Path, number: int) -> Load:
    documents = sorted(what.digests)
    own = {*documents[:COMMON], *documents[number::LOADERS]}
    file = folder / f"part-{number}.jsonl"
    file.write_text("".join(f"{to_line(reading)}\n" for reading in what.readings if reading.doc in own), encoding="utf-8")
    return replace(what, file=file)


def _load_all(engine: Neo4j, what: Load, parts: list[Load], *, replacing: bool) -> list[int]:
    """The exit codes of the loaders, which start together; half of the rounds replace the older selves of all documents."""
    engine.wipe()
    if replacing:
        with engine.open() as store:
            load(store, what.old)
    loaders = [Loader(engine, part) for part in parts]
    for loader in loaders:
        loader.wait()
    return [loader.code for loader in loaders]
