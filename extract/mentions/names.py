"""The lexicon's names in a text: every strong and weak name at its place, those inside look-alikes left out."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import attrgetter

from extract.lexicon import Lexicon
from extract.mentions.grammar import load_heads
from extract.model import KNOWN, UNRESOLVED, Mention
from extract.nlp import NameMatcher, Occurrence, words
from extract.records import record

Span = tuple[int, int]


@functools.cache
def _names(lexicon: Lexicon) -> frozenset[str]:
    all_ = (*lexicon.names, *lexicon.weak, *lexicon.lookalikes)
    return frozenset(name for name in all_ if len(name) > 1 and not _is_two_names(name, lexicon))


@functools.cache
def _matcher(lexicon: Lexicon) -> NameMatcher:
    return NameMatcher(_names(lexicon).union(load_heads().kinds))


def find_words(text: str, lexicon: Lexicon) -> list[Occurrence]:
    """Every place where a name of the lexicon or a head noun of the grammars stands, found in one go over the text."""
    return sorted(_matcher(lexicon)(text))


_WITH_SHORT = re.compile(r"(?P<full>.+)\([^()]+\)")


def _is_two_names(name: str, lexicon: Lexicon) -> bool:
    """区域全面经济伙伴关系协定(RCEP) is a name and a short form, two mentions."""
    match = _WITH_SHORT.fullmatch(name)
    return match is not None and match["full"] in lexicon.names


@record
class _Form:
    """What a name of the lexicon stands for wherever it stands: the mention's place in it, and what the mention carries.

    `latin`: whether it begins or ends with a Latin letter or digit. A look-alike stands for nobody.
    """

    start: int
    end: int
    type: str
    key: str
    status: str
    latin: bool = False
    lookalike: bool = False


def find_names(text: str, occurrences: Iterable[Occurrence], lexicon: Lexicon) -> list[Mention]:
    """Mentions of the lexicon's names of two characters or more, overlapping ones too; `occurrences` are those of `find_words`.

    A strong name that one entity bears is KNOWN with its key; a weak or ambiguous name is UNRESOLVED, and its evidence
    is for the linker to find.
    """
    names = _names(lexicon)
    forms = [((start, end), _read_form(name, lexicon)) for start, end, name in occurrences if name in names]
    blocked = [span for span, form in forms if form.lookalike]
    found = [
        Mention(span[0] + form.start, span[0] + form.end, form.type, form.key, form.status)
        for span, form in forms
        if _stands(text, span, form, lexicon) and not (blocked and _inside(span, blocked))
    ]
    return [*found, *_joined(found)]


def _stands(text: str, span: Span, form: _Form, lexicon: Lexicon) -> bool:
    """Whether the characters of a name are one here, and not parts of other words."""
    if form.latin and not _whole_word(text, span):
        return False
    if text[span[1] : span[1] + 1] in _DOUBTFUL_BEHIND and (_OFFICE_BEHIND.match(text, span[1]) or _cuts_state(text, span, lexicon)):
        return False
    return span[1] - span[0] > 2 or _fits(text, span)


def _joined(mentions: Sequence[Mention]) -> list[Mention]:
    """Two names of one entity that overlap are one mention: 上合组织地区反恐怖机构 and 地区反恐怖机构执委会."""
    known = [m for m in mentions if m.status == KNOWN]
    joined = []
    for i, one in enumerate(known):
        for other in known[i + 1 : i + 8]:
            if one.start < other.start < one.end < other.end and one.key == other.key:
                joined.append(replace(one, end=other.end))
    return joined


@functools.lru_cache(maxsize=20_000)
def _read_form(name: str, lexicon: Lexicon) -> _Form:
    if name in lexicon.lookalikes:
        return _Form(0, len(name), "", "", "", lookalike=True)
    keys = lexicon.names.get(name, ())
    bearer = lexicon.entries[(keys or lexicon.weak[name])[0]]
    latin = _latin(name, 0) or _latin(name, len(name) - 1)
    return _Form(*_trim(name, lexicon), bearer.type, *((bearer.key, KNOWN) if len(keys) == 1 else ("", UNRESOLVED)), latin)


# the owner before a marked title is a mention of its own: 非盟《2063年议程》, 东盟“五点共识”
_MARKED_TAIL = re.compile(r"(?<=.)(?:(?P<name>《[^《》]+》)|“(?P<quoted>[^“”]+)”)$")
_DATE = re.compile(r"\d{4}年(?:\d{1,2}月\d{1,2}日)?")


def _trim(name: str, lexicon: Lexicon) -> Span:
    """The name without what is not part of it: quotation marks, a date (1949年8月12日日内瓦四公约)."""
    if name[0] == "“" and name[-1] == "”":
        return 1, len(name) - 1
    inner = _MARKED_TAIL.search(name)
    group = "name" if inner is not None and inner["name"] else "quoted"
    owned = inner is not None and name[: inner.start()] in lexicon.names
    if inner is not None and (owned or inner[group].strip("《》") in lexicon.names):
        return inner.span(group)
    date = _DATE.match(name)
    at = _place_before(name, lexicon) or (date.end() if date is not None and _is_apart(name, date.end(), lexicon) else 0)
    return at, len(name)


def _is_apart(name: str, at: int, lexicon: Lexicon) -> bool:
    """Whether what stands behind a date is a name without it."""
    return name.startswith("第", at) or lexicon.names.get(name[at:]) == lexicon.names.get(name)


def _place_before(name: str, lexicon: Lexicon) -> int:
    """How many characters of a place's name stand before one that is enough: 纽约 in 纽约联合国总部."""
    keys = lexicon.names.get(name)
    if keys is None or len(name) < 5 or lexicon.entries[keys[0]].type != "Place":
        return 0
    return next((i for i in (2, 3, 4) if name[:i] in lexicon.names and lexicon.names.get(name[i:]) == keys), 0)


