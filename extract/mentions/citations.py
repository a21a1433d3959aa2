"""Citations by number: resolutions, decisions and document symbols of the United Nations.

Keys are UN symbols: S/RES/2254(2015), A/RES/75/1, E/DEC/2023/315, A/HRC/RES/48/13. The year of a Security Council
resolution that the text leaves out comes from a table of the last number of each year.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterator

from extract.mentions.grammar import alternation, load_grammar
from extract.mentions.numerals import CHINESE, read_number
from extract.model import CANDIDATE, Mention
from extract.records import record

_NUMBER = rf"""
    (?: \d{{1,4}}/\d{{1,4}} | (?:S|ES|WHA|GC)-?\d+[/.]\d+ | [A-Z]{{2,4}}\d+\.\d+ | \d{{1,5}} | [{CHINESE}]{{2,}} )
    (?: \s?[A-Z](?![A-Za-z]) )?
"""
_SESSION = r"\( (?: \d{4} | [XVILS-]{1,8} | [○一二三四五六七八九十]{1,4} ) \)"
_ITEM = re.compile(rf"(?P<mark>第)?(?P<number>{_NUMBER})(?P<session>{_SESSION})?(?P<end>号)?(?P<what>决议|决定)?", re.VERBOSE)
_LIST = re.compile(
    rf"""
    (?=[第0-9A-Z{CHINESE}])  # for speed: what an item begins with
    (?P<items>
        第?{_NUMBER}(?:{_SESSION})?号?(?:决议|决定)?
        (?: (?:、|和|及|以及|与|或) 第?{_NUMBER}(?![\d年月日])(?:{_SESSION})?号?(?:决议|决定)? )*
    )
    """,
    re.VERBOSE,
)
_SYMBOL = re.compile(
    r"""(?<![A-Za-z0-9/.])
    (?P<symbol> (?:A|S|E|ST|T|CCW|NPT|CD|CAC|DC|DP|GC|TD|UNEP|FCCC|CBD|CRC|CAT|CEDAW|CCPR|HRI|HSP|ICCD|SPLOS|ISBA|WT|PBC|IDB|WHO|LOS)
        (?: / [A-Za-z0-9.\-]*\d*[A-Za-z0-9\-]+ (?:\([A-Z0-9]+\))? )+ )""",
    re.VERBOSE,
)
_RESOLUTION_SYMBOL = re.compile(r"(?:/RES/|/DEC/)")


@record
class Organ:
    """A body whose resolutions are cited by number: its symbol (S, A, E, A/HRC, …), `""` for a body without one."""

    name: str
    symbol: str


@functools.cache
def _organs() -> dict[str, str]:
    return {name: symbol for symbol, names in load_grammar("citations")["organs"].items() for name in names}


@functools.cache
def _organ_pattern() -> re.Pattern[str]:
    return alternation(_organs())


@functools.cache
def _last_numbers() -> tuple[list[int], list[int]]:
    table = load_grammar("citations")["last_resolution_of_year"]
    return list(table.values()), list(table)


def year_of_resolution(number: int) -> int | None:
    """The year in which the Security Council adopted the resolution of this number; None beyond the table."""
    last, years = _last_numbers()
    at = bisect.bisect_left(last, number)
    return years[at] if number > 0 and at < len(years) else None


def find_citations(text: str) -> list[Mention]:
    """Numbered resolutions and decisions (from the issuing body, when it stands directly before) and document symbols."""
    return [*_find_numbered(text), *_find_english(text), *_find_symbols(text)]


@functools.cache
def _english_organs() -> dict[str, str]:
    return {name: symbol for symbol, names in load_grammar("citations")["organs_en"].items() for name in names}


@functools.cache
def _english() -> re.Pattern[str]:
    organs = alternation(_english_organs()).pattern
    return re.compile(
        rf"""(?:(?P<organ>{organs})(?:'s)?[ ])?(?P<what>[Rr]esolution|[Dd]ecision)[ ]
        (?P<number>\d{{1,4}}/\d{{1,4}}|\d{{1,4}})(?:\((?P<year>\d{{4}})\))?""",
        re.VERBOSE,
    )


def _find_english(text: str) -> Iterator[Mention]:
    """UN Security Council resolution 2254 (2015), General Assembly resolution 75/1."""
    if "esolution " not in text and "ecision " not in text:
        return
    for match in _english().finditer(text):
        symbol = _english_organs().get(match["organ"] or "", "")
        series = "DEC" if match["what"].lower() == "decision" else "RES"
        key = _english_key(match, symbol or _symbol_by_form(match["number"]), series)
        if key:
            yield Mention(match.start(), match.end(), "Resolution", key, name=match[0])


def _english_key(match: re.Match[str], symbol: str, series: str) -> str:
    number, year = match["number"], match["year"]
    if "/" not in number and (symbol == "S" or (not symbol and year)):
        return f"S/RES/{number}({year})" if year else _security_council(int(number))
    return f"{symbol}/{series}/{number}" if symbol else ""


def _find_symbols(text: str) -> Iterator[Mention]:
    if "/" not in text:
        return
    for match in _SYMBOL.finditer(text):
        symbol = match["symbol"].rstrip(".-")
        if any(c.isdigit() for c in symbol):
            type_ = "Resolution" if _RESOLUTION_SYMBOL.search(symbol) else "Instrument"
            yield Mention(match.start(), match.start() + len(symbol), type_, _with_year(symbol), name=symbol)


def _with_year(symbol: str) -> str:
    """S/RES/2254 and S/RES/2254(2015) are one."""
    match = re.fullmatch(r"S/RES/(\d+)", symbol)
    return _security_council(int(match[1])) if match else symbol


def _security_council(number: int) -> str:
    year = year_of_resolution(number)
    return f"S/RES/{number}({year})" if year else f"S/RES/{number}"


def _find_numbered(text: str) -> Iterator[Mention]:
    if "号" not in text and "(" not in text:
        return  # no list without one of them cites anything
    for block in _LIST.finditer(text):
        kind = _kind_of_list(block["items"])
        if kind is None:
            continue
        issuer = _issuer_before(text, block.start())
        if issuer is None:
            yield from _issuer_apart(text, block)
        organ = issuer.name if issuer else _last_organ(text, block.start())
        adjacent = len(issuer.name) if issuer else 0
        for at, item in enumerate(_ITEM.finditer(text, block.start(), block.end())):
            yield _numbered(item, organ=organ, kind=kind, start=item.start() - (adjacent if at == 0 else 0))


def _kind_of_list(items: str) -> str | None:
    """决议 or 决定 when the list cites resolutions; None for 第12号文件, 2021 and 第三."""
    for kind in ("决议", "决定"):
        if items.endswith(kind) and ("号" in items or "(" in items):
            return kind
    cited = re.search(r"第\d{1,4}\(\d{4}\)号?|第\d{2}/\d{1,3}号|第\d{3,4}[A-Z]?\([XVI]+\)号", items)
    return "决议" if cited else None


def _issuer_before(text: str, at: int) -> Organ | None:
    """The organ that stands directly before the number, with 联合国 before it."""
    window = text[max(0, at - 24) : at]
    found = [m for m in _organ_pattern().finditer(window) if m.end() == len(window)]
    if not found:
        return None
    name = found[0][0]
    before = window[: found[0].start()]
    whole = "联合国" + name if before.endswith("联合国") and not name.startswith("联合国") else name
    return Organ(whole, _organs()[name])


def _last_organ(text: str, at: int) -> str:
    """The organ named last before the number in the same sentence (大会2006年9月8日第60/288号决议)."""
    sentence = text[max(text.rfind("。", 0, at), text.rfind("；", 0, at)) + 1 : at]
    found = [m[0] for m in _organ_pattern().finditer(sentence)]
    return found[-1] if found else ""


# 大会2006年9月8日第60/288号决议, 大会题为“…”的第70/1号决议
_APART = re.compile(r"(?:\d{4}年\d{1,2}月\d{1,2}日)?(?:的|题为[“《][^”》]*[”》]的|关于[^。；]{1,80}的)?$")


def _issuer_apart(text: str, block: re.Match[str]) -> Iterator[Mention]:
    """The issuing organ where a date or a title parts it from the number: a mention of its own."""
    floor = max(0, block.start() - 120)
    for found in _organ_pattern().finditer(text, floor, block.start()):
        between = text[found.end() : block.start()]
        symbol = _organs()[found[0]]
        if between and _APART.fullmatch(between) and symbol:
            number = _ITEM.search(block["items"])
            yield _organ_mention(found, _organ_of_bare(found[0], number["number"] if number else "", symbol))


def _organ_mention(found: re.Match[str], symbol: str) -> Mention:
    name = load_grammar("citations")["full"].get(symbol, found[0])
    return Mention(found.start(), found.end(), "Organization", f"organization/{name}", CANDIDATE, name)


def _organ_of_bare(organ: str, number: str, symbol: str) -> str:
    """A bare 理事会 is the Economic and Social Council, unless its numbers are the Human Rights Council's (48/13)."""
    return "A/HRC" if organ == "理事会" and re.match(r"\d{2}/", number) else symbol


def _numbered(item: re.Match[str], *, organ: str, kind: str, start: int) -> Mention:
    number = item["number"].replace(" ", "")
    key = resolution_key(number, session=(item["session"] or "()")[1:-1], organ=organ, kind=kind)
    name = f"{organ}第{number}{item['session'] or ''}号{kind}"
    status = CANDIDATE if key.startswith("resolution/") else "known"
    return Mention(start, item.end(), "Resolution", key, status, name)


def resolution_key(number: str, *, session: str, organ: str, kind: str) -> str:
    """The UN symbol of a cited resolution or decision, or resolution/<name> for bodies without symbols.

    `session` is what stands in parentheses behind the number: a year or a session in Roman numerals.
    """
    plain = organ.removeprefix("联合国")
    symbol = _organs().get(organ, _organs().get(plain, ""))
    series = "DEC" if kind == "决定" else "RES"
    value = read_number(re.sub(r"[A-Z]$", "", number))
    if value is not None:
        return _plain_number(value, number, session=session, symbol=symbol, series=series, organ=organ)
    symbol = _organ_of_bare(organ, number, symbol) if symbol not in ("", "S") else _symbol_by_form(number)
    return f"{symbol}/{series}/{number}" if symbol else f"resolution/{organ}第{number}号{kind}"


def _plain_number(value: int, number: str, *, session: str, symbol: str, series: str, organ: str) -> str:
    year = session.isdigit() and len(session) == 4
    if symbol in ("", "S") and (year or symbol == "S" or (organ == "" and not session)) and value <= 4000:
        return f"S/{series}/{value}({session})" if year else _security_council(value)
    letter = number[-1] if number[-1].isalpha() else ""
    if symbol == "A" and not session:
        session = load_grammar("citations")["session_of"].get(value, "")
    tail = f"({session})" if session else ""
    if symbol:
        return f"{symbol}/{series}/{value}{letter}{tail}"
    return f"A/{series}/{value}{letter}{tail}" if session else f"resolution/{organ}第{value}号"


def _symbol_by_form(number: str) -> str:
    """75/1 is the General Assembly's way of numbering, 2023/315 the Economic and Social Council's."""
    if re.match(r"(?:S|ES)-", number) or re.match(r"\d{2}/", number):
        return "A"
    return "E" if re.match(r"(?:19|20)\d\d/", number) else ""
