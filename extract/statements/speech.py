"""The course of a document's speech: who speaks, and what the last predicate of a sentence left open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.model import Mention
from extract.passage import Profile
from extract.records import record
from extract.statements.clauses import Segment
from extract.statements.cues import DUTY, FUTURE, NOUN, REPORT, SPEECH, STANCE, VOLITION, Cue
from extract.statements.subjects import Prefix, load_patterns, name_actors, read_prefix

SAYING = re.compile(r"(?:说|称|宣布|指出|强调|表示|说|认为|声明|宣示|提出|期待|表明|相信)$")
TELLING = re.compile(r"(?:表示|说|称)$")  # in what follows every act is the speaker's own: 他们表示，…愿…，反对…
_ASKING = re.compile(r"(?:呼吁|敦促|要求|促请|吁请|请|邀请|督促|责成|恳请|希望|期望|倡议|建议)$")
# What these verbs tell happens to their subject: 会议举行, 基地启用.
_HAPPENING = re.compile(r"(?:举行|启用|开幕|闭幕|结束|召开)了?$")
_WEAK = (DUTY, FUTURE, STANCE, VOLITION)
# 习近平16日同美国总统拜登通电话: who takes part, not what it is about.
_PARTNER = re.compile(r"(?:^|(?<=[^，]))[同与和](?P<partner>[^同与和]*[\ue000-\ue008][^同与和]*)$")
_ALWAYS = re.compile(r"是|始终|一贯|一直|历来|责无旁贷|言出必行|说到做到|正在|已|秉持|坚持|奉行|主张")
_SHARED = re.compile(r"(?:举行|互致|通电话|通话|会谈|会晤|会见|磋商|签署|签订|发表|主持|出席|见证|宣布|决定|交换了?意见|达成|商定)")
_NAMED = re.compile("[\ue000-\ue008]")
_ASIDE = re.compile(r"其中|即")
_BEFORE_OBJECT = ("对", "就", "向", "为", "给")


@record
class Predicate:
    """A cue taken as an act of a speaker. Offsets are into the paragraph's folded text."""

    cue: Cue
    word: str
    start: int
    end: int
    prefix: Prefix
    actors: tuple[str, ...]
    sentence: int
    clause_start: int  # where its segment (or, behind 并, its part of one) begins
    phrase_start: int  # from where on mentions are its objects
    opened: bool  # a comma or colon follows the cue: a whole clause is its complement
    is_frame: bool  # it opens a report of what was said
    inside_frame: bool
    is_postposed: bool  # its object stands before it: 对…表示关切
    is_happening: bool
    partner_start: int  # from here to the cue stand those who act together with the subject
    addressed: bool  # it asks somebody
    tail: str  # the rest of its segment


