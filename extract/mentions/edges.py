"""Where a name begins: the left edge of a body's, a meeting's or a text's name among the pieces before its head."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.mentions.countries import PARTNERS
from extract.mentions.grammar import load_heads
from extract.mentions.heads import LONGEST, Phrase, Piece
from extract.mentions.held import is_dated, is_signed

_ORGANS = ("大会", "理事会", "委员会")
_BODY = ("Organization", "Event")


def find_left_edge(text: str, phrase: Phrase) -> Piece | None:
    """The piece with which the name begins, None where there is no evidence for one."""
    named = any(p.kind == "ordinal" for p in phrase.pieces) or _in_set(phrase, "partners")
    if not named and any(is_partners(p) for p in phrase.pieces):
        return None
    if phrase.kind == "bodies":
        return _edge_of_body(text, phrase)
    if phrase.kind in ("meetings", "occasions"):
        return _edge_of_meeting(text, phrase)
    if phrase.kind == "venues":
        return _edge_of_venue(text, phrase)
    return _edge_of_text(text, phrase)


def _first(pieces: Sequence[Piece], *kinds: str) -> Piece | None:
    """The leftmost piece of these kinds; a country or place right before a body's own name is not its beginning."""
    for i, piece in enumerate(pieces):
        if piece.kind in kinds:
            following = pieces[i + 1] if i + 1 < len(pieces) else None
            if piece.names("Country", "Place") and following is not None and is_body(following):
                return following
            return piece
    return None


def is_body(piece: Piece) -> bool:
    """Whether an organisation's (or a meeting's) name opens here."""
    return piece.names(*_BODY)


def is_partners(piece: Piece) -> bool:
    """Whether countries in a row stand here (中非, 中国-东盟): they open the names of some heads only."""
    return piece.mention is not None and piece.mention.key == PARTNERS


def _in_set(phrase: Phrase, name: str) -> bool:
    return phrase.head in load_heads().sets[name]


def _generic(middle: str) -> bool:
    """Whether the words before a head name nothing of their own: 金融 in 国际金融机构, 机构和国际 in 联合国机构和国际组织."""
    return re.split(r"[和与及、]", middle)[-1] in load_heads().sets["generic"]


def _edge_of_body(text: str, phrase: Phrase) -> Piece | None:
    edge = _first(phrase.pieces, "known")
    if edge is not None and _own_words(text, phrase, edge):
        if is_partners(edge) or is_body(edge) or not _in_set(phrase, "strict"):
            return edge
        if edge.names("Place") and edge.end == phrase.at and _in_set(phrase, "after_city"):
            return edge
    last = phrase.pieces[-1]
    if last.kind == "ordinal" and text[last.end - 1] in "一二三四五六七" and phrase.head in ("委员会", "工作组"):
        return last
    return _scope(text, phrase)


def _own_words(text: str, phrase: Phrase, edge: Piece) -> bool:
    """Whether something of its own stands between edge and head: 金砖机制, 联合国组织 and 非盟国际组织 are common nouns."""
    middle = text[edge.end : phrase.at]
    if is_partners(edge) and not middle:
        return "-" in text[edge.start : edge.end]
    return not _generic(middle) and (bool(middle) or not _in_set(phrase, "strict") or edge.names("Place"))


def _scope(text: str, phrase: Phrase) -> Piece | None:
    """世界卫生组织, 国际原子能机构, 全球发展倡议: a scope, something of its own, and a head that such names have."""
    edge = phrase.pieces[0]
    middle = text[edge.end : phrase.at]
    if not (edge.kind == "scope" or edge.names("Place")) or not _in_set(phrase, "scope_heads"):
        return None
    own = not _generic(middle) and not set(middle) & set("和与及、") if middle else _long_initiative(phrase.head)
    return edge if own and ends_here(text, phrase) else None


def _long_initiative(head: str) -> bool:
    return head.endswith("倡议") and len(head) > 2


