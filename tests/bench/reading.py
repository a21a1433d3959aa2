"""Reading, whole and by stage, beside jieba alone on the same text: one process, one core, document by document in turn."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import product
from pathlib import Path
from typing import Any
from unittest.mock import patch

import jieba
import jieba.posseg

from bench.figures import Clock, Figure, at_most
from bench.texts import Texts, count_characters, list_nouns, write_folder
from extract import pipeline
from extract.documents.document import read_documents
from extract.lexicon import Entry, Lexicon, build_lexicon, load_lexicon
from extract.model import Document, to_line

TITLE = "Reading"
MILLION = 1_000_000
TIMES = 10
# What `read` calls, by the name it has there.
STAGES = {
    "fold": "folding variants of characters",
    "find_mentions": "finding mentions",
    "link": "linking",
    "find_statements": "statements",
    "relate": "relations",
}


def measure(texts: Texts, folder: Path) -> Iterator[Figure]:
    lexicon = load_lexicon()
    documents = list(texts.make(lexicon))
    write_folder(documents, folder / "texts")
    jieba.setLogLevel("ERROR")
    _warm_up(next(read_documents(folder / "texts")), lexicon)
    clocks = _time_all(folder / "texts", lexicon)
    size = sum(map(count_characters, documents)) / MILLION
    cut = clocks["cut"].seconds
    yield Figure("text read", f"{size:.2f} M characters, {len(documents)} documents")
    yield Figure("jieba.lcut", f"{cut / size:.2f} s/M")
    yield Figure("jieba.posseg.lcut", f"{_time_tagging(documents) / size:.2f} s/M")
    whole = clocks["documents"].seconds + clocks["readings"].seconds + clocks["lines"].seconds
    yield Figure("the whole reading, from files to lines of readings", f"{whole / size:.2f} s/M")
    yield at_most("the whole reading / jieba.lcut", whole / cut, 2, " ×")
    yield from _by_stage(documents, lexicon, clocks, size)
    yield at_most(f"reading with {TIMES} × the lexicon / with the lexicon", _compare_lexicons(documents, lexicon), 1.2, " ×")


def _warm_up(document: Document, lexicon: Lexicon) -> None:
    for paragraph in document.paragraphs:
        jieba.lcut(paragraph.text)
        jieba.posseg.lcut(paragraph.text)
    for reading in pipeline.read(document, lexicon):
        to_line(reading)


def _time_all(folder: Path, lexicon: Lexicon) -> defaultdict[str, Clock]:
    clocks: defaultdict[str, Clock] = defaultdict(Clock)
    documents = read_documents(folder)
    while document := _next(documents, clocks["documents"]):
        with clocks["cut"].running():
            for paragraph in document.paragraphs:
                jieba.lcut(paragraph.text)
        with clocks["readings"].running():
            readings = list(pipeline.read(document, lexicon))
        with clocks["lines"].running():
            for reading in readings:
                to_line(reading)
    return clocks


def _time_tagging(documents: Sequence[Document]) -> float:
    """By itself: its tables would drive those of the others out of the processor's cache."""
    clock = Clock()
    with clock.running():
        for document in documents:
            for paragraph in document.paragraphs:
                jieba.posseg.lcut(paragraph.text)
    return clock.seconds


def _next(documents: Iterator[Document], clock: Clock) -> Document | None:
    with clock.running():
        return next(documents, None)


def _by_stage(documents: Sequence[Document], lexicon: Lexicon, clocks: defaultdict[str, Clock], size: float) -> Iterator[Figure]:
    stages = {name: Clock() for name in STAGES}
    whole = Clock()
    with ExitStack() as stack:
        for name, clock in stages.items():
            stack.enter_context(patch.object(pipeline, name, _timed(getattr(pipeline, name), clock)))
        for document in documents:
            with whole.running():
                for _ in pipeline.read(document, lexicon):
                    pass
    rest = whole.seconds - sum(clock.seconds for clock in stages.values())
    seconds = {"finding paragraphs": clocks["documents"].seconds}
    seconds |= {STAGES[name]: clock.seconds for name, clock in stages.items()}
    seconds |= {"readings and entities": rest, "lines of readings": clocks["lines"].seconds}
    total = sum(seconds.values())
    for name, value in seconds.items():
        yield Figure(f"of it: {name}", f"{value / size:.2f} s/M, {100 * value / total:.0f} %")


def _timed(work: Callable[..., Any], clock: Clock) -> Callable[..., Any]:
    def timed(*args: Any, **kwargs: Any) -> Any:
        with clock.running():
            found = work(*args, **kwargs)
            return list(found) if isinstance(found, Iterator) else found

    return timed


def _compare_lexicons(documents: Sequence[Document], lexicon: Lexicon) -> float:
    """How many times as long it takes to read with ten times the entries."""
    longer = build_lexicon([*lexicon.entries.values(), *_make_entries(lexicon, TIMES - 1)], lexicon.lookalikes)
    both = {lexicon: Clock(), longer: Clock()}
    for each in both:
        _warm_up(documents[0], each)
    for document in documents[: len(documents) // 2 + 1]:
        for each, clock in both.items():
            with clock.running():
                for _ in pipeline.read(document, each):
                    pass
    return both[longer].seconds / both[lexicon].seconds


def _make_entries(lexicon: Lexicon, times: int) -> Iterator[Entry]:
    """New entries like the known ones: their names begin and end alike, so that the automaton branches late."""
    dice, nouns = random.Random(TIMES), list(list_nouns())
    for entry, _ in product(lexicon.entries.values(), range(times)):
        names = [f"{name[:-2]}{dice.choice(nouns)}{dice.choice(nouns)}{name[-2:]}" for name in entry.strong_names()]
        yield Entry(f"{entry.key}-{dice.getrandbits(64)}", entry.type, zh=names[0], also=tuple(names[1:]))
