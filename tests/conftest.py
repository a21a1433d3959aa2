"""Both databases for the tests, started once a session and empty for each test; what could not run is named at the end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import AXE, NoBrowser, run_browser
from browser import REMEDY as BROWSER_REMEDY
from neo4j_server import REMEDY, NoServer, Server, run_server
from playwright.sync_api import Browser

from graph.database.store import Store, Transaction, open_embedded, open_store

NEO4J = "neo4j"
REQUIRE = "COMMUNIQUE_REQUIRE"  # names of parts, with commas between them, whose absence fails the run
_absent = pytest.StashKey[dict[str, str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "neo4j: needs a real Neo4j (see tests/neo4j_server.py)")
    config.addinivalue_line("markers", "embedded: starts the embedded engine")
    config.stash[_absent] = {}


def miss(config: pytest.Config, part: str, reason: str, remedy: str) -> None:
    """Skips the test because a part is absent, and has it named at the end; fails it where the part is required.

    For other parts than Neo4j too: `from conftest import miss`.
    """
    config.stash[_absent][part] = f"{reason}. To run it: {remedy}"
    if part in os.environ.get(REQUIRE, "").split(","):
        pytest.fail(f"{part} is absent but required ({REQUIRE}): {reason}; {remedy}", pytrace=False)
    pytest.skip(f"{part} is absent: {reason}")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> Iterator[None]:
    """Ends the report, after pytest's own summary, with the parts that did not run and what would make them run."""
    yield
    reports = [r for outcome in ("skipped", "error", "failed") for r in terminalreporter.stats.get(outcome, ())]
    for part, why in sorted(config.stash[_absent].items()):
        count = sum(f"{part} is absent" in str(r.longrepr) for r in reports)
        terminalreporter.section(f"NOT RUN: {part}", sep="!")
        terminalreporter.line(f"Tests not run: {count}. {why}")


@pytest.fixture(scope="session")
def neo4j_server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real Neo4j, whose database the tests may empty."""
    try:
        with run_server(tmp_path_factory.mktemp("neo4j")) as server:
            yield server
    except NoServer as error:
        miss(request.config, NEO4J, str(error), REMEDY)


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """A headless Chromium; `browser.open_page` opens a file in it."""
    try:
        with run_browser() as running:
            yield running
    except NoBrowser as error:
        miss(request.config, "browser", str(error), BROWSER_REMEDY)


@pytest.fixture
def axe(request: pytest.FixtureRequest) -> None:
    """The page checker is there, for `browser.find_hindrances`."""
    if not AXE.exists():
        miss(request.config, "page-checker", "axe is not installed", "install Node.js with npm and run `python tests/install.py`")


@pytest.fixture(scope="session")
def _embedded_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_embedded(tmp_path_factory.mktemp("embedded") / "graph") as store:
        yield store


@pytest.fixture(scope="session")
def _neo4j_store(neo4j_server: Server) -> Iterator[Store]:
    server = neo4j_server
    with open_store(server.uri, server.user, server.password, server.database) as store:
        yield store


@pytest.fixture
def embedded_store(_embedded_store: Store) -> Store:
    """An empty store on the embedded engine."""
    return _emptied(_embedded_store)


@pytest.fixture
def neo4j_store(_neo4j_store: Store) -> Store:
    """An empty store on a real Neo4j."""
    return _emptied(_neo4j_store)


@pytest.fixture(params=[pytest.param("embedded", marks=pytest.mark.embedded), pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store(request: pytest.FixtureRequest) -> Store:
    """An empty store, on one engine after the other."""
    found: Store = request.getfixturevalue(f"{request.param}_store")
    return found


def _emptied(store: Store) -> Store:
    store.write(_empty)
    return store


def _empty(transaction: Transaction) -> None:
    transaction.run("MATCH (n) DETACH DELETE n")


@pytest.fixture
def dev_file() -> Path:
    """Reference annotations of one declaration."""
    return Path(__file__).parent / "data" / "dev.jsonl"
