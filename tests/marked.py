"""Texts with their mentions marked: `[中国|C]和[联合国|O]`, types by letter, keys where a test says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.folding import fold
from extract.lexicon import Lexicon
from extract.mentions.find import find_mentions
from extract.mentions.link import link
from extract.model import Mention, Metadata
from extract.passage import Passage

LETTERS = {
    "Country": "C", "Place": "L", "Organization": "O", "Treaty": "T",
    "Resolution": "R", "Instrument": "I", "Event": "E", "Person": "P",
}  # fmt: skip
_MARK = re.compile(r"\[(?P<surface>[^\[\]|]+)\|[A-Z](?::[^\]]*)?\]")


def plain(marked: str) -> str:
    return fold(_MARK.sub(lambda m: m["surface"], marked)).text


def mark(text: str, mentions: Sequence[Mention], *, keys: bool = False) -> str:
    for m in reversed(mentions):
        label = LETTERS[m.type] + (f":{m.key}" if keys else "")
        text = f"{text[: m.start]}[{text[m.start : m.end]}|{label}]{text[m.end :]}"
    return text


def read(marked: Sequence[str], lexicon: Lexicon, *, date: str | None = None) -> list[Passage]:
    """The paragraphs, their marks taken off, with mentions found and linked."""
    texts = [plain(m) for m in marked]
    passages = [Passage(str(n), t, mentions=tuple(find_mentions(t, lexicon))) for n, t in enumerate(texts, 1)]
    return link(passages, lexicon, Metadata("a-document", date=date))