@dataclass(slots=True)
class Speech:
    profile: Profile
    homes: Mapping[str, str] = field(default_factory=dict)  # person -> the country that he or she represents
    people: frozenset[str] = frozenset()  # those named in this paragraph
    named: tuple[str, ...] = ()  # the actors of the last predicate without those named behind 同
    speaker: tuple[str, ...] = ()  # () is the collective speaker
    reported: bool = False  # in the words of a named speaker
    bodies: dict[str, str] = field(default_factory=dict)  # head noun -> the body last named with it: 工作组, 委员会
    last: Predicate | None = None  # of the same sentence
    waiting: Prefix | None = None  # a subject whose predicate has not come yet: 双方作为…成员，将坚持…
    bearer: Prefix | None = None  # 中国是安理会常任理事国，将…: a subject of which something is told before its promise
    phrase_start: int | None = None  # an open 对… of an earlier segment, waiting for its act
    listed: tuple[str, ...] = ()  # people listed before their predicate: …总统甲，…总统乙与会
    listed_start: int = -1
    aside: bool = False  # the segment before began with 其中
    lead: bool = True  # only connectives and adverbial phrases stand before in the sentence
    duty: bool = False  # 要 was a call in this sentence already
    sentence: int = -1

    def __post_init__(self) -> None:
        self.reported = self.profile.genre == "speech"

    @property
    def is_resolution(self) -> bool:
        return self.profile.genre == "resolution"

    def begin_paragraph(self, mentions: Sequence[Mention]) -> None:
        self.people = frozenset(m.key for m in mentions if m.type == "Person")
        self.last, self.sentence = None, -1
        if self.profile.genre not in ("news", "speech"):
            self.speaker, self.reported = ((self.profile.issuer,) if self.profile.issuer else ()), False

    def begin_segment(self, segment: Segment) -> None:
        if segment.sentence != self.sentence:
            self.sentence, self.last, self.phrase_start, self.waiting = segment.sentence, None, None, None
            self.listed, self.listed_start, self.bearer = (), -1, None
            self.aside = self.duty = False
        if segment.first:
            self.lead = True

    def end_segment(self, segment: Segment, mentions: Sequence[Mention]) -> None:
        """What a segment without a predicate leaves for the next: a subject, an open phrase, listed people."""
        self.aside = bool(_ASIDE.match(segment.text))
        if self.last is not None and self.last.start >= segment.start:
            self.lead, self.phrase_start, self.listed, self.listed_start, self.waiting = False, None, (), -1, None
            return
        prefix = read_prefix(segment.text, segment.start)
        if prefix is None:
            self.lead = False
            self.bearer = self.bearer or _find_bearer(segment)
            return
        if prefix.subject and not prefix.is_addressee():
            self.waiting = self.waiting if self.waiting and self.waiting.is_self() else prefix
            self._list_people(prefix, segment, mentions)
        self.lead = self.lead and not prefix.subject
        if prefix.phrase.startswith(_BEFORE_OBJECT) and self.phrase_start is None:
            self.phrase_start = prefix.subject_end

    def _list_people(self, prefix: Prefix, segment: Segment, mentions: Sequence[Mention]) -> None:
        named = tuple(k for k in name_actors(prefix, mentions) if k in self.people)
        if named and not prefix.phrase:
            self.listed += named
            self.listed_start = segment.start if self.listed_start < 0 else self.listed_start

    def take(self, cue: Cue, prefix: Prefix, segment: Segment, mentions: Sequence[Mention], *, cut: int) -> Predicate:
        """The predicate of an accepted cue; the speech goes on from it. `cut`: where its part of the segment begins."""
        word, tail = segment.text[cue.start : cue.end], segment.text[cue.end :]
        postposed = self.is_postposed(cue, prefix, tail)
        opened = _opens(cue, word, tail, segment) and not postposed
        happening = bool(_HAPPENING.search(word)) and not tail.strip("了")
        listing = self.listed_start >= 0 and bool(prefix.subject) and cut == 0
        start = segment.start + cue.start
        partner = self._find_partner(word, prefix, start)
        named = () if happening else self._find_actors(cue, prefix, mentions, listing=listing)
        predicate = Predicate(
            cue=cue,
            word=word,
            start=start,
            end=segment.start + cue.end,
            prefix=prefix,
            actors=_join(named, name_actors(partner, mentions)) if partner else named,
            sentence=segment.sentence,
            clause_start=self.listed_start if listing else segment.start + cut,
            phrase_start=self._find_phrase(prefix, postposed=postposed),
            opened=opened,
            is_frame=opened and bool(SAYING.search(word)) and not word.startswith("愿"),
            inside_frame=self._is_inside_frame(),
            is_postposed=postposed,
            is_happening=happening,
            partner_start=partner.subject_start if partner else start,
            addressed=bool(_ASKING.search(word)) and not self.is_resolution,
            tail=tail,
        )
        self._continue(predicate)
        alone = cue.kind == REPORT and not listing and self.people.intersection(named)
        self.named = (name_actors(_before_partner(prefix), mentions) if alone else ()) or named
        return predicate

    def is_postposed(self, cue: Cue, prefix: Prefix, tail: str) -> bool:
        ends = not tail.strip("了") or tail.lstrip("了").startswith(("并", "和", "之"))
        waiting = prefix.phrase.startswith(_BEFORE_OBJECT) or self.phrase_start is not None
        return ends and (waiting or cue.kind == NOUN)

    def _find_partner(self, word: str, prefix: Prefix, at: int) -> Prefix | None:
        """Those named behind 同 right before a cue at `at` that two share; only where the subject is named too."""
        match = _PARTNER.search(prefix.phrase) if _SHARED.match(word) and _NAMED.search(prefix.subject) else None
        return Prefix(match["partner"], at - len(match["partner"]), at, "") if match else None

    def _is_inside_frame(self) -> bool:
        if self.last is None:
            return False
        telling = self.reported or bool(TELLING.search(self.last.word))
        return self.last.inside_frame or (self.last.is_frame and telling)

    def _find_phrase(self, prefix: Prefix, *, postposed: bool) -> int:
        if postposed and self.phrase_start is not None and not prefix.phrase.startswith(_BEFORE_OBJECT):
            return self.phrase_start
        return prefix.subject_end

    def _find_actors(self, cue: Cue, prefix: Prefix, mentions: Sequence[Mention], *, listing: bool) -> tuple[str, ...]:
        subject = prefix if prefix.subject else (self.waiting or self.bearer if self.last is None else None)
        if cue.kind == DUTY and self.speaker:
            return self.speaker
        if subject is None:
            return self.named if self.last and not self.last.is_happening else self.speaker
        if subject.is_self() and self.reported:
            return self._speak_for_home() if cue.kind == FUTURE and subject.subject.endswith("我们") else self.speaker
        if subject.subject in ("他们", "她们") and (len(self.speaker) > 1 or not self.people.issuperset(self.speaker)):
            return self.speaker  # 安理会成员谴责袭击。他们重申…
        named = name_actors(subject, mentions) or self._resolve_body(subject)
        return tuple(dict.fromkeys(self.listed + named)) if listing else named

    def _speak_for_home(self) -> tuple[str, ...]:
        """我们将召开… in a leader's speech promises for the leader's country."""
        return tuple(self.homes.get(key, key) for key in self.speaker)

    def _resolve_body(self, subject: Prefix) -> tuple[str, ...]:
        """工作组 or 它 as a subject: the body last named with that head noun."""
        head = next((h for h in self.bodies if h and subject.subject.endswith(h)), None)
        if subject.subject == "它" and self.last is None:
            return self.speaker
        return (self.bodies[head],) if head else ()

    def _continue(self, predicate: Predicate) -> None:
        """What this predicate changes for those that follow."""
        self.last = predicate
        kind, prefix = predicate.cue.kind, predicate.prefix
        self.duty = self.duty or kind == DUTY
        if not prefix.subject or prefix.is_self() or predicate.is_happening or (kind in _WEAK and not prefix.is_group()):
            return
        if kind == SPEECH and self.people.intersection(predicate.actors):
            self.speaker, self.reported = predicate.actors, True
        elif not predicate.actors and (kind in (SPEECH, REPORT) or prefix.is_group()):
            self.speaker, self.reported = (), False
        elif not self.reported and not self.is_resolution:
            self.speaker = predicate.actors


def _before_partner(prefix: Prefix) -> Prefix:
    """The subject of 习近平同普京举行会谈，会见… for what follows: the first alone."""
    alone = re.split("[同与]", prefix.subject)[0]
    return replace(prefix, subject=alone, subject_end=prefix.subject_start + len(alone))


def _find_bearer(segment: Segment) -> Prefix | None:
    match = load_patterns().bearer.match(segment.text)
    if match is None or not _ALWAYS.match(segment.text, match.end()):
        return None
    return Prefix(match["subject"], segment.start + match.start("subject"), segment.start + match.end("subject"), "")


def _opens(cue: Cue, word: str, tail: str, segment: Segment) -> bool:
    """Whether a clause follows as the complement; 将密切沟通， is complete, 愿宣布， is not."""
    complete = cue.kind == REPORT or (cue.kind in (FUTURE, DUTY) and len(word) > len("应该") and not SAYING.search(word))
    return not complete and not tail.strip("了说") and segment.closing in "，："


def _join(first: Iterable[str], second: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*first, *second]))
