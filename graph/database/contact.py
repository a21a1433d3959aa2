"""Whether the database still answers: while it does an attempt may take its time, when it does not, nobody waits for long.

A driver waits without end for a server that keeps its connection and says nothing (it hangs, its machine sleeps, the
network drops what is sent). So while an attempt runs, a thread of its own asks for a sign of life beside it, and an
attempt that lost its connection is made again as soon as there is one.
"""

from __future__ import annotations

import contextlib
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlsplit

from graph.errors import DatabaseError

AWAY_SECONDS = 3.0  # so long without a sign of life, and the database is given up: a whole command then ends within 5 s
PAUSES = (0.5, 1.0, 2.0, 4.0)  # seconds before an attempt is made again, so often and no more
LOOK_SECONDS = 0.5  # between two looks; what is done sooner is never looked after
SCHEMES = frozenset({"bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"})
ADDRESS = re.compile(r"(?P<host>[^:\[\]]+|\[[0-9A-Fa-f:.]+\])(?::(?P<port>[0-9]{1,5}))?")
BOLT_PORT, LAST_PORT = 7687, 65535
# The magic number of Bolt and four proposals of versions. Whatever four bytes answer are a sign of life.
GREETING = bytes.fromhex("6060b017 00080805 00020404 00000000 00000000")
T = TypeVar("T")


@dataclass(slots=True)
class Contact:
    """`answers` asks for a sign of life and waits at most the given seconds; `patience` is how long it may fail."""

    answers: Callable[[float], bool]
    patience: float = AWAY_SECONDS
    _last: float = field(default_factory=time.monotonic)

    def persist(self, attempt: Callable[[], T], *, lost: Callable[[Exception], bool], give_up: Callable[[], None]) -> T:
        """The attempt's result. It is made again when it raises what `lost` recognises and the database is there or comes back.

        `give_up` must make a running attempt fail; another thread calls it when the database has been away too long.
        """
        self._last, pauses = time.monotonic(), iter(PAUSES)
        while True:
            try:
                with self._watched(give_up):
                    return attempt()
            except Exception as error:
                pause = next(pauses, None)
                if pause is None or not lost(error) or not self._comes_back():
                    raise
                time.sleep(pause)  # it answers, and may still be busy with coming back

    @contextlib.contextmanager
    def _watched(self, give_up: Callable[[], None]) -> Iterator[None]:
        done, ending = threading.Event(), threading.Lock()

        def end() -> None:
            with ending:
                if not done.is_set():
                    give_up()

        threading.Thread(target=self._watch, args=(done, end), daemon=True).start()
        try:
            yield
        finally:
            with ending:
                done.set()

    def _watch(self, done: threading.Event, end: Callable[[], None]) -> None:
        while not done.wait(LOOK_SECONDS):
            if not self._look() and self._left() <= 0:
                end()
                return

    def _comes_back(self) -> bool:
        """Waits for a sign of life as long as patience lasts."""
        while not self._look():
            if self._left() <= 0:
                return False
            time.sleep(min(LOOK_SECONDS, self._left()))
        return True

    def _look(self) -> bool:
        answered = self.answers(min(1.0, max(self._left(), 0.1)))
        if answered:
            self._last = time.monotonic()
        return answered

    def _left(self) -> float:
        return max(0.0, self._last + self.patience - time.monotonic())


def contact_server(uri: str) -> Contact:
    """The contact to the server of this address. Raises DatabaseError where it is none."""
    _check_uri(uri)
    parts = urlsplit(uri)
    address = (parts.hostname or "", parts.port or BOLT_PORT)
    encrypted = "+s" in parts.scheme
    return Contact(lambda seconds: greet(address, seconds, encrypted=encrypted))


def _check_uri(uri: str) -> None:
    """Refuses an address that is none, and one that holds a password, which every error message would repeat."""
    parts = urlsplit(uri)
    shown = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
    if "@" in parts.netloc:
        raise DatabaseError(f"{shown}: the address holds user or password; give them apart")
    found = ADDRESS.fullmatch(parts.netloc)
    if parts.scheme not in SCHEMES or not found or int(found["port"] or 0) > LAST_PORT:
        raise DatabaseError(f"{shown}: no address of a database; write bolt://host:port")


def greet(address: tuple[str, int], seconds: float, *, encrypted: bool = False) -> bool:
    """Whether a Bolt server answers a greeting. One that wants encryption refuses a plain greeting: that is an answer."""
    try:
        with socket.create_connection(address, seconds) as connection:
            connection.settimeout(seconds)
            connection.sendall(GREETING)
            return bool(connection.recv(4)) or encrypted
    except ConnectionResetError:
        return encrypted
    except OSError:
        return False
