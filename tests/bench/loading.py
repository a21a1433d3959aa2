"""How fast readings come into each database for the first time, beside two scripts that write the same nodes and edges.

One writes one row a statement, each committed by itself; one writes a thousand rows a statement by UNWIND. Both know nothing
of documents: they prove nothing, keep no ledger and can take nothing out again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from statistics import median
from typing import Any

from reliability.engines import Embedded, Engine, Neo4j

from bench.figures import Figure, at_least
from bench.texts import Texts
from extract.lexicon import load_lexicon
from extract.model import Reading
from extract.pipeline import read
from graph.building.build import join_entities, join_facts, shared_edges, shared_nodes
from graph.building.contribution import contribute
from graph.building.shape import Node
from graph.database.load import load
from graph.database.store import Store
from graph.database.write import edge_query, edge_row, node_row

TITLE = "Loading"
SLOW = "one row a statement"
TIMES = 3  # the middle one counts; of the slow way, once is enough
WARM_UP, MEASURED = 50_000, 300_000  # characters of text


def measure(texts: Texts, folder: Path) -> Iterator[Figure]:
    lexicon = load_lexicon()
    warm, readings = ([r for d in texts.make(lexicon, size) for r in read(d, lexicon)] for size in (WARM_UP, MEASURED))
    count = sum(map(len, _collect(readings).values()))
    yield Figure("readings", f"{len(readings)} paragraphs of {len({r.doc for r in readings})} documents")
    yield Figure("nodes and edges", f"{count:,}")
    for make in (Embedded, Neo4j):
        engine = make(folder)
        try:
            yield from _compare(engine, warm, readings, count)
        finally:
            engine.close()


def _compare(engine: Engine, warm: Sequence[Reading], readings: Sequence[Reading], count: int) -> Iterator[Figure]:
    loaders: dict[str, Callable[[Store, Sequence[Reading]], object]] = {
        SLOW: partial(_write, size=1),
        "a plain UNWIND script": partial(_write, size=1000),
        "communique load": load,
    }
    seconds = {}
    for name, write in loaders.items():
        _load(engine, write, warm)
        seconds[name] = median(_load(engine, write, readings) for _ in range(1 if name == SLOW else TIMES))
        yield Figure(f"{engine.name}: {name}", f"{seconds[name]:.1f} s, {count / seconds[name]:,.0f} a second")
    single, plain, ours = seconds.values()
    yield _rate(engine, SLOW, single / ours, 20)
    yield _rate(engine, "a plain UNWIND script", plain / ours, 1)


def _load(engine: Engine, write: Callable[[Store, Sequence[Reading]], object], readings: Sequence[Reading]) -> float:
    engine.wipe()
    with engine.open() as store:
        store.prepare()
        begin = time.monotonic()
        write(store, readings)
        return time.monotonic() - begin


def _rate(engine: Engine, script: str, times: float, goal: float) -> Figure:
    what = f"{engine.name}: {script} / communique load"
    return at_least(what, times, goal, " ×") if engine.name == Neo4j.name else Figure(what, f"{times:.2f} ×")


def _write(store: Store, readings: Sequence[Reading], *, size: int) -> None:
    with store._writer.session(database=store.database) as session:
        for query, all_ in _collect(readings).items():
            for start in range(0, len(all_), size):
                session.run(query, rows=all_[start : start + size]).consume()


def _collect(readings: Sequence[Reading]) -> dict[str, list[dict[str, Any]]]:
    """The rows that the readings come to, each once, by the query that writes them."""
    contributions = list(contribute(readings))
    entities, facts = join_entities(contributions), join_facts(contributions)
    queries: dict[str, list[dict[str, Any]]] = {}
    for node in chain(*(c.nodes for c in contributions), shared_nodes(entities, facts)):
        queries.setdefault(_merge(node), []).append(node_row(node))
    for edge in chain(*(c.edges for c in contributions), shared_edges(entities, facts)):
        queries.setdefault(edge_query(edge.type), []).append(edge_row(edge))
    return queries


def _merge(node: Node) -> str:
    first, *others = node.labels
    more = "".join(f" SET n:{label}" for label in others)
    return f"UNWIND $rows AS row MERGE (n:{first} {{id: row.id}}){more} SET n = row.properties"
