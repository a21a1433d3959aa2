"""queries/style.grass as Neo4j Browser reads it: its rules, what they give a node, and what fits into a circle."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

FILE = Path(__file__).parent.parent / "queries" / "style.grass"
Rules = Mapping[str, Mapping[str, str]]  # node.Country -> {color: #c2412c, …}, in the order of the file
RULE = re.compile(r"(?P<selector>[^\s{}]+)\s*\{(?P<body>(?:[^'\"{}]|'[^']*'|\"[^\"]*\")*)\}")
SPACE, NARROW = 0.33, 0.64  # the widths of a space and of a digit or Latin letter in wide fonts, in font sizes


def read_style(text: str) -> dict[str, dict[str, str]]:
    """The rules by selector. Raises ValueError where something stands between them, such as a comment: Browser takes none."""
    if RULE.sub("", text).strip():
        raise ValueError(f"not a rule: {RULE.sub('', text).strip()[:60]}")
    pairs = {rule["selector"]: [line.partition(":") for line in rule["body"].split(";")] for rule in RULE.finditer(text)}
    return {name: {key.strip(): value.strip(" '\"") for key, _, value in lines if value} for name, lines in pairs.items()}


def style_of(rules: Rules, labels: Iterable[str]) -> dict[str, str]:
    """What the rules give a node: every rule of its labels counts, a later one over an earlier one."""
    wanted = {"node", *(f"node.{label}" for label in labels)}
    return {key: value for name, rule in rules.items() if name in wanted for key, value in rule.items()}


def lines_of(caption: str, *, diameter: float, font: float) -> list[str] | None:
    """The lines in which Browser writes a caption into a circle; None where it cuts it."""
    words = caption.split(" ")
    for count in range(1, int(diameter / font) + 1):
        left, lines = list(words), []
        for number in range(count):
            lines.append(_take(left, _room(number, count, diameter=diameter, font=font), font))
        if not left:
            return lines
    return None


def _room(number: int, count: int, *, diameter: float, font: float) -> float:
    """The width of the circle where a line is."""
    base = (1 + number - count / 2) * font
    middle = base - font / 2 if number < count / 2 else base + font / 2
    return 2 * math.sqrt(max(0.0, diameter**2 / 4 - middle**2))


def _take(words: list[str], room: float, font: float) -> str:
    taken = []
    while words and _width(words[0], font) < room - SPACE * font:
        room -= _width(words[0], font) + SPACE * font
        taken.append(words.pop(0))
    return " ".join(taken)


def _width(word: str, font: float) -> float:
    return sum(font if ord(character) > 0x2E7F or character in "—…" else NARROW * font for character in word)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (#rrggbb) as WCAG 2 defines it: 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
