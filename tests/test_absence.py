"""A part that is absent is never passed over in silence: the report ends with it, and it can be made a failure."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def run_without_java(require: str) -> subprocess.CompletedProcess[str]:
    """One test that needs a Neo4j, on a path with neither Java nor Docker."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COMMUNIQUE_")}
    environment = {**kept, "PATH": "/nonexistent", "COMMUNIQUE_REQUIRE": require}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "tests/test_compose.py", "-k", "settings"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_an_absent_neo4j_is_named_at_the_end() -> None:
    done = run_without_java("")
    assert done.returncode == 0, done.stdout
    _, summary, end = done.stdout.partition("short test summary info")
    assert summary
    assert "NOT RUN: neo4j" in end
    assert "Tests not run: 1. no Java" in end
    assert "python tests/neo4j_server.py" in end


def test_a_required_neo4j_that_is_absent_fails_the_run() -> None:
    done = run_without_java("cypher-checker,neo4j")
    assert done.returncode == 1, done.stdout
    assert "neo4j is absent but required (COMMUNIQUE_REQUIRE)" in done.stdout
    assert "NOT RUN: neo4j" in done.stdout


def test_another_required_part_leaves_neo4j_optional() -> None:
    assert run_without_java("cypher-checker").returncode == 0
