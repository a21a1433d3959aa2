"""Numbered resolutions and document symbols: text -> (surface, key)."""

from __future__ import annotations

import pytest

from extract.folding import fold
from extract.mentions.citations import find_citations, year_of_resolution

CITED = {
    "安全理事会第1325(2000)号决议": [("安全理事会第1325(2000)号决议", "S/RES/1325(2000)")],
    "重申联合国安理会第1540号决议的重要性": [("联合国安理会第1540号决议", "S/RES/1540(2004)")],
    "安理会第六七八号决议": [("安理会第六七八号决议", "S/RES/678(1990)")],
    "联合国大会第75 / 1号决议": [("联合国大会第75/1号决议", "A/RES/75/1")],
    "大会2006年9月8日第60/288号决议": [("大会", "organization/联合国大会"), ("第60/288号决议", "A/RES/60/288")],
    "大会题为“海洋和海洋法”的第74/19号决议": [("大会", "organization/联合国大会"), ("第74/19号决议", "A/RES/74/19")],
    "理事会2021年6月8日第2021/7号决议": [
        ("理事会", "organization/联合国经济及社会理事会"),
        ("第2021/7号决议", "E/RES/2021/7"),
    ],
    "经济及社会理事会第2023/315号决定": [("经济及社会理事会第2023/315号决定", "E/DEC/2023/315")],
    "人权理事会第48/13号决议": [("人权理事会第48/13号决议", "A/HRC/RES/48/13")],
    "大会第2758(XXVI)号决议": [("大会第2758(XXVI)号决议", "A/RES/2758(XXVI)")],
    "大会第ES-11/1号决议": [("大会第ES-11/1号决议", "A/RES/ES-11/1")],
    "包括第733(1992)号、第1844(2008)和第2093(2013)号决议": [
        ("第733(1992)号", "S/RES/733(1992)"),
        ("第1844(2008)", "S/RES/1844(2008)"),
        ("第2093(2013)号决议", "S/RES/2093(2013)"),
    ],
    "2018年12月22日第73/187号、2019年12月27日第74/247号决议": [
        ("第73/187号", "A/RES/73/187"),
        ("第74/247号决议", "A/RES/74/247"),
    ],
    "We recall UN Security Council resolution 1540 (2004) and General Assembly resolution 75/1.": [
        ("UN Security Council resolution 1540(2004)", "S/RES/1540(2004)"),
        ("General Assembly resolution 75/1", "A/RES/75/1"),
    ],
    "见主席声明(S/PRST/2011/16)和S/RES/2254(2015)": [
        ("S/PRST/2011/16", "S/PRST/2011/16"),
        ("S/RES/2254(2015)", "S/RES/2254(2015)"),
    ],
}
NOT_CITED = [
    "联合国相关决议",
    "第12号文件",
    "议程项目4",
    "2021年",
    "第三次会议",
    "第16条",
    "COVID-19",
    "G20和BRICS",
    "a resolution of 12 states",
    "resolution 5",
]


@pytest.mark.parametrize(("text", "expected"), CITED.items())
def test_citation_is_found_from_the_issuing_body_to_its_end(text: str, expected: list[tuple[str, str]]) -> None:
    folded = fold(text).text
    found = sorted(find_citations(folded), key=lambda m: m.start)
    assert [(folded[m.start : m.end], m.key) for m in found] == expected


@pytest.mark.parametrize("text", NOT_CITED)
def test_other_numbers_are_no_citations(text: str) -> None:
    assert find_citations(fold(text).text) == []


@pytest.mark.parametrize(
    ("number", "year"),
    [(1, 1946), (15, 1946), (16, 1947), (242, 1967), (338, 1973), (678, 1990), (1244, 1999), (1325, 2000), (1373, 2001),
     (1540, 2004), (1701, 2006), (1929, 2010), (1973, 2011), (2231, 2015), (2254, 2015), (2334, 2016), (2532, 2020)],
)  # fmt: skip
def test_year_of_a_security_council_resolution(number: int, year: int) -> None:
    assert year_of_resolution(number) == year


def test_year_beyond_the_table_is_not_guessed() -> None:
    assert year_of_resolution(0) is None
    assert year_of_resolution(99_999) is None
