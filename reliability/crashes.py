"""Kills the loader, or the database under it, at random moments, looks at what is left, and runs the same command again."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from stored_graph import built, stored

from graph.database.load import list_documents, load
from graph.proof.verify import verify
from reliability.engines import Embedded, Engine, Neo4j
from reliability.loads import Load, make_load
from reliability.report import Row, none_of, within

TITLE = "Crashes"
SEED = 20310504
COPIES = 3  # 15 documents, about 11,000 nodes and edges, in several transactions
LOADERS, SERVERS = 20, 5
COMMAND_SECONDS = 120.0
ROOT = Path(__file__).parent.parent


@dataclass
class Tally:
    """What was counted over all kills; `wrong` counts the failures by what failed."""

    kills: int = 0
    during: int = 0  # kills when some, but not all documents had been acknowledged
    acknowledged: int = 0
    documents: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    engine_ends: list[float] = field(default_factory=list)
    exits: list[float] = field(default_factory=list)


def measure(folder: Path) -> Iterator[Row]:
    what = make_load(folder, copies=COPIES)
    for make in (Embedded, Neo4j):
        engine: Engine = make(folder)
        try:
            yield from rows(engine, kill_loaders(engine, what, LOADERS), kill_servers(engine, what, SERVERS))
        finally:
            engine.close()


def rows(engine: Engine, loaders: Tally, servers: Tally) -> Iterator[Row]:
    for who, tally in (("loader", loaders), ("server", servers)):
        name = f"{engine.name}, {who} killed"
        yield Row(f"{name}: kills, of them with some documents acknowledged and others not", "", f"{tally.kills}, {tally.during}", True)
        yield none_of(f"{name}: acknowledged documents that were lost", tally.wrong["lost"], tally.acknowledged)
        yield none_of(f"{name}: documents half there, and whatever else verify finds", tally.wrong["found"], tally.documents)
        yield none_of(f"{name}: same command again that did not reach the exact graph", tally.wrong["inexact"], tally.kills)
    if isinstance(engine, Embedded):
        yield within(f"{engine.name}: an engine without its loader ends by itself", loaders.engine_ends, 10)
    silent = f"{engine.name}, server killed: loaders that did not end with one line and exit code 3"
    yield none_of(silent, servers.wrong["silent"], servers.kills)
    yield within(f"{engine.name}: from the end of the server to the end of the loader", servers.exits, 5)


def kill_loaders(engine: Engine, what: Load, kills: int, *, seed: int = SEED) -> Tally:
    """Kills that many loaders, half of them while they replace the older selves of all documents."""
    dice, tally = random.Random(seed), Tally()
    whole = _time_whole(engine, what)
    for attempt in range(3 * kills):  # a loader that is through before its moment does not count
        if tally.kills == kills:
            break
        before = _prepare(engine, what, replacing=attempt % 2 == 1)
        loader = _start_and_wait(engine, what, dice, whole)
        if loader.kill():
            tally.engine_ends.append(engine.await_end())
            _examine(engine, what, loader, before, tally)
    return tally


def kill_servers(engine: Engine, what: Load, kills: int, *, seed: int = SEED) -> Tally:
    """Kills the database under that many loaders, which must say so at once."""
    dice, tally = random.Random(seed), Tally()
    whole = _time_whole(engine, what)
    for attempt in range(3 * kills):
        if tally.kills == kills:
            break
        before = _prepare(engine, what, replacing=attempt % 2 == 1)
        loader = _start_and_wait(engine, what, dice, whole)
        if loader.has_ended():
            continue
        engine.kill_server()
        tally.exits.append(loader.wait())
        tally.wrong["silent"] += loader.code != 3 or len(loader.complaints) != 1
        engine.revive()
        _examine(engine, what, loader, before, tally)
    return tally


def _start_and_wait(engine: Engine, what: Load, dice: random.Random, whole: float) -> Loader:
    """A loader at a random moment: some time after the start, or after a random number of documents was acknowledged."""
    loader = Loader(engine, what)
    documents = dice.randrange(len(what.digests))
    loader.await_acknowledged(documents)
    time.sleep(dice.uniform(0, whole if documents == 0 else whole / len(what.digests)))
    return loader


def _time_whole(engine: Engine, what: Load) -> float:
    _prepare(engine, what, replacing=False)
    return run_again(engine, what)


def _prepare(engine: Engine, what: Load, *, replacing: bool) -> dict[str, str]:
    """An empty graph, or one that holds the older selves; the digests of what is in it."""
    engine.wipe()
    if not replacing:
        return {}
    with engine.open() as store:
        load(store, what.old)
    return what.old_digests


def _examine(engine: Engine, what: Load, loader: Loader, before: dict[str, str], tally: Tally) -> None:
    acknowledged = loader.acknowledged
    tally.kills += 1
    tally.acknowledged += len(acknowledged)
    tally.during += 0 < len(acknowledged) < len(what.digests)
    tally.documents += len(what.digests)
    with engine.open() as store:
        there = list_documents(store)
        tally.wrong["lost"] += sum(there.get(doc) != what.digests[doc] for doc in acknowledged)
        tally.wrong["lost"] += sum(there.get(doc) not in (digest, what.digests[doc]) for doc, digest in before.items())
        tally.wrong["found"] += len(verify(store.read).findings)
    run_again(engine, what)
    with engine.open() as store:
        tally.wrong["inexact"] += stored(store) != built(what.readings)


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
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stderr
        self.lines.extend(line.rstrip("\n") for line in self.process.stderr)

    def await_acknowledged(self, documents: int) -> None:
        """Waits until so many are, or the loader has ended."""
        deadline = time.monotonic() + COMMAND_SECONDS
        while len(self.acknowledged) < documents and not self.has_ended() and time.monotonic() < deadline:
            time.sleep(0.01)

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def kill(self) -> bool:
        """Whether it was still running."""
        running = not self.has_ended()
        self.process.kill()
        self.wait()
        return running

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
    return [sys.executable, str(ROOT / "communique.py"), "load", str(what.file), "--progress", *engine.arguments]


def environment(engine: Engine) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J", "COMMUNIQUE"))}
    return {**kept, **engine.environment}
