"""Which mentions a statement is about: those of its own clause, from the cue's phrase to the next predicate."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from extract.model import Mention
from extract.statements.clauses import Segment, select_mentions
from extract.statements.cues import DUTY
from extract.statements.speech import Predicate
from extract.statements.subjects import load_patterns

# A clause with a subject of its own belongs to no statement: 该战略旨在…, 这将有助于…, 上述活动….
_OWN_SUBJECT = re.compile(r"(?:这|此举|该(?!地区)|上述|它|其(?!间|中|他)|冲突|由)")
_BACK = re.compile(r"(?:对|就)此$")
_ISSUING = frozenset({"发表", "签署"})

Concerns = tuple[tuple[str, ...], tuple[int, int]]


def drop_offices(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions without those that only say whose office a named person holds: 俄罗斯 in 俄罗斯总统普京."""
    kept: list[Mention] = []
    after: Mention | None = None
    holds = False  # whether what stands behind is a person or the office of one
    for mention in reversed(mentions):
        between = text[mention.end : after.start] if after else ""
        belongs = holds and mention.type in ("Country", "Organization") and bool(load_patterns().title.fullmatch(between))
        holds = mention.type == "Person" or belongs
        if not belongs:
            kept.append(mention)
        after = mention
    return tuple(reversed(kept))


def find_concerns(predicates: Sequence[Predicate], segments: Sequence[Segment], mentions: Sequence[Mention]) -> list[Concerns]:
    """For each predicate the keys of the mentions that it is about, and the span of its clause."""
    out: list[Concerns] = []
    ends = _find_ends(predicates, segments)
    for i, (predicate, end) in enumerate(zip(predicates, ends, strict=True)):
        start = predicate.phrase_start
        keys = _find_keys(mentions, predicate, start, end)
        if not keys and predicate.is_postposed:
            keys = _look_back(predicate, predicates[i - 1] if i else None, out, segments, mentions)
        out.append((keys, (min(start, predicate.clause_start, predicate.start), max(end, predicate.end))))
    return out


def _find_ends(predicates: Sequence[Predicate], segments: Sequence[Segment]) -> list[int]:
    """Where the clause of each predicate ends; the last is settled first, for verbs may share an object."""
    ends: list[int] = []
    following: Predicate | None = None
    for predicate in reversed(predicates):
        near = following if following is not None and following.sentence == predicate.sentence else None
        if near and near.start - predicate.end <= 2 and predicate.tail.lstrip("了").startswith(("并", "和", "、")):
            ends.append(ends[-1])  # 签署并发表《宣言》: one object for both
        else:
            ends.append(_find_end(predicate, near, segments))
        following = predicate
    return ends[::-1]


def _find_end(predicate: Predicate, following: Predicate | None, segments: Sequence[Segment]) -> int:
    if predicate.is_postposed or predicate.is_happening:
        return predicate.end
    behind = _follow(predicate, segments)
    end = behind[-1].end
    if following and not (predicate.is_frame and following.inside_frame):
        end = following.clause_start
    return end if predicate.opened else _before_own_subject(predicate, behind, end)


def _follow(predicate: Predicate, segments: Sequence[Segment]) -> list[Segment]:
    """The segment of the cue and those behind it, to the end of the sentence or the first semicolon."""
    behind: list[Segment] = []
    for at in range(bisect_left(segments, predicate.end, key=lambda s: s.end), len(segments)):
        if segments[at].sentence != predicate.sentence:
            break
        behind.append(segments[at])
        if segments[at].closing == "；":
            break
    return behind


def _before_own_subject(predicate: Predicate, behind: Sequence[Segment], end: int) -> int:
    for before, segment in pairwise(behind):
        if predicate.end < segment.start < end and _OWN_SUBJECT.match(segment.text):
            return before.end
    return end


def _find_keys(mentions: Sequence[Mention], predicate: Predicate, start: int, end: int) -> tuple[str, ...]:
    inside = select_mentions(mentions, start, end)
    keys = [m.key for m in inside if not _is_venue(m, predicate) and not _takes_part(m, predicate)]
    if predicate.is_happening or predicate.cue.kind == DUTY:
        # 会议举行: what happens happens to the subject; 金砖国家要…: the subject is whom the call addresses.
        prefix = predicate.prefix
        keys = [m.key for m in select_mentions(mentions, prefix.subject_start, prefix.subject_end)] + keys
    return tuple(k for k in dict.fromkeys(keys) if k not in predicate.actors)


def _is_venue(mention: Mention, predicate: Predicate) -> bool:
    """两国在北京发表联合声明 is not about Beijing."""
    return predicate.word in _ISSUING and mention.type == "Place" and mention.start < predicate.start


def _takes_part(mention: Mention, predicate: Predicate) -> bool:
    return predicate.partner_start <= mention.start < predicate.start


def _look_back(
    predicate: Predicate,
    before: Predicate | None,
    found: Sequence[Concerns],
    segments: Sequence[Segment],
    mentions: Sequence[Mention],
) -> tuple[str, ...]:
    """我们对此表示赞赏，并感到满意: the sentence before, or what the coordinated statement before is about."""
    if _BACK.search(predicate.prefix.phrase):
        return _of_sentence(predicate.sentence - 1, segments, mentions) if predicate.prefix.is_self() else ()
    follows = before is not None and before.sentence == predicate.sentence and not predicate.prefix.phrase
    return found[-1][0] if before and follows and _BACK.search(before.prefix.phrase) else ()


def _of_sentence(number: int, segments: Sequence[Segment], mentions: Sequence[Mention]) -> tuple[str, ...]:
    first = bisect_left(segments, number, key=lambda s: s.sentence)
    behind = bisect_left(segments, number + 1, key=lambda s: s.sentence)
    if first == behind:
        return ()
    inside = select_mentions(mentions, segments[first].start, segments[behind - 1].end)
    return tuple(dict.fromkeys(m.key for m in inside))
