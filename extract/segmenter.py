"""Cuts Chinese into words as jieba does without its model for unknown words: along the likeliest path through its dictionary.

The words and tags are those of `jieba.posseg.cut(text, HMM=False)`; they come in half the time, since the dictionary is
laid out for this one question, and jieba, which takes more than half a second to import, is not imported.
"""

from __future__ import annotations

import math
import re
import sys

_BLOCK = re.compile(r"(?P<words>[\u4e00-\u9fd5a-zA-Z0-9+#&._]+)|\r\n|.", re.DOTALL)
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_UNKNOWN, _FOREIGN = "x", "eng"


class Segmenter:
    """`dictionary` holds word, count and tag a line, with a space between them, as jieba's dict.txt does."""

    def __init__(self, dictionary: str) -> None:
        fields = dictionary.split()
        words, counts = fields[::3], list(map(int, fields[1::3]))
        total = math.log(sum(counts))
        weights = {count: math.log(count) - total for count in set(counts)}
        self._tags = dict(zip(words, map(sys.intern, fields[2::3]), strict=True))
        self._weights = dict(zip(words, map(weights.__getitem__, counts), strict=True))  # the logarithm of a word's share
        self._unknown = -total
        longest: dict[str, int] = {}
        for word in words:
            if len(word) > 1:
                longest[word[:2]] = max(len(word), longest.get(word[:2], 0))
        # Two characters -> their weight as a word, if they are one, and the length of the longest word that begins with them.
        self._pairs = {pair: (self._weights.get(pair), length) for pair, length in longest.items()}

    def __call__(self, text: str) -> list[tuple[str, str]]:
        """The words with their tags, in order, nothing left out."""
        cut: list[tuple[str, str]] = []
        for block in _BLOCK.finditer(text):
            cut += self._cut(block[0]) if block.lastgroup else [(block[0], _UNKNOWN)]
        return cut

    def _cut(self, block: str) -> list[tuple[str, str]]:
        ends, tags = self._find_ends(block), self._tags
        cut: list[tuple[str, str]] = []
        at = foreign = 0  # `foreign`: where the Latin letters begin that stand before `at`
        while at < len(block):
            end = ends[at]
            if end - at > 1 or block[at] not in _LATIN:
                if foreign < at:
                    cut.append((block[foreign:at], _FOREIGN))
                word = block[at:end]
                cut.append((word, tags.get(word, _UNKNOWN)))
                foreign = end
            at = end
        if foreign < at:
            cut.append((block[foreign:at], _FOREIGN))
        return cut

    def _find_ends(self, block: str) -> list[int]:
        """Where the word ends that begins at each character, on the likeliest path from there; of equal ones the longest."""
        weights, pairs, size = self._weights, self._pairs, len(block)
        ends = list(range(1, size + 1))
        likely = [0.0] * (size + 1)
        for at in range(size - 1, -1, -1):
            best = weights.get(block[at])
            if best is not None:
                best += likely[at + 1]
            weight, reach = pairs.get(block[at : at + 2], _NONE)
            if weight is not None and (best is None or weight + likely[at + 2] >= best):
                ends[at], best = at + 2, weight + likely[at + 2]
            for end in range(at + 3, min(at + reach, size) + 1):
                weight = weights.get(block[at:end])
                if weight is not None and (best is None or weight + likely[end] >= best):
                    ends[at], best = end, weight + likely[end]
            likely[at] = self._unknown + likely[at + 1] if best is None else best
        return ends


_NONE: tuple[float | None, int] = (None, 0)
