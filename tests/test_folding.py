"""Folded text: one written form, with the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.folding import fold, fold_name

FORMS = {
    "联合国大会第75 / 1号决议": "联合国大会第75/1号决议",
    "２０３０ 年可持续发展议程": "2030年可持续发展议程",
    "UN Security  Council": "UN Security Council",
    "刚果（金）": "刚果(金)",
    "中国—东盟": "中国-东盟",
    "努尔苏丹•纳扎尔巴耶夫": "努尔苏丹·纳扎尔巴耶夫",
    "关切,强调": "关切，强调",
    '"一带一路" 倡议': "“一带一路”倡议",
    "10,000 tons": "10,000 tons",
    "二○○三年": "二○○三年",
    "二〇〇三年": "二○○三年",
    "聯合國安全理事會": "联合国安全理事会",
    "乾隆年间的著作": "乾隆年间的著作",
    "": "",
}


@pytest.mark.parametrize(("source", "folded"), FORMS.items())
def test_forms(source: str, folded: str) -> None:
    assert fold_name(source) == folded


def test_span_leads_back_to_the_source() -> None:
    folded = fold("第75 / 1号 决议")
    start = folded.text.index("75/1")
    assert folded.source[slice(*folded.span(start, start + 4))] == "75 / 1"


def test_within_leads_to_the_folded_text() -> None:
    folded = fold("根据 第 2254 号决议")
    start, end = folded.within(3, 9)
    assert folded.text[start:end] == "第2254"


@given(st.text(alphabet='中国1a A,，(（“"—-\u3000\n·', max_size=60))
def test_every_character_has_its_place(source: str) -> None:
    folded = fold(source)
    assert len(folded.index) == len(folded.text) + 1
    assert list(folded.index) == sorted(folded.index)
    for i, char in enumerate(folded.text):
        assert char.isspace() == source[folded.index[i]].isspace()


@given(st.text(alphabet='中国1a A,，(（“"—-\u3000\n·', max_size=60))
def test_folding_twice_changes_nothing(source: str) -> None:
    assert fold_name(fold_name(source)) == fold_name(source)
