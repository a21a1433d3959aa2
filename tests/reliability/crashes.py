"""Kills the loader, or the database under it, at random moments, looks at what is left, and runs the same command again."""

from __future__ import annotations

import contextlib
import random
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
TRIES = 10  # for one kill: the moment after the n-th miss is drawn from the first 1/2**n of the load, so that the last ones cannot miss


@dataclass
class Tally:
    """What was counted over all kills; `wrong` counts the failures by what failed.

    `due` is how many kills there must be. `whole` is how many seconds a whole load takes, a guess until one was seen to its end.
    With `in_process` the load after a kill is no command, which saves two starts of an engine.
    """

    due: int
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
        counted = f"{tally.kills}, {tally.during}"
        yield Row(f"{name}: kills, of them with some documents acknowledged already", f"{tally.due}", counted, tally.kills == tally.due)
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

    def strike(loader: Loader, tally: Tally) -> None:
        tally.engine_ends.append(engine.kill_loader(loader.process))
        loader.wait()

    return _kill(engine, what, strike, Tally(kills, in_process))


def kill_servers(engine: Engine, what: Load, kills: int, *, in_process: bool = False) -> Tally:
    """Kills the database under that many loaders, which must say so at once."""

    def strike(loader: Loader, tally: Tally) -> None:
        engine.kill_server(loader.process)
        seconds = loader.wait()
        if _was_through(loader, what):
            engine.revive()
            return
        tally.exits.append(seconds)
        tally.wrong["silent"] += loader.code != 3 or len(loader.complaints) != 1
        engine.revive()

    return _kill(engine, what, strike, Tally(kills, in_process))


def _kill(engine: Engine, what: Load, strike: Callable[[Loader, Tally], None], tally: Tally) -> Tally:
    dice = random.Random(SEED)
    for number in range(tally.due):
        for misses in range(TRIES):
            before = _prepare(engine, what, replacing=number % 2 == 1)
            loader = _start_and_wait(engine, what, dice, tally.whole, misses)
            strike(loader, tally)
            if not _was_through(loader, what):
                _examine(engine, what, loader, before, tally)
                break
            tally.whole = loader.seconds or tally.whole
    return tally


def _was_through(loader: Loader, what: Load) -> bool:
    """Whether all was acknowledged before the kill came, which then does not count."""
    return len(loader.acknowledged) == len(what.digests)


def _start_and_wait(engine: Engine, what: Load, dice: random.Random, whole: float, misses: int) -> Loader:
    """A loader at a random moment: some time after the start, or after a random number of documents was acknowledged."""
    loader = Loader(engine, what)
    documents = dice.randrange(len(what.digests)) // 2**misses
    loader.await_acknowledged(documents)
    spread = whole if documents == 0 else whole / len(what.digests) / 2
    loader.await_end(dice.uniform(0, spread) / 2**misses)
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
