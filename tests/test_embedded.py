"""The embedded engine: its directory, its process and its end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from made_readings import make_corpus
from stored_graph import built, stored

from graph.database.load import load
from graph.database.store import DatabaseError, open_embedded

CORPUS = make_corpus()


def test_an_engine_that_dies_is_given_up_in_time(tmp_path: Path) -> None:
    with open_embedded(tmp_path / "graph") as store:
        assert store._engine
        store._engine.process.kill()
        store._engine.process.wait()
        begin = time.monotonic()
        with pytest.raises(DatabaseError, match="the embedded engine has ended"):
            store.run("RETURN 1")
        assert time.monotonic() - begin < 5.5


def test_an_embedded_graph_lives_in_its_directory(tmp_path: Path) -> None:
    with open_embedded(tmp_path / "graph") as store:
        load(store, CORPUS["a"])
        with pytest.raises(DatabaseError, match="in use by another process"):
            open_embedded(tmp_path / "graph")
    with open_embedded(tmp_path / "graph") as store:
        assert stored(store) == built(CORPUS["a"])
        assert not load(store, CORPUS["a"]).counters
    assert {path.name for path in tmp_path.iterdir()} == {"graph"}


def test_two_embedded_graphs_are_open_at_once(tmp_path: Path) -> None:
    with open_embedded(tmp_path / "one") as one, open_embedded(tmp_path / "two") as two:
        load(one, CORPUS["a"])
        assert two.read("MATCH (n) RETURN n.id") == []


def test_a_directory_with_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(DatabaseError, match="not empty and holds no graph; name a new or an empty directory"):
        open_embedded(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_is_no_directory(tmp_path: Path) -> None:
    (tmp_path / "graph").write_text("", encoding="utf-8")
    with pytest.raises(DatabaseError, match="name a directory that can be written"):
        open_embedded(tmp_path / "graph")


# A shell has what it starts in the background ignore interrupts, and whatever that starts inherits it.
SCRIPT = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
from made_readings import make_corpus
from graph.database.load import load
from graph.database.store import open_embedded
store = open_embedded(sys.argv[1])
load(store, make_corpus()["a"])
print("loaded", flush=True)
time.sleep(float(sys.argv[2]))
"""


def start_script(folder: Path, seconds: float, script: str = SCRIPT) -> subprocess.Popen[str]:
    root = Path(__file__).parent.parent
    environment = {**os.environ, "PYTHONPATH": f"{root}:{root / 'tests'}"}
    command = [sys.executable, "-c", script, str(folder / "graph"), str(seconds)]
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_process_that_just_ends_stops_its_engine_and_prints_nothing(tmp_path: Path) -> None:
    out, errors = start_script(tmp_path, 0).communicate(timeout=60)
    assert (out, errors) == ("loaded\n", "")
    assert {path.name for path in tmp_path.iterdir()} == {"graph"}


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_interrupted_process_leaves_a_whole_graph_and_no_engine(tmp_path: Path, end: signal.Signals) -> None:
    process = start_script(tmp_path, 60)
    assert process.stdout
    assert process.stdout.readline() == "loaded\n"
    process.send_signal(end)
    process.communicate(timeout=60)
    with open_embedded(tmp_path / "graph") as store:  # refused while the old engine still held it
        assert stored(store) == built(CORPUS["a"])
    log = (tmp_path / "graph" / "log" / "engine.log").read_text(encoding="utf-8")
    assert "was not closed properly" not in log


FORKING = """
import os
if os.fork() == 0:  # a worker process, which has inherited the engine's input
    os.close(1), os.close(2)
    deadline = time.monotonic() + 120
    while not os.path.exists("end") and time.monotonic() < deadline: time.sleep(0.1)
    os._exit(0)
"""


def test_an_engine_ends_with_its_parent_though_a_fork_of_that_lives_on(tmp_path: Path) -> None:
    process = start_script(tmp_path, 60, SCRIPT.replace("print(", f"{FORKING}print("))
    assert process.stdout
    assert process.stdout.readline() == "loaded\n"
    process.kill()
    process.communicate(timeout=60)
    with open_embedded(tmp_path / "graph") as store:
        assert stored(store) == built(CORPUS["a"])
    (tmp_path / "end").touch()
