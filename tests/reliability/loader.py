"""The real loader, `communique load --progress`, as a process that can be killed at any moment."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time

from reliability.engines import Engine
from reliability.loads import Load

COMMAND_SECONDS = 120.0
# Small transactions, so that a load has many moments at which it can be killed.
GROUP = 1500
LOADER = f"import communique, graph.database.load; graph.database.load.GROUP = {GROUP}; communique.main()"


def run_again(engine: Engine, what: Load) -> float:
    """The seconds that the whole command takes. Raises CalledProcessError when it fails."""
    begin = time.monotonic()
    subprocess.run(command(engine, what), env=environment(engine), capture_output=True, check=True, timeout=COMMAND_SECONDS)
    return time.monotonic() - begin


class Loader:
    """A running `communique load --progress`."""

    def __init__(self, engine: Engine, what: Load) -> None:
        self.process = subprocess.Popen(
            command(engine, what), env=environment(engine), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8"
        )
        self.lines: list[str] = []
        self._came = threading.Condition()
        self.begin = time.monotonic()
        self.seconds: float | None = None  # from its start to its end
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            with self._came:
                self.lines.append(line.rstrip("\n"))
                self._came.notify_all()
        with self._came:
            self.seconds = time.monotonic() - self.begin
            self._came.notify_all()

    def await_acknowledged(self, documents: int) -> None:
        """Waits until so many are, or the loader has ended."""
        with self._came:
            self._came.wait_for(lambda: len(self.acknowledged) >= documents or self.seconds is not None, COMMAND_SECONDS)

    def await_end(self, seconds: float) -> None:
        """Waits so long, or until the loader has ended."""
        with self._came:
            self._came.wait_for(lambda: self.seconds is not None, seconds)

    def wait(self) -> float:
        """The seconds until it has ended."""
        begin = time.monotonic()
        self.process.wait(COMMAND_SECONDS)
        ended = time.monotonic() - begin
        self._reader.join(COMMAND_SECONDS)
        return ended

    @property
    def code(self) -> int:
        return int(self.process.returncode)

    @property
    def acknowledged(self) -> list[str]:
        return [line.split(" ", 1)[1] for line in self.lines if line.startswith(("loaded ", "unchanged "))]

    @property
    def complaints(self) -> list[str]:
        return [line for line in self.lines if not line.startswith(("loaded ", "unchanged "))]


def command(engine: Engine, what: Load) -> list[str]:
    return [sys.executable, "-c", LOADER, "load", str(what.file), "--progress", *engine.arguments]


def environment(engine: Engine) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J", "COMMUNIQUE"))}
    return {**kept, **engine.environment}
