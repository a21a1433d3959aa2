"""Who speaks in a segment: reads the stretch before a cue as connectives, subject, adverbs and a prepositional phrase."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.model import Mention
from extract.records import record
from extract.statements.clauses import PARTY, select_mentions

SUBJECTS_FILE = Path(__file__).with_name("subjects.yml")
_LONGEST = 400  # characters before a cue; what is longer is no subject with its phrase
_NAME = "[\ue000-\ue008]"
_DATELINE = r"\ue002[\ue000-\ue002]*+[0-9]++月[0-9]++日电"
# All the characters of neighbouring names; part of them only where something that may follow a subject begins with a name,
# or long names would be cut in every possible way.
_NAMES = rf"(?:{_NAME}++|{_NAME}+(?={_NAME}++[以之]外的|{_DATELINE}))"
_NUMBER = "[一二两三四五六七八九十0-9]+"
_SELF = re.compile(r"我们$|^我$|我方$|我国$")
# 五国领导人, 上海合作组织成员国: those who issue the document, together; a single state's minister speaks for it.
_GROUP = re.compile(r"(?:成员国|领导人|外长|部长|国家元首|元首|首脑|各国|国家|双方|各方|两国|三国|代表)们?$")
_BOTH = re.compile(r"(?:双方|两国|三国|各方)$")  # 中美两国 names its speakers
# 成员国领导人--印度总理…: the group speaks, the list only says who it is.
_INTRODUCED = re.compile(r"(?:领导人|元首|首脑|外长|部长)们?--")
_EXCEPTED = re.compile("[以之]外的成员国")  # 印度以外的成员国: all but the one named
_CHAIR = re.compile(r"(?:轮值)?主席国|成员国|观察员国|对话伙伴")


@dataclass(frozen=True, slots=True)
class Patterns:
    prefix: re.Pattern[str]
    closed: re.Pattern[str]
    addressee: re.Pattern[str]
    title: re.Pattern[str]
    bearer: re.Pattern[str]


@functools.cache
def load_patterns() -> Patterns:
    """The patterns that the words of subjects.yml make."""
    import yaml

    words: dict[str, list[str]] = yaml.safe_load(SUBJECTS_FILE.read_text(encoding="utf-8"))
    before = rf"(?:{_connective(words)}|{_any(words['adverbs'])}|{_time(words)})*"
    subject = rf"{_named(words)}(?:{_collective(words)})?|{_collective(words)}|{_any(words['anaphors'])}|{_any(words['addressees'])}"
    # 王毅会见埃及外长时表示: what somebody was doing when he spoke (in 王毅同埃及外长会谈时 he alone is the subject)
    while_ = rf"(?!{_NAME}|会[见谈晤]时|通话时|磋商时)[^，；：]{{2,60}}(?:时|之际)(?:{_any(words['adverbs'])})*"
    phrase = rf"(?:{_any(words['prepositions'])}).*|(?(subject){while_}|(?!))"
    office = _any(words["offices"])
    return Patterns(
        prefix=re.compile(rf"{before}(?:(?P<subject>{subject}){before})?(?P<phrase>{phrase})?"),
        bearer=re.compile(rf"{before}(?P<subject>{_NAME}+(?:政府|人民|方面)?|{_collective(words)})"),
        title=re.compile(rf"(?!.*[新候]任)(?:[前原副]|{office}|财政部?|国防部?|商务部?)+[、兼]?(?:{office}|[前原副、])*"),
        addressee=re.compile(_any(words["addressees"])),
        closed=re.compile(rf"(?:{_any(words['phrase_ends'])})$|^[对就]此$"),
    )


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=lambda w: (-len(w), w))) + ")"


def _connective(words: dict[str, list[str]]) -> str:
    """Connectives, the numbers of list items, and the dateline of an agency: 新华社北京10月12日电."""
    listed = r"[0-9]+[、.．]|[一二三四五六七八九十]+、|\([一二三四五六七八九十0-9]+\)|[a-z]\)"
    items = rf"第[一二三四五六七八九十]+|[一二三四五六七八九](?:是|(?=要))|--|{listed}"
    # 俄罗斯主持下的外长会晤举行: who presides is not who meets.
    presided = rf"{_NAME}+(?:主持|召集)下的"
    return rf"{_any(words['connectives'])}|{items}|{presided}|{_DATELINE}(?:\ue010[\ue007\ue010]*)?"


def _time(words: dict[str, list[str]]) -> str:
    """A date or a time of day. Never empty: an empty alternative would end the repetition that it stands in."""
    digits = "[0-9一二三四五六七八九十○]"
    day = rf"(?>(?:当地时间|北京时间)?(?:{digits}++年)?(?:{digits}++月)?(?:{digits}++日)?)"
    date = rf"{day}(?:{_any(words['times'])}|[0-9]++时许)?"
    return rf"(?=[当北0-9一二三四五六七八九十○年晚上下中今明去同近]){date}"


def _named(words: dict[str, list[str]]) -> str:
    """Names with titles and groups around them, run together by 、 and 和."""
    and_ = "[、和与及同]|以及"
    office = _any(words["offices"])
    modifier = rf"的(?={office})|(?:主管|负责)[^，。；]{{1,20}}?的(?=部长|大臣|官员)"
    # 习近平同来华进行国事访问的法国总统马克龙: what a visitor came for stands between 同 and the name.
    visiting = r"(?:来\ue000|来\ue001|来华|来访|来京|应邀|前来|正在|在|出席)[^，。；]{1,30}?的(?=[\ue000-\ue008])"
    # 中国裁军大使沈健: what stands between a name and the office before a person is the office's field.
    field = rf"(?<=[\ue000-\ue002])(?!会见|会晤|同|与)[一-龥]{{1,8}}?(?:{office})(?=\ue007)"
    joined = rf"{and_}|等|有关|国际|地区|组织|之间|{_NUMBER}国|[前原副]|\ue010|--|{modifier}|(?<=[同与和]){visiting}"
    more = rf"(?<!{_NAME}){_NAMES}|{office}|{field}|{joined}"
    return rf"(?:(?:{office}|[前原副]|{and_}|本组织|\ue010)*{_NAMES}(?:{more})*)"


def _collective(words: dict[str, list[str]]) -> str:
    """The document's own speakers: every pronoun or plural that stands for those who issue it."""
    speakers = _any(words["speakers"])
    states = rf"(?:(?:{_NUMBER}|双|与会)(?:国|方)|各方|(?:{_NUMBER}|各)(?:国|位)(?={speakers}))(?:国家)?(?:{speakers}|人民|政府)?们?"
    members = rf"(?:{_NAME}++[以之]外的|各|本组织|本联盟|联盟)?成员国{speakers}?们?"
    every = r"(?:所有|全体)[^，。；\ue000-\ue010]{0,6}?(?:成员国|会员国|缔约国|国家|代表团)"
    own = "本(?:组织|联盟|集团|机制|论坛|公报|声明|宣言)"
    group = "(?:国家元首|政府首脑|元首|领导人|外长|部长|代表团团长|各代表团|代表团)"
    who = rf"我们(?:{_NUMBER}国|各国|各方|双方)?|我方|我国|我|他们|她们|{speakers}们|{states}|{group}|{every}|{members}|{own}"
    return rf"(?:(?:与会|参会|有关|这次|本次|此次|出席(?:会议|会晤)的)?(?:{who}|{_any(words['voices'])})(?:各方|与会者|一致|上|中)?)"


