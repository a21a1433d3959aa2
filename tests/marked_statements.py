"""Marked-up text for tables: `[中国|Country|CHN]{支持|support@CHN>brics}[金砖国家|Organization|brics]`.

A mention is [surface|Type|key]. A statement is {cue|act}, with + for a commitment, @ and its named actors, > and what
it concerns, keys parted by commas.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.model import Mention

_MARK = re.compile(
    r"\[(?P<surface>[^\[\]|]+)\|(?P<type>[A-Z][a-z]+)\|(?P<key>[^\]]+)\]"
    r"|\{(?P<cue>[^{}|]+)\|(?P<act>[a-z]+)(?P<binds>\+?)(?:@(?P<actors>[^{}>]+))?(?:>(?P<concerns>[^{}]+))?\}"
)


@dataclass(frozen=True, slots=True)
class Expected:
    cue: str
    start: int
    act: str
    commitment: bool
    actors: frozenset[str]
    concerns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Marked:
    text: str
    mentions: tuple[Mention, ...]
    statements: tuple[Expected, ...]


def parse_statements(marked: str) -> Marked:
    text, at, mentions, statements = "", 0, [], []
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        at, start = match.end(), len(text)
        text += match["surface"] or match["cue"]
        if match["surface"]:
            mentions.append(Mention(start, len(text), match["type"], match["key"]))
        else:
            actors, concerns = (frozenset((match[group] or "").split(",")) - {""} for group in ("actors", "concerns"))
            statements.append(Expected(match["cue"], start, match["act"], bool(match["binds"]), actors, concerns))
    return Marked(text + marked[at:], tuple(mentions), tuple(statements))
