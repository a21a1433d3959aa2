"""Whether the words around a name tell that one meeting is meant (it was or will be held), or that a text was signed."""

from __future__ import annotations

import re

_WINDOW = 60  # characters before a name that are looked at
_HELD = r"(?:举行|召开|举办|主办|开幕|闭幕|召集)"
_DAY = r"""(?:\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日|今年|明年|年内|今秋|今春|(?:19|20)\d\d年|[一二三四五六七八九十]+[月日]
    |上半年|下半年|日前|今天|昨天|即将)"""
_BEFORE = re.compile(
    rf"""(?P<dated>{_DAY}[^，。；]{{0,14}}{_HELD}(?:的|了)?[^，。；的]{{0,6}}$)  # 2020年9月4日举行的
    |(?P<day>{_DAY}(?:的|在[^，。；]{{2,10}})?$)                               # 2021年5月17日
    |(?P<plan>(?:举办|主办|承办|召开|出席)$|将{_HELD}$)                         # 支持中国举办
    |(?P<series>(?:举办|主办|承办|召开|举行)[^。；]{{4,30}}[、和]$)             # 举办甲论坛、乙论坛
    |(?P<dated_series>{_DAY}[^，。；]{{0,30}}{_HELD}[^。；]{{0,40}}、$)""",
    re.VERBOSE,
)
_AFTER = re.compile(
    rf"""(?P<day>(?:将|已)?(?:于|在|从){_DAY})                                  # 会晤于6月1日
    |(?P<held>(?:将|已)?(?:于|在)[^，。；]{{1,20}}{_HELD})                      # 会晤将在俄罗斯举行
    |(?P<dated>(?:当天|昨天|今天)?{_DAY}[^，。；]{{0,12}}{_HELD})               # 会晤9日晚以视频方式举行
    |(?P<during>期间)                                                          # 在中国-中亚峰会期间
    |(?P<closed>(?:圆满|成功|胜利)?(?:闭幕|开幕))""",
    re.VERBOSE,
)
# 2020年9月4日，…会议通过视频会议举行: the day opens the sentence, and the clause ends with the holding
_OPENING = re.compile(rf"(?:^|[。；])[^，。；]{{0,8}}{_DAY}[^，。；]{{0,6}}，[^。；]{{0,{_WINDOW}}}$", re.VERBOSE)
_HOLDING = re.compile(rf"(?:(?:将|已)?(?:通过|以|采用)[^，。；]{{1,14}}|(?:圆满|成功|顺利|如期|正式)?){_HELD}(?=[，。；]|$)")
# 联合国大会于2018年12月17日通过: the organ that sits for ever acts, no meeting is held
_ACTED = re.compile(rf"(?:于|在)?{_DAY}[^，。；]{{0,14}}(?:通过|决定|宣布|设立|核可|一致)", re.VERBOSE)
_SIGNED = re.compile(r"(?:签署|签订|缔结|达成)(?:并发表|并交换)?了(?:(?!等|有关|相关|多项|多份|系列|各项)[^，。；、]){0,20}$")


def is_dated(text: str, start: int, end: int) -> bool:
    """Whether a date of holding stands directly before or after the span of a meeting's name."""
    if text.endswith("大会", start, end) and _ACTED.match(text, end):
        return False
    before = text[max(0, start - _WINDOW) : start]
    opened = _HOLDING.match(text, end) and _OPENING.search(text[max(0, start - 2 * _WINDOW) : start])
    return bool(_BEFORE.search(before) or _AFTER.match(text, end) or opened)


def is_signed(text: str, start: int) -> bool:
    """Whether the words before an offset tell that what follows was signed or concluded (签署了两国政府间的…)."""
    return _SIGNED.search(text[max(0, start - 30) : start]) is not None
