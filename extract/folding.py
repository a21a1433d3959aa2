"""One written form for the many ways in which the same text is typed, with the way back to the original offsets.

Everything after the reading of documents works on folded text: white space inside Chinese is gone (`第75 / 1号` becomes
`第75/1号`), full-width letters, digits and brackets are half-width, all dashes are `-`, all middle dots `·`, and
punctuation next to Chinese is Chinese punctuation, and traditional characters are simplified. The names of the
lexicon are folded in the same way.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Sequence
from importlib import resources

from extract.records import record

_CHARS = {
    **{chr(c): chr(c - 0xFEE0) for c in range(0xFF10, 0xFF1A)},  # digits
    **{chr(c): chr(c - 0xFEE0) for c in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))},  # letters
    **dict.fromkeys("‐‑‒–—―－−﹣", "-"),
    **dict.fromkeys("·•・‧∙⋅●", "·"),
    **{"（": "(", "）": ")", "〇": "○", "「": "“", "」": "”", "『": "‘", "』": "’", "﹐": "，", "／": "/", "％": "%"},
}
_ASCII_PUNCTUATION = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
_FOLDED = re.compile(f"[{''.join(map(re.escape, _CHARS))}]")
_SPACES = re.compile(r"\s+")
_BETWEEN_WORDS = re.compile(r"(?<=[A-Za-z0-9])\s+(?=[A-Za-z0-9])")
_ASCII_MARK = re.compile("[,:;?!]")
# Characters that a simplified text never has; only where one of them stands is a text translated, since 著 and 乾 are both.
_TRADITIONAL = re.compile("[國會議與這為東個經發聯關對們時際總統組織條約見區務實]")
_PUNCTUATION = re.compile(r"(?<=[\u3400-\u9fff)”》])[,:;?!]|[,:;?!](?=[\u3400-\u9fff“《])")


@record
class Folded:
    """`text[i]` stands at `source[index[i]]`; `index` has one more item than `text`."""

    source: str
    text: str
    index: Sequence[int]

    @property
    def is_aligned(self) -> bool:
        """Whether every character stands at its own place in the source: no space was taken out."""
        return len(self.text) == len(self.source)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the source of a non-empty span of the folded text."""
        return self.index[start], self.index[end - 1] + 1

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The span of the folded text that a span of the source has become."""
        size = len(self.index) - 1
        first = bisect_left(self.index, start, hi=size)
        behind = bisect_left(self.index, end, hi=size)
        return (first, behind) if first < behind else (0, 0)


def fold(source: str) -> Folded:
    text, index = _fold_spaces(source)
    text = _FOLDED.sub(lambda m: _CHARS[m[0]], text)
    if _TRADITIONAL.search(text):
        text = text.translate(_simplified())
    text = _quotes(text)
    if _ASCII_MARK.search(text):
        text = _PUNCTUATION.sub(lambda m: _ASCII_PUNCTUATION[m[0]], text)
    return Folded(source, text, index)


def _fold_spaces(source: str) -> tuple[str, Sequence[int]]:
    """Only one space between two Latin words is kept: `Security Council`, but not `2020 年`. With the index of what is left."""
    text: list[str] = []
    index: list[int] = []
    done = 0
    for match in _SPACES.finditer(source):
        kept = _BETWEEN_WORDS.match(source, match.start()) is not None
        text += [source[done : match.start()], " " * kept]
        index += range(done, match.start() + kept)
        done = match.end()
    if not done:
        return source, range(len(source) + 1)
    index += range(done, len(source) + 1)
    return "".join([*text, source[done:]]), index


@functools.cache
def _simplified() -> dict[int, str]:
    """Traditional character -> the first of its simplified ones (OpenCC's table), one for one."""
    table = resources.files("opencc").joinpath("dictionary", "TSCharacters.txt").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in table.splitlines() if "\t" in line)
    return {ord(one): other.split()[0] for one, other in pairs if len(one) == 1 and len(other.split()[0]) == 1}


def fold_name(name: str) -> str:
    return fold(name).text


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
