"""The two databases, so that they can be loaded by a command of its own, killed and looked at again."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from neo4j_server import OwnServer, make_own_server

from graph.database.store import Store, open_embedded, open_store

WAIT_SECONDS = 30.0
Found = TypeVar("Found")


class Embedded:
    """The embedded engine, which the loader starts as its child."""

    name = "embedded"

    def __init__(self, folder: Path) -> None:
        self.directory = folder / "graph"
        self.environment: dict[str, str] = {}

    @property
    def arguments(self) -> list[str]:
        return ["--graph", str(self.directory)]

    def wipe(self) -> None:
        shutil.rmtree(self.directory, ignore_errors=True)

    @contextlib.contextmanager
    def open(self) -> Iterator[Store]:
        with open_embedded(self.directory) as store:
            yield store

    def kill_server(self, loader: int) -> None:
        """Kills the engine that the loader of this process id has started, as soon as it has started one."""
        child = _await(lambda: subprocess.run(["pgrep", "-P", str(loader)], capture_output=True, text=True, check=False).stdout)
        os.kill(int(child), signal.SIGKILL)

    def revive(self) -> None:
        """Nothing: who opens the directory starts an engine."""

    def await_end(self) -> float:
        """The seconds until nobody holds the directory any more: an engine whose loader was killed must end by itself."""
        begin = time.monotonic()
        _await(self._is_free)
        return time.monotonic() - begin

    def _is_free(self) -> bool:
        lock = self.directory / "communique.lock"
        if not lock.exists():
            return True
        with open(lock, "a", encoding="utf-8") as file, contextlib.suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        return False

    def close(self) -> None:
        """Nothing runs any more."""


class Neo4j:
    """A real Neo4j of our own. Raises NoServer where there is no Java for it, or no jars."""

    name = "Neo4j"

    def __init__(self, folder: Path) -> None:
        self.own: OwnServer = make_own_server(folder / "neo4j")
        self.own.start()
        self.environment = {"NEO4J_PASSWORD": self.own.server.password}
        self.uri = self.own.server.uri  # a proxy may stand before it

    @property
    def address(self) -> tuple[str, int]:
        parts = urlsplit(self.own.server.uri)
        return str(parts.hostname), int(parts.port or 0)

    @property
    def arguments(self) -> list[str]:
        return ["--uri", self.uri]

    def wipe(self) -> None:
        with self.open() as store:
            store.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n"))

    @contextlib.contextmanager
    def open(self) -> Iterator[Store]:
        server = self.own.server
        with open_store(server.uri, server.user, server.password, server.database) as store:
            yield store

    def kill_server(self, loader: int) -> None:
        self.own.end(signal.SIGKILL)

    def signal(self, what: signal.Signals) -> None:
        assert self.own.process
        self.own.process.send_signal(what)

    def revive(self) -> None:
        self.own.start()

    def await_end(self) -> float:
        return 0.0

    def close(self) -> None:
        self.own.stop()


Engine = Embedded | Neo4j


def _await(found: Callable[[], Found]) -> Found:
    deadline = time.monotonic() + WAIT_SECONDS
    while not (value := found()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{found.__qualname__}: not within {WAIT_SECONDS:g} s")
        time.sleep(0.02)
    return value
