"""How long each saved question takes on both databases, with its own parameters: the median of a few runs, after one to warm up."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median

from reliability.engines import Embedded, Neo4j

from bench.figures import Figure, time_each
from bench.texts import Texts
from extract.lexicon import load_lexicon
from extract.pipeline import read
from graph.database.load import load
from graph.database.store import Store
from graph.questions.answers import ask
from graph.questions.queries import list_questions

TITLE = "Questions"
TIMES = 5
CHARACTERS = 300_000  # besides the documents as they are, which the questions' parameters name


def measure(texts: Texts, folder: Path) -> Iterator[Figure]:
    lexicon = load_lexicon()
    documents = [*texts.read(), *texts.make(lexicon, CHARACTERS)]
    readings = [reading for document in documents for reading in read(document, lexicon)]
    statements = sum(len(reading.statements) for reading in readings)
    yield Figure("the graph", f"{len(documents)} documents, {len(readings):,} paragraphs, {statements:,} statements")
    seconds: dict[str, dict[str, float]] = {}
    for make in (Embedded, Neo4j):
        engine = make(folder)
        try:
            with engine.open() as store:
                load(store, readings)
                seconds[engine.name] = _ask_all(store)
        finally:
            engine.close()
    yield from _describe(seconds)


def _ask_all(store: Store) -> dict[str, float]:
    found = {}
    for question in list_questions():
        once = partial(ask, store, question, {}, str)
        once()
        found[question.name] = median(time_each(TIMES, once))
    return found


def _describe(seconds: dict[str, dict[str, float]]) -> Iterator[Figure]:
    for engine, by_name in seconds.items():
        yield Figure(f"{engine}: {len(by_name)} questions, median", f"{1000 * median(by_name.values()):.0f} ms")
        yield Figure(f"{engine}: the slowest, {max(by_name, key=by_name.__getitem__)}", f"{1000 * max(by_name.values()):.0f} ms")
    names = next(iter(seconds.values()))
    for name in names:
        yield Figure(name, ", ".join(f"{engine} {1000 * by_name[name]:.0f} ms" for engine, by_name in seconds.items()))
