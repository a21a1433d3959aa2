"""Keys for meetings that no lexicon knows: the ordinal, the date or the year of the text tells one from another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.model import CANDIDATE, Mention

_TELLING = re.compile(r"第\d+[届次轮期]|\d{4}年|\d{2,}")
_DATE = re.compile(r"(?P<year>(?:19|20)\d\d)年(?:(?P<month>\d{1,2})月)?")
_MONTH = re.compile(r"(?<!\d)(?P<month>\d{1,2})月\d{1,2}日")
_OUTBREAKS = ("疫情", "大流行", "危机", "战争", "大战")
_NEXT, _LAST = "明年", "去年"
_SENTENCE_END = re.compile(r"[。；！？]")


def date_events(text: str, mentions: Sequence[Mention], document_date: str | None) -> list[Mention]:
    """Events that are candidates without a telling number get the date of their sentence, or the document's, in their key."""
    return [_dated(text, m, document_date) if m.type == "Event" and m.status == CANDIDATE else m for m in mentions]


def _dated(text: str, mention: Mention, document_date: str | None) -> Mention:
    if not mention.key or _TELLING.search(mention.name) or mention.name.endswith(_OUTBREAKS):
        return mention
    when = _when(text, mention, document_date)
    return replace(mention, key=f"{mention.key}/{when}") if when else mention


def _when(text: str, mention: Mention, document_date: str | None) -> str:
    sentence, at = _sentence(text, mention)
    dates = list(_DATE.finditer(sentence))
    if dates:
        nearest = min(dates, key=lambda m: abs(m.start() - at))
        return nearest["year"] + (f"-{int(nearest['month']):02}" if nearest["month"] else "")
    year = int(document_date[:4]) if document_date else 0
    if not year:
        return ""
    year += (_NEXT in sentence[:at]) - (_LAST in sentence[:at])
    return str(year)


def _sentence(text: str, mention: Mention) -> tuple[str, int]:
    starts = [m.end() for m in _SENTENCE_END.finditer(text, 0, mention.start)]
    start = starts[-1] if starts else 0
    end = _SENTENCE_END.search(text, mention.end)
    return text[start : end.start() if end else len(text)], mention.start - start