@record
class Prefix:
    """What stands before a cue in its segment. Offsets are into the paragraph's text."""

    subject: str
    subject_start: int
    subject_end: int
    phrase: str

    def is_closed(self) -> bool:
        """Whether a plain verb of saying may follow: no prepositional phrase, or one whose end is seen."""
        return not self.phrase or bool(load_patterns().closed.search(self.phrase))

    def is_self(self) -> bool:
        return bool(_SELF.search(self.subject))

    def is_addressee(self) -> bool:
        return bool(load_patterns().addressee.fullmatch(self.subject))

    def is_group(self) -> bool:
        """Whether those who issue the document speak themselves (五国领导人同意…), not the one whose words are told."""
        return bool(_GROUP.search(self.subject)) and not self.subject.endswith(("国家", "各国", "两国", "三国"))


def read_prefix(before: str, offset: int) -> Prefix | None:
    """Reads the skeleton between the start of a segment (at `offset`) and a cue; None where no predicate can follow."""
    match = load_patterns().prefix.fullmatch(before) if len(before) <= _LONGEST else None
    if not match:
        return None
    start, end = match.span("subject") if match["subject"] else (match.start("phrase"), match.start("phrase"))
    if start < 0:
        start = end = match.end()
    return Prefix(match["subject"] or "", offset + start, offset + end, match["phrase"] or "")


def name_actors(prefix: Prefix, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The keys of the named actors of a subject: its people, else its countries and bodies, else its meeting.

    None for a collective subject: 上海合作组织成员国 and 中俄两国元首 are the document's own
    speakers, 中国政府 is China.
    """
    inside = select_mentions(mentions, prefix.subject_start, prefix.subject_end)
    if _INTRODUCED.search(prefix.subject) or _EXCEPTED.search(prefix.subject):
        return ()
    people = [m.key for m in inside if m.type == "Person"]
    if people:
        return tuple(dict.fromkeys(people))
    countries = [m.key for m in inside if m.type == "Country" or _is_party(m, prefix)]
    if _GROUP.search(prefix.subject) and len(countries) != 1 and not (countries and _BOTH.search(prefix.subject)):
        return ()
    bodies = [m.key for m in inside if m.type == "Organization" and not _is_chaired(m, prefix)]
    meetings = [m.key for m in inside if m.type == "Event"]
    return tuple(dict.fromkeys(countries + bodies or meetings))


def _is_party(mention: Mention, prefix: Prefix) -> bool:
    """非方 speaks for the states of Africa."""
    return prefix.subject[mention.start - prefix.subject_start] == PARTY


def _is_chaired(body: Mention, prefix: Prefix) -> bool:
    """金砖国家 in 金砖国家主席国印度 says what India chairs; it does not speak."""
    return bool(_CHAIR.match(prefix.subject[body.end - prefix.subject_start :]))
