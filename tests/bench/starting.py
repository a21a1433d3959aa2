"""What starting costs: processor seconds of each command on a small graph, the engine's own not counted."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from neo4j_server import Server, run_server

from bench.figures import Figure, at_most, run
from bench.texts import Texts

TITLE = "Starting"
TIMES = 5
COMMANDS = {
    "--help": ("--help",),
    "query (the list)": ("query",),
    "query citations": ("query", "citations"),
    "query --cypher": ("query", "--cypher", "MATCH (d:Document) RETURN d.id AS id ORDER BY id"),
    "show 新开发银行": ("show", "新开发银行"),
    "trace 新开发银行": ("trace", "新开发银行"),
    "compare fm-2020 fm-2021": ("compare", "fm-2020", "fm-2021"),
    "verify": ("verify",),
    "view -o network.html": ("view", "-o", "network.html"),
    "view --document fm-2021": ("view", "--document", "fm-2021", "-o", "document.html"),
    "load, nothing new": ("load", "readings.jsonl"),
    "extract, one paragraph": ("extract", "one.txt"),
}
BOUNDS = {"query citations": 0.5, "query (the list)": 0.5}


def measure(texts: Texts, folder: Path) -> Iterator[Figure]:
    (folder / "one.txt").write_text("各国外长重申支持联合国。\n", encoding="utf-8")
    run([*_communique(), "extract", str(Path("corpus").absolute()), "-o", "readings.jsonl"], folder=folder)
    with run_server(folder / "neo4j") as server:
        run([*_communique(), "load", "readings.jsonl"], folder=folder, environment=_environment(server))
        for name, arguments in COMMANDS.items():
            yield _start(name, arguments, folder, server)


def _start(name: str, arguments: tuple[str, ...], folder: Path, server: Server) -> Figure:
    runs = [run([*_communique(), *arguments], folder=folder, environment=_environment(server)) for _ in range(TIMES)]
    seconds = median([each.processor for each in runs])
    if name in BOUNDS:
        return at_most(name, seconds, BOUNDS[name], " s")
    return Figure(name, f"{seconds:.2f} s")


def _communique() -> list[str]:
    return [str(Path(sys.executable).with_name("communique"))]


def _environment(server: Server) -> dict[str, str]:
    return {"NEO4J_URI": server.uri, "NEO4J_PASSWORD": server.password, "NEO4J_USERNAME": server.user}
