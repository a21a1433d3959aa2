"""A real Neo4j for the tests: one that is named, else one of our own from Maven Central's jars, else a container.

`python tests/neo4j_server.py` fetches the jars, once; the tests then need no network. The user's own NEO4J_URI is never
looked at: the tests empty the database that they are given. A server that COMMUNIQUE_TEST_NEO4J_URI names is asked for Neo4j
Browser too where COMMUNIQUE_TEST_NEO4J_HTTP gives its address (http://127.0.0.1:7474).
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import neo4j
from neo4j.exceptions import AuthError, Neo4jError, ServiceUnavailable

POM = Path(__file__).parent / "neo4j" / "pom.xml"
COMPOSE = Path(__file__).parent.parent / "docker-compose.yml"
REMEDY = (
    "install Java 17 or 21 and Maven (Debian: openjdk-17-jre-headless, maven) and run "
    "`python tests/neo4j_server.py`, or start Docker, or set COMMUNIQUE_TEST_NEO4J_URI"
)
START_SECONDS = 120.0
OPENS = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")


class NoServer(Exception):
    """No Neo4j can be had; the message says why."""


@dataclass(frozen=True, slots=True)
class Server:
    uri: str
    user: str
    password: str = field(repr=False)
    database: str = "neo4j"
    http: str | None = None


@contextlib.contextmanager
def run_server(folder: Path) -> Iterator[Server]:
    """A running Neo4j, stopped at the end if it is ours. Raises NoServer with the reason."""
    named = os.environ.get("COMMUNIQUE_TEST_NEO4J_URI")
    if named:
        yield _named_server(named)
    elif (problem := _java_problem()) is None:
        with _own_server(folder) as server:
            yield server
    elif _docker_answers():
        with _container() as server:
            yield server
    else:
        raise NoServer(f"{problem}; no Docker daemon answers either")


def fetch_jars() -> Path:
    """The folder of the jars, filled from Maven Central when it is not. Raises NoServer when that fails."""
    folder = _jar_folder()
    version = _version()
    if not (folder / f"neo4j-{version}.jar").exists():
        if not shutil.which("mvn"):
            raise NoServer(f"no jars in {folder} and no Maven to fetch them")
        goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={folder}"]
        done = subprocess.run(["mvn", "-B", "-q", "-f", str(POM), *goal], capture_output=True, text=True, check=False)
        if done.returncode:
            raise NoServer(f"Maven could not fetch the jars: {(done.stdout + done.stderr).strip()[:300]}")
    return folder


def _jar_folder() -> Path:
    return Path(os.environ.get("COMMUNIQUE_NEO4J_JARS") or Path(sys.prefix) / "neo4j-jars").resolve()


def _version() -> str:
    found = re.search(r"<neo4j\.version>(?P<version>[^<]+)<", POM.read_text(encoding="utf-8"))
    assert found
    return found["version"]


def _java_problem() -> str | None:
    """Why our own server cannot be started; None when it can."""
    java = shutil.which("java")
    if not java:
        return "no Java"
    shown = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    major = re.search(r'version "(?P<major>[0-9]+)', shown)
    if not major or int(major["major"]) not in (17, 21):
        return f"Neo4j 5.26 runs on Java 17 or 21, not on {shown.splitlines()[0] if shown else 'this Java'}"
    try:
        fetch_jars()
    except NoServer as error:
        return str(error)
    return None


def _named_server(uri: str) -> Server:
    get = os.environ.get
    prefix = "COMMUNIQUE_TEST_NEO4J_"
    user, password = get(f"{prefix}USERNAME", "neo4j"), get(f"{prefix}PASSWORD", "")
    return Server(uri, user, password, get(f"{prefix}DATABASE", "neo4j"), get(f"{prefix}HTTP"))


@contextlib.contextmanager
def _own_server(folder: Path) -> Iterator[Server]:
    own = make_own_server(folder)
    try:
        own.start()
        yield own.server
    finally:
        own.stop()


@dataclass(slots=True)
class OwnServer:
    """A Neo4j of our own in a folder, which can be ended in any way and started again on the same data and ports."""

    folder: Path
    server: Server
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it and waits until it answers."""
        command = ["java", "-Xmx1g", *_java(), "org.neo4j.server.CommunityEntryPoint"]
        command += [f"--home-dir={self.folder}", f"--config-dir={self.folder / 'conf'}", "--console-mode"]
        # NEO4J_* variables of the user's would change the server's settings, and Ctrl-C is ours to answer.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J")}
        with open(self.folder / "console.log", "a", encoding="utf-8") as log:
            process = self.process = subprocess.Popen(command, stdout=log, stderr=log, env=environment, start_new_session=True)
        _await(self._answers, lambda: process.poll() is not None, self.folder / "console.log")

    def _answers(self) -> None:
        try:
            _verify(self.server)
        except AuthError:
            _set_password(self.server)

    def stop(self) -> None:
        self.end(signal.SIGTERM)

    def end(self, how: signal.Signals) -> None:
        """Sends the signal and waits for the end of the process. Nothing is done when it has ended."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(60)


def make_own_server(folder: Path) -> OwnServer:
    """A server that is not started yet. Raises NoServer where there is no Java for it, or no jars."""
    if problem := _java_problem():
        raise NoServer(problem)
    bolt, http = _free_port(), _free_port()
    for name in ("conf", "import", "bin"):
        (folder / name).mkdir(parents=True)
    (folder / "conf" / "neo4j.conf").write_text(_configuration(folder, bolt, http), encoding="utf-8")
    _install_admin(folder)
    password = secrets.token_urlsafe(16)
    return OwnServer(folder, Server(f"bolt://127.0.0.1:{bolt}", "neo4j", password, http=f"http://127.0.0.1:{http}"))


def _install_admin(folder: Path) -> None:
    """`bin/neo4j-admin`, which Neo4j's own distribution has and its jars have not."""
    command = shlex.join(["java", "-XX:TieredStopAtLevel=1", *_java(), "org.neo4j.cli.AdminTool"])  # half the time for a short run
    where = f"NEO4J_HOME={shlex.quote(str(folder))} NEO4J_CONF={shlex.quote(str(folder / 'conf'))}"
    admin = folder / "bin" / "neo4j-admin"
    admin.write_text(f'#!/bin/sh\n{where} exec {command} "$@"\n', encoding="utf-8")
    admin.chmod(0o755)


