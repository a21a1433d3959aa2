"""A connection on the loopback address that can be cut, hung, restored, or made to swallow the answer to a commit."""

from __future__ import annotations

import contextlib
import socket
import threading
from types import TracebackType
from typing import Self

COMMIT = bytes.fromhex("0002b0120000")  # Bolt's message, as a chunk of its own


class Proxy:
    """Passes everything on between a free port and the target; use it in a `with` statement."""

    def __init__(self, target: tuple[str, int]) -> None:
        self.target = target
        self._commits_to_lose = 0
        self._flowing = threading.Event()
        self._flowing.set()
        self._open: set[socket.socket] = set()
        self._mute: set[socket.socket] = set()
        self._changing = threading.Lock()  # a connection that is being made belongs to a listener, and is cut with it
        self._listener: socket.socket | None = None
        self._port = 0
        self.restore()

    @property
    def uri(self) -> str:
        return f"bolt://127.0.0.1:{self._port}"

    def cut(self) -> None:
        """Nobody listens any more, and every connection is closed. A second cut does nothing."""
        with self._changing:
            listener, self._listener = self._listener, None
            cut = list(self._open)
        self._drop(*cut, *([listener] if listener else []))

    def restore(self) -> None:
        """Listens, on the same port as ever."""
        listener = socket.create_server(("127.0.0.1", self._port))
        with self._changing:
            self._listener, self._port = listener, listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def hang(self) -> None:
        """Connections stay open and new ones are taken, and nothing flows in them."""
        self._flowing.clear()

    def resume(self) -> None:
        self._flowing.set()

    def lose_a_commit(self) -> None:
        """The next commit reaches the server, its answer nobody."""
        self._commits_to_lose = 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.resume()
        self.cut()

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                client = listener.accept()[0]
                try:
                    server = socket.create_connection(self.target)
                except OSError:
                    client.close()
                    continue
                self._join(listener, client, server)

    def _join(self, listener: socket.socket, client: socket.socket, server: socket.socket) -> None:
        with self._changing:
            if self._listener is listener:
                self._open |= {client, server}
                for source, sink in ((client, server), (server, client)):
                    threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()
                return
        self._drop(client, server)  # cut while it was made

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                self._flowing.wait()
                if source in self._mute:  # the server has committed, and says so to us only
                    break
                if COMMIT in data and self._commits_to_lose:
                    self._commits_to_lose -= 1
                    self._mute.add(sink)
                sink.sendall(data)
        self._drop(source, sink)

    def _drop(self, *connections: socket.socket) -> None:
        for connection in connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()
            self._open.discard(connection)
