"""Chinese and Arabic numerals of ordinals, years and resolution numbers."""

from __future__ import annotations

import re

_DIGITS = {c: i for i, c in enumerate("○一二三四五六七八九")} | {"零": 0, "两": 2, "首": 1}
_UNITS = {"十": 10, "百": 100, "千": 1000}
CHINESE = "○零一二三四五六七八九十百千两"


def read_number(text: str) -> int | None:
    """The value of 六十二, 二○二一, 首, 75 or 一百零三; None when it is no numeral.

    >>> read_number("六十二"), read_number("二○○五"), read_number("首"), read_number("安")
    (62, 2005, 1, None)
    """
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or any(c not in _DIGITS and c not in _UNITS for c in text):
        return None
    if not any(c in _UNITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    return _read_units(text)


def _read_units(text: str) -> int:
    total = digit = 0
    for char in text:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


_NUMERAL = re.compile(rf"(?<=第)(?P<n>\d+|[{CHINESE}]+)(?=[届次轮期号])|(?P<first>首)(?=[届次])")


def normalise_ordinals(name: str) -> str:
    """The name with its ordinals in Arabic numerals, so that 第十二次会晤 and 第12次会晤 are one."""
    return _NUMERAL.sub(lambda m: "第1" if m["first"] else str(read_number(m["n"])), name)


_ORDINAL = re.compile(r"第(?P<n>\d+)[届次轮期]")


def key_of_name(name: str) -> str:
    """The name with its ordinal at the end, so that 第6届工业部长会议 and 工业部长第6次会议 have one key."""
    match = _ORDINAL.search(name)
    if match is None:
        return name
    base = name[: match.start()] + name[match.end() :]
    return f"{base.replace('大会会议', '大会')}/{match['n']}"
