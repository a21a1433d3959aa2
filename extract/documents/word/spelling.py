"""Numbers in the forms of Word's lists (w:numFmt; ECMA-376, part 1, 17.18.59)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def spell_number(number: int, form: str) -> str:
    """The number in a form of Word; in digits where the form is none of those that these texts use."""
    return _FORMS.get(form, str)(number)


def spell_chinese(number: int) -> str:
    """三, 十二, 二十, 一百零三.

    >>> [spell_chinese(number) for number in (3, 12, 20, 103, 110, 2005)]
    ['三', '十二', '二十', '一百零三', '一百一十', '二千零五']
    """
    if not 0 < number < 10_000:
        return str(number)
    digits = str(number)
    spelled = "".join(_DIGITS[int(d)] + (_UNITS[len(digits) - 1 - i] if d != "0" else "") for i, d in enumerate(digits))
    spelled = re.sub("零+", "零", spelled).rstrip("零")
    return spelled.removeprefix("一") if 10 <= number < 20 else spelled


def spell_roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    spelled = ""
    for worth, numeral in _ROMAN:
        spelled += numeral * (number // worth)
        number %= worth
    return spelled


def spell_letter(number: int) -> str:
    """a … z, aa, bb …"""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= 780 else str(number)


def _enclosed(first: str, most: int) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= most else str(number)


def _digits_from(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(digit)] for digit in str(number))


def _stem(number: int) -> str:
    return "甲乙丙丁戊己庚辛壬癸"[number - 1] if 0 < number <= 10 else str(number)


_CHINESE = ("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseCounting")
_FORMS: Mapping[str, Callable[[int], str]] = {
    **dict.fromkeys(_CHINESE, spell_chinese),
    **dict.fromkeys(("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"), _digits_from("〇一二三四五六七八九")),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), _digits_from("０１２３４５６７８９")),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _enclosed("①", 20)),
    "decimalEnclosedParen": lambda n: f"({n})",
    "decimalEnclosedFullstop": lambda n: f"{n}.",
    "decimalZero": lambda n: f"{n:02}",
    "ideographTraditional": _stem,
    "upperRoman": spell_roman,
    "lowerRoman": lambda n: spell_roman(n).lower(),
    "upperLetter": lambda n: spell_letter(n).upper(),
    "lowerLetter": spell_letter,
    "none": lambda _: "",
    "bullet": lambda _: "",
}
