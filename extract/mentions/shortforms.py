"""Short forms that a document declares: in brackets behind the full name, and wherever they stand after that."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from extract.mentions.antecedents import Antecedents
from extract.mentions.grammar import load_edge_words
from extract.mentions.names import choose_longest
from extract.model import UNRESOLVED, Mention

# 禁止化学武器组织(禁化武组织), …部长级会议(MC12), …公约》(以下简称《公约》)
_BETWEEN = re.compile(r"[”》]?\((?:以下)?(?:简称|称|即|又称)?(?:为)?[“《]?")
_DECLARATION = re.compile(
    r"""[”》]?\((?:以下)?(?:统)?(?:简称|称)(?:为)?[“《](?P<short>[^”》()]{2,16})[”》]\)
    |[”》]?\((?P<acronym>[A-Z][A-Za-z0-9+\-]{1,11})\)""",
    re.VERBOSE,
)
_NAMED_TYPES = ("Organization", "Treaty", "Instrument", "Event")


def declared_pairs(text: str, mentions: Sequence[Mention]) -> dict[int, int]:
    """For each mention in brackets directly behind another one of its kind: which one (by index)."""
    pairs = {}
    for i, (full, short) in enumerate(itertools.pairwise(mentions)):
        between = text[full.end : short.start]
        if _BETWEEN.fullmatch(between) and re.match(r"[”》]?\)", text[short.end : short.end + 2]) and _same(full, short):
            pairs[i + 1] = i
    return pairs


def _same(full: Mention, short: Mention) -> bool:
    return full.type == short.type or short.status == UNRESOLVED


def find_again(text: str, mentions: Sequence[Mention], seen: Antecedents) -> list[Mention]:
    """The mentions, and the short forms declared here or before wherever they stand without being found."""
    declared = [d for m in mentions for d in _declared_after(text, m)]
    extra = [Mention(s, e, t, "", UNRESOLVED) for s, e, t in declared]
    named = {name: seen.findable.types[name] for name in seen.findable.stand_in(text)}
    named |= {text[m.start : m.end]: m.type for m in mentions if m.type == "Person" and m.status != UNRESOLVED}
    for name, type_ in named.items():
        if name not in load_edge_words().common and _worth_finding(name, type_):
            extra += [Mention(m.start(), m.end(), type_, "", UNRESOLVED) for m in _occurrences(name, text)]
    return choose_longest(extra, mentions) if extra else list(mentions)


def _occurrences(name: str, text: str) -> Iterator[re.Match[str]]:
    """Where the name stands; one in Latin letters only as a whole word."""
    edge = r"(?<![A-Za-z0-9]){}(?![A-Za-z0-9])" if name.isascii() else "{}"
    return re.finditer(edge.format(re.escape(name)), text)


def _worth_finding(name: str, type_: str) -> bool:
    if type_ == "Person":
        return len(name) >= 2
    return (len(name) >= 3 and type_ in _NAMED_TYPES) or (name.isascii() and len(name) > 1)


def _declared_after(text: str, mention: Mention) -> list[tuple[int, int, str]]:
    match = _DECLARATION.match(text, mention.end)
    if match is None:
        return []
    group = "short" if match["short"] else "acronym"
    if match[group] in load_edge_words().common or mention.type in ("Country", "Place", "Person"):
        return []
    return [(*match.span(group), mention.type)]
