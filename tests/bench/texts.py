"""Text to measure with: documents repeated to a wanted length, in every copy with other names, nouns, numbers and dates.

A copy that repeated its words would be read out of caches, and the figures would lie. Verbs, head nouns of names and the
words around them stay, so that as much is found in a copy as in the original.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extract.documents.document import read_documents
from extract.lexicon import Lexicon
from extract.mentions.grammar import load_edge_words, load_heads
from extract.model import Document, Paragraph

_NOUN = "noun"
_COMMON = 300  # how often jieba's dictionary has counted a noun that may take the place of another
_NUMBER = re.compile(r"(?P<year>(?:19|20)[0-9]{2}(?=年|[—-]))|(?P<month>[0-9]{1,2}(?=月))|(?P<day>[0-9]{1,2}(?=日))|(?P<number>[0-9]+)")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")


@dataclass(frozen=True, slots=True)
class Texts:
    """Where the documents are, how long the text is that is made of them, and how long the longest."""

    paths: tuple[Path, ...]
    characters: int
    longest: int

    def read(self) -> Iterator[Document]:
        for path in self.paths:
            yield from read_documents(path)

    def make(self, lexicon: Lexicon, characters: int | None = None) -> Iterator[Document]:
        return repeat(list(self.read()), collect_words(lexicon), characters or self.characters)


@dataclass(frozen=True, slots=True)
class Words:
    """What may be exchanged: the lexicon's Chinese names that one entity bears, by type, and nouns of two characters."""

    types: Mapping[str, str]
    by_type: Mapping[str, Sequence[str]]
    longest: int

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """The longest ones from left to right, as (start, end)."""
        at = 0
        while at < len(text):
            end = next((e for e in range(min(len(text), at + self.longest), at + 1, -1) if text[at:e] in self.types), at)
            if end > at:
                yield at, end
            at = max(end, at + 1)


def collect_words(lexicon: Lexicon) -> Words:
    types = dict.fromkeys(list_nouns(), _NOUN)
    types |= {name: lexicon.entries[keys[0]].type for name, keys in lexicon.names.items() if len(keys) == 1 and _HAN.fullmatch(name)}
    by_type: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(types):
        by_type[types[name]].append(name)
    return Words(types, by_type, max(map(len, types)))


def list_nouns() -> Iterator[str]:
    """jieba's common nouns of two characters that no grammar of names asks for."""
    import jieba

    edges = load_edge_words()
    grammar = {*load_heads().kinds, *edges.stop, *edges.within, *edges.inside, *edges.conjunctions, *edges.openers}
    with jieba.get_dict_file() as stream:
        for line in stream:
            word, count, tag = line.decode("utf-8").split()
            if tag == "n" and len(word) == 2 and int(count) >= _COMMON and word not in grammar:
                yield word


def repeat(documents: Sequence[Document], words: Words, characters: int) -> Iterator[Document]:
    """Copies of the documents, in turn, until there are so many characters; the same for the same documents anywhere."""
    done = copy = 0
    while done < characters:
        for document in documents:
            if done >= characters:
                return
            made = vary(document, words, copy)
            done += count_characters(made)
            yield made
        copy += 1


def vary(document: Document, words: Words, copy: int) -> Document:
    """The document with other words of the same types, each the same throughout, and other numbers and dates."""
    dice = random.Random(f"{document.meta.id} {copy}")
    chosen: dict[str, str] = {}

    renumber = _renumber(dice)
    texts = [_NUMBER.sub(renumber, _exchange(p.text, words, chosen, dice)) for p in document.paragraphs]
    paragraphs = tuple(replace(p, text=text, source=()) for p, text in zip(document.paragraphs, texts, strict=True))
    meta = replace(document.meta, id=f"{document.meta.id}-{copy}", paragraphs=None)
    return Document(meta, paragraphs)


def _exchange(text: str, words: Words, chosen: dict[str, str], dice: random.Random) -> str:
    parts, done = [], 0
    for start, end in words.find(text):
        word = text[start:end]
        if word not in chosen:
            chosen[word] = dice.choice(words.by_type[words.types[word]])
        parts += [text[done:start], chosen[word]]
        done = end
    return "".join([*parts, text[done:]])


def _renumber(dice: random.Random) -> Callable[[re.Match[str]], str]:
    def other(match: re.Match[str]) -> str:
        if match["year"]:
            return str(dice.randint(1990, 2029))
        if match["month"] or match["day"]:
            return str(dice.randint(1, 12 if match["month"] else 28))
        return str(dice.randint(10 ** (len(match[0]) - 1), 10 ** len(match[0]) - 1))

    return other


def count_characters(document: Document) -> int:
    return sum(len(paragraph.text) for paragraph in document.paragraphs)


def write_folder(documents: Iterable[Document], folder: Path) -> int:
    """One text file a document, a paragraph a line with its number; returns how many characters of text were written."""
    folder.mkdir()
    done = 0
    for number, document in enumerate(documents):
        text = "\n\n".join(_numbered(paragraph) for paragraph in document.paragraphs)
        (folder / f"{number:06}-{document.meta.id}.txt").write_text(text + "\n", encoding="utf-8")
        done += count_characters(document)
    return done


def _numbered(paragraph: Paragraph) -> str:
    return f"{paragraph.n}、{paragraph.text}" if paragraph.n.isdecimal() else paragraph.text


def write_lines(documents: Iterable[Document], file: Path) -> int:
    """One file of paragraphs in JSON lines; returns how many characters of text were written."""
    done = 0
    with file.open("w", encoding="utf-8") as stream:
        for document in documents:
            for p in document.paragraphs:
                stream.write(json.dumps({"doc": document.meta.id, "n": p.n, "text": p.text}, ensure_ascii=False) + "\n")
            done += count_characters(document)
    return done
