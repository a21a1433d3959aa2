"""The questions for Neo4j Browser: one statement each, in a zip that it takes for saved Cypher."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from extract.model import read_lines
from graph.database.load import load
from graph.database.store import Store
from graph.questions import browser
from graph.questions.browser import as_statement, list_entries, write_zip
from graph.questions.queries import find_question, list_groups, list_questions

QUESTIONS = list_questions()
GOLDEN = Path(__file__).parent / "data" / "golden.jsonl"


def test_the_zip_is_the_same_bytes_every_time(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        write_zip(tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert {(entry.date_time, entry.compress_type, entry.create_system) for entry in archive.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED, 3)
        }
        assert archive.testzip() is None


def test_the_zip_holds_the_questions_by_group_and_no_answers() -> None:
    names = [name for name, _ in list_entries() if not name.endswith(".grass")]
    folders = [f"{group.zh} {group.en}/" for group in list_groups()]
    assert names[0] == "README.md"
    assert [name for name in names if name.endswith("/")] == folders
    files = [name for name in names[1:] if not name.endswith("/")]
    assert files == [f"{q.group.zh} {q.group.en}/{q.name}.cypher" for q in QUESTIONS]


def test_a_graph_style_is_taken_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "style.grass").write_text("node {}", encoding="utf-8")
    monkeypatch.setattr(browser, "QUERIES", tmp_path)
    entries = dict(list_entries())
    assert entries["style.grass"] == "node {}"
    assert "style.grass" in entries["README.md"]


def test_the_parameters_stand_once_at_the_top() -> None:
    lines = as_statement(find_question("memberships")).splitlines()
    assert lines[0].startswith("// 谁是（或竞选）哪个机构的成员")
    assert lines[3:8] == [
        "// communique query memberships",
        "WITH {",
        "  // 在此改值 | change the values here",
        "  entity: null,  // null：不限 | null: everything",
        "  background: false",
    ]
    assert lines[8:10] == ["} AS ask", "CALL (ask) {"]
    assert "  WHERE (ask.background OR NOT r.background) AND (ask.entity IS NULL OR a.id = ask.entity OR b.id = ask.entity)" in lines


def test_values_are_written_as_cypher() -> None:
    question = replace(find_question("attention"), defaults={"entity": "O'Neil\\", "n": 3, "l": ["a", "b"], "t": True})
    text = as_statement(question)
    for line in ("  entity: 'O\\'Neil\\\\',", "  n: 3,", "  l: ['a', 'b'],", "  t: true\n"):
        assert line in text


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.name)
def test_a_file_is_a_single_statement_without_parameters(question: object) -> None:
    text = "\n".join(line for line in as_statement(question).splitlines() if not line.startswith("//"))  # type: ignore[arg-type]
    assert not re.search(r"[;$]|:param", text)


@pytest.mark.neo4j
def test_a_file_answers_as_the_question_does(neo4j_store: Store) -> None:
    load(neo4j_store, list(read_lines(GOLDEN.read_text(encoding="utf-8").splitlines())))
    for question in QUESTIONS:
        asked, run = neo4j_store.run(question.cypher, dict(question.defaults)), neo4j_store.run(as_statement(question))
        assert (run.columns, run.rows) == (asked.columns, asked.rows), question.name
        assert asked.columns == question.columns
