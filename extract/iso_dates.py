"""Finds the dates of a folded text and gives them in ISO 8601, as exact as the text is.

    2020年11月17日 -> 2020-11-17            4月19日至21日 -> 2023-04-19 to 2023-04-21 (in a document of 2023)
    二○○三年 -> 2003                        明年9月 -> 2022-09 and 9日晚 -> 2021-09-09 (in a document of September 2021)

What a date leaves out (9月3日, 28日) is taken from the date before it, else from the document's own date; where neither
tells, there is no date. Parts of a day or year (晚, 上午, 年初, 秋季) belong to the span but say nothing in ISO 8601.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterable, Iterator

from extract.model import InputError
from extract.records import record

_NUMERAL = "○零一二三四五六七八九"
_MONTH = "1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_DAY = "3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]"
_DAYPART = (
    r"(?:年?[初底末中内]|年底前|[上中下]旬|[上下]半年|[春夏秋冬][季天]?|[上中下]午|凌晨|清晨|早上|晚上|晚间|傍晚|夜间|[晚晨])?"
    r"(?:\d{1,2}时(?:\d{1,2}分)?许?)?(?:\((?:星期|周).\))?"
)
_POINT = re.compile(
    rf"""
    (?=[当北0-9一二三四五六七八九十今昨明本来去前后上下])                             # for speed: what any of them begins with
    (?:当地时间|北京时间)?
    (?: (?: (?P<year>(?:19|20)\d\d) (?: 年(?!代)度? | (?=[-至到](?:19|20)\d\d年) )      # 2020年; 2021-2022年
          | (?P<zh_year>[一二][{_NUMERAL}]{{3}}) 年(?!代)                               # 二○○三年
          | (?P<relative>今年|本年|明年|来年|去年|前年|后年)度?
        )
        (?: (?P<month>{_MONTH})月份? (?: (?P<day>{_DAY})[日号] )? )?
      | (?<![\d{_NUMERAL}十第]) (?P<lone_month>{_MONTH})月份? (?: (?P<month_day>{_DAY})[日号] )?
      | (?P<this_month>本月|上个?月|下个?月) (?: (?P<this_day>\d{{1,2}})[日号] )?
      | (?<![\d.:/])(?<!\d-) (?P<lone_day>3[01]|[12]\d|0?[1-9])日(?!内|后|前|之|以[内后前来外上下]|元|游|本|报|程|均|益|圆|间)
      | (?<![{_NUMERAL}十朝]) (?P<zh_day>{_DAY})日(?=讯|电|晚|上午|下午|晨)
      | (?P<today>今天|今日|昨天|昨日|明天)
    )
    {_DAYPART}
    """,
    re.VERBOSE,
)
_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")
_JOINT = re.compile(r"[-至到和、]")
_YEARS = {"今年": 0, "本年": 0, "明年": 1, "来年": 1, "去年": -1, "前年": -2, "后年": 2}
_DAYS = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "明天": 1}
_DIGITS = {c: i for i, c in enumerate("○一二三四五六七八九")} | {"零": 0}


@record
class Date:
    """`iso` is a year, month or day in ISO 8601; `to` the same for the end of a range."""

    start: int
    end: int
    iso: str
    to: str | None = None


@record
class _Point:
    start: int
    end: int
    year: int
    month: int | None = None
    day: int | None = None
    only_day: bool = False  # whether the text itself tells no more than the day

    def iso(self) -> str:
        parts = [f"{self.year:04}", *(f"{p:02}" for p in (self.month, self.day) if p is not None)]
        return "-".join(parts)


def find_dates(text: str, *, today: str | None = None) -> list[Date]:
    """The dates of a folded text, in its order. `today` is the document's own date (ISO, as exact as it is known).

    Raises InputError where `today` is no year, month or day in ISO 8601.
    """
    return list(_join_ranges(text, _read_points(text, _parse_iso(today))))


def _parse_iso(iso: str | None) -> _Point | None:
    if iso is None:
        return None
    match = _ISO.fullmatch(iso)
    if not match:
        raise InputError(f"date {iso!r} of the document is not ISO 8601; write 2021, 2021-06 or 2021-06-01")
    return _Point(0, 0, int(match["year"]), _number(match["month"]), _number(match["day"]))


def _read_points(text: str, today: _Point | None) -> Iterator[_Point]:
    near = today
    for match in _POINT.finditer(text):
        point = _resolve(match, near, today)
        if point is not None and _exists(point):
            near = point
            yield point


def _resolve(match: re.Match[str], near: _Point | None, today: _Point | None) -> _Point | None:
    start, end = match.span()
    if match["today"]:
        return _shift(match, today if near is None or near.day is None else near)
    if match["year"] or match["zh_year"] or match["relative"]:
        year = _year_of(match, today)
        return _Point(start, end, year, _number(match["month"]), _number(match["day"])) if year else None
    if near is None:
        return None
    if match["lone_month"]:
        return _Point(start, end, near.year, _number(match["lone_month"]), _number(match["month_day"]))
    return _day_of_month(match, near, today)


def _year_of(match: re.Match[str], today: _Point | None) -> int | None:
    if match["year"]:
        return int(match["year"])
    if match["zh_year"]:
        return int("".join(str(_DIGITS[c]) for c in match["zh_year"]))
    return today.year + _YEARS[match["relative"]] if today else None


def _day_of_month(match: re.Match[str], near: _Point, today: _Point | None) -> _Point | None:
    """28日 and 本月28日: the month is that of the date before, or of the document."""
    base = today if match["this_month"] and today else near
    month = base.month or (today.month if today and today.year == base.year else None)
    if month is None:
        return None
    moved = base.year * 12 + month - 1 + {"上": -1, "下": 1}.get((match["this_month"] or "-")[0], 0)
    day = match["this_day"] if match["this_month"] else match["lone_day"] or match["zh_day"]
    return _Point(*match.span(), moved // 12, moved % 12 + 1, _number(day), only_day=not match["this_month"])


def _shift(match: re.Match[str], near: _Point | None) -> _Point | None:
    """今天 is the day of the dateline or of the document."""
    if near is None or near.month is None or near.day is None:
        return None
    day = datetime.date(near.year, near.month, near.day) + datetime.timedelta(days=_DAYS[match["today"]])
    return _Point(*match.span(), day.year, day.month, day.day)


def _number(numeral: str | None) -> int | None:
    """二十七 -> 27, 27 -> 27."""
    if numeral is None or numeral.isdigit():
        return int(numeral) if numeral else None
    tens, ten, ones = numeral.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def _exists(point: _Point) -> bool:
    if point.month is None:
        return point.day is None
    return point.day is None or point.day <= calendar.monthrange(point.year, point.month)[1]


def _join_ranges(text: str, points: Iterable[_Point]) -> Iterator[Date]:
    """23日和24日, 4月19日至21日, 2022年至2023年度 are one date each."""
    held: list[_Point] = []
    for point in points:
        if held and not _continues(text, held[-1], point):
            yield _date(held)
            held = []
        held.append(point)
    if held:
        yield _date(held)


def _continues(text: str, before: _Point, point: _Point) -> bool:
    between = text[before.end : point.start]
    if not _JOINT.fullmatch(between) or _grain(before) != _grain(point) or point.iso() <= before.iso():
        return False
    # 2023年4月5日和2024年4月6日 are two days; 5月23日和24日 one stretch.
    return between not in "和、" or point.only_day


def _grain(point: _Point) -> int:
    return 1 + (point.month is not None) + (point.day is not None)


def _date(points: list[_Point]) -> Date:
    first, last = points[0], points[-1]
    return Date(first.start, last.end, first.iso(), last.iso() if last is not first else None)
