"""Makes everything that the program makes, in one process: a program of its own, run in other worlds by determinism.py.

python -P making.py CORPUS OUTPUT [OPTION OF extract…]
"""

from __future__ import annotations

import sys
from pathlib import Path

from communique import main
from extract.model import read_lines
from graph.between.compare import compare_documents
from graph.between.page import export_page
from graph.database.fetch import fetch_graph
from graph.database.load import load
from graph.database.store import Store, open_embedded
from graph.dossiers.document import read_document
from graph.dossiers.document_page import export_document
from graph.dossiers.entity import read_dossier
from graph.dossiers.entity_page import export_dossier
from graph.network.views import write_view
from graph.questions.answers import ask
from graph.questions.formats import as_csv
from graph.questions.queries import find_question

FORMS = {"gephi": "a.gexf", "graphml": "a.graphml", "csv": "a.zip", "cypher": "a.cypher", "jsonld": "a.jsonld"}


def make(corpus: Path, output: Path, options: list[str]) -> None:
    readings = output / "readings.jsonl"
    main(["extract", str(corpus), "-o", str(readings), *options], standalone_mode=False)
    for form, name in FORMS.items():
        main(["export", str(readings), "--for", form, "-o", str(output / name)], standalone_mode=False)
    with open_embedded(output / "graph") as store:
        load(store, read_lines(readings.read_text(encoding="utf-8").split("\n")))
        make_pages(store, output)


def make_pages(store: Store, output: Path) -> None:
    docs = [row["id"] for row in store.read("MATCH (d:Document) RETURN d.id AS id ORDER BY id")]
    pages = {
        "document.html": export_document(read_document(store, docs[0])),
        "entity.html": export_dossier(read_dossier(store, "CHN")),
        "compare.html": export_page(compare_documents(store, docs[0], docs[-1])),
        "citations.csv": as_csv(ask(store, find_question("citations"), {}, str)),
    }
    for name, page in pages.items():
        (output / name).write_bytes(page)
    write_view(fetch_graph(store), output / "network.html")


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
