"""Readings as JSON lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import Entity, InputError, Mention, Metadata, Reading, Relation, Statement, from_line, read_lines, to_line

DEV = Path(__file__).parent / "data" / "dev.jsonl"
TEXT = st.text(max_size=20)
MENTIONS = st.builds(Mention, st.integers(0, 9), st.integers(0, 9), TEXT, TEXT, st.sampled_from(["known", "candidate"]), TEXT)
STATEMENTS = st.builds(
    Statement,
    TEXT,
    st.integers(0, 9),
    st.integers(0, 9),
    TEXT,
    st.booleans(),
    st.just(("CHN",)),
    st.tuples(TEXT),
    strength=st.integers(-9, 9),
)
RELATIONS = st.builds(
    Relation,
    TEXT,
    TEXT,
    TEXT,
    st.integers(0, 9),
    st.integers(0, 9),
    st.dictionaries(st.text(st.characters(codec="ascii"), min_size=1), TEXT),
)
ENTITIES = st.builds(Entity, TEXT, TEXT, TEXT, aliases=st.tuples(TEXT, TEXT), ids=st.just({"wikidata": "Q1"}))
READINGS = st.builds(
    Reading,
    TEXT,
    TEXT,
    TEXT,
    st.none() | TEXT.filter(bool),
    st.tuples(MENTIONS),
    st.tuples(STATEMENTS),
    st.tuples(RELATIONS),
    st.tuples(ENTITIES),
    st.none() | st.builds(Metadata, TEXT, signatories=st.just(("CHN", "RUS")), paragraphs=st.integers(1, 9)),
)


@given(READINGS)
def test_round_trip(reading: Reading) -> None:
    assert from_line(to_line(reading)) == reading


def test_a_line_has_no_line_break() -> None:
    assert "\n" not in to_line(Reading("d", "1", "一\n二"))


def test_lists_that_the_scorer_reads_are_always_written() -> None:
    assert json.loads(to_line(Reading("d", "1", "文"))) == {
        "doc": "d", "n": "1", "text": "文", "mentions": [], "statements": [], "relations": []
    }  # fmt: skip


def test_reference_annotations_are_readings() -> None:
    readings = list(read_lines(DEV.read_text(encoding="utf-8").splitlines()))
    assert len(readings) == 99
    assert readings[6].relations[0].attributes == {"role": "non-permanent member", "from": "2021", "to": "2022"}


@pytest.mark.parametrize("line", ["{", "[]", "{}", '{"doc": "d"}', '{"doc": 1, "n": "1", "text": "文"}', '"text"',
                                  '{"doc": "d", "n": "1", "text": "文", "mentions": [{"begin": 1}]}'])  # fmt: skip
def test_what_is_no_reading_is_refused_with_its_place(line: str) -> None:
    with pytest.raises(InputError, match=r"readings\.jsonl:2: not a reading"):
        list(read_lines(["", line], name="readings.jsonl"))
