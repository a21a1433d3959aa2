"""Sentences and segments of folded text, and its skeleton: the same text in which names cannot be mistaken for words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extract.model import Mention
from extract.records import record

# One private-use character a type: a mention of n characters becomes n of them, so that offsets hold.
MARKS = {
    "Country": "\ue000",
    "Place": "\ue001",
    "Organization": "\ue002",
    "Treaty": "\ue003",
    "Resolution": "\ue004",
    "Instrument": "\ue005",
    "Event": "\ue006",
    "Person": "\ue007",
}
PARTY = "\ue008"  # a country, or a continent with its states, as a party that speaks: 中方, 非方
QUOTED = "\ue010"
_QUOTES = re.compile(r"“[^“”。]*”|‘[^‘’。]*’|《[^《》]*》|\([^()]*\)|\[[^\[\]]*\]")
_SENTENCE = re.compile(r"[^。！!？?]*[。！!？?]+[”’)]*|[^。！!？?]+$")
_SEGMENT = re.compile(r"(?P<text>[^，；：;]*)(?P<closing>[，；：;])|(?P<last>[^，；：;]+)")


@record
class Segment:
    """A stretch between two commas, semicolons or colons; `text` is its skeleton without the closing mark.

    `sentence` counts the paragraph's sentences; `closing` is the mark that ends the segment. `first`: nothing, or a
    semicolon, stands before it in its sentence.
    """

    start: int
    end: int
    text: str
    closing: str
    sentence: int
    first: bool


def make_skeleton(text: str, mentions: Sequence[Mention]) -> str:
    """Mentions become marks of their type; what stands in quotation marks or brackets becomes QUOTED."""
    out = _QUOTES.sub(lambda m: QUOTED * len(m[0]), text)
    for mention in mentions:
        mark = _choose_mark(text, mention) * (mention.end - mention.start)
        out = out[: mention.start] + mark + out[mention.end :]
    return out


def _choose_mark(text: str, mention: Mention) -> str:
    length = mention.end - mention.start
    speaks = text[mention.end - 1] == "方" and (mention.type == "Country" or (mention.type == "Place" and length == len("非方")))
    return PARTY if speaks else MARKS[mention.type]


def select_mentions(mentions: Sequence[Mention], start: int, end: int) -> Sequence[Mention]:
    """The mentions that begin in [start, end); they are in the order of the text."""
    first = bisect_left(mentions, start, key=_start)
    return mentions[first : bisect_left(mentions, end, lo=first, key=_start)]


def _start(mention: Mention) -> int:
    return mention.start


def split_segments(skeleton: str) -> Iterator[Segment]:
    for number, sentence in enumerate(_SENTENCE.finditer(skeleton)):
        body = sentence[0].rstrip("。！!？?”’)")
        first = True
        for match in _SEGMENT.finditer(body):
            start, closing = sentence.start() + match.start(), match["closing"] or "。"
            text = match["text"] if match["closing"] else match["last"]
            yield Segment(start, start + len(text), text, closing, number, first)
            first = closing == "；"
