"""Spark writes the rows that one process writes, into however many parts the documents are cut, whatever fails on the way."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import miss
from pyarrow import dataset

from extract.batch.reading import Read, Reader
from extract.batch.spark import explaining, open_session, read_on_spark
from extract.batch.tables import TABLES, write_tables
from extract.batch.units import Unit
from extract.inputs import Inputs, read_each
from extract.lexicon import load_lexicon
from extract.model import InputError, Reading, raise_error, read_lines

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
GOLDEN = ROOT / "tests" / "data" / "golden.jsonl"
READER = Reader(load_lexicon)


@pytest.fixture(scope="module")
def session(request: pytest.FixtureRequest) -> Iterator[Any]:
    """Two workers on this machine, where a task may fail four times; they find the readers of this module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", f"{ROOT}{os.pathsep}{ROOT / 'tests'}")
        try:
            subprocess.run(["java", "-version"], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            miss(request.config, "spark", f"Java does not run ({error})", "install Java 17")
        with open_session("local[2,4]") as opened:
            yield opened


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents of chance paragraphs of the corpus, among them one without a name and two with the same id."""
    dice, folder = random.Random(7), tmp_path_factory.mktemp("made")
    texts = [reading.text for reading in read_lines(GOLDEN.read_text(encoding="utf-8").splitlines())]
    documents = {f"d{number}": dice.sample(texts, dice.randrange(1, 5)) for number in range(30)} | {"plain": ["完。"]}
    rows = [{"doc": doc, "n": n, "text": text} for doc, found in documents.items() for n, text in enumerate(found, 1)]
    dice.shuffle(rows)
    (folder / "many.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    for name, text in {"a.txt": "各方支持联合国。", "a.html": "<p>各方欢迎中国。</p>", "b.txt": "x\0y"}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def rows_of(folder: Path) -> dict[str, list[str]]:
    """The rows of every table, each as text, sorted."""
    found = {table: dataset.dataset(folder / table, exclude_invalid_files=True).to_table() for table in TABLES}
    assert {table: rows.column_names for table, rows in found.items()} == {table: list(columns) for table, columns in TABLES.items()}
    return {table: sorted(json.dumps(row, ensure_ascii=False) for row in rows.to_pylist()) for table, rows in found.items()}


@pytest.fixture(scope="module")
def alone(made: Path) -> tuple[dict[str, list[str]], list[str]]:
    """What one process writes, and what it refuses."""
    refused: list[str] = []
    documents = read_each(Inputs((str(CORPUS), str(made)), READER, lambda error: refused.append(str(error))))
    write_tables(made.parent / "alone", documents, refuse=raise_error)
    return rows_of(made.parent / "alone"), refused


@pytest.mark.parametrize("partitions", [1, 2, 7])
def test_rows_are_those_of_one_process(
    session: Any, made: Path, alone: tuple[dict[str, list[str]], list[str]], tmp_path: Path, partitions: int
) -> None:
    refused: list[str] = []
    target = tmp_path / "tables"
    docs = read_on_spark(
        session, [str(CORPUS), str(made)], READER, str(target), refuse=lambda e: refused.append(str(e)), partitions=partitions
    )
    assert rows_of(target) == alone[0]
    assert refused == alone[1]
    assert [line.split("made0/")[1].split(" ")[0] for line in refused] == ["a.txt:", "b.txt:"]
    assert len(docs) == len(alone[0]["documents"]) == 5 + 31 + 1
    assert all(len(rows) > 100 for table, rows in alone[0].items() if table != "documents")


@dataclass(frozen=True, slots=True)
class Failing(Reader):
    """Fails in its own way for one document, as long as there is no `once`, which it then makes."""

    doc: str = ""
    once: str = ""
    fail: Callable[[], object] = lambda: None

    def __call__(self, unit: Unit) -> Read | InputError:
        if unit.doc == self.doc and not (self.once and Path(self.once).exists()):
            if self.once:
                Path(self.once).touch()
            self.fail()
        return Reader.__call__(self, unit)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail() -> None:
    raise OSError("the network is down")


@pytest.fixture
def few(tmp_path: Path) -> Path:
    rows = ({"doc": f"d{number}", "n": 1, "text": "各方支持联合国和安理会。"} for number in range(6))
    (tmp_path / "few.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return tmp_path / "few.jsonl"


def test_a_part_that_fails_is_tried_again(session: Any, few: Path, tmp_path: Path) -> None:
    once = tmp_path / "once"
    reader = Failing(load_lexicon, doc="d3", once=str(once), fail=fail)
    docs = read_on_spark(session, [str(few)], reader, str(tmp_path / "tables"), refuse=raise_error, partitions=2)
    assert (once.exists(), len(docs)) == (True, 6)
    write_tables(tmp_path / "alone", read_each(Inputs((str(few),), READER)), refuse=raise_error)
    assert rows_of(tmp_path / "tables") == rows_of(tmp_path / "alone")


def test_a_poisoned_document_is_named_and_the_others_are_written(session: Any, few: Path, tmp_path: Path) -> None:
    refused: list[str] = []
    reader = Failing(load_lexicon, doc="d3", fail=die)
    docs = read_on_spark(session, [str(few)], reader, str(tmp_path / "tables"), refuse=lambda e: refused.append(str(e)), partitions=2)
    assert [line.split("few.jsonl: ")[1].split(" (")[0] for line in refused] == ["d3: the process that read it died"]
    written = {json.loads(row)["doc"] for row in rows_of(tmp_path / "tables")["documents"]}
    assert written == set(docs) == {"d0", "d1", "d2", "d4", "d5"}


def test_what_fails_every_time_ends_in_one_line(session: Any, few: Path, tmp_path: Path) -> None:
    reader = Failing(load_lexicon, doc="d0", fail=fail)
    with pytest.raises(InputError, match=r"^spark: OSError: the network is down$"), explaining():
        read_on_spark(session, [str(few)], reader, str(tmp_path / "tables"), refuse=raise_error, partitions=1)
    assert not (tmp_path / "tables").exists()


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "communique", "extract", *arguments]
    return subprocess.run(command, cwd=cwd, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False)


def test_tables_by_the_command_line(few: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text("x\0y", encoding="utf-8")
    plain = run("few.jsonl", "bad.txt", "--format", "parquet", "-o", "plain", cwd=tmp_path)
    spark = run("few.jsonl", "bad.txt", "--engine", "spark", "--partitions", "1", "-o", "spark", cwd=tmp_path)
    told = [line for line in spark.stderr.splitlines() if line.startswith("communique: ")]
    assert (plain.returncode, spark.returncode, told) == (1, 1, plain.stderr.splitlines())
    assert rows_of(tmp_path / "plain") == rows_of(tmp_path / "spark")
    again = run("few.jsonl", "--format", "parquet", "-o", "plain", cwd=tmp_path)
    assert (again.returncode, again.stderr) == (1, "communique: plain: want a new folder, in one that is there; name another\n")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--format", "parquet"], "tables are written into a folder"),
        (["--engine", "spark", "--format", "jsonl", "-o", "x"], "--engine spark writes tables"),
        (["--partitions", "2"], "add --engine spark"),
        (["-o", "."], ". is a folder"),
    ],
)
def test_options_that_do_not_go_together(tmp_path: Path, options: list[str], told: str) -> None:
    (tmp_path / "a.txt").write_text("各方支持联合国。", encoding="utf-8")
    done = run("a.txt", *options, cwd=tmp_path)
    assert done.returncode == 2
    assert told in done.stderr


def test_half_a_character_is_refused_by_name(tmp_path: Path) -> None:
    made = [Read(doc, (Reading(doc, "1", text),)) for doc, text in (("x", "\ud800"), ("y", "完"))]
    refused: list[str] = []
    write_tables(tmp_path / "tables", iter(made), refuse=lambda error: refused.append(str(error)))
    assert refused == ["x#1: the text holds half a character; decode its source again"]
    assert len(rows_of(tmp_path / "tables")["documents"]) == 1
