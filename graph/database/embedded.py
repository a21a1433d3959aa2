"""Starts and stops the embedded engine in a directory of the user's choice.

The engine (ArcadeDB, Apache-2.0) speaks Bolt and Cypher on a free port of the loopback address, with passwords made
for one run. Everything it writes, its logs too, stays inside the directory.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import secrets
import subprocess
import sys
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from graph.database.engine import DATABASE, LOCK
from graph.errors import DatabaseError

LOG = Path("log") / "engine.log"
START_SECONDS = 60.0  # 3 s on a quiet machine, and recovery after a crash reads the whole log
STOP_SECONDS = 30.0


@dataclass(slots=True)
class Engine:
    """A running engine: a Bolt address with two users, `root` who writes and `reader` who cannot."""

    directory: Path
    uri: str
    password: str = field(repr=False)
    reader_password: str = field(repr=False)
    process: subprocess.Popen[str]
    database: str = DATABASE

    @property
    def log(self) -> Path:
        return self.directory / LOG

    def stop(self) -> None:
        """Stops the engine cleanly; a second call does nothing."""
        atexit.unregister(self.stop)
        _stop(self.process)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()


def start_engine(directory: Path | str, *, statements: Iterable[str] = (), heap: str = "1g") -> Engine:
    """Starts the engine on the directory (made when missing) and runs the SQL statements in its database.

    Raises DatabaseError when the directory is in use, holds something else, or the engine does not start.
    """
    folder = _claim(Path(directory).resolve())
    password, reader_password = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
    order = {"password": password, "reader_password": reader_password, "heap": heap, "statements": [*statements]}
    process = _spawn(folder)
    try:
        port = _await_port(process, order, folder)
    except BaseException:  # Ctrl-C while it starts: no engine may stay behind
        _stop(process)
        raise
    engine = Engine(folder, f"bolt://127.0.0.1:{port}", password, reader_password, process)
    atexit.register(engine.stop)
    return engine


def _claim(folder: Path) -> Path:
    """The folder, made when missing. Refuses one with other people's files: the engine would write among them."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / LOCK).exists() and any(folder.iterdir()):
            raise DatabaseError(f"{folder}: not empty and holds no graph; name a new or an empty directory")
        (folder / LOCK).touch()
        (folder / LOG).parent.mkdir(exist_ok=True)
    except OSError as error:
        raise DatabaseError(f"{folder}: {error.strerror}; name a directory that can be written") from error
    return folder


def _spawn(folder: Path) -> subprocess.Popen[str]:
    """The child: -P keeps this package's folder off its path; its own session keeps Ctrl-C from it."""
    engine = Path(__file__).with_name("engine.py")
    with open(folder / LOG, "a", encoding="utf-8") as log:
        return subprocess.Popen(
            [sys.executable, "-P", str(engine), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            encoding="utf-8",
            start_new_session=True,
        )


def _await_port(process: subprocess.Popen[str], order: dict[str, Any], folder: Path) -> int:
    answer = _ask(process, order)
    if "bolt" in answer:
        return int(answer["bolt"])
    reason = answer.get("error") or f"the engine did not start; see {folder / LOG}"
    raise DatabaseError(f"{folder}: {reason}")


def _ask(process: subprocess.Popen[str], order: dict[str, Any]) -> dict[str, Any]:
    """Sends the order and waits for the one line that answers it; {} when the child ended or took too long."""
    assert process.stdin
    assert process.stdout
    with contextlib.suppress(BrokenPipeError):
        process.stdin.write(json.dumps(order) + "\n")
        process.stdin.flush()
    answer: dict[str, Any] = json.loads(_read_line(process.stdout) or "{}")
    return answer


def _read_line(stream: IO[str]) -> str:
    """One line, or "" after START_SECONDS. A thread reads, because Windows cannot wait for a pipe."""
    lines: list[str] = []
    reader = threading.Thread(target=lambda: lines.append(stream.readline()), daemon=True)
    reader.start()
    reader.join(START_SECONDS)
    return lines[0] if lines else ""


def _stop(process: subprocess.Popen[str]) -> None:
    """Closes the child's input, which ends it; only a child that hangs is ended by force."""
    with contextlib.suppress(BrokenPipeError):
        if process.stdin:
            process.stdin.close()
    for end in (None, process.terminate, process.kill):
        if end:
            end()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        break
    if process.stdout:
        process.stdout.close()