def _edge_of_meeting(text: str, phrase: Phrase) -> Piece | None:
    ordinal = _first(phrase.pieces, "ordinal")
    edge = _first(phrase.pieces, "known", "ordinal")
    if edge is None:
        return _edge_without_names(text, phrase)
    if ordinal is edge:
        before = next((p for p in phrase.pieces if p.end == edge.start), None)
        if before is not None and text[before.start : before.end] in _ORGANS:
            return before
        own = edge.end < phrase.at or phrase.kind == "occasions" or phrase.core or len(phrase.head) > 4
        return edge if own else None
    if ordinal is None and edge.end == phrase.at:
        hosted = phrase.kind == "occasions" or _in_set(phrase, "after_city")
        if edge.names("Place") and phrase.head == "会晤" and not is_named_after(text, edge.start):
            return None  # 于2024年11月18日在里约热内卢会晤
        opened = is_partners(edge) or (phrase.kind == "occasions" and is_body(edge))
        return edge if (edge.names("Place") and hosted) or opened else None
    if edge.names("Country") and ordinal is None:
        return _host(text, phrase, edge)
    year = phrase.pieces[0]
    return year if year.kind == "year" and ordinal is None and year.end == edge.start else edge


def is_named_after(text: str, at: int) -> bool:
    """Whether a city before 会晤 names the meeting; after 在 or 于 the leaders meet there."""
    return not text.endswith(("在", "于", "聚首", "国"), 0, at)


def _host(text: str, phrase: Phrase, country: Piece) -> Piece | None:
    """利比亚问题柏林峰会, 柏林峰会: the host before the head makes it one meeting, with its subject or without."""
    last = phrase.pieces[-1]
    if not last.names("Place") or not _in_set(phrase, "after_city"):
        return None
    return country if text[country.end : last.start] == "问题" else last


def _edge_of_venue(text: str, phrase: Phrase) -> Piece | None:
    """The last city, or the last word that ends like an area's name (塞阿腊州会展中心)."""
    for piece in reversed(phrase.pieces):
        if piece.names("Place") or (piece.kind == "word" and text[piece.end - 1] in "州省市县"):
            return piece
    return None


def _edge_without_names(text: str, phrase: Phrase) -> Piece | None:
    """2023年实质性会议, and 明年举办减贫与可持续发展论坛: a year, or a date of holding before words of its own."""
    year = _first(phrase.pieces[::-1], "year")
    if year is not None:
        return year if year.end < phrase.at or len(phrase.head) > 4 else None
    first = _after_holding(text, phrase)
    middle = text[first.start : phrase.at]
    if len(middle) < 4 or phrase.core or _generic(middle) or not is_dated(text, first.start, phrase.end):
        return None
    return first


_HOLDING = re.compile(r"(?:举行|召开|举办|主办)的(?=[^的]*$)")


def _after_holding(text: str, phrase: Phrase) -> Piece:
    """2016年9月19日举行的解决难民大规模流动问题高级别会议: all that follows 举行的 belongs to the name."""
    first = phrase.pieces[0]
    held = _HOLDING.search(text, max(0, phrase.at - LONGEST), phrase.at)
    walled = held is None or any(c in "，。；：、“《" for c in text[held.end() : phrase.at])
    return first if held is None or walled or held.end() >= first.start else Piece(held.end(), first.end, "word")


def _edge_of_text(text: str, phrase: Phrase) -> Piece | None:
    edge = _first(phrase.pieces, "known")
    year = phrase.pieces[0] if phrase.pieces[0].kind in ("year", "ordinal") else None
    if _in_set(phrase, "never_bare") or (phrase.kind == "instruments" and not ends_here(text, phrase)):
        return None
    if edge is not None and edge.names("Place") and edge.end == phrase.at and _in_set(phrase, "after_city"):
        return edge
    if edge is not None and is_body(edge) and (not _in_set(phrase, "marked_only") or _own_title(text, phrase, edge)):
        return year if year is not None and year.end == edge.start else edge
    if year is not None and _in_set(phrase, "after_year") and not _generic(text[year.end : phrase.at]):
        return None if phrase.head == "议程" and text[: phrase.at].endswith("会议") else year
    return _signed(text, phrase) or _scope(text, phrase)


def _own_title(text: str, phrase: Phrase, edge: Piece) -> bool:
    middle = text[edge.end : phrase.at]
    return bool(middle) and not _generic(middle)


def _signed(text: str, phrase: Phrase) -> Piece | None:
    """签署了两国政府间的经济技术合作协定: a treaty that was signed, with words of its own."""
    first = phrase.pieces[0]
    middle = text[first.start : phrase.at]
    signed = phrase.kind == "treaties" and len(middle) >= 2 and not _generic(middle) and is_signed(text, first.start)
    return first if signed else None


def ends_here(text: str, phrase: Phrase) -> bool:
    """Whether the head closes the name: 战略 in 战略伙伴关系 does not."""
    return load_heads().ends.match(text, phrase.end) is not None
