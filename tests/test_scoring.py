"""The measuring stick itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extract.model import InputError, Mention, Reading, Relation, Statement, read_lines
from extract.scoring import score

DEV = Path(__file__).parent / "data" / "dev.jsonl"
GOLD = Reading(
    "d",
    "1",
    "我们欢迎中国和俄罗斯。",
    mentions=(Mention(4, 6, "Country", "CHN"), Mention(7, 10, "Country", "RUS")),
    statements=(Statement("欢迎", 2, 4, "welcome", False, (), ("CHN", "RUS")),),
    relations=(Relation("CHN", "ATTENDED", "RUS", 0, 1),),
)


def test_the_reference_scores_one_against_itself() -> None:
    readings = list(read_lines(DEV.read_text(encoding="utf-8").splitlines()))
    result = score(readings, readings)
    assert {name for name, f in result.layers.items() if f.f1 != 1} == set()
    assert result.layers["mention exact+type"].reference == 401


def test_nothing_found_scores_nothing() -> None:
    layers = score([GOLD], []).layers
    assert all(f.f1 == 0 for f in layers.values())
    assert score([GOLD], []).missing == ("d/1",)


def test_keys_may_be_spelled_otherwise() -> None:
    names = {"CHN": "china", "RUS": "russia"}
    other = replace(
        GOLD,
        mentions=tuple(replace(m, key=names[m.key]) for m in GOLD.mentions),
        statements=tuple(replace(s, concerns=tuple(names[k] for k in s.concerns)) for s in GOLD.statements),
        relations=(Relation("china", "ATTENDED", "russia", 0, 1),),
    )
    assert {f.f1 for f in score([GOLD], [other]).layers.values()} == {1.0}


def test_white_space_does_not_count() -> None:
    spaced = Reading("d", "1", "我们欢迎 中国和俄罗斯。", mentions=(Mention(5, 7, "Country", "CHN"), Mention(8, 11, "Country", "RUS")))
    assert score([GOLD], [spaced]).layers["mention exact+type"].f1 == 1


def test_two_things_under_one_key_cost_linking_precision() -> None:
    merged = replace(GOLD, mentions=tuple(replace(m, key="one") for m in GOLD.mentions))
    linking = score([GOLD], [merged]).layers["linking B3"]
    assert (linking.precision, linking.recall) == (0.5, 1)


def test_half_of_the_mentions() -> None:
    half = replace(GOLD, mentions=GOLD.mentions[:1])
    figures = score([GOLD], [half]).layers["mention exact"]
    assert (figures.precision, figures.recall, round(figures.f1, 3)) == (1, 0.5, 0.667)


def test_a_wrong_act_costs_the_act_and_not_the_cue() -> None:
    wrong = replace(GOLD, statements=(replace(GOLD.statements[0], act="commend"),))
    layers = score([GOLD], [wrong]).layers
    assert (layers["statement cue"].f1, layers["statement cue+act"].f1) == (1, 0)


def test_a_paragraph_given_twice_is_refused() -> None:
    with pytest.raises(InputError, match="d#1 stands twice"):
        score([GOLD, GOLD], [])
