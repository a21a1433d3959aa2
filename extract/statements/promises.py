"""The four tests that the Toronto research groups put to a commitment, each with its evidence in the text.

A G7, G20 or BRICS commitment counts for them when it is discrete (a promise apart from its neighbours), specific (an
action, target or timetable that can be checked), public and collective (it binds those who issue the text), and future
(it promises action; "continue to" counts, praise of the past does not). Users count in their own way: each test stands
alone, with the words that meet it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from extract.iso_dates import Date, find_dates
from extract.model import Mention, Promise, Span
from extract.statements.clauses import select_mentions
from extract.statements.speech import Predicate

ALL, SOME, ONE = "all", "some", "one"
# A deed that can be seen to be done, and a measure by which it can be checked.
_ACTION = re.compile(
    r"举办|主办|举行|召开|建立|设立|成立|建设|启动|启用|提交|签署|批准|加入|缴纳|提供|捐赠|派(?!性)|培训|完成|通过(?=[\ue003-\ue005\ue010])|制定|修订|发布|发表|出资|增资|"
    r"召集|任命|开设|关闭|减少|增加|提高到|降低|取消|落实|执行|履行|交存|互换|建造|援助|邀请|访问|磋商|审查|审议|评估"
)
_MEASURE = re.compile(
    r"[0-9一二三四五六七八九十百千万亿]+(?:\.[0-9]+)?(?:%|％|(?<!一)个|名|家|项|万|亿|美元|元|人|剂|吨|度|例|次|倍|年内|期)"
    r"|百分之[一二三四五六七八九十百零0-9]+"
)
_FUTURE = re.compile(r"作出贡献|将|愿|决心|承诺|致力|同意|商定|决定|保证|继续|坚持|努力|有意|准备|拟|争取|恪守|计划|要")
_PAST = re.compile(r"所?作出?的|取得的|已经|曾经|以往|过去")
# What makes of a date the end of a term: 2030年前, 年底前, 到2025年.
_UNTIL = re.compile(r"年?(?:底|末)?(?:之前|以前|前|以内|内|底|末)")
_BY = re.compile(r"(?:到|至迟|不晚于|最迟|截至)$")
_COMING = re.compile(r"(?:未来|今后)(?P<years>[0-9一二三四五六七八九十]+)年(?:内|期间)?")
_NUMERALS = {c: i for i, c in enumerate("一二三四五六七八九十", 1)}
_FOR = re.compile(r"[为向给对]")


def weigh_promise(
    skeleton: str, predicate: Predicate, clause: tuple[int, int], mentions: Sequence[Mention], *, joined: bool, today: str | None
) -> Promise:
    """The promise of a commitment. `skeleton` is the paragraph with its names masked.

    `joined` tells whether the cue shares its object with a neighbour,
    `today` is the document's date, from which 明年 and the like are reckoned.
    """
    start, end, behind = predicate.start, predicate.end, clause[1]
    inside = [m for m in select_mentions(mentions, start, behind) if m.key not in predicate.actors]
    deadline = _find_deadline(skeleton, start, clause, today)
    return Promise(
        bound=_bound(predicate.actors),
        discrete=None if joined else Span(*clause),
        specific=_find_specific(skeleton[end:behind], end) or (deadline[0] if deadline else None),
        future=_find_future(skeleton, start, end, behind),
        deadline=deadline[0] if deadline else None,
        deadline_date=deadline[1] if deadline else None,
        target=next((m.key for m in inside if m.type in ("Organization", "Treaty", "Instrument", "Event", "Resolution")), None),
        beneficiary=next((m.key for m in inside if m.type in ("Country", "Place") and _FOR.match(skeleton, m.start - 1)), None),
    )


def _bound(actors: Sequence[str]) -> str:
    return ALL if not actors else ONE if len(actors) == 1 else SOME


def _find_specific(body: str, offset: int) -> Span | None:
    """The first deed that can be checked, together with its measure where one follows in the same clause."""
    action = _ACTION.search(body)
    measure = _MEASURE.search(body)
    if not action:
        return Span(offset + measure.start(), offset + measure.end()) if measure else None
    end = measure.end() if measure and measure.start() >= action.start() else action.end()
    return Span(offset + action.start(), offset + end)


def _find_future(skeleton: str, start: int, end: int, behind: int) -> Span | None:
    """The word of promise: in the cue (start to end), else at the head of the complement; none where only past deeds are praised."""
    in_cue = _FUTURE.search(skeleton[start:end])
    if in_cue:
        return Span(start + in_cue.start(), start + in_cue.end())
    match = _FUTURE.search(skeleton[end:behind])
    if match and not _PAST.search(skeleton[end : end + match.start()]):
        return Span(end + match.start(), end + match.end())
    return None


def _find_deadline(skeleton: str, start: int, clause: tuple[int, int], today: str | None) -> tuple[Span, str | None] | None:
    """The first term (behind `start`) or date to come in the clause, as written and as an ISO date where it can be reckoned."""
    coming = _COMING.search(skeleton, start, clause[1])
    if coming:
        years = _NUMERALS.get(coming["years"]) or (int(coming["years"]) if coming["years"].isdigit() else None)
        date = str(int(today[:4]) + years) if today and years else None
        return Span(coming.start(), coming.end()), date
    for date_found in _dates_of(skeleton, today):
        if clause[0] <= date_found.start < clause[1]:
            mark = _UNTIL.match(skeleton, date_found.end)
            if mark or _BY.search(skeleton[max(0, date_found.start - 4) : date_found.start]) or _is_to_come(date_found, today):
                return Span(date_found.start, mark.end() if mark else date_found.end), date_found.to or date_found.iso
    return None


@functools.lru_cache(maxsize=4)
def _dates_of(skeleton: str, today: str | None) -> tuple[Date, ...]:
    """The dates of a paragraph: each of its promises asks for them again."""
    return tuple(find_dates(skeleton, today=today))


def _is_to_come(date: Date, today: str | None) -> bool:
    exact = min(len(date.iso), len(today or ""))
    return today is not None and date.iso[:exact] >= today[:exact]
