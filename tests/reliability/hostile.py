"""Gives every hostile file to `communique extract`, alone and all together: what it says, how long it takes and in what memory."""

from __future__ import annotations

import itertools
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from reliability.hostile_files import LOOP, READ, TEXT, Hostile, make_hostile_files, told_of
from reliability.report import Row, none_of

TITLE = "Hostile input"
ROOT = Path(__file__).parents[2]
MEASURED = Path(__file__).with_name("measured.py")
SECONDS, MEGABYTES, GIVEN_UP = 10.0, 512.0, 120.0


@dataclass(frozen=True, slots=True)
class Run:
    """One `communique extract`; `code` is None where it was ended by force. `pause` is the longest time between two lines that it said."""

    code: int | None
    seconds: float
    processor: float  # seconds of processor time, of the command and all that it has started
    megabytes: float
    readings: list[dict[str, object]]
    lines: list[str]
    pause: float


def extract(*arguments: str | Path, give_up: float = GIVEN_UP) -> Run:
    """Runs the command without the privilege to read what is forbidden. The megabytes are of its largest process."""
    answer, told = os.pipe()
    measured = [sys.executable, "-S", str(MEASURED), str(give_up), str(told)]
    command = [*measured, sys.executable, "-m", "communique", "extract", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, pass_fds=[told], encoding="utf-8"
    ) as process:
        os.close(told)
        assert process.stdout
        assert process.stderr
        out: list[str] = []
        reader = threading.Thread(target=lambda: out.extend(process.stdout or ()))
        reader.start()
        times, lines = [time.monotonic()], []
        for line in process.stderr:
            times.append(time.monotonic())
            lines.append(line.rstrip("\n"))
        reader.join()
    times.append(time.monotonic())
    with open(answer, encoding="utf-8") as file:
        took = json.loads(file.read())
    pauses = [after - before for before, after in itertools.pairwise(times)]
    return Run(**took, readings=[json.loads(line) for line in out], lines=lines, pause=max(pauses))


def measure(folder: Path) -> Iterator[Row]:
    files = make_hostile_files(folder)
    runs = {file.name: extract(folder / file.name) for file in files}
    wrong = [file.name for file in files if not is_right(file, runs[file.name])]
    yield _none_wrong(
        f"files that are not refused in one line with reason and remedy, or read as they should be ({len(files)} files)", wrong
    )
    slowest, busiest, largest = (max(runs.values(), key=attrgetter(of)) for of in ("seconds", "processor", "megabytes"))
    yield _most("most processor time", busiest.processor, SECONDS, "s", runs, busiest)
    yield _most(
        f"slowest file, with {load():.1f} programs at work for each processor", slowest.seconds, SECONDS * load(), "s", runs, slowest
    )
    yield _most("largest memory", largest.megabytes, MEGABYTES, "MB", runs, largest)
    together = extract(folder, give_up=len(files) * SECONDS)
    yield _none_wrong("all in one folder: files that are not told of in one line, or read", check_batch(files, together))
    yield Row("all in one folder: memory", f"≤ {MEGABYTES:g} MB", f"{together.megabytes:.0f} MB", together.megabytes <= MEGABYTES)
    yield Row("all in one folder: time", f"≤ {SECONDS:g} s a file", f"{together.seconds:.0f} s", together.pause <= SECONDS * load())
    strict = extract(folder, "--strict")
    yield none_of("--strict: lines behind the first that refuses", len(refusals(strict)) - 1, len(refusals(strict)))
    yield Row("a file that grows while it is read", "read, or one line", *_grow(folder / "growing.txt"))


def load() -> float:
    """How many programs share a processor, at least 1: so much longer everything takes than on an idle machine."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def _none_wrong(what: str, wrong: list[str]) -> Row:
    return Row(what, "none", ", ".join(map(repr, wrong)) or "none", not wrong)


def _most(what: str, measured: float, bound: float, unit: str, runs: dict[str, Run], run: Run) -> Row:
    [name] = [name for name, other in runs.items() if other is run]
    return Row(what, f"≤ {bound:.0f} {unit}", f"{measured:.1f} {unit} ({name})", measured <= bound)


def is_right(file: Hostile, run: Run) -> bool:
    """Whether a file that was given alone is refused in one line, or read without what must not be read."""
    refused = refusals(run)
    if file.refusal == READ:
        return run.code == 0 and not refused and bool(run.readings) and not _holds(file, run)
    return run.code == 1 and not run.readings and len(refused) == 1 and _explains(file, refused[0])


def check_batch(files: list[Hostile], run: Run) -> list[str]:
    """The names of the files that a batch neither refuses in one line nor reads."""
    read = {reading["doc"] for reading in run.readings}
    wrong = []
    for file in files:
        told = [line for line in told_of(file, run.lines) if ": skipped, " not in line]
        right = not told and not _holds(file, run) if file.refusal == READ else len(told) == 1 and _explains(file, told[0])
        wrong += [] if right else [file.name]
    expected = {file.name.rsplit(".", 1)[0] for file in files if file.refusal == READ and file.name != "many-marks.md"} | {"00", "zz"}
    loop = [] if any(f"/{LOOP}: skipped, a link to a folder; " in line for line in run.lines) else [LOOP]
    return [*wrong, *sorted(expected - read), *loop]


def refusals(run: Run) -> list[str]:
    """The lines that are no mere remarks."""
    return [line for line in run.lines if ": skipped, " not in line and "no text on page" not in line]


def _explains(file: Hostile, line: str) -> bool:
    return line.startswith("communique: ") and re.search(file.refusal, line) is not None


def _holds(file: Hostile, run: Run) -> bool:
    return bool(file.without) and any(re.search(file.without, str(reading["text"])) for reading in run.readings)


def _grow(path: Path) -> tuple[str, bool]:
    """Ten runs while another thread writes to the file all the time."""
    done = threading.Event()

    def write() -> None:
        with path.open("a", encoding="utf-8") as file:
            while not done.is_set():
                file.write(TEXT)
                file.flush()
                done.wait(0.0005)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        runs = [extract(path) for _ in range(10)]
    finally:
        done.set()
        writer.join()
    refused = [run for run in runs if run.code == 1 and len(run.lines) == 1]  # it had changed, or was still empty
    read = sum(run.code == 0 for run in runs)
    return f"{len(refused)} refused in one line, {read} read of {len(runs)}", len(refused) + read == len(runs)
