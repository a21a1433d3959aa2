"""Which mentions a statement is about: those of its own clause, from the cue's phrase to the next predicate."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.statements.clauses import Segment
from extract.statements.cues import DUTY
from extract.model import Mention
from extract.statements.speech import Predicate

# A clause with a subject of its own belongs to no statement: 该战略旨在…, 这将有助于…, 上述活动….
_OWN_SUBJECT = re.compile(r"(?:这|此举|该(?!地区)|上述|它|其(?!间|中|他)|冲突|由)")
_BACK = re.compile(r"(?:对|就)此$")
_ISSUING = frozenset({"发表", "签署"})

Concerns = tuple[tuple[str, ...], tuple[int, int]]


def find_concerns(predicates: Sequence[Predicate], segments: Sequence[Segment], mentions: Sequence[Mention]) -> list[Concerns]:
    """For each predicate the keys of the mentions that it is about, and the span of its clause."""
    out: list[Concerns] = []
    for i, predicate in enumerate(predicates):
        start, end = predicate.phrase_start, _find_end(predicates, i, segments)
        keys = _find_keys(mentions, predicate, start, end)
        if not keys and predicate.is_postposed:
            keys = _look_back(predicate, predicates[:i], out, segments, mentions)
        out.append((keys, (min(start, predicate.clause_start, predicate.start), max(end, predicate.end))))
    return out


def _find_end(predicates: Sequence[Predicate], i: int, segments: Sequence[Segment]) -> int:
    predicate = predicates[i]
    following = predicates[i + 1] if i + 1 < len(predicates) else None
    if following is None or following.sentence != predicate.sentence:
        following = None
    if following and following.start - predicate.end <= 2 and predicate.tail.lstrip("了").startswith(("并", "和", "、")):
        return _find_end(predicates, i + 1, segments)  # 签署并发表《宣言》: one object for both
    if predicate.is_postposed or predicate.is_happening:
        return predicate.end
    end = _find_halt(predicate, segments)
    if following and not (predicate.is_frame and following.inside_frame):
        end = following.clause_start
    return end if predicate.opened else _before_own_subject(predicate, segments, end)


def _find_halt(predicate: Predicate, segments: Sequence[Segment]) -> int:
    """The end of the sentence, or the first semicolon behind the cue."""
    behind = [s for s in segments if s.sentence == predicate.sentence and s.end >= predicate.end]
    return next((s.end for s in behind if s.closing == "；"), behind[-1].end)


def _before_own_subject(predicate: Predicate, segments: Sequence[Segment], end: int) -> int:
    for segment in segments:
        if predicate.end < segment.start < end and _OWN_SUBJECT.match(segment.text):
            return max(s.end for s in segments if s.end < segment.start)
    return end


def _find_keys(mentions: Sequence[Mention], predicate: Predicate, start: int, end: int) -> tuple[str, ...]:
    keys = [m.key for m in mentions if start <= m.start < end and not _is_venue(m, predicate)]
    if predicate.is_happening or predicate.cue.kind == DUTY:
        # 会议举行: what happens happens to the subject; 金砖国家要…: the subject is whom the call addresses.
        keys = [m.key for m in mentions if predicate.prefix.subject_start <= m.start < predicate.prefix.subject_end] + keys
    return tuple(k for k in dict.fromkeys(keys) if k not in predicate.actors)


def _is_venue(mention: Mention, predicate: Predicate) -> bool:
    """两国在北京发表联合声明 is not about Beijing."""
    return predicate.word in _ISSUING and mention.type == "Place" and mention.start < predicate.start


def _look_back(
    predicate: Predicate,
    before: Sequence[Predicate],
    found: Sequence[Concerns],
    segments: Sequence[Segment],
    mentions: Sequence[Mention],
) -> tuple[str, ...]:
    """我们对此表示赞赏，并感到满意: the sentence before, or what the coordinated statement before is about."""
    if _BACK.search(predicate.prefix.phrase):
        return _of_sentence(predicate.sentence - 1, segments, mentions) if predicate.prefix.is_self() else ()
    follows = bool(before) and before[-1].sentence == predicate.sentence and not predicate.prefix.phrase
    return found[-1][0] if follows and _BACK.search(before[-1].prefix.phrase) else ()


def _of_sentence(number: int, segments: Sequence[Segment], mentions: Sequence[Mention]) -> tuple[str, ...]:
    spans = [(s.start, s.end) for s in segments if s.sentence == number]
    if not spans:
        return ()
    return tuple(dict.fromkeys(m.key for m in mentions if spans[0][0] <= m.start < spans[-1][1]))
