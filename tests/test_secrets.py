"""Passwords come by environment, file or prompt, and stand nowhere else: no command line, log, error, page or graph."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from neo4j_server import Server
from network_readings import readings

from communique import main
from extract.model import to_line
from graph.database.fetch import fetch_graph
from graph.database.load import load
from graph.database.store import open_embedded
from graph.network.views import write_view

ROOT = Path(__file__).parent.parent
SECRET = "Pa55-w0rd-of-nobody"
# A password where everybody on the machine can read it, or where it is kept for ever.
WRITTEN_OUT = re.compile(
    r"""
      --password(?!-file)\b                              # an option with the password behind it
    | \b\w+://[^\s/:@]+:[^\s/@]+@                        # in an address
    | (?:cypher-shell|neo4j-admin)\b.*\s-p\s             # of Neo4j's own programs
    | NEO4J_PASSWORD=(?!…|"?\$|\s|`|$)\S                 # a value that somebody might copy
    | NEO4J_AUTH[=:]\s*"?neo4j/(?!\$)
    """,
    re.VERBOSE,
)


def processes(root: int) -> Iterator[int]:
    """The process and all that it has started."""
    yield root
    for child in subprocess.run(["pgrep", "-P", str(root)], capture_output=True, text=True, check=False).stdout.split():
        yield from processes(int(child))


def read_process(process: int) -> bytes:
    """Its command line, and where the system tells it, its environment."""
    folder = Path(f"/proc/{process}")
    try:
        return b"".join((folder / name).read_bytes() for name in ("cmdline", "environ"))
    except OSError:
        return b""


def texts() -> list[Path]:
    found = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("queries/**/*.cypher"), *ROOT.glob("*.yml")]
    return [*found, ROOT / "Makefile", *ROOT.glob("extract/**/*.py"), *ROOT.glob("graph/**/*.py"), ROOT / "communique.py"]


def test_no_text_and_no_message_writes_a_password_out() -> None:
    helps = [CliRunner().invoke(main, [name, "--help"]).output for name in main.commands]
    lines = [line for text in [*(path.read_text(encoding="utf-8") for path in texts()), *helps] for line in text.splitlines()]
    assert len(lines) > 10_000
    assert [line for line in lines if WRITTEN_OUT.search(line)] == []


@pytest.mark.parametrize(
    "line",
    ["communique load x --password secret", "bolt://neo4j:secret@host", "cypher-shell -u neo4j -p secret", "NEO4J_PASSWORD=secret x"],
)
def test_what_is_written_out_is_found(line: str) -> None:
    assert WRITTEN_OUT.search(line)


@pytest.mark.embedded
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="only Linux tells of other processes' command lines")
def test_the_passwords_of_the_embedded_engine_stand_nowhere(tmp_path: Path) -> None:
    with open_embedded(tmp_path / "graph") as store:
        assert store._engine
        passwords = [store._engine.password.encode(), store._engine.reader_password.encode()]
        load(store, readings())
        write_view(fetch_graph(store), tmp_path / "page.html")
        seen = [*map(read_process, processes(os.getpid())), repr(store).encode()]
        assert any(b"engine.py" in what for what in seen)
    seen += [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert [what[:200] for what in seen for password in passwords if password in what] == []


def refuse_everybody(listener: socket.socket) -> None:
    while True:
        try:
            listener.accept()[0].close()
        except OSError:
            return


@pytest.mark.parametrize(
    "uri", ["bolt://127.0.0.1:{}", "neo4j+s://127.0.0.1:{}", f"bolt://neo4j:{SECRET}@127.0.0.1:{{}}", "http://127.0.0.1:{}"]
)
def test_no_error_tells_the_password(uri: str, tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text("\n".join(map(to_line, readings())), encoding="utf-8")
    (tmp_path / "secret").write_text(f"{SECRET}\n", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=refuse_everybody, args=(listener,), daemon=True).start()
        where = uri.format(listener.getsockname()[1])
        for given in (["--password-file", str(tmp_path / "secret")], []):
            done = run("load", str(tmp_path / "r.jsonl"), "--uri", where, *given)
            assert done.returncode == 3
            assert len(done.stderr.splitlines()) == 1
            assert SECRET not in done.stdout + done.stderr
        listener.shutdown(socket.SHUT_RDWR)


@pytest.mark.neo4j
def test_a_wrong_password_is_refused_without_being_told(neo4j_server: Server) -> None:
    done = run("query", "citations", "--uri", neo4j_server.uri)
    assert done.returncode == 3
    assert "user or password refused" in done.stderr
    assert not {SECRET, neo4j_server.password} & set(re.split(r"[\s:]", done.stdout + done.stderr))
    assert neo4j_server.password not in repr(neo4j_server)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NEO4J_PASSWORD": SECRET, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "communique", *arguments], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
