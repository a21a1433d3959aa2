"""Answers and questions as plain text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from graph.questions.answers import Answer
from graph.questions.queries import find_question, list_groups, list_questions
from graph.questions.tables import as_table, describe_question, describe_questions, measure

QUESTION = replace(find_question("institutions"), caveats=(("不全", "Not all"),), limit=3)


def answer(columns: tuple[str, ...], *rows: tuple[Any, ...]) -> Answer:
    return Answer(replace(QUESTION, columns=columns), {}, rows)


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("abc", 3), ("中国", 4), ("《宪章》", 8), ("ｶﾅ", 2), ("Ａ", 2), ("e\u0301", 1), ("a\u200bb", 2), ("…", 1), ("—", 1)],
)
def test_width_is_what_a_terminal_gives(text: str, width: int) -> None:
    assert measure(text) == width


def test_columns_stand_under_each_other() -> None:
    table = as_table(answer(("who", "n", "quote"), ("中国", 1, "甲"), ("Brazil", 22, "乙")))
    assert table.splitlines() == [
        "who     n   quote",
        "------  --  -----",
        "中国    1   甲",
        "Brazil  22  乙",
        "(2 rows)",
        "* 不全",
        "  Not all",
    ]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (True, "yes"),
        (0.125, "0.12"),
        (["甲", "乙"], "甲, 乙"),
        ("two\nlines", "two lines"),
        ({"id": "un", "labels": ["Entity"], "properties": {"name": "联合国"}}, "联合国"),
        ({"id": "un", "labels": ["Entity"], "properties": {}}, "un"),
        ({"type": "PART_OF", "head": "a", "tail": "b", "properties": {}}, "PART_OF"),
        ({"a": 1, "b": None}, "a=1, b="),
    ],
)
def test_a_value_is_shown_on_one_line(value: object, shown: str) -> None:
    assert as_table(answer(("v", "end"), (value, "."))).splitlines()[2].removesuffix(".").rstrip() == shown


def test_long_cells_give_way_and_short_ones_stay() -> None:
    lines = as_table(answer(("key", "quote"), ("un-security-council", "决议" * 40)), width=50).splitlines()
    assert measure(lines[2]) <= 50
    assert lines[2] == "un-security-council  " + "决议" * 7 + "…"


def test_columns_for_programs_are_left_out() -> None:
    table = as_table(answer(("who", "who_key", "evidence", "entity"), ("中国", "CHN", "a#1:0-2", "un")))
    assert table.splitlines()[:3] == ["who   entity", "----  ------", "中国  un"]


def test_a_wide_character_is_not_halved() -> None:
    even, odd = (as_table(answer(("q",), ("国" * 20,)), width=width).splitlines()[2] for width in (21, 20))
    assert (even, odd) == ("国" * 10 + "…", "国" * 9 + "…")


def test_an_empty_answer_and_a_full_one_say_so() -> None:
    assert as_table(answer(("a",))).splitlines()[0] == "(0 rows)"
    assert "(3 rows, the most that institutions returns; narrow it with a parameter)" in as_table(answer(("a",), (1,), (2,), (3,)))
    assert "(1 row)" in as_table(answer(("a",), (1,)))


def test_a_description_says_everything() -> None:
    text = describe_question(find_question("citations"))
    for part in ("援引", "compliance", "types     Resolution,Treaty,Instrument", "document", "(empty: everything)", "LIMIT 300"):
        assert part in text
    assert "none" in describe_question(find_question("alternatives"))


def test_the_list_has_a_line_a_question_under_its_group() -> None:
    questions = list_questions()
    lines = describe_questions(questions).splitlines()
    named = [line for line in lines if line.startswith("  ")]
    assert [line.split()[0] for line in named] == [q.name for q in questions]
    assert [line for line in lines if line and not line.startswith(" ")] == [group.title for group in list_groups()]
    assert lines.index("援引 | Citations") == lines.index(next(line for line in lines if line.startswith("  citation-network"))) - 1
    assert len({measure(line[: line.index(q.title_en)]) for line, q in zip(named, questions, strict=True)}) == 1
