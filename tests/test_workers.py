"""Several processes read what one reads, in its order, to the byte, and one that dies takes no other document with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from extract.batch.reading import Read, Reader
from extract.batch.units import Refused, Unit, list_units
from extract.batch.workers import Outcome, read_in_workers
from extract.lexicon import load_lexicon
from extract.model import InputError
from extract.schema import SchemaError

ROOT = Path(__file__).parent.parent
TEXTS = {
    "a.txt": "一、我们重申恪守《联合国宪章》。\n\n二、我们欢迎中国和俄罗斯的努力。\n",
    "b.txt": "x\0y",
    "c.html": "<p>各方支持安理会第2254号决议。</p>",
    "c.txt": "各方支持联合国。",
    "d.jsonl": '{"doc": "d1", "n": 1, "text": "各方支持联合国。"}\n{"doc": "d2", "n": 1, "text": "各方欢迎上海合作组织。"}\n',
    "e.jsonl": '{"doc": "e1", "n": 1, "text": "各方支持联合国。"}\n{"doc": "e2"}\n',
    "f.txt": "中方愿同各方加强合作。",
}


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with two files that cannot be read, and a second document of one id."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, content in TEXTS.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "communique", *arguments]
    return subprocess.run(command, cwd=cwd, env={"PYTHONPATH": str(ROOT), "PATH": ""}, capture_output=True, text=True, check=False)


def test_output_errors_and_exit_code_are_those_of_one_process(texts: Path) -> None:
    one, two, four = (run("extract", "texts", "texts/a.txt", "--workers", n, cwd=texts.parent) for n in ("1", "2", "4"))
    assert one.returncode == 1
    assert [line.split('"doc": ')[1].split(",")[0] for line in one.stdout.splitlines()] == [
        '"a"', '"a"', '"c"', '"d1"', '"d2"', '"f"', '"a"', '"a"'
    ]
    assert "c.txt: the id 'c' is taken by texts/c.html" in one.stderr
    for other in (two, four):
        assert (other.stdout, other.stderr, other.returncode) == (one.stdout, one.stderr, one.returncode)


def test_strict_stops_all_of_them_at_the_first(texts: Path) -> None:
    one, two = (run("extract", "texts", "--strict", "--workers", n, cwd=texts.parent) for n in ("1", "2"))
    assert (two.stdout, two.stderr, two.returncode) == (one.stdout, one.stderr, one.returncode)
    assert len(one.stderr.splitlines()) == 1


def test_a_wrong_lexicon_is_said_once(texts: Path) -> None:
    (texts.parent / "own").mkdir()
    (texts.parent / "own" / "x.yml").write_text("type: Ship\nentries: []\n", encoding="utf-8")
    one, two = (run("extract", "texts/a.txt", "--lexicon", "own", "--workers", n, cwd=texts.parent) for n in ("1", "2"))
    assert (two.stdout, two.stderr, two.returncode) == (one.stdout, one.stderr, one.returncode)
    assert "x.yml: want `type:`" in one.stderr


@dataclass(frozen=True, slots=True)
class Faulty(Reader):
    """Dies of the document `killing`, cannot go on with `broken`, and else names what it was given."""

    def __call__(self, unit: Unit) -> Read | InputError:
        if unit.doc == "killing":
            os.kill(os.getpid(), signal.SIGKILL)
        if unit.doc == "leaving":
            os._exit(3)
        if unit.doc == "broken":
            raise SchemaError("no lexicon")
        return Read(str(unit.doc), ("{}",))


def spread(*docs: str, workers: int = 2) -> list[tuple[str | None, Outcome]]:
    units: Iterator[Unit | Refused] = (Unit(0, "paragraphs", "f", "f", doc) for doc in docs)
    return [(unit.doc, found) for unit, found in read_in_workers(units, Faulty(load_lexicon), workers) if isinstance(unit, Unit)]


def test_a_worker_that_dies_is_named_with_its_document_and_the_others_are_read() -> None:
    docs = [*(f"a{i}" for i in range(9)), "killing", *(f"b{i}" for i in range(20)), "leaving", "c"]
    found = spread(*docs)
    assert [doc for doc, _ in found] == docs
    dead = {doc: str(outcome) for doc, outcome in found if isinstance(outcome, InputError)}
    assert set(dead) == {"killing", "leaving"}
    assert dead["killing"].startswith("f: killing: the process that read it died (signal SIGKILL)")
    assert "(exit code 3)" in dead["leaving"]


def test_what_stops_one_process_stops_all() -> None:
    with pytest.raises(SchemaError, match="no lexicon"):
        spread("a", "broken", "b")


def test_reading_runs_ahead_only_so_far() -> None:
    listed = 0

    def units() -> Iterator[Unit | Refused]:
        nonlocal listed
        for number in range(1000):
            listed = number
            yield Unit(0, "paragraphs", "f", "f", str(number))

    found = read_in_workers(units(), Faulty(load_lexicon), 2)
    next(found)
    time.sleep(0.2)
    assert listed < 40
    assert sum(1 for _ in found) == 999


def test_a_fault_of_the_program_costs_one_document(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise IndexError("list index out of range")

    monkeypatch.setattr("extract.batch.reading.read", fail)
    with ExitStack() as copies:
        [unit] = list_units([str(texts / "a.txt")], copies)
        assert isinstance(unit, Unit)
        error = Reader(load_lexicon)(unit)
    assert isinstance(error, InputError)
    assert str(error).startswith("a: cannot be read, by a fault of the program (IndexError: list index out of range, test_workers.py:")


def list_alive(group: int) -> list[str]:
    """The processes of a group; those that have ended and wait to be taken note of do not count."""
    command = "ps -e -o pgid=,stat=,args="
    rows = [line.split(None, 2) for line in subprocess.run(command.split(), capture_output=True, text=True, check=True).stdout.splitlines()]
    return [args for pgid, stat, args in rows if int(pgid) == group and not stat.startswith("Z")]


def test_ctrl_c_leaves_nothing_behind(tmp_path: Path) -> None:
    lines = (f'{{"doc": "d{n}", "n": 1, "text": "{TEXTS["c.txt"] * 200}"}}\n' for n in range(2000))
    (tmp_path / "x.jsonl").write_text("".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "communique", "extract", "x.jsonl", "-o", "out.jsonl", "--workers", "2"]
    environment = {"PYTHONPATH": str(ROOT), "PATH": ""}
    running = subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True)
    part = tmp_path / "out.jsonl.part"
    until = time.monotonic() + 60
    while not (part.exists() and part.stat().st_size) and time.monotonic() < until:
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)
    _, told = running.communicate(timeout=30)
    assert (running.returncode, told.strip()) == (1, "Aborted!")
    assert [file.name for file in tmp_path.iterdir()] == ["x.jsonl"]
    until = time.monotonic() + 10
    while list_alive(running.pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert list_alive(running.pid) == []
