"""Answers for a spreadsheet and for a paper."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from graph.exports.cells import restore
from graph.questions.answers import Answer, Source
from graph.questions.formats import as_csv, as_markdown
from graph.questions.queries import find_question

QUESTION = replace(find_question("alternatives"), title_zh="何事", title_en="What", caveats=(("不全", "Not *all*"),))
NODE = {"id": "un", "labels": ["Entity"], "properties": {"name": "联合国", "id": "un"}}
EDGE = {"type": "PART_OF", "head": "unsc", "tail": "un", "properties": {"evidence": ["a#2:0-3"], "quotes": ["其安理会"]}}
STATEMENT = {"id": "a#2:5", "labels": ["Statement"], "properties": {"id": "a#2:5", "name": "重申", "quote": "重申一切"}}
SOURCES = {"a#1": Source("甲|文", "A", "2030-05", ("3",)), "a#2": Source("甲|文", None, None, ("3", "4")), "b#1": Source("乙文")}


def answer(columns: Sequence[str], *rows: tuple[Any, ...], **parameters: Any) -> Answer:
    defaults: dict[str, Any] = dict.fromkeys(parameters)
    return Answer(replace(QUESTION, columns=tuple(columns), defaults=defaults), parameters, rows, SOURCES)


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def cell(value: Any) -> str:
    """How the value comes out of a CSV file again."""
    [_, [found]] = read_csv(as_csv(answer(["a"], (value,))))
    return found


def test_csv_begins_with_a_mark_and_has_whole_lines() -> None:
    content = as_csv(answer(["a", "n"], ("中国", 1), ('say "so",\nthen', -2.5)))
    assert content.startswith(b"\xef\xbb\xbfa,n\r\n")
    assert content.endswith(b"\r\n")
    assert read_csv(content) == [["a", "n"], ["中国", "1"], ['say "so",\nthen', "-2.5"]]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0"])
def test_no_text_is_a_formula(text: str) -> None:
    assert cell(text).startswith("'")
    assert restore(cell(text)) == text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (-3, "-3"),
        (0.25, "0.25"),
        (None, ""),
        (True, "true"),
        (["甲", "乙"], "甲; 乙"),
        (["=1", "b"], "'=1; b"),
        (NODE, "联合国 [un]"),
        ({"id": "-x", "labels": [], "properties": {}}, "'-x"),
        ({**EDGE, "properties": {}}, "PART_OF"),
        ({"a": 1, "b": ["x"]}, "a=1, b=x"),
        ("a-b", "a-b"),
    ],
)
def test_a_cell_of_a_spreadsheet(value: Any, written: str) -> None:
    assert cell(value) == written


def test_csv_says_where_quotes_stand() -> None:
    columns = ["document", "paragraph", "quote", "other_document", "other_paragraph", "other_quote"]
    rows = read_csv(as_csv(answer(columns, ("a", "1", "我们重申", "b", "1", "重申"), ("a", "2", None, "b", "1", None))))
    assert rows[0] == [*columns, "sources"]
    assert [row[-1] for row in rows[1:]] == ["甲|文 (A), 2030-05, § 1, p. 3; 乙文, § 1", ""]


def test_csv_of_a_picture_says_where_its_facts_stand() -> None:
    [head, row] = read_csv(as_csv(answer(["head", "relation", "tail"], (NODE, EDGE, STATEMENT))))
    assert head == ["head", "relation", "tail", "sources"]
    assert row == ["联合国 [un]", "PART_OF", "重申 [a#2:5]", "甲|文, § 2, pp. 3–4"]


def test_an_empty_answer_is_a_head() -> None:
    assert read_csv(as_csv(answer(["a", "quote"]))) == [["a", "quote"]]


def test_markdown_is_a_table_with_numbered_quotes() -> None:
    columns = ["who", "document", "paragraph", "quote", "who_key"]
    rows = [
        ("甲|国", "a", "1", "我们重申", "X"),
        ("乙_国", "a", "2", "我们*支持*", "Y"),
        ("丙国", "a", "1", "我们重申", "Z"),
        ("丁", None, None, None, "W"),
    ]
    assert as_markdown(answer(columns, *rows, document="a", entity=None)).splitlines() == [
        "**何事 | What**",
        "",
        "document=a",
        "",
        "| who | document | paragraph | quote |",
        "| --- | --- | --- | --- |",
        "| 甲\\|国 | a | 1 | [1] |",
        "| 乙\\_国 | a | 2 | [2] |",
        "| 丙国 | a | 1 | [1] |",
        "| 丁 |  |  |  |",
        "",
        "1. 甲\\|文 (A), 2030-05, § 1, p. 3: “我们重申”",
        "2. 甲\\|文, § 2, pp. 3–4: “我们\\*支持\\*”",
        "",
        "*不全* *Not \\*all\\**",
    ]


def test_markdown_of_a_picture_has_names_and_quotes() -> None:
    text = as_markdown(answer(["head", "relation", "tail"], (NODE, EDGE, NODE), (STATEMENT, {**EDGE, "properties": {}}, NODE)))
    assert text.splitlines()[2:6] == [
        "| head | relation | tail | quotes |",
        "| --- | --- | --- | --- |",
        "| 联合国 | PART\\_OF | 联合国 | [1] |",
        "| 重申 | PART\\_OF | 联合国 | [2] |",
    ]
    assert "1. 甲\\|文, § 2, pp. 3–4: “其安理会”\n2. 甲\\|文, § 2, pp. 3–4: “重申一切”" in text


def test_only_what_narrows_the_question_is_told() -> None:
    question = replace(QUESTION, defaults={"types": ["Treaty"], "acts": ["call"], "minimum": 1, "entity": None}, columns=("a",))
    given = {"types": ["Treaty"], "acts": ["note"], "minimum": 2, "entity": None}
    assert as_markdown(Answer(question, given, ((1,),))).splitlines()[2] == "acts=note; minimum=2"
