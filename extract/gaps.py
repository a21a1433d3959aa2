"""What was not understood: names without an entry, short forms without an antecedent, acts without a statement."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from extract.contradictions import Claims, Contradiction
from extract.folding import fold, fold_name
from extract.model import CANDIDATE, UNRESOLVED, Mention, Reading
from extract.statements.clauses import Segment, make_skeleton, split_segments
from extract.statements.cues import NOUN, SPEECH, Cue, find_cues, uses
from extract.statements.predicates import is_nominal
from extract.statements.subjects import read_prefix

_OBLIGED = re.compile(r"(?:应当?|应该|必须|需要?|不得|可以?|能够?)[^，]{0,4}$")
_REMEDY = "to make one known, paste its line into a file of your --lexicon folder"


@dataclass(frozen=True, slots=True)
class NameGap:
    """A name that is not in the lexicon, or a short form that stayed without an antecedent; `places` are doc#n."""

    key: str
    type: str
    surface: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentenceGap:
    """A sentence that holds an act word and yields no statement, with what kept it from being one."""

    place: str
    cue: str
    reason: str
    sentence: str


@dataclass(slots=True)
class Gaps:
    paragraphs: int = 0
    mentions: int = 0
    statements: int = 0
    sentences: int = 0  # that hold an act word
    candidates: list[NameGap] = field(default_factory=list)
    unresolved: list[NameGap] = field(default_factory=list)
    unread: list[SentenceGap] = field(default_factory=list)
    contradictions: list[Contradiction] = field(default_factory=list)


def find_gaps(readings: Iterable[Reading]) -> Gaps:
    """Names by frequency, then by key; sentences in the order of the text."""
    gaps, claims = Gaps(), Claims()
    found: dict[str, defaultdict[tuple[str, str], list[tuple[str, str]]]] = {CANDIDATE: defaultdict(list), UNRESOLVED: defaultdict(list)}
    for reading in readings:
        place = f"{reading.doc}#{reading.n}"
        claims.add(reading)
        gaps.paragraphs += 1
        gaps.mentions += len(reading.mentions)
        gaps.statements += len(reading.statements)
        for mention in reading.mentions:
            if mention.status in found:
                found[mention.status][mention.key, mention.type].append((reading.text[mention.start : mention.end], place))
        for holds, gap in _read_sentences(reading, place):
            gaps.sentences += holds
            gaps.unread += [gap] if gap else []
    gaps.candidates = _rank(found[CANDIDATE])
    gaps.unresolved = _rank(found[UNRESOLVED])
    gaps.contradictions = claims.compare()
    return gaps


def _rank(found: dict[tuple[str, str], list[tuple[str, str]]]) -> list[NameGap]:
    gaps = [
        NameGap(key, type_, Counter(surface for surface, _ in seen).most_common(1)[0][0], tuple(place for _, place in seen))
        for (key, type_), seen in found.items()
    ]
    return sorted(gaps, key=lambda gap: (-len(gap.places), gap.type, gap.key))


def _read_sentences(reading: Reading, place: str) -> Iterator[tuple[int, SentenceGap | None]]:
    """For every sentence whether it holds an act word, and the gap if it then yields no statement."""
    folded = fold(reading.text)
    mentions = [_refold(m, folded.within(m.start, m.end)) for m in reading.mentions]
    starts = {folded.within(s.start, s.end)[0] for s in reading.statements}
    segments = list(split_segments(make_skeleton(folded.text, mentions)))
    for number in sorted({s.sentence for s in segments}):
        inside = [s for s in segments if s.sentence == number]
        acts = [(s, cue) for s in inside for cue in find_cues(s.text) if _is_act(s, cue)]
        read = any(inside[0].start <= start < inside[-1].end for start in starts)
        gap = None if read or not acts else _explain(place, folded.text, inside, *acts[0])
        yield int(bool(acts)), gap


def _refold(mention: Mention, span: tuple[int, int]) -> Mention:
    return replace(mention, start=span[0], end=span[1])


def _is_act(segment: Segment, cue: Cue) -> bool:
    word = segment.text[cue.start : cue.end]
    return cue.kind in (SPEECH, NOUN) and word not in uses("doubtful") | uses("founding") and not is_nominal(segment.text[cue.end :])


def _explain(place: str, text: str, inside: Sequence[Segment], segment: Segment, cue: Cue) -> SentenceGap:
    before = segment.text[: cue.start]
    if _OBLIGED.search(before):
        reason = "what somebody should do, not what the speaker does"
    elif read_prefix(before, 0) is None:
        reason = "no subject or adverbial phrase could be read before the act word"
    else:
        reason = "no speaker that the document lets speak here"
    word = text[segment.start + cue.start : segment.start + cue.end]
    return SentenceGap(place, word, reason, text[inside[0].start : inside[-1].end])


def to_dict(gaps: Gaps) -> dict[str, object]:
    """Everything, as plain values."""
    names = {
        kind: [{"key": g.key, "type": g.type, "surface": g.surface, "count": len(g.places), "places": list(g.places)} for g in found]
        for kind, found in (("candidates", gaps.candidates), ("unresolved", gaps.unresolved))
    }
    unread = [{"place": g.place, "cue": g.cue, "reason": g.reason, "sentence": g.sentence} for g in gaps.unread]
    counts = {"paragraphs": gaps.paragraphs, "mentions": gaps.mentions, "statements": gaps.statements, "sentences": gaps.sentences}
    contradictions = [
        {"what": c.what, "places": [c.one.place, c.other.place], "quotes": [c.one.quote, c.other.quote]} for c in gaps.contradictions
    ]
    return {**counts, **names, "unread": unread, "contradictions": contradictions}


def describe_gaps(gaps: Gaps, limit: int) -> str:
    """The report in words, at most `limit` of each kind."""
    lines = [
        f"{gaps.paragraphs} paragraphs, {gaps.mentions} mentions, {gaps.statements} statements",
        f"candidates: {len(gaps.candidates)} names that no lexicon entry knows; {_REMEDY}",
        *(_describe_candidate(gap) for gap in gaps.candidates[:limit]),
        *_and_more(gaps.candidates, limit),
        f"unresolved: {len(gaps.unresolved)} short forms without a single antecedent",
        *(f"  {len(g.places):3d}  {g.surface} ({g.type})  {', '.join(g.places[:5])}" for g in gaps.unresolved[:limit]),
        *_and_more(gaps.unresolved, limit),
        f"not read: {len(gaps.unread)} of {gaps.sentences} sentences with an act word yield no statement",
        *(f"  {g.place}  {g.cue}: {g.reason}\n      {g.sentence}" for g in gaps.unread[:limit]),
        *_and_more(gaps.unread, limit),
        f"contradictions: {len(gaps.contradictions)} facts of which two texts cannot both be right (both are kept)",
        *(f"  {c.what}\n      {c.one.place}: {c.one.quote}\n      {c.other.place}: {c.other.quote}" for c in gaps.contradictions[:limit]),
        *_and_more(gaps.contradictions, limit),
    ]
    return "\n".join(lines)


def _describe_candidate(gap: NameGap) -> str:
    """With a line that may be pasted as it is: the key stays, so that nothing else changes until a person gives a better one."""
    name = fold_name(gap.surface).strip("《》“”")
    return f"  {len(gap.places):3d}  {gap.surface} ({gap.type})  {', '.join(gap.places[:5])}\n       - {{key: {gap.key}, zh: {name}}}"


def _and_more(found: Sequence[object], limit: int) -> list[str]:
    return [f"  … and {len(found) - limit} more (--limit)"] if len(found) > limit else []
