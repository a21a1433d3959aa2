"""Dates of folded text in ISO 8601: every form, what it takes from the document, and what is no date."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.iso_dates import find_dates
from extract.model import InputError

DATES = [
    # text, the document's date, (surface, iso) or (surface, iso, to)
    ("于2011年3月7日举行", None, [("2011年3月7日", "2011-03-07")]),
    ("2011年3月的磋商", None, [("2011年3月", "2011-03")]),
    ("自2011年度起", None, [("2011年度", "2011")]),
    ("4月19日至21日", "2023", [("4月19日至21日", "2023-04-19", "2023-04-21")]),
    ("2011年3月7日和8日", None, [("2011年3月7日和8日", "2011-03-07", "2011-03-08")]),
    ("2011年3月30日至4月2日", None, [("2011年3月30日至4月2日", "2011-03-30", "2011-04-02")]),
    ("2011年3月7日-8日", None, [("2011年3月7日-8日", "2011-03-07", "2011-03-08")]),
    ("2021-2022年理事国", None, [("2021-2022年", "2021", "2022")]),
    ("2005年至2006年度", None, [("2005年至2006年度", "2005", "2006")]),
    ("在2019年、2022年和2023年", None, [("2019年", "2019"), ("2022年", "2022"), ("2023年", "2023")]),
    ("2023年4月5日和2024年4月6日", None, [("2023年4月5日", "2023-04-05"), ("2024年4月6日", "2024-04-06")]),
    ("一九八八年十一月二十五日", None, [("一九八八年十一月二十五日", "1988-11-25")]),
    ("一九八八年二月二十五日至三月二日", None, [("一九八八年二月二十五日至三月二日", "1988-02-25", "1988-03-02")]),
    ("二○○三年", None, [("二○○三年", "2003")]),
    ("一九八八年十月", None, [("一九八八年十月", "1988-10")]),
    ("明年9月，今年，去年，后年", "2021", [("明年9月", "2022-09"), ("今年", "2021"), ("去年", "2020"), ("后年", "2023")]),
    ("明年年初举办", "2021-05-01", [("明年年初", "2022")]),
    ("2020年秋季", None, [("2020年秋季", "2020")]),
    ("9日晚开幕", "2021-09-10", [("9日晚", "2021-09-09")]),
    ("22日以线上方式", "2021-09-10", [("22日", "2021-09-22")]),
    ("9月3日，随后28日在", "2015-09", [("9月3日", "2015-09-03"), ("28日", "2015-09-28")]),
    ("当地时间5月20日上午9时", "2021", [("当地时间5月20日上午9时", "2021-05-20")]),
    ("新华社八日讯", "1963-01-08", [("八日", "1963-01-08")]),
    ("2001年3月7日电 大会今天开幕", None, [("2001年3月7日", "2001-03-07"), ("今天", "2001-03-07")]),
    ("昨天", "2020-03-01", [("昨天", "2020-02-29")]),
    ("下月15日和本月2日", "2020-12-01", [("下月15日", "2021-01-15"), ("本月2日", "2020-12-02")]),
    ("2011年3月7日(星期一)", None, [("2011年3月7日(星期一)", "2011-03-07")]),
    ("2020年10月。11月3日", "2023", [("2020年10月", "2020-10"), ("11月3日", "2020-11-03")]),
]


@pytest.mark.parametrize(("text", "today", "wanted"), DATES, ids=[row[0] for row in DATES])
def test_dates(text: str, today: str | None, wanted: list[tuple[str, ...]]) -> None:
    found = [(text[d.start : d.end], d.iso, *([d.to] if d.to else [])) for d in find_dates(text, today=today)]
    assert found == wanted


@pytest.mark.parametrize(
    "text",
    ["15年来", "20周年", "3个月", "5日内", "十日后", "70年前", "2011年2月30日", "2000名", "1990年代", "第9月"],
)
def test_no_date(text: str) -> None:
    assert find_dates(text, today="2021-06-01") == []


@pytest.mark.parametrize("text", ["9日晚", "3月2日", "今年", "今天", "本月2日"])
def test_nothing_to_take_the_rest_from(text: str) -> None:
    assert find_dates(text) == []


def test_a_document_of_a_year_gives_no_month() -> None:
    assert find_dates("9日晚开幕，今天", today="2021") == []


@pytest.mark.parametrize("today", ["2021/06/01", "June", "", "21-06-01"])
def test_document_date_must_be_iso(today: str) -> None:
    with pytest.raises(InputError, match="2021-06-01"):
        find_dates("9日", today=today)


@given(st.dates(), st.text(alphabet="年月日至和、-0123456789一二十今天明举行", max_size=20))
def test_whatever_is_found_is_a_date_in_its_place(day: object, noise: str) -> None:
    text = f"{noise}，2011年3月7日，{noise}"
    found = find_dates(text, today=str(day))
    assert "2011-03-07" in {d.iso for d in found}
    for before, after in itertools.pairwise(found):
        assert before.end <= after.start
    for date in found:
        assert 0 <= date.start < date.end <= len(text)
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", date.iso)
        assert date.to is None or date.iso < date.to