def _inside(span: Span, blocked: Iterable[Span]) -> bool:
    """Whether a look-alike covers the span (中国 in 发展中国家), or is it."""
    return any(s <= span[0] and span[1] <= e for s, e in blocked)


def _whole_word(text: str, span: Span) -> bool:
    """Latin names must not be cut out of a longer word: WHO, but not WHOLE."""
    start, end = span
    return not (_latin(text, start) and _latin(text, start - 1)) and not (_latin(text, end - 1) and _latin(text, end))


# 外交部长 and 国务卿 are no 外交部 and no 美国
_OFFICE_BEHIND = re.compile(r"(?<=[部局署厅院])长(?!期|远|效|江|城)|(?<=国)务[卿院]")
_STATE_BEHIND = frozenset("王家歌旗防情")  # 巴林国王: 巴林 and 国王
_DOUBTFUL_BEHIND = _STATE_BEHIND.union("长务")


def _fits(text: str, span: Span) -> bool:
    """Whether a name of two characters is not made of the ends of two other words: 重庆 in 隆重庆祝."""
    start, end = span
    doubtful = _is_word(text[max(0, start - 1) : start + 1]) and _is_word(text[end - 1 : end + 1])
    return not doubtful or bool(_edges(text, start, end) & {start, end})


def _cuts_state(text: str, span: Span, lexicon: Lexicon) -> bool:
    """Whether the last character opens the next word: 巴林国 in 巴林国王, where 巴林 is a name too."""
    start, end = span
    return text[end] in _STATE_BEHIND and text[end - 1] == "国" and text[start : end - 1] in lexicon.names


def _edges(text: str, start: int, end: int) -> set[int]:
    """Where jieba cuts the neighbourhood of a span."""
    at = max(0, start - 6)
    return {at := at + len(word) for word, _ in words(text[at : end + 6])}


@functools.lru_cache(maxsize=20_000)
def _is_word(pair: str) -> bool:
    return len(pair) == 2 and "一" <= pair[0] <= "龥" and "一" <= pair[1] <= "龥" and len(words(pair)) == 1


def _latin(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isascii() and text[at].isalnum()


_ORDER = {KNOWN: 0, UNRESOLVED: 2}
_START = attrgetter("start")


def choose_longest(mentions: Iterable[Mention], taken: Iterable[Mention] = ()) -> list[Mention]:
    """Mentions that do not overlap: the longest first, of equal ones the known before the candidate."""
    given, chosen = list(mentions), list(taken)
    ranked = sorted([(m.start - m.end, _ORDER.get(m.status, 1), m.start, m.type, i) for i, m in enumerate(given)])
    occupied = 0  # one bit a character
    for mention in chosen:
        occupied |= (1 << mention.end) - (1 << mention.start)
    for *_, i in ranked:
        mention = given[i]
        bits = (1 << mention.end) - (1 << mention.start)
        if not occupied & bits:
            occupied |= bits
            chosen.append(mention)
    return sorted(chosen, key=_START)
