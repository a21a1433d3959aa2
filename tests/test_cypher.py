"""The saved questions under the language server of Neo4j's own editors, for Cypher 5 and Cypher 25."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from conftest import miss
from install import CHECKER, is_installed

from extract.schema import load_schema
from graph.building.shape import STRUCTURE, all_labels
from graph.questions.queries import list_questions

GRAPH_MODEL = Path(__file__).parent.parent / "docs" / "graph-model.md"
Problem = dict[str, str]  # query, language, line, message
BOTH = {"CYPHER 5", "CYPHER 25"}
FINE = "MATCH (e:Entity) WHERE e.id = $entity RETURN e"
NEW = "WHEN true THEN RETURN 1 AS n ELSE RETURN 2 AS n"  # Cypher 25 only
BROKEN = {
    "clause": ("MATCH (e:Entity) RETRUN e", "Invalid input 'RETRUN'"),
    "variable": ("MATCH (e:Entity) RETURN x", "Variable `x` not defined"),
    "label": ("MATCH (e:Entitty) RETURN e", "Label Entitty is not present"),
    "type": ("MATCH (:Document)-[r:CITED]->() RETURN r", "Relationship type CITED is not present"),
    "property": ("MATCH (e:Entity) RETURN e.nmae", "nmae is not present"),
    "deprecated": ("MATCH (e:Entity) RETURN id(e)", "deprecated function"),
    "grouping": ("MATCH (e:Entity) RETURN e.kind + count(e)", "Aggregation column"),
}


@pytest.fixture(scope="session")
def problems(request: pytest.FixtureRequest) -> list[Problem]:
    """What the checker finds in the questions and in the queries above, in one run: it is slow to start."""
    if not is_installed(CHECKER):
        remedy = "install Node.js with npm and run `python tests/install.py`"
        miss(request.config, "cypher-checker", "the Cypher checker is not installed", remedy)
    broken = {name: query for name, (query, _) in BROKEN.items()}
    return _run_checker({**{q.name: q.cypher for q in list_questions()}, **broken, "fine": FINE, "new": NEW})


def _run_checker(queries: dict[str, str]) -> list[Problem]:
    order = json.dumps({"schema": _graph_schema(), "queries": queries})
    done = subprocess.run(["node", "lint.mjs"], cwd=CHECKER, input=order, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    found: list[Problem] = json.loads(done.stdout)
    return found


def _graph_schema() -> dict[str, list[str]]:
    """The labels and types of the schema, and the properties that the graph's documentation names."""
    schema = load_schema()
    properties = re.findall(r"`([A-Za-z]+)`", GRAPH_MODEL.read_text(encoding="utf-8"))
    return {
        "labels": list(all_labels(schema)),
        "relationshipTypes": [*STRUCTURE, *schema.relations],
        "propertyKeys": sorted(set(properties)),
    }


def test_no_question_has_a_problem(problems: list[Problem]) -> None:
    questions = {q.name for q in list_questions()}
    assert [p for p in problems if p["query"] in questions] == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_query_is_found_in_both_languages(problems: list[Problem], name: str) -> None:
    _, message = BROKEN[name]
    assert {p["language"] for p in problems if p["query"] == name and message in p["message"]} == BOTH


def test_a_sound_query_passes_with_its_parameters_unknown(problems: list[Problem]) -> None:
    assert [p for p in problems if p["query"] == "fine"] == []


def test_the_languages_are_checked_apart(problems: list[Problem]) -> None:
    assert {p["language"] for p in problems if p["query"] == "new"} == {"CYPHER 5"}


def test_the_lock_names_no_host() -> None:
    lock = (CHECKER / "package-lock.json").read_text(encoding="utf-8")
    assert "resolved" not in lock
    assert "://" not in lock
    assert json.loads(lock)["packages"][""]["dependencies"] == {"@neo4j-cypher/language-support": "2.0.0-next.38"}