def _java() -> list[str]:
    opens = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENS]
    return [*opens, "-cp", f"{fetch_jars()}/*"]


def _configuration(folder: Path, bolt: int, http: int) -> str:
    folders = {"data": "data", "logs": "logs", "run": "run", "import": "import", "plugins": "plugins"}
    settings = {
        "server.bolt.listen_address": f"127.0.0.1:{bolt}",
        "server.bolt.advertised_address": f"127.0.0.1:{bolt}",
        "server.http.listen_address": f"127.0.0.1:{http}",
        "server.http.advertised_address": f"127.0.0.1:{http}",
        "server.https.enabled": "false",
        "dbms.usage_report.enabled": "false",
        "client.allow_telemetry": "false",
        "server.memory.pagecache.size": "128m",
        "server.directories.transaction.logs.root": str(folder / "tx"),
        **{f"server.directories.{name}": str(folder / place) for name, place in folders.items()},
    }
    return "".join(f"{name}={value}\n" for name, value in settings.items())


def _set_password(server: Server) -> None:
    """A new server answers nothing until the password neo4j is changed."""
    query = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new"
    with neo4j.GraphDatabase.driver(server.uri, auth=("neo4j", "neo4j"), max_transaction_retry_time=0) as driver:
        driver.execute_query(query, new=server.password, database_="system")


@contextlib.contextmanager
def _container() -> Iterator[Server]:
    """The image that docker-compose.yml names, on a free port of the loopback address."""
    found = re.search(r"image:\s*(?P<image>neo4j:\S+)", COMPOSE.read_text(encoding="utf-8"))
    assert found
    password, port, http = secrets.token_urlsafe(16), _free_port(), _free_port()
    ports = ["-p", f"127.0.0.1:{port}:7687", "-p", f"127.0.0.1:{http}:7474"]
    settings = ["-e", "NEO4J_AUTH", "-e", "NEO4J_dbms_usage__report_enabled=false", "-e", "NEO4J_client_allow__telemetry=false"]
    started = subprocess.run(
        ["docker", "run", "--rm", "-d", *ports, *settings, found["image"]],
        env={**os.environ, "NEO4J_AUTH": f"neo4j/{password}"},
        capture_output=True,
        text=True,
        check=False,
    )
    if started.returncode:
        raise NoServer(f"Docker could not run {found['image']}: {started.stderr.strip()[:300]}")
    name = started.stdout.strip()
    try:
        server = Server(f"bolt://127.0.0.1:{port}", "neo4j", password, http=f"http://127.0.0.1:{http}")
        _await(lambda: _verify(server), lambda: False, Path(f"docker logs {name}"))
        yield server
    finally:
        subprocess.run(["docker", "stop", name], capture_output=True, check=False)


def _verify(server: Server) -> None:
    with neo4j.GraphDatabase.driver(server.uri, auth=(server.user, server.password), max_transaction_retry_time=0) as driver:
        driver.execute_query("RETURN 1")


def _docker_answers() -> bool:
    if not shutil.which("docker"):
        return False
    try:
        done = subprocess.run(["docker", "version"], capture_output=True, check=False, timeout=10)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _await(attempt: Callable[[], None], ended: Callable[[], bool], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            return attempt()
        except (ServiceUnavailable, Neo4jError, OSError) as error:
            if ended() or time.monotonic() > deadline:
                raise NoServer(f"Neo4j did not start ({error}); see {log}") from error
        time.sleep(0.5)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    print(fetch_jars())
