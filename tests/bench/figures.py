"""What was measured, as rows of a Markdown table, and how processor time and memory are measured."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; `goal` says in words what it should be and `met` whether it is, both None where nothing is asked of it."""

    what: str
    measured: str
    goal: str | None = None
    met: bool | None = None


def at_most(what: str, value: float, goal: float, unit: str) -> Figure:
    return Figure(what, f"{value:.2f}{unit}", f"≤ {goal:g}{unit}", value <= goal)


def at_least(what: str, value: float, goal: float, unit: str) -> Figure:
    return Figure(what, f"{value:.2f}{unit}", f"≥ {goal:g}{unit}", value >= goal)


def as_table(title: str, figures: Sequence[Figure]) -> str:
    lines = [f"## {title}", "", "| what | measured | goal | |", "| --- | ---: | ---: | --- |"]
    words = {None: "", True: "met", False: "**missed**"}
    lines += [f"| {f.what} | {f.measured} | {f.goal or ''} | {words[f.met]} |" for f in figures]
    return "\n".join([*lines, ""])


class Clock:
    """Adds up the processor seconds of this process that are spent inside `running`."""

    def __init__(self) -> None:
        self.seconds = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        begin = time.process_time()
        try:
            yield
        finally:
            self.seconds += time.process_time() - begin


@dataclass(frozen=True, slots=True)
class Run:
    """A command's wall and processor seconds, and the most memory that it held, in MiB; its children's are not counted."""

    wall: float
    processor: float
    memory: float


def run(command: Sequence[str], *, folder: Path | None = None, environment: dict[str, str] | None = None) -> Run:
    """Runs the command to its end. Raises CalledProcessError, with what it said, when it fails."""
    begin = time.monotonic()
    child = subprocess.Popen(
        command, cwd=folder, env={**os.environ, **(environment or {})}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    said = child.stderr.read() if child.stderr else ""
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command, stderr=said)
    return Run(time.monotonic() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def time_each(times: int, work: Callable[[], object]) -> list[float]:
    """The wall seconds of each of so many runs."""
    found = []
    for _ in range(times):
        begin = time.monotonic()
        work()
        found.append(time.monotonic() - begin)
    return found
