"""The data of the name grammars: loads, agrees with itself, and is refused where it does not."""

from __future__ import annotations

import pytest

from extract.mentions.grammar import GRAMMAR_FOLDER, alternation, load_edge_words, load_grammar, load_heads
from extract.schema import SchemaError


def test_every_file_is_a_mapping() -> None:
    files = sorted(file.stem for file in GRAMMAR_FOLDER.glob("*.yml"))
    assert {"citations", "countries", "heads", "people", "words"} <= set(files)
    assert all(load_grammar(name) for name in ("citations", "countries", "heads", "people", "words"))


def test_last_resolutions_of_the_years_rise() -> None:
    table = load_grammar("citations")["last_resolution_of_year"]
    assert list(table) == list(range(1946, 1946 + len(table)))
    assert list(table.values()) == sorted(set(table.values()))


def test_words_do_not_both_stop_a_name_and_stand_inside() -> None:
    words = load_edge_words()
    assert not words.stop & words.inside
    assert not words.stop & words.within
    assert not words.stop & words.conjunctions


def test_heads_have_one_kind_and_a_pattern() -> None:
    heads = load_heads()
    assert heads.kinds["工作组"] == "bodies"
    assert heads.kinds["议定书"] == "treaties"
    assert [m[1] for m in heads.pattern.finditer("外长会晤")] == ["外长会", "会晤"]


def test_longer_names_come_first() -> None:
    assert alternation(["联合国", "联合国大会", "联盟"]).findall("联合国大会和联盟和联合国") == ["联合国大会", "联盟", "联合国"]


def test_head_under_two_kinds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = {**load_grammar("heads")}
    raw["treaties"] = [*raw["treaties"], "工作组"]
    monkeypatch.setattr("extract.mentions.grammar.load_grammar", lambda name: raw)
    with pytest.raises(SchemaError, match="工作组 stands under"):
        load_heads.__wrapped__()


def test_set_of_unknown_heads_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = {**load_grammar("heads"), "strict": ["无此词"]}
    monkeypatch.setattr("extract.mentions.grammar.load_grammar", lambda name: raw)
    with pytest.raises(SchemaError, match="strict has"):
        load_heads.__wrapped__()
