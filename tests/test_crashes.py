"""A few kills and outages of those that `make reliability` makes many of: nothing acknowledged is lost, nothing is half there."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import NEO4J, miss
from neo4j_server import REMEDY, NoServer
from reliability.crashes import Tally, kill_loaders, kill_servers
from reliability.engines import Embedded, Neo4j
from reliability.loader import GROUP
from reliability.loads import Load, make_load
from reliability.proxy import Proxy
from stored_graph import built, stored

from graph.database.load import load
from graph.database.store import DatabaseError, open_store

LOADERS, SERVERS = 2, 1


@pytest.fixture(scope="module")
def what(tmp_path_factory: pytest.TempPathFactory) -> Load:
    return make_load(tmp_path_factory.mktemp("readings"), copies=1)


@pytest.fixture(scope="module")
def neo4j(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4j]:
    """A server of our own, which may be killed."""
    try:
        engine = Neo4j(tmp_path_factory.mktemp("killed"))
    except NoServer as error:
        miss(request.config, NEO4J, str(error), REMEDY)
    yield engine
    engine.close()


@pytest.fixture
def proxy(neo4j: Neo4j) -> Iterator[Proxy]:
    neo4j.wipe()
    with Proxy(neo4j.address) as between:
        yield between


@pytest.fixture(autouse=True)
def small_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.database.load.GROUP", GROUP)  # so that documents are left to load when the first are stored


def check(loaders: Tally, servers: Tally) -> None:
    assert (loaders.kills, servers.kills) == (LOADERS, SERVERS)
    assert not +loaders.wrong
    assert not +servers.wrong


@pytest.mark.embedded
def test_kills_leave_an_embedded_graph_whole(tmp_path: Path, what: Load) -> None:
    engine = Embedded(tmp_path)
    check(kill_loaders(engine, what, LOADERS, in_process=True), kill_servers(engine, what, SERVERS, in_process=True))


@pytest.mark.neo4j
def test_kills_leave_a_graph_on_a_server_whole(neo4j: Neo4j, what: Load) -> None:
    check(kill_loaders(neo4j, what, LOADERS, in_process=True), kill_servers(neo4j, what, SERVERS, in_process=True))


@pytest.mark.neo4j
@pytest.mark.parametrize(("begin", "end"), [(Proxy.cut, Proxy.restore), (Proxy.hang, Proxy.resume), (Proxy.lose_a_commit, Proxy.resume)])
def test_a_load_outlasts_a_short_outage(
    proxy: Proxy, neo4j: Neo4j, what: Load, begin: Callable[[Proxy], None], end: Callable[[Proxy], None]
) -> None:
    def interrupt() -> None:
        begin(proxy)
        threading.Timer(1.5, end, [proxy]).start()

    loaded = load_through(proxy, neo4j, what, interrupt)
    assert set(loaded) == set(what.digests)
    with neo4j.open() as store:
        assert stored(store) == built(what.readings)


@pytest.mark.neo4j
@pytest.mark.parametrize("begin", [Proxy.cut, Proxy.hang])
def test_a_long_outage_is_reported_in_time(proxy: Proxy, neo4j: Neo4j, what: Load, begin: Callable[[Proxy], None]) -> None:
    times: list[float] = []

    def interrupt() -> None:
        begin(proxy)
        times.append(time.monotonic())

    with pytest.raises(DatabaseError, match="the database has gone and did not come back"):
        load_through(proxy, neo4j, what, interrupt)
    assert time.monotonic() - times[0] < 5


def load_through(proxy: Proxy, neo4j: Neo4j, what: Load, interrupt: Callable[[], None]) -> tuple[str, ...]:
    """The ids that were loaded; the interruption comes when the first documents have been acknowledged."""
    server, once = neo4j.own.server, [interrupt]
    with open_store(proxy.uri, server.user, server.password) as store:
        return load(store, what.readings, progress=lambda done: once.pop()() if once else None).loaded
