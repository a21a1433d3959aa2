"""Imports run one way, and nothing heavy is imported before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
# Which module alone may import a package.
ONLY = {
    "spacy": {"extract.nlp"},
    "jieba": {"extract.nlp"},
    "ahocorasick": {"extract.nlp"},
    "neo4j": {"graph.database.driver"},
    "arcadedb_embedded": {"graph.database.engine"},
    "pypdfium2": {"extract.documents.pdf.pdfium"},
    "docx": {"extract.documents.word.package"},
    "pyspark": {"extract.batch.spark"},
    "pyarrow": {"extract.batch.spark", "extract.batch.tables"},
}
HEAVY = {"spacy", "jieba", "neo4j", "networkx", "numpy", "yaml", "lxml", "arcadedb_embedded", "pypdfium2", "docx", "pyspark", "pyarrow"}


def _modules() -> Iterator[tuple[str, Path]]:
    for file in sorted([*ROOT.glob("extract/**/*.py"), *ROOT.glob("graph/**/*.py"), ROOT / "communique.py"]):
        yield ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"), file


def _imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def test_extraction_knows_nothing_of_graphs() -> None:
    wrong = [
        (name, i)
        for name, file in _modules()
        if name.startswith("extract")
        for i in _imports(file)
        if i.startswith(("graph", "communique"))
    ]
    assert wrong == []


def test_graph_knows_only_model_and_schema_of_extraction() -> None:
    allowed = {"extract.model", "extract.schema"}
    wrong = [
        (name, i)
        for name, file in _modules()
        if name.startswith("graph")
        for i in _imports(file)
        if i.startswith("extract") and i not in allowed
    ]
    assert wrong == []


def test_each_engine_and_each_library_has_one_door() -> None:
    wrong = [
        (name, package)
        for name, file in _modules()
        for package, doors in ONLY.items()
        if name not in doors and any(i.split(".")[0] == package for i in _imports(file))
    ]
    assert wrong == []


def test_help_imports_nothing_heavy() -> None:
    code = "import sys, communique\ntry: communique.main(['--help'])\nexcept SystemExit: pass\nprint(*sys.modules, file=sys.stderr)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(run.stderr.split()) & HEAVY == set()
    assert "Exit codes" in run.stdout
