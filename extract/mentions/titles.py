"""Titles between 《 and 》: where they begin and end, also when nested or broken, and what their head noun makes of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extract.lexicon import Lexicon
from extract.mentions.grammar import load_heads
from extract.mentions.numerals import key_of_name, normalise_ordinals
from extract.model import CANDIDATE, KNOWN, UNRESOLVED, Mention

_BREAK = re.compile(r"[。；：《]")
_TAIL = re.compile(r"(?:\([^()]*\)|\d{4}(?:-\d{4})?年?|草案|全文|文本|修正案|修订|[一二三四五\d]+)+$")
_TYPES = {"treaties": "Treaty", "instruments": "Instrument", "bodies": "Instrument", "meetings": "Instrument"}
# Heads behind the marks that carry the title further: 《…战略2025》行动计划, 《…公约》第15次缔约方大会, 《…公约》附加议定书.
_AFTER = re.compile(
    r"""(?:第[\d一二三四五六七八九十百]+[次届])?
    (?P<head>(?:缔约国|缔约方)?(?:第[\d一二三四五六七八九十百]+[次届])?(?:审议大会|审议会议|审议和延期大会|(?<=[方国届次])大会|(?<=[方国])会议|(?<=[届次])会议)(?:(?:筹备委员会|筹委会)?第[\d一二三四五六七八九十百]+[次届](?:会议|常会))?
    |行动计划|实施计划|执行计划|落实计划|任择议定书|附加议定书|补充议定书|修正案|之友小组|之友)""",
    re.VERBOSE,
)


def find_titles(text: str, lexicon: Lexicon) -> list[Mention]:
    """Every title with its marks; the key is empty where only the linker can tell (《战略》)."""
    return [_mention(text, start, end, lexicon) for start, end in _spans(text)]


def find_meetings_of_parties(text: str, known: Iterable[Mention]) -> Iterator[Mention]:
    """Meetings of the parties to a treaty named without marks: 不扩散核武器条约缔约国审议大会."""
    for mention in known:
        after = _AFTER.match(text, mention.end) if mention.type == "Treaty" else None
        if after:
            yield _extended(text, mention.start, after)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while (start := text.find("《", at)) >= 0:
        end = _closing(text, start)
        if end is None:
            return
        yield start, end
        at = end


def _closing(text: str, start: int) -> int | None:
    """The offset behind the mark that closes the title at `start`: inner titles and a second closing mark included."""
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] == "《") - (text[at] == "》")
        if depth == 0:
            return _second_closing(text, at + 1)
        if text[at] == "。" and depth == 1 and text.find("》", at) < 0:
            return None
    return text.find("》", start) + 1 or None


def _second_closing(text: str, end: int) -> int:
    """Broken titles close twice: 《禁止甲武器的公约》、生产和储存此类武器的公约》."""
    again = text.find("》", end)
    if again < 0 or _BREAK.search(text[end:again]) or again - end > 60:
        return end
    return again + 1


def _mention(text: str, start: int, end: int, lexicon: Lexicon) -> Mention:
    inner = text[start + 1 : end - 1].replace("》", "").replace("《", "")
    after = _AFTER.match(text, end)
    if after:
        return _extended(text, _with_purpose(text, start) if "之友" in after["head"] else start, after)
    keys = lexicon.find(text[start + 1 : end - 1]) or lexicon.find(inner) or lexicon.find(_without_tail(inner))
    if len(keys) == 1:
        return Mention(start, end, lexicon.entries[keys[0]].type, keys[0], KNOWN)
    return _unknown(start, end, inner)


def _with_purpose(text: str, start: int) -> int:
    """捍卫《…》之友小组: the verb before the title belongs to the group's name."""
    found = re.search(r"(?:捍卫|支持|维护|落实|促进)$", text[:start])
    return found.start() if found else start


def _without_tail(inner: str) -> str:
    return _TAIL.sub("", inner) or inner


def _unknown(start: int, end: int, inner: str) -> Mention:
    type_ = type_of_title(inner)
    if is_short_title(inner):
        return Mention(start, end, type_, "", UNRESOLVED, inner)
    return Mention(start, end, type_, f"{type_.lower()}/{inner}", CANDIDATE, inner)


_EXTENDED_TYPES = {"会": "Event", "之友": "Organization", "议定书": "Treaty", "修正案": "Treaty"}
_ORDINAL_BEFORE = re.compile(r"第[\d一二三四五六七八九十百]+[次届]$")


def _extended(text: str, start: int, after: re.Match[str]) -> Mention:
    head = after["head"]
    ordinal = _ORDINAL_BEFORE.search(text[:start]) if "会" in head else None
    start = ordinal.start() if ordinal else start
    name = normalise_ordinals(text[start : after.end()])
    type_ = next((type_ for part, type_ in _EXTENDED_TYPES.items() if part in head), "Instrument")
    return Mention(start, after.end(), type_, f"{type_.lower()}/{key_of_name(name)}", CANDIDATE, name)


def head_of_title(inner: str) -> str:
    """The longest head noun with which the title ends, years, brackets and 草案 left out; "" when none does."""
    name = _without_tail(inner)
    return next((name[i:] for i in range(max(0, len(name) - 10), len(name)) if name[i:] in load_heads().kinds), "")


def type_of_title(inner: str) -> str:
    """Treaty or Instrument, by the head noun: 《…协定》 is a treaty, a speech's title is an instrument."""
    return _TYPES.get(load_heads().kinds.get(head_of_title(inner), ""), "Instrument")


def is_short_title(inner: str) -> bool:
    """《战略》, 《公约》, 《纽约宣言》: a head noun alone or with at most four characters before it."""
    head = head_of_title(inner)
    return bool(head) and len(inner) - len(head) <= 2
