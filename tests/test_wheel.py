"""The wheel, installed in a fresh environment in an empty folder, works as the checkout does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a fresh environment that has the wheel, and our dependencies from this one."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    venv.create(folder / "fresh", with_pip=False)
    [wheel] = folder.glob("*.whl")
    python = folder / "fresh" / "bin" / "python"
    site = next((folder / "fresh" / "lib").glob("python*")) / "site-packages"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    dependencies = next(p for p in sys.path if p.endswith("site-packages"))
    (site / "dependencies.pth").write_text(f"{dependencies}\n", encoding="utf-8")
    return folder / "fresh" / "bin" / "communique"


def _run(program: Path, folder: Path, *args: str, stdin: str = "") -> str:
    env = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J", "COMMUNIQUE", "PYTHONPATH"))}
    done = subprocess.run([program, *args], cwd=folder, env=env, input=stdin, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_is_the_program(program: Path, tmp_path: Path) -> None:
    where = _run(program, tmp_path, "--version")
    assert where.startswith("communique")
    code = "import communique, extract, graph; print(communique.__file__)"
    python = program.with_name("python")
    shown = subprocess.run([python, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert str(program.parent.parent) in shown


def test_lexicon_schema_and_corpus_travel_with_it(program: Path, tmp_path: Path) -> None:
    corpus = next((program.parent.parent / "lib").glob("python*")) / "site-packages" / "corpus"
    lines = _run(program, tmp_path, "extract", str(corpus)).splitlines()
    assert lines == (ROOT / "tests" / "data" / "golden.jsonl").read_text(encoding="utf-8").splitlines()


def test_what_exports_need_travels_with_it(program: Path, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("我们重申联合国安理会第2254号决议。\n", encoding="utf-8")
    for place in ("tables", "graph.jsonld"):
        _run(program, tmp_path, "export", "text.txt", "-o", place)
    _run(program, tmp_path, "export", "text.txt", "-o", "import", "--for", "neo4j-admin")
    assert {path.name for path in (tmp_path / "import").iterdir()} >= {"import.sh", "nodes-Statement.csv"}


def test_questions_travel_with_it(program: Path, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("我们重申联合国安理会第2254号决议。\n", encoding="utf-8")
    _run(program, tmp_path, "load", "text.txt")
    rows = json.loads(_run(program, tmp_path, "query", "citations", "--json"))
    assert rows
    [style] = (program.parent.parent / "lib").glob("python*/site-packages/queries/style.grass")
    assert style.read_bytes() == (ROOT / "queries" / "style.grass").read_bytes()
