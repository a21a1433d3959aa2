"""Gephi itself, without its windows: the Gephi Toolkit of Maven Central, run by Java in a process of its own.

`python tests/gephi_toolkit.py` fetches it, once. `… FILE` opens a file as Gephi does and prints what is then there, as JSON.
Gephi is under the CDDL and the GPL: nothing of it is shipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

VERSION = "0.10.1"
REMEDY = "install Java 17 or newer and Maven (Debian: openjdk-17-jre-headless, maven) and run `python tests/gephi_toolkit.py`"
OPEN_SECONDS = 240.0


class NoGephi(Exception):
    """The toolkit cannot be had; the message says why."""


def fetch_toolkit() -> Path:
    """The toolkit's jar (83 MB), fetched from Maven Central when it is not there. Raises NoGephi when that fails."""
    folder = Path(os.environ.get("COMMUNIQUE_GEPHI") or Path(sys.prefix) / "gephi").resolve()
    jar = folder / f"gephi-toolkit-{VERSION}-all.jar"
    if not jar.exists():
        if not shutil.which("mvn"):
            raise NoGephi(f"no toolkit in {folder} and no Maven to fetch it")
        artifact = f"-Dartifact=org.gephi:gephi-toolkit:{VERSION}:jar:all"
        command = ["mvn", "-B", "-q", "dependency:copy", artifact, f"-DoutputDirectory={folder}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise NoGephi(f"Maven could not fetch the toolkit: {(done.stdout + done.stderr).strip()[:300]}")
    return jar


def open_in_gephi(path: Path) -> dict[str, Any]:
    """What Gephi has after it opened the file: see `_describe`. Raises NoGephi where there is no Java or no toolkit."""
    if not shutil.which("java"):
        raise NoGephi("no Java")
    fetch_toolkit()
    command = [sys.executable, __file__, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=OPEN_SECONDS)
    assert done.returncode == 0, done.stderr
    opened: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return opened


def _describe(path: str) -> dict[str, Any]:
    """`issues` (what Gephi warns of), `nodes` and `edges` by id, `columns` with their types, `days` (first, last)."""
    import jpype

    jpype.startJVM("-Djava.awt.headless=true", classpath=[str(fetch_toolkit())], convertStrings=True)
    look_up = jpype.JClass("org.openide.util.Lookup").getDefault().lookup
    projects = look_up(jpype.JClass("org.gephi.project.api.ProjectController"))
    projects.newProject()
    importing = look_up(jpype.JClass("org.gephi.io.importer.api.ImportController"))
    container = importing.importFile(jpype.JClass("java.io.File")(path))
    issues = [i.getMessage() for i in container.getReport().getIssues(1000) if i.getLevel().toString() != "INFO"]
    importing.process(container, jpype.JClass("org.gephi.io.processor.plugin.DefaultProcessor")(), projects.getCurrentWorkspace())
    model = look_up(jpype.JClass("org.gephi.graph.api.GraphController")).getGraphModel()
    graph, bounds = model.getDirectedGraph(), model.getTimeBounds()
    day = jpype.JClass("java.time.Instant").ofEpochMilli
    return {
        "issues": issues,
        "nodes": {str(node.getId()): node.getLabel() for node in graph.getNodes()},
        "edges": {str(edge.getId()): [edge.getLabel(), edge.getWeight()] for edge in graph.getEdges()},
        "columns": {c.getTitle(): c.getTypeClass().getSimpleName() for c in [*model.getNodeTable(), *model.getEdgeTable()]},
        "days": [str(day(int(b)))[:10] for b in (bounds.getLow(), bounds.getHigh())] if model.isDynamic() else [],
    }


if __name__ == "__main__":
    print(json.dumps(_describe(sys.argv[1])) if len(sys.argv) > 1 else fetch_toolkit(), flush=True)
    os._exit(0)  # Gephi's own threads would keep Java alive
