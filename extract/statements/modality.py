"""How a statement stands to what it says: denied, under a condition, and in which part each concern takes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.model import Mention, Span
from extract.statements.clauses import select_mentions
from extract.statements.cues import DUTY
from extract.statements.speech import Predicate

ADDRESSEE, OBJECT, VENUE = "addressee", "object", "venue"
# At the head of a complement: 强调不应采取…, 呼吁避免使用暴力, 承诺不诉诸武力.
_DENIAL = re.compile(
    r"[，：]?[^，。；]{0,6}?(?P<word>不应|不得|不能|不会|不再|不可|不容|禁止|避免|防止|杜绝|反对|拒绝|停止|绝不|决不|永不|均不)"
)
_CONDITION = re.compile(
    r"(?:如果|倘若|若|只要|只有|除非|一旦)[^，。；]{2,60}|在[^，。；]{2,40}?(?:前提|条件|(?<!所有)(?<!任何)(?<!各种)情况)下|视[^，。；]{2,20}而定"
)
_BEFORE_VENUE = re.compile(r"(?:在|于|位于|设在)$")
_TAKES_PLACE = re.compile(r"[^，。；]{0,12}?(?:举行|召开|举办|境内|开设|设立|建立|成立|启动|发表|开展|会面|聚首)")
_WORKS_ON = re.compile(r"[对向就同与]")
_BETWEEN = re.compile(r"(?:[、和与及]|以及|各国|政府|双方|等|有关|相关|国家|领导人|人民|冲突)*")


def find_denial(skeleton: str, predicate: Predicate, end: int) -> Span | None:
    """The word at the head of the complement that denies it, in the skeleton."""
    match = _DENIAL.match(skeleton, predicate.end, end)
    return Span(*match.span("word")) if match else None


def find_condition(text: str, start: int, end: int) -> Span | None:
    """The clause on which the statement depends, between the statement before and its own end."""
    match = _CONDITION.search(text, start, end)
    return Span(match.start(), match.end()) if match else None


def find_roles(
    text: str, predicate: Predicate, concerns: Sequence[str], mentions: Sequence[Mention], end: int
) -> dict[str, str]:
    """Key -> role for the concerns whose part the text shows; a concern whose part is not shown is left out."""
    roles: dict[str, str] = {}
    follows = predicate.end
    for mention in _select_near(predicate, mentions, end):
        if mention.key not in concerns:
            continue
        if mention.start >= follows and _BETWEEN.fullmatch(text[follows : mention.start]):
            roles.setdefault(mention.key, ADDRESSEE if predicate.addressed else OBJECT)
            follows = mention.end
        elif predicate.cue.kind == DUTY and predicate.prefix.subject_start <= mention.start < predicate.prefix.subject_end:
            roles.setdefault(mention.key, ADDRESSEE)
        elif _is_venue(text, mention):
            roles.setdefault(mention.key, VENUE)
        elif predicate.is_postposed and _WORKS_ON.match(text, mention.start - 1):
            roles.setdefault(mention.key, OBJECT)
    return roles


def _select_near(predicate: Predicate, mentions: Sequence[Mention], end: int) -> Sequence[Mention]:
    """The mentions of the clause, with its subject."""
    start = min(predicate.prefix.subject_start, predicate.phrase_start, predicate.clause_start)
    return select_mentions(mentions, start, end)


def _is_venue(text: str, mention: Mention) -> bool:
    if mention.type not in ("Place", "Country"):
        return False
    return bool(_BEFORE_VENUE.search(text[max(0, mention.start - 2) : mention.start]) and _TAKES_PLACE.match(text, mention.end))
