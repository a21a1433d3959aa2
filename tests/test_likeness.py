"""How like two statements are, and which belong together."""

from __future__ import annotations

import random

import pytest
from made_texts import made_said, made_text, random_text

from graph.between.likeness import grams, pair, prepare


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("新开发银行", {"新开", "开发", "发银", "银行"}),
        ("ＮＤＢ 2，银", {" ndb", "ndb ", " 2 ", "银"}),
        ("BRICS国家", {" bri", "bric", "rics", "ics ", "国家"}),
        ("，。《》", set()),
    ],
)
def test_grams(text: str, found: set[str]) -> None:
    assert set(grams(text)) == found


def test_pairs_are_one_to_one_and_the_most_alike_come_first() -> None:
    a = made_text("a", ("支持灯塔基金扩大贷款", "support", "fund"), ("支持灯塔基金扩大贷款规模", "support", "fund"))
    b = made_text("b", ("支持灯塔基金扩大贷款规模", "support", "fund"))
    [match] = pair(a.statements, b.statements)
    assert (match.a.n, match.b.n) == ("2", "1")


@pytest.mark.parametrize("seed", range(3))
def test_likeness_is_mutual(seed: int) -> None:
    dice = random.Random(seed)
    a, b = random_text("a", dice), random_text("b", dice)
    there, back = prepare(a.statements, b.statements), prepare(b.statements, a.statements)
    for one, other in zip(a.statements, b.statements, strict=True):
        assert there.measure(one, other) == back.measure(other, one)


def test_unlike_words_on_one_entity_make_no_pair() -> None:
    a = made_text("a", ("支持北方渔业统计", "support", "fund"))
    b = made_text("b", ("支持灯塔照明改造", "support", "fund"))
    assert pair(a.statements, b.statements) == []


def test_like_words_on_other_entities_make_no_pair() -> None:
    a = made_text("a", ("全力支持甲城主办第三届集邮大会", "support", "fair-3"))
    b = made_text("b", ("全力支持乙城主办第四届集邮大会", "support", "fair-4"))
    assert pair(a.statements, b.statements) == []


def test_like_words_without_an_entity_make_a_pair() -> None:
    a, b = (made_text(doc, ("呼吁各国加强防波堤巡检合作", "call", *keys)) for doc, keys in (("a", ()), ("b", ("fund",))))
    [match] = pair(a.statements, b.statements)
    assert match.likeness > 0.9


def test_a_named_speaker_answers_only_for_itself() -> None:
    quote = "重申加强防波堤巡检"
    named, other = (made_said(quote, "reaffirm", "fund", doc=d, speakers=(s,)) for d, s in (("a", "RUS"), ("b", "CHN")))
    collective = made_said(quote, "reaffirm", "fund", doc="b")
    assert pair([named], [other]) == pair([named], [collective]) == []
    assert len(pair([named], [made_said(quote, "reaffirm", "fund", doc="b", speakers=("CHN", "RUS"))])) == 1
