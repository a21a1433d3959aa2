"""Which cues are the speaker's own acts, and which belong to the complement of another, to a slogan or to a tale."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.model import Mention
from extract.statements.clauses import MARKS, Segment
from extract.statements.cues import DUTY, FUTURE, NOUN, REPORT, SPEECH, STANCE, VOLITION, Cue, promises, uses
from extract.statements.speech import TELLING, Predicate, Speech
from extract.statements.subjects import Prefix, name_actors

PERSON, COUNTRY, EVENT = MARKS["Person"], MARKS["Country"], MARKS["Event"]
# Acts that may stand behind their object: 向…致敬, 对…感同身受, 就…交换了意见.
_AFTER_OBJECT = re.compile(
    r"(?:致敬|感同身受|充满信心|作出贡献|评价|交换了?意见|达成(?:重要)?(?:共识|一致)|讨论|磋商|会谈|探讨|交流|谴责|肯定|赞扬|感谢|关切)$"
)
_TEXT_OBJECT = re.compile(r"了?(?:[\ue003-\ue006]|\ue010+[\ue003-\ue006]|关于|以下|如下|题为|(?:联合)?(?:声明|宣言|公报)|决议|议程)")
# Also 发言人在记者会上: the word of a title.
_NOMINAL = re.compile(
    r"的(?!是)|草案|者|书(?!面)|是|下(?=[的，])|中(?=[，、]|$)|期间|程序|允许|代表|人(?=[在就说于对称指表强\ue007，、]|$)"
)
_ASKED = re.compile(r"[\ue000-\ue008]|各|有关|相关|秘书长|主席|会员国|成员国|所有")  # 请秘书长提交报告
_OBLIGED = re.compile(r"(?:应当?|应该|必须|须|需要?|不能|不得|可以?|能够?)(?:及时|共同|积极|进一步|充分|继续)?$")
_PARTY = re.compile(r"\ue008(?:面)?$|\ue000(?:方面|政府)$")
_DENIED = re.compile(r"(?:[未没不]|没有|未能|无需|无须)$")  # 会议未通过决议, 对此不提出异议: nothing was done
# 感谢热情接待，表示愿加强合作: behind another act 表示 needs what is said.
_TELLS = re.compile(r"$|[\ue000-\ue008将愿要该此各两双我他期希]")
_END = re.compile(r"这一(?:目标|点|愿景)|上述目标")  # 要实现这一目标，就应该…
_NAMED = re.compile(r"[\ue000-\ue008]")
# 在科伦坡举行会议的亚非六国, 会见时表示: a modifier or a time, not what is told.
_RELATIVE = re.compile(
    r"(?:时|后|之后|之际|前夕|以来)"
    r"|了?(?:会议|会谈|会晤|活动|[\ue003-\ue006]+(?:开幕式|系列活动)?)的(?!.*[\ue005]|\ue010)"
)
# 会见埃及外长时表示: the clause tells when something was said.
_MEANWHILE = re.compile(
    r"[^，；：]{1,60}?(?:时|之际)(?:再次|进一步|还|也|明确|特别)?(?:表示|指出|强调|说|称|宣布|表明|重申|呼吁|介绍|谈到|回应|透露)"
)
# 在访问中国期间, 自成立以来: the object of a preposition.
_GOVERNED = re.compile(r"(?:在|自|从|为|因|除|经|随着|关于|对于|鉴于)$")
_RUN = frozenset({"report", "endorse", "decide", "recall"})


def accepts(cue: Cue, prefix: Prefix, segment: Segment, speech: Speech, mentions: Sequence[Mention]) -> bool:
    """Whether the cue, standing behind this prefix in the segment, is an act of the speaker."""
    word, tail = segment.text[cue.start : cue.end], segment.text[cue.end :]
    if _NOMINAL.match(tail) or (cue.kind == FUTURE and not promises(segment.text[cue.start + 1 :])):
        return False
    if cue.kind == REPORT and (_RELATIVE.match(tail) or _MEANWHILE.match(tail)):
        return False
    if _DENIED.search(_before(segment, cue)):
        return False
    if word in uses("talking") and tail and not tail.startswith(("了", "并")):
        return False
    if word in uses("founding") and not tail.startswith(MARKS["Organization"]):
        return False
    if not _phrase_fits(cue, prefix, segment, speech):
        return False
    if prefix.subject:
        return _subject_fits(cue, word, prefix, segment, speech, mentions)
    if speech.last is None and speech.waiting is not None:
        return _subject_fits(cue, word, speech.waiting, segment, speech, mentions)
    if speech.last is None and speech.bearer is not None and cue.kind == FUTURE and not segment.text[: cue.start]:
        return _subject_fits(cue, word, speech.bearer, segment, speech, mentions)
    if speech.aside and segment.text.startswith("并"):
        return False
    if speech.last is None:
        return _opens_sentence(cue, prefix, word, tail, segment, speech)
    return _continues(cue, word, tail, segment, speech, speech.last)


def _before(segment: Segment, cue: Cue) -> str:
    """The last words before the cue."""
    return segment.text[max(0, cue.start - 12) : cue.start]


def is_nominal(tail: str) -> bool:
    """Whether what follows shows that the word is no verb here: 谴责的, 决定草案, 支持者."""
    return bool(_NOMINAL.match(tail))


def _phrase_fits(cue: Cue, prefix: Prefix, segment: Segment, speech: Speech) -> bool:
    if cue.kind == REPORT:
        if _GOVERNED.search(prefix.phrase):
            return False
        return not prefix.phrase.endswith("的") and not prefix.phrase.startswith("将") and not _OBLIGED.search(prefix.phrase)
    if prefix.is_closed():
        return True
    tail = segment.text[cue.end :]
    if not speech.is_postposed(cue, prefix, tail) or _OBLIGED.search(prefix.phrase):
        return False
    return cue.kind == NOUN or bool(_AFTER_OBJECT.search(segment.text[: cue.end]))


def _subject_fits(cue: Cue, word: str, prefix: Prefix, segment: Segment, speech: Speech, mentions: Sequence[Mention]) -> bool:
    last = speech.last
    if cue.kind == DUTY:
        return speech.reported and not speech.duty
    if prefix.is_addressee() or _OBLIGED.search(_before(segment, cue)) or (cue.kind == FUTURE and _only_meeting(prefix)):
        return False
    if last is not None and last.opened and cue.kind in (REPORT, STANCE, VOLITION, FUTURE) and not _tells_for(last, speech):
        return False
    if prefix.is_self():
        return cue.kind not in (STANCE, VOLITION) or not speech.reported or last is not None
    named = bool(name_actors(prefix, mentions))
    if cue.kind == REPORT:
        return not speech.reported or PERSON in prefix.subject or (last is None and (named or speech.profile.genre != "speech"))
    if not named:
        return not (speech.reported and cue.kind in (STANCE, VOLITION)) or prefix.is_group()
    if cue.act in ("decide", "endorse") and word in uses("doubtful") and _ends_with_state(prefix):
        return speech.reported and word == "决定"  # 埃及启动了谈判进程: told of a state, not said by it
    if speech.reported and word in uses("deed"):
        return last is not None and not last.is_frame
    return _may_name(prefix, segment, speech)


def _only_meeting(prefix: Prefix) -> bool:
    return EVENT in prefix.subject and COUNTRY not in prefix.subject and PERSON not in prefix.subject


def _tells_for(last: Predicate, speech: Speech) -> bool:
    """Whether the clause that `last` opened is a report, in which named parties act (习近平指出，明年，中国将…)."""
    return (last.is_frame or last.inside_frame) and (speech.reported or bool(TELLING.search(last.word)))


def _ends_with_state(prefix: Prefix) -> bool:
    return prefix.subject.endswith(COUNTRY)


def _may_name(prefix: Prefix, segment: Segment, speech: Speech) -> bool:
    """A named subject speaks at the head of a sentence, or later where no complement is open before it."""
    last = speech.last
    if segment.first or last is None or _tells_for(last, speech):
        return True
    return bool(_PARTY.search(prefix.subject)) or PERSON in prefix.subject or not (last.opened or last.addressed)


def _opens_sentence(cue: Cue, prefix: Prefix, word: str, tail: str, segment: Segment, speech: Speech) -> bool:
    """A sentence without a subject: resolutions and lists continue their speaker; slogans (坚持平等相待) do nothing."""
    if cue.kind == NOUN and (speech.phrase_start is not None or (speech.reported and prefix.phrase.startswith(("对", "向")))):
        return True  # 我谨代表中国政府，对会议的召开表示祝贺
    if cue.kind == REPORT:
        return False
    if cue.kind == DUTY and speech.reported and word.startswith("要") and not segment.text[: cue.start]:
        return not speech.duty and not _END.match(tail)  # 金砖国家都是有影响的国家，要发挥建设性作用
    if not speech.lead:
        return False
    if cue.kind == DUTY:
        return not speech.duty and not speech.is_resolution and (speech.reported or word.startswith("要"))
    if cue.kind == VOLITION:
        return (word in ("决心", "承诺", "致力于", "同意", "商定", "愿意") or word.startswith("表示")) and not speech.reported
    if cue.kind == FUTURE:
        return word.startswith("愿") and not speech.reported
    if speech.reported and word in uses("slogan") | uses("urged"):
        return False
    if word in uses("founding"):
        return not speech.reported
    if word in uses("doubtful") and not speech.is_resolution:
        return bool(_TEXT_OBJECT.match(tail)) or (word in uses("item") and segment.start < 6 and not speech.reported)
    return True


def _continues(cue: Cue, word: str, tail: str, segment: Segment, speech: Speech, last: Predicate) -> bool:
    """A predicate without a subject behind another one of the same sentence."""
    if segment.text.startswith(("特别是", "尤其是")):
        return False  # 呼吁各方停火，特别是要求…: part of what is asked
    if cue.kind == REPORT:
        done = tail.startswith("了") and segment.text[: cue.start].endswith("并")  # 双方同意…，并签署了备忘录
        return done or last.cue.kind == REPORT or (not speech.reported and not last.opened and last.cue.act in _RUN)
    if cue.kind == DUTY:
        return speech.reported and not speech.duty
    if cue.kind == SPEECH and word in uses("doubtful") | uses("founding"):
        return _doubtful_continues(cue, word, tail, speech, last)
    if speech.reported and last.cue.kind == DUTY and word in uses("slogan"):
        return False
    if word == "鼓励":
        return last.cue.kind not in (VOLITION, FUTURE)
    if cue.kind == NOUN and last.addressed and word.startswith(("予以", "给予", "保持")):
        return False
    told = word != "努力" and ((last.opened and bool(TELLING.search(last.word))) or (last.inside_frame and not speech.reported))
    if cue.kind in (SPEECH, NOUN) or told or _joined(last, segment, cue):
        return True
    return _continues_weakly(cue, word, segment, speech, last)


def _doubtful_continues(cue: Cue, word: str, tail: str, speech: Speech, last: Predicate) -> bool:
    if speech.is_resolution:
        return cue.act != "endorse" and word != "考虑到" and word not in uses("founding")
    in_run = last.cue.act in _RUN and not last.opened
    if word == "请":
        return not last.opened and bool(_ASKED.match(tail))
    if word == "表示":
        return _TELLS.match(tail) is not None and not last.opened and not last.addressed
    if word in ("要求", "感谢", "承认", "决定", "重视"):
        return (not last.opened and not last.addressed) or tail.startswith("国际社会")
    if word == "通过":
        return in_run and bool(_TEXT_OBJECT.match(tail))
    return in_run


def _joined(last: Predicate, segment: Segment, cue: Cue) -> bool:
    """主张并致力于, 支持并参与: two verbs with one object."""
    between = segment.text[max(0, last.end - segment.start) : cue.start]
    return last.start >= segment.start and between in ("并", "和", "、")


def _continues_weakly(cue: Cue, word: str, segment: Segment, speech: Speech, last: Predicate) -> bool:
    """支持, 坚持, 将 … also stand inside what the cue before asks, promises or states."""
    before = segment.text[: cue.start]
    if speech.is_resolution:
        return word in ("承诺", "决心", "期待", "希望") or word.startswith("表示")
    if word.startswith("愿") or word in ("承诺", "决心", "表示愿意", "表示愿", "表示打算"):
        return not last.addressed
    if word in ("期待", "希望", "期望"):
        return not last.opened or (bool(last.actors) and bool(_NAMED.match(segment.text[cue.end :])))
    if word == "同意":
        return not last.opened
    if word.startswith("一致"):
        return True
    if speech.reported and last.cue.act == "decide" and word == "支持":
        return False  # 中国决定设立基金，支持联合国工作: what the fund is for
    if last.opened or last.addressed:
        return cue.kind == STANCE and before.endswith(("坚决", "坚定", "强烈", "全力")) and not last.addressed
    return _continues_after_bound(cue, word, before, last) if _is_bound(last) else _continues_free(cue, word, before, last)


def _is_bound(last: Predicate) -> bool:
    return last.cue.kind in (VOLITION, FUTURE, DUTY) or last.cue.binds


def _continues_after_bound(cue: Cue, word: str, before: str, last: Predicate) -> bool:
    if cue.kind == FUTURE:
        return bool(re.search(r"[并也还]", before)) or last.word in ("同意", "一致同意", "商定", "承诺")
    if cue.kind == STANCE:
        own = last.word in ("坚持", "恪守") or (last.cue.kind == SPEECH and last.word.endswith(("坚持", "恪守")))
        return own or (last.word.endswith("致力于") and word == "支持")
    return last.cue.kind != DUTY and (word == "致力于" or before.endswith("继续"))


def _continues_free(cue: Cue, word: str, before: str, last: Predicate) -> bool:
    if cue.kind == FUTURE:
        return last.cue.act not in ("believe", "recognize", "note", "emphasize", "recall")
    if word == "作出贡献":
        return "并" in before
    return True
