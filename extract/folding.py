"""One written form for the many ways in which the same text is typed, with the way back to the original offsets.

Everything after the reading of documents works on folded text: white space inside Chinese is gone (`第75 / 1号` becomes
`第75/1号`), full-width letters, digits and brackets are half-width, all dashes are `-`, all middle dots `·`, and
punctuation next to Chinese is Chinese punctuation, and traditional characters are simplified. The names of the
lexicon are folded in the same way.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib import resources

_CHARS = {
    **{chr(c): chr(c - 0xFEE0) for c in range(0xFF10, 0xFF1A)},  # digits
    **{chr(c): chr(c - 0xFEE0) for c in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))},  # letters
    **dict.fromkeys("‐‑‒–—―－−﹣", "-"),
    **dict.fromkeys("·•・‧∙⋅●", "·"),
    **{"（": "(", "）": ")", "〇": "○", "「": "“", "」": "”", "『": "‘", "』": "’", "﹐": "，", "／": "/", "％": "%"},
}
_ASCII_PUNCTUATION = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
_TABLE = str.maketrans(_CHARS)
_WORD = re.compile(r"[A-Za-z0-9]")
# Characters that a simplified text never has; only where one of them stands is a text translated, since 著 and 乾 are both.
_TRADITIONAL = re.compile("[國會議與這為東個經發聯關對們時際總統組織條約見區務實]")
_PUNCTUATION = re.compile(r"(?<=[\u3400-\u9fff)”》])[,:;?!]|[,:;?!](?=[\u3400-\u9fff“《])")


@dataclass(frozen=True, slots=True)
class Folded:
    """`text[i]` stands at `source[index[i]]`; `index` has one more item than `text`."""

    source: str
    text: str
    index: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the source of a non-empty span of the folded text."""
        return self.index[start], self.index[end - 1] + 1

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The span of the folded text that a span of the source has become."""
        inside = [i for i, at in enumerate(self.index[:-1]) if start <= at < end]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)


def fold(source: str) -> Folded:
    kept = [i for i, char in enumerate(source) if not char.isspace() or _between_words(source, i)]
    text = "".join(" " if source[i].isspace() else source[i] for i in kept).translate(_TABLE)
    if _TRADITIONAL.search(text):
        text = text.translate(_simplified())
    text = _PUNCTUATION.sub(lambda m: _ASCII_PUNCTUATION[m[0]], _quotes(text))
    return Folded(source, text, (*kept, len(source)))


@functools.cache
def _simplified() -> dict[int, str]:
    """Traditional character -> the first of its simplified ones (OpenCC's table), one for one."""
    table = resources.files("opencc").joinpath("dictionary", "TSCharacters.txt").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in table.splitlines() if "\t" in line)
    return {ord(one): other.split()[0] for one, other in pairs if len(one) == 1 and len(other.split()[0]) == 1}


def fold_name(name: str) -> str:
    return fold(name).text


def _between_words(source: str, i: int) -> bool:
    """Only the first of the spaces between two Latin words is kept: `Security Council`, but not `2020 年`."""
    if i == 0 or source[i - 1].isspace():
        return False
    behind = source[i:].lstrip()[:1] if source[i + 1 : i + 2].isspace() else source[i + 1 : i + 2]
    return bool(_WORD.match(source[i - 1]) and behind and _WORD.match(behind))


def _quotes(text: str) -> str:
    """Straight quotation marks around Chinese become “ and ”, in turn."""
    if '"' not in text:
        return text
    out, opening = [], True
    for char in text:
        if char == '"':
            out.append("“" if opening else "”")
            opening = not opening
        else:
            out.append(char)
    return "".join(out)
