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

WAIT_SECONDS = 60.0
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

    def kill_server(self, loader: subprocess.Popen[str]) -> None:
        """Kills the engine that the loader has started, as soon as it has started one; nothing where it ends before."""
        _await(lambda: _children(loader) or loader.poll() is not None)
        for engine in _children(loader):
            with contextlib.suppress(ProcessLookupError):
                os.kill(engine, signal.SIGKILL)

    def kill_loader(self, loader: subprocess.Popen[str]) -> float:
        """Kills it; the seconds until its engine has ended, which it must do by itself, and nobody holds the directory."""
        loader.send_signal(signal.SIGSTOP)  # so that it starts none while we look
        engines = _children(loader)
        loader.kill()
        begin = time.monotonic()
        _await(lambda: not any(_runs(engine) for engine in engines) and self._is_free())
        return time.monotonic() - begin

    def revive(self) -> None:
        """Nothing: who opens the directory starts an engine."""

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

    def kill_server(self, loader: subprocess.Popen[str]) -> None:
        self.own.end(signal.SIGKILL)

    def kill_loader(self, loader: subprocess.Popen[str]) -> float:
        """Kills it; the seconds until the server has ended what it was asked for last.

        A server that was asked to commit does so, whoever asked; who reads meanwhile may see a part of it.
        """
        loader.kill()
        begin = time.monotonic()
        with self.open() as store:
            _await(lambda: _is_alone(store))
        return time.monotonic() - begin

    def signal(self, what: signal.Signals) -> None:
        assert self.own.process
        self.own.process.send_signal(what)

    def revive(self) -> None:
        self.own.start()

    def close(self) -> None:
        self.own.stop()


Engine = Embedded | Neo4j


def _is_alone(store: Store) -> bool:
    """Whether nobody else is connected, and no transaction runs but the one that asks; a connection goes before its transaction."""
    connections = store.read("CALL dbms.listConnections() YIELD connectionId")
    return len(connections) == 1 and len(store.read("SHOW TRANSACTIONS YIELD transactionId")) == 1


def _children(process: subprocess.Popen[str]) -> list[int]:
    listed = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=False).stdout
    return [int(line) for line in listed.split()]


def _runs(process: int) -> bool:
    """Whether there is such a process; one that has ended and that nobody has asked after yet is none."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False).stdout
    return bool(state.strip()) and not state.startswith("Z")


def _await(found: Callable[[], Found]) -> Found:
    deadline = time.monotonic() + WAIT_SECONDS
    while not (value := found()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{found.__qualname__}: not within {WAIT_SECONDS:g} s")
        time.sleep(0.02)
    return value
