"""The child process that runs the embedded engine; embedded.py starts it by its path and is its only caller.

A Java machine cannot be started twice in one process, prints to the process's own streams, logs to `./log` and takes
Ctrl-C for itself: in a process of its own it does none of this to us. It lives as long as its standard input is
open and its parent lives, so it stops cleanly with its parent even when the parent is killed.

In: one JSON line {password, reader_password, heap, statements: [SQL, …]}. Out: one JSON line, {bolt: port} or {error}.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any

DATABASE = "neo4j"
LOCK = "communique.lock"
LOCK_SECONDS = 10.0  # an engine whose parent was killed while it started first finishes that, then closes the directory
PARENT_SECONDS = 1.0  # between two looks whether the parent still lives
USERS, GROUPS = Path("config/server-users.jsonl"), Path("config/server-groups.json")
BOLT_PLUGIN = "Bolt:com.arcadedb.bolt.BoltProtocolPlugin"


def main(directory: str) -> None:
    """Serves the directory until standard input ends, or the parent does."""
    parent = os.getppid()
    os.chdir(directory)
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever the engine prints goes where its log goes
    order = json.loads(sys.stdin.readline())
    with open(LOCK, "a", encoding="utf-8") as lock:
        if not _take(lock):
            _answer(answer, {"error": "in use by another process; close that one or name another directory"})
            return
        _serve(order, answer, parent)


def _serve(order: dict[str, Any], answer: IO[str], parent: int) -> None:
    try:
        server, port = _start(order)
    except Exception as error:  # noqa: BLE001 - Java's exceptions share no Python class; the parent reports them
        _answer(answer, {"error": " ".join(str(error).split())})
        return
    try:
        _answer(answer, {"bolt": port})
        _await_end(parent)
    finally:
        server.stop()  # closes the databases; then out at once, for the threads of open connections would hold us
        os._exit(0)


def _await_end(parent: int) -> None:
    """A process that the parent has forked may hold our input open beyond the parent's end; but then we have another parent."""
    reader = threading.Thread(target=sys.stdin.read, daemon=True)
    reader.start()
    while reader.is_alive() and os.getppid() == parent:
        reader.join(PARENT_SECONDS)


def _answer(answer: IO[str], what: dict[str, Any]) -> None:
    with contextlib.suppress(BrokenPipeError):  # the parent is gone: standard input has ended too
        answer.write(json.dumps(what) + "\n")
        answer.flush()


def _start(order: dict[str, Any]) -> tuple[Any, int]:
    import arcadedb_embedded
    from arcadedb_embedded.jvm import start_jvm

    _write_users()
    start_jvm(heap_size=order["heap"])
    bolt, http = _free_ports(2)
    server = arcadedb_embedded.create_server(root_path=os.getcwd(), root_password=order["password"], config=_settings(bolt=bolt, http=http))
    server.start()
    _add_reader(server, order["reader_password"])
    database = server.create_database(DATABASE)
    for statement in order["statements"]:
        database.command("sql", statement)
    return server, bolt


def _settings(*, bolt: int, http: int) -> dict[str, Any]:
    return {
        "host": "127.0.0.1",
        "server_plugins": BOLT_PLUGIN,
        "bolt_port": bolt,
        "http_port": http,
        "bolt_defaultDatabase": DATABASE,
        "bolt_maxMessageSize": 268435456,  # one batch of paragraphs is larger than the engine's default
        "txWalFlush": 2,  # a committed document survives a power cut
        "server_mode": "development",
        "server_metrics": "false",
    }


def _write_users() -> None:
    """Forgets the last run's users, whose passwords would win over this run's, and names the group that only reads."""
    USERS.parent.mkdir(exist_ok=True)
    USERS.unlink(missing_ok=True)
    record = ["createRecord", "readRecord", "updateRecord", "deleteRecord"]
    admin = _group(["updateSecurity", "updateSchema", "updateDatabaseSettings"], record)
    groups = {"admin": admin, "reader": _group([], ["readRecord"]), "*": _group([], [])}
    GROUPS.write_text(json.dumps({"databases": {"*": {"groups": groups}}, "version": 2}), encoding="utf-8")


def _group(access: list[str], records: list[str]) -> dict[str, Any]:
    return {"resultSetLimit": -1, "readTimeout": -1, "access": access, "types": {"*": {"access": records}}}


def _add_reader(server: Any, password: str) -> None:
    """The engine does not refuse a write in a session that is meant to read, but it does refuse one to this user."""
    import jpype  # type: ignore[import-untyped,unused-ignore]

    security = server._java_server.getSecurity()
    user = {"name": "reader", "password": str(security.encodePassword(password)), "databases": {DATABASE: ["reader"]}}
    security.createUser(jpype.JClass("com.arcadedb.serializer.json.JSONObject")(json.dumps(user)))


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


def _take(lock: IO[str]) -> bool:
    deadline = time.monotonic() + LOCK_SECONDS
    while not _try_lock(lock):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def _try_lock(lock: IO[str]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    main(sys.argv[1])
