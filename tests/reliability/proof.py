"""Corrupts 1,000 facts of a loaded graph in known ways, on each engine, and counts those that `verify` names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from extract.model import read_lines
from graph.database.fetch import fetch_graph
from graph.database.load import load
from graph.database.store import Store
from graph.proof.verify import verify
from reliability.corruptions import choose_batches, corrupt, make_corruptions
from reliability.engines import Embedded, Neo4j
from reliability.loads import GOLDEN
from reliability.report import Row, none_of

TITLE = "Proof"
SEED, TOTAL, BATCH = 2254, 1000, 250


def measure(folder: Path) -> Iterator[Row]:
    readings = list(read_lines(GOLDEN.read_text(encoding="utf-8").splitlines()))
    for make in (Embedded, Neo4j):
        engine = make(folder)
        try:
            with engine.open() as store:
                load(store, readings)
                yield from _rows(engine.name, store)
        finally:
            engine.close()


def _rows(engine: str, store: Store) -> Iterator[Row]:
    yield _clean(f"{engine}: found in the clean graph", store)
    made, missed = count_missed(store, TOTAL)
    for kind in sorted(made):
        yield none_of(f"{engine}: corrupted and not named, {kind}", missed[kind], made[kind])
    yield Row(f"{engine}: corrupted in all", f"{TOTAL}", f"{made.total()}", made.total() == TOTAL)
    yield _clean(f"{engine}: found when all is undone", store)


def _clean(what: str, store: Store) -> Row:
    proof = verify(store.read)
    seen = f"{proof.counts['documents']} documents, {proof.counts['statements']} statements, {proof.counts['facts']} facts"
    return Row(what, "nothing", f"{len(proof.findings)} in {seen}", not proof.findings and proof.counts["facts"] > 0)


def count_missed(store: Store, total: int) -> tuple[Counter[str], Counter[str]]:
    """How many were corrupted, and how many of those no finding names, by kind."""
    made, missed = Counter[str](), Counter[str]()
    for batch in choose_batches(make_corruptions(fetch_graph(store), SEED), total, BATCH):
        named = {finding.place for finding in corrupt(store, batch)}
        made.update(corruption.kind for corruption in batch)
        missed.update(corruption.kind for corruption in batch if corruption.place not in named)
    return made, missed
