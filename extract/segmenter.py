"""Cuts Chinese into words as jieba does without its model for unknown words: along the likeliest path through its dictionary.

The words and tags are those of `jieba.posseg.cut(text, HMM=False)`; they come in a third of the time, since the dictionary
is laid out for this one question, and jieba, which takes more than half a second to import, is not imported.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

_BLOCK = re.compile(r"(?P<words>[\u4e00-\u9fd5a-zA-Z0-9+#&._]+)|\r\n|.", re.DOTALL)
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_UNKNOWN, _FOREIGN = "x", "eng"

_Word = tuple[float, str]  # the logarithm of a word's share of all words, and its tag
_NO_PAIR: tuple[_Word | None, int] = (None, 0)


class Segmenter:
    """`dictionary` holds word, count and tag a line, with a space between them, as jieba's dict.txt does."""

    def __init__(self, dictionary: str) -> None:
        fields = dictionary.split()
        kinds = list(zip(map(int, fields[1::3]), fields[2::3], strict=True))
        total = math.log(sum(count for count, _ in kinds))
        made = {(count, tag): (math.log(count) - total, tag) for count, tag in set(kinds)}
        words = dict(zip(fields[::3], map(made.__getitem__, kinds), strict=True))
        self._unknown = -total
        self._pairs = _lay_out_pairs(words)
        self._others = {word: entry for word, entry in words.items() if len(word) != 2}

    def __call__(self, text: str) -> list[tuple[str, str]]:
        """The words with their tags, in order, nothing left out."""
        cut: list[tuple[str, str]] = []
        for block in _BLOCK.finditer(text):
            cut += self._cut(block[0]) if block.lastgroup else [(block[0], _UNKNOWN)]
        return cut

    def tag_of(self, word: str) -> str:
        """The tag of a word of the dictionary, "" for any other."""
        entry = self._pairs.get(word, _NO_PAIR)[0] if len(word) == 2 else self._others.get(word)
        return entry[1] if entry else ""

    def _cut(self, block: str) -> list[tuple[str, str]]:
        ends, tags = self._find_path(block)
        cut: list[tuple[str, str]] = []
        at = foreign = 0  # `foreign`: where the Latin letters begin that stand before `at`
        while at < len(block):
            end = ends[at]
            if end - at > 1 or block[at] not in _LATIN:
                if foreign < at:
                    cut.append((block[foreign:at], _FOREIGN))
                cut.append((block[at:end], tags[at]))
                foreign = end
            at = end
        if foreign < at:
            cut.append((block[foreign:at], _FOREIGN))
        return cut

    def _find_path(self, block: str) -> tuple[list[int], list[str]]:
        """Where the word ends that begins at each character on the likeliest path from there, and its tag.

        Of paths that are equally likely the one with the longest word.
        """
        pairs, others, size = self._pairs, self._others, len(block)
        likely = [0.0] * (size + 1)
        ends, tags = list(range(1, size + 1)), [_UNKNOWN] * size
        for at in range(size - 1, -1, -1):
            pair, reach = pairs.get(block[at : at + 2], _NO_PAIR)
            word = others.get(block[at])
            best = None
            if word is not None:
                best, tags[at] = word[0] + likely[at + 1], word[1]
            if pair is not None and (best is None or pair[0] + likely[at + 2] >= best):
                best, ends[at], tags[at] = pair[0] + likely[at + 2], at + 2, pair[1]
            for end in range(at + 3, min(at + reach, size) + 1) if reach > 2 else ():
                word = others.get(block[at:end])
                if word is not None and (best is None or word[0] + likely[end] >= best):
                    best, ends[at], tags[at] = word[0] + likely[end], end, word[1]
            likely[at] = self._unknown + likely[at + 1] if best is None else best
        return ends, tags


def _lay_out_pairs(words: Mapping[str, _Word]) -> dict[str, tuple[_Word | None, int]]:
    """Two characters -> the word that they are, if any, and the length of the longest word that begins with them."""
    longest: dict[str, int] = {}
    for word in words:
        if len(word) > 1:
            longest[word[:2]] = max(len(word), longest.get(word[:2], 0))
    shared: dict[tuple[_Word | None, int], tuple[_Word | None, int]] = {}
    found = ((pair, (words.get(pair), length)) for pair, length in longest.items())
    return {pair: shared.setdefault(entry, entry) for pair, entry in found}
