"""Who does what with words: cues at the head of a speaker's predicate become statements.

A paragraph is read segment by segment (between commas). A cue counts where the stretch before it reads as
connectives, subject, adverbs and prepositional phrase. What follows it is its complement, and which further cues are
the speaker's own, and which belong to the complement, depends on the cue that opened it (see predicates.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.model import Mention, Promise, Statement
from extract.passage import Passage, Profile
from extract.records import change
from extract.statements.clauses import Segment, make_skeleton, split_segments
from extract.statements.commitments import is_commitment
from extract.statements.concerns import Concerns, drop_offices, find_concerns
from extract.statements.cues import NOUN, Cue, find_cues, with_verb
from extract.statements.modality import find_condition, find_denial, find_roles
from extract.statements.predicates import accepts
from extract.statements.promises import weigh_promise
from extract.statements.speech import TELLING, Predicate, Speech
from extract.statements.stages import find_stages
from extract.statements.strength import measure_strength
from extract.statements.subjects import Prefix, read_prefix

_BODY_HEAD = re.compile(r"(?:工作组|委员会|理事会|小组|执行局)$")

# 同意伊朗成为成员国: agreed to, not promised.
_ADMITS = re.compile(r"[\ue000-\ue008、和]+[^，。；]{0,20}?(?:成为|加入|为|出任|担任|接任)")


def find_statements(passages: Sequence[Passage], profile: Profile, homes: dict[str, str] | None = None) -> list[Passage]:
    """The same passages with their statements, in the order of the text. `homes`: person -> country represented."""
    speech = Speech(profile, homes or {})
    if profile.genre == "speech":
        speech.speaker = tuple(m.key for p in passages for m in p.mentions if m.type == "Person")[:1]
    return [_read_passage(passage, speech) for passage in passages]


def _read_passage(passage: Passage, speech: Speech) -> Passage:
    skeleton = make_skeleton(passage.text, passage.mentions)
    speech.begin_paragraph(passage.mentions)
    for mention in passage.mentions:
        head = _BODY_HEAD.search(passage.text[mention.start : mention.end])
        if head and mention.type == "Organization":
            speech.bodies[head[0]] = mention.key
    segments = list(split_segments(skeleton))
    predicates = [p for segment in segments for p in _read_segment(segment, passage.mentions, speech)]
    concerns = find_concerns(predicates, segments, drop_offices(passage.text, passage.mentions))
    statements = _make_statements(passage, skeleton, list(zip(predicates, concerns, strict=True)), speech.profile.date)
    return change(passage, statements=tuple(statements))


def _make_statements(
    passage: Passage, skeleton: str, found: Sequence[tuple[Predicate, Concerns]], today: str | None
) -> Iterator[Statement]:
    before = 0
    sharing = Counter((keys, clause[1]) for _, (keys, clause) in found)
    for predicate, (keys, clause) in found:
        joined = sharing[keys, clause[1]] > 1
        commitment = is_commitment(predicate, passage.text[predicate.end : clause[1]])
        promise = weigh_promise(skeleton, predicate, clause, passage.mentions, joined=joined, today=today) if commitment else None
        yield _make_statement(passage, skeleton, predicate, keys, clause, before=before, promise=promise)
        before = clause[1]


def _read_segment(segment: Segment, mentions: Sequence[Mention], speech: Speech) -> Iterator[Predicate]:
    """The predicates of one segment: the first cue whose prefix reads as one, then those that 并 coordinates with it."""
    speech.begin_segment(segment)
    behind = 0
    for cue in find_cues(segment.text):
        for cut in _find_beginnings(segment.text, behind, cue.start):
            prefix = read_prefix(segment.text[cut : cue.start], segment.start + cut) or _read_open_phrase(cue, segment, speech)
            whole = with_verb(cue, segment.text) if prefix else cue
            if prefix and accepts(whole, prefix, segment, speech, mentions):
                yield speech.take(_adjust(whole, segment, speech), prefix, segment, mentions, cut=cut)
                behind = whole.end
                break
    speech.end_segment(segment, mentions)


def _read_open_phrase(cue: Cue, segment: Segment, speech: Speech) -> Prefix | None:
    """我们对…局势持续紧张，包括单方面行动深表关切: the act at the end closes the phrase that an earlier segment opened."""
    if cue.kind == NOUN and speech.phrase_start is not None and not segment.text[cue.end :].strip("了"):
        at = segment.start + cue.start
        return Prefix("", at, at, "")
    return None


def _adjust(cue: Cue, segment: Segment, speech: Speech) -> Cue:
    """同意 and 商定 endorse a text or a list of decisions; otherwise they promise."""
    word, tail = segment.text[cue.start : cue.end], segment.text[cue.end :]
    approving = word == "同意" and (_ADMITS.match(tail) or (speech.last is not None and speech.last.cue.act == "endorse"))
    if approving or (word == "商定" and tail.startswith("了")):
        return replace(cue, act="endorse", kind="speech")
    return cue


def _find_beginnings(text: str, behind: int, to: int) -> Iterator[int]:
    """Where a predicate that ends in a cue at `to` may begin: at the segment's start or, behind another cue, at 并."""
    if behind == 0:
        yield 0
        return
    between = text[behind:to]
    if "并" in between:
        yield text.rfind("并", behind, to)
    elif between in ("、", "和") or (between.endswith("、") and "\ue000" in between):
        yield to
    elif TELLING.search(text[max(0, behind - 4) : behind]):
        yield behind


def _make_statement(
    passage: Passage,
    skeleton: str,
    predicate: Predicate,
    concerns: tuple[str, ...],
    clause: tuple[int, int],
    *,
    before: int,
    promise: Promise | None,
) -> Statement:
    """With what stands around it: denial, condition (behind the statement that ends at `before`), roles and stages."""
    text, mentions, act = passage.text, passage.mentions, predicate.cue.act
    start, end = predicate.start, predicate.end
    return Statement(
        cue=text[start:end],
        start=start,
        end=end,
        act=act,
        commitment=promise is not None,
        actors=predicate.actors,
        concerns=concerns,
        clause_start=clause[0],
        clause_end=clause[1],
        strength=measure_strength(act, text[clause[0] : start], text[start:end]),
        negated=find_denial(skeleton, predicate, clause[1]),
        condition=find_condition(text, before, clause[1]),
        roles=find_roles(text, predicate, concerns, mentions, clause[1]),
        stages=find_stages(text, act, concerns, mentions, clause),
        promise=promise,
    )
