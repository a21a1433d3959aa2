"""A server that goes away during a load: it comes back in time and the load goes on, or it does not and the loader says so."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from stored_graph import built, stored

from reliability.engines import Neo4j
from reliability.loader import Loader
from reliability.loads import Load, make_load
from reliability.proxy import Proxy
from reliability.report import Row, within

TITLE = "Server goes away"
COPIES = 2
SHORT_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Outage:
    """`begin` takes the server away, `end` brings it back: after SHORT_SECONDS where it is short, else after the loader's end."""

    name: str
    begin: Callable[[], object]
    end: Callable[[], object]
    short: bool


def measure(folder: Path) -> Iterator[Row]:
    what = make_load(folder, copies=COPIES)
    engine = Neo4j(folder)
    try:
        with Proxy(engine.address) as proxy:
            engine.uri = proxy.uri
            for outage in outages(engine, proxy):
                yield from _measure(engine, what, outage)
    finally:
        engine.close()


def outages(engine: Neo4j, proxy: Proxy) -> Iterator[Outage]:
    for short in (True, False):
        yield Outage("connections cut, new ones refused", proxy.cut, proxy.restore, short)
        yield Outage("connections hang", proxy.hang, proxy.resume, short)
        yield Outage("server stopped (SIGSTOP)", lambda: engine.signal(signal.SIGSTOP), lambda: engine.signal(signal.SIGCONT), short)
    yield Outage("server ended (SIGTERM)", engine.own.stop, engine.revive, False)
    yield Outage("answer to a commit lost", proxy.lose_a_commit, proxy.resume, True)


def _measure(engine: Neo4j, what: Load, outage: Outage) -> Iterator[Row]:
    engine.wipe()
    loader = Loader(engine, what)
    loader.await_acknowledged(1)
    outage.begin()
    if outage.short:
        time.sleep(SHORT_SECONDS)
        outage.end()
    seconds = loader.wait()
    if not outage.short:
        outage.end()
    yield from _judge(engine, what, outage, loader, seconds)


def _judge(engine: Neo4j, what: Load, outage: Outage, loader: Loader, seconds: float) -> Iterator[Row]:
    with engine.open() as store:
        exact = stored(store) == built(what.readings)
    told = f"exit code {loader.code}, {len(loader.complaints)} lines, {'the exact graph' if exact else 'part of the graph'}"
    if outage.short:
        yield Row(f"{outage.name}, back in {SHORT_SECONDS:g} s", "exit code 0, exact graph", told, loader.code == 0 and exact)
    else:
        one_line = loader.code == 3 and len(loader.complaints) == 1
        yield Row(f"{outage.name}, for good", "exit code 3, one line", told, one_line)
        yield within(f"{outage.name}, for good: until the loader has ended", [seconds], 5)
