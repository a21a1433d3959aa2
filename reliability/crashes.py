"""Kills the loader, or the database under it, at random moments, looks at what is left, and runs the same command again."""

from __future__ import annotations

import contextlib
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from stored_graph import built, stored

from extract.model import InputError
from graph.database.load import list_documents, load
from graph.proof.verify import verify
from reliability.engines import Embedded, Engine, Neo4j
from reliability.loader import Loader, run_again
from reliability.loads import Load, make_load
from reliability.report import Row, none_of, within

TITLE = "Crashes"
SEED = 20310504
COPIES = 2  # 10 documents, about 7,500 nodes and edges, in several transactions
LOADERS, SERVERS = 20, 5


@dataclass
class Tally:
    """What was counted over all kills; `wrong` counts the failures by what failed.

    `whole` is how many seconds a whole load takes, a guess until it was measured. With `in_process` the load after a kill is
    no command, which saves two starts of an engine.
    """

    in_process: bool = False
    whole: float = 5.0
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


def kill_loaders(engine: Engine, what: Load, kills: int, *, in_process: bool = False) -> Tally:
    """Kills that many loaders, half of them while they replace the older selves of all documents."""

    def strike(loader: Loader, tally: Tally) -> bool:
        running = loader.kill()
        tally.engine_ends.append(engine.await_end())
        return running

    return _kill(engine, what, kills, strike, Tally(in_process))


def kill_servers(engine: Engine, what: Load, kills: int, *, in_process: bool = False) -> Tally:
    """Kills the database under that many loaders, which must say so at once."""

    def strike(loader: Loader, tally: Tally) -> bool:
        if loader.has_ended():
            return False
        engine.kill_server(loader.process.pid)
        tally.exits.append(loader.wait())
        tally.wrong["silent"] += loader.code != 3 or len(loader.complaints) != 1
        engine.revive()
        return True

    return _kill(engine, what, kills, strike, Tally(in_process))


def _kill(engine: Engine, what: Load, kills: int, strike: Callable[[Loader, Tally], bool], tally: Tally) -> Tally:
    dice = random.Random(SEED)
    for attempt in range(3 * kills):  # a loader that is through before its moment does not count
        before = _prepare(engine, what, replacing=attempt % 2 == 1)
        loader = _start_and_wait(engine, what, dice, tally.whole)
        if strike(loader, tally):
            _examine(engine, what, loader, before, tally)
        if tally.kills == kills:
            break
    return tally


def _start_and_wait(engine: Engine, what: Load, dice: random.Random, whole: float) -> Loader:
    """A loader at a random moment: some time after the start, or after a random number of documents was acknowledged."""
    loader = Loader(engine, what)
    documents = dice.randrange(len(what.digests))
    loader.await_acknowledged(documents)
    time.sleep(dice.uniform(0, whole if documents == 0 else whole / len(what.digests)))
    return loader


def _prepare(engine: Engine, what: Load, *, replacing: bool) -> dict[str, str]:
    """An empty graph, or one that holds the older selves; the digests of what is in it."""
    engine.wipe()
    if not replacing:
        return {}
    with engine.open() as store:
        load(store, what.old)
    return what.old_digests


def _examine(engine: Engine, what: Load, loader: Loader, before: dict[str, str], tally: Tally) -> None:
    """Counts what is wrong after a kill."""
    acknowledged = loader.acknowledged
    tally.kills += 1
    tally.acknowledged += len(acknowledged)
    tally.during += 0 < len(acknowledged) < len(what.digests)
    tally.documents += len(what.digests)
    with engine.open() as store:
        there = list_documents(store)
        tally.wrong["lost"] += sum(there.get(doc) != what.digests[doc] for doc in acknowledged)
        tally.wrong["lost"] += sum(there.get(doc) not in (digest, what.digests[doc]) for doc, digest in before.items())
        with contextlib.suppress(InputError):  # an empty graph: the loader had not begun
            tally.wrong["found"] += len(verify(store.read).findings)
        if tally.in_process:
            load(store, what.readings)
            tally.wrong["inexact"] += stored(store) != built(what.readings)
            return
    tally.whole = run_again(engine, what)
    with engine.open() as store:
        tally.wrong["inexact"] += stored(store) != built(what.readings)
