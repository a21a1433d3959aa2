"""The only importer of spaCy, jieba and pyahocorasick.

Names are matched on characters in Chinese (with a word segmenter 7 % of the names were misaligned; on characters none), by
an Aho-Corasick automaton: it takes a fiftieth of the time that spaCy's PhraseMatcher takes to be made, and half the time to
match. In a text without Chinese characters spaCy's PhraseMatcher finds them as whole words. jieba gives word boundaries
and tags where they are evidence: the left edge of a name that no lexicon knows.
"""

from __future__ import annotations

import functools
import importlib.util
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from extract.segmenter import Segmenter

_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W_]+|.", re.DOTALL)

Occurrence = tuple[int, int, str]  # where a name begins and ends, in characters, and the name


@functools.cache
def _vocab() -> Any:
    from spacy.vocab import Vocab

    return Vocab()


def _doc(text: str) -> Any:
    """The words of a folded text, every other character a word too: folding has taken the spaces behind full stops."""
    from spacy.tokens import Doc

    found = _WORD.findall(text)
    return Doc(_vocab(), words=found, spaces=[False] * len(found))


class NameMatcher:
    """Finds every occurrence of every name, overlapping ones too, in the order of their ends.

    In a text without Chinese characters names are whole words. The automaton goes over the two bytes of each character: it
    looks through the branches of a node one by one, and over characters its root would have a thousand.
    """

    def __init__(self, names: Iterable[str]) -> None:
        import ahocorasick

        self._names = sorted({name for name in names if name})
        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_ANY)
        for name in self._names:
            self._automaton.add_word(_as_bytes(name), name)
        self._automaton.make_automaton()
        self._in_words: Any = None

    def __call__(self, text: str) -> list[Occurrence]:
        if not self._names or not _LETTER.search(text):
            return []
        if not _HAN.search(text):
            return list(self._match_words(text))
        wide = _as_bytes(text)
        # A match of whole characters ends on the second byte of one.
        found = [((last + 1) // 2, name) for last, name in self._automaton.iter(wide) if last % 2]
        if len(wide) > 2 * len(text):
            places = [at for at, char in enumerate(text, 1) for _ in range(1 + (char > "\uffff"))]
            found = [(places[end - 1], name) for end, name in found]
        return [(end - len(name), end, name) for end, name in found]

    def _match_words(self, text: str) -> Iterator[tuple[int, int, str]]:
        doc = _doc(text)
        if self._in_words is None:
            self._in_words = _phrase_matcher(name for name in self._names if not _HAN.search(name))
        for _, first, end in self._in_words(doc):
            span = doc[first:end]
            yield span.start_char, span.end_char, text[span.start_char : span.end_char]


class WordFinder:
    """Finds which words of a set stand in a text, wherever they stand."""

    def __init__(self, words: Iterable[str]) -> None:
        import ahocorasick

        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_ANY)
        for word in sorted(set(words)):
            self._automaton.add_word(word, word)
        self._automaton.make_automaton()

    def __call__(self, text: str) -> list[tuple[int, str]]:
        """The place of each word's last character, and the word."""
        return list(self._automaton.iter(text)) if self._automaton else []


def _as_bytes(text: str) -> str:
    """Two characters below 256 for each, four for those outside the basic plane."""
    return text.encode("utf-16-be", "surrogatepass").decode("latin-1")


def _phrase_matcher(names: Iterable[str]) -> Any:
    from spacy.matcher import PhraseMatcher

    matcher = PhraseMatcher(_vocab())
    patterns = [_doc(name) for name in names]
    if patterns:
        matcher.add("name", patterns)
    return matcher


@functools.cache
def _segmenter() -> Segmenter:
    """With jieba's dictionary, which is read without importing jieba."""
    spec = importlib.util.find_spec("jieba")
    assert spec is not None
    assert spec.origin is not None
    return Segmenter(Path(spec.origin).with_name("dict.txt").read_text(encoding="utf-8"))


def tag_of(word: str) -> str:
    """The tag of a word in jieba's dictionary, "" for what is no word there."""
    return _segmenter().tag_of(word)


@functools.lru_cache(maxsize=10_000)
def words(text: str) -> tuple[tuple[str, str], ...]:
    """The words of a text with their part-of-speech tags (jieba's: n, v, ns, nr …), in order, nothing left out.

    The short stretches for which the grammars ask come back in every document, so the answers are kept.
    """
    return tuple(_segmenter()(text))
