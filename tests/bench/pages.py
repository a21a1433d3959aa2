"""How long it takes to make the pages out of a loaded graph, and how long they are."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench.figures import Figure
from bench.texts import Texts
from extract.lexicon import load_lexicon
from extract.model import Reading
from extract.pipeline import read
from graph.between.compare import compare_documents
from graph.between.page import export_page
from graph.building.build import build_graph
from graph.database.load import load
from graph.database.store import Store, open_embedded
from graph.dossiers.document import read_document
from graph.dossiers.document_page import export_document
from graph.dossiers.entity import read_dossier
from graph.dossiers.entity_page import export_dossier
from graph.network.views import write_view

TITLE = "Pages"
CHARACTERS = 300_000  # besides the documents as they are


def measure(texts: Texts, folder: Path) -> Iterator[Figure]:
    lexicon = load_lexicon()
    small = [reading for document in texts.read() for reading in read(document, lexicon)]
    large = [*small, *(reading for document in texts.make(lexicon, CHARACTERS) for reading in read(document, lexicon))]
    for name, readings in (("the documents as they are", small), ("with more text", large)):
        yield _draw(name, folder / "network.html", readings)
    with open_embedded(folder / "graph") as store:
        load(store, large)
        for name, make in _pages(store).items():
            begin = time.monotonic()
            page = make()
            yield _describe(name, time.monotonic() - begin, len(page))


def _pages(store: Store) -> dict[str, Callable[[], bytes]]:
    return {
        "page of an institution (brics)": lambda: export_dossier(read_dossier(store, "brics")),
        "page of a document (fm-2021)": lambda: export_document(read_document(store, "fm-2021")),
        "page that compares two documents": lambda: export_page(compare_documents(store, "fm-2020", "fm-2021")),
    }


def _draw(name: str, file: Path, readings: Sequence[Reading]) -> Figure:
    begin = time.monotonic()
    write_view(build_graph(readings), file)
    return _describe(f"network page, {name}", time.monotonic() - begin, file.stat().st_size)


def _describe(name: str, seconds: float, size: int) -> Figure:
    return Figure(name, f"{seconds:.2f} s, {size / 1000:,.0f} kB")
