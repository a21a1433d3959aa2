"""Names that come back (阿斯塔纳峰会, 《北京宣言》, 阿利耶夫): the document's date tells who bears them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.lexicon import Entry
from extract.mentions.antecedents import Antecedents
from extract.mentions.numerals import read_number
from extract.passage import Passage

_EDGE = 4  # paragraphs at either end in which a document gives its own date
_DAY = re.compile(r"(?P<year>(?:19|20)\d\d|[一二][○零一二三四五六七八九]{3})年(?:\d{1,2}|[一二三四五六七八九十]{1,2})月")
_TYPES = frozenset(("Event", "Instrument", "Treaty", "Person"))


def find_date(passages: Sequence[Passage]) -> str | None:
    """The latest year that the first and last paragraphs name with a month; None when they name none."""
    edges = passages[:_EDGE] if len(passages) <= 2 * _EDGE else (*passages[:_EDGE], *passages[-_EDGE:])
    years = [read_number(m["year"]) for p in edges for m in _DAY.finditer(p.text)]
    return str(max(y for y in years if y)) if any(years) else None


def choose_by_date(keys: Sequence[str], seen: Antecedents) -> str:
    """The bearer of a name who held it at the document's date: a person in office, the latest meeting or text before it.

    "" when the document has no date, or when the bearers belong to several bodies that it names and none is of its year.
    """
    entries = [seen.lexicon.entries[k] for k in keys]
    if not seen.date or len(entries) < 2 or any(e.type not in _TYPES for e in entries):
        return ""
    year = seen.date[:4]
    begun = [e for e in entries if e.since and e.since[:4] <= year and (e.until is None or year <= e.until[:4])]
    if entries[0].type != "Person":
        begun = _of_one_family(begun, seen)
    return max(begun, key=lambda e: (e.since or "", e.key)).key if begun else ""


def _of_one_family(entries: Sequence[Entry], seen: Antecedents) -> list[Entry]:
    """Those of the only series of which the document has named the body or another member; else those of its year (COP15)."""
    kin = [e for e in entries if (e.zh or "")[:2] in seen.named.openings]
    if len({(e.zh or "")[:2] for e in kin}) == 1:
        return kin
    return [e for e in entries if seen.date and (e.until or e.since or "")[:4] >= seen.date[:4]]
