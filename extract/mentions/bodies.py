"""What a head noun with the words before it names: a body, a meeting, a treaty or a document, and under which name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extract.lexicon import Lexicon
from extract.mentions.edges import find_left_edge, is_body, is_partners
from extract.mentions.grammar import load_edge_words, load_heads
from extract.mentions.heads import Phrase, Piece, find_phrases
from extract.mentions.held import is_dated
from extract.mentions.numerals import key_of_name, normalise_ordinals
from extract.model import CANDIDATE, KNOWN, UNRESOLVED, Mention
from extract.nlp import Occurrence

_TYPES = {
    "bodies": "Organization",
    "meetings": "Organization",
    "occasions": "Event",
    "venues": "Place",
    "treaties": "Treaty",
    "instruments": "Instrument",
}


def find_named_heads(text: str, known: Sequence[Mention], occurrences: Iterable[Occurrence], lexicon: Lexicon) -> Iterator[Mention]:
    """Candidates of the name grammars; phrases without evidence at their left edge are UNRESOLVED without a name.

    A candidate without a key (the grammar saw no name in it) is the document's own: the linker makes its key.
    """
    for phrase in find_phrases(text, known, occurrences):
        mention = _of_known(text, phrase, lexicon) if phrase.core else _of_unknown(text, phrase, lexicon)
        if mention is not None:
            yield mention


def _of_known(text: str, phrase: Phrase, lexicon: Lexicon) -> Mention | None:
    """What the words around a known name make of it: 第六届 or a date before the name of a recurring meeting makes it one
    meeting, and the name of the body that it belongs to may stand before it (金砖国家新开发银行)."""
    core = phrase.core
    assert core is not None
    last = phrase.pieces[-1] if phrase.pieces else None
    if last is not None and last.kind == "ordinal" and phrase.kind == "meetings":
        edge = find_left_edge(text, phrase) or last
        return _candidate("Event", text, edge, phrase, lexicon)
    if phrase.kind == "meetings" and core.type == "Organization" and is_dated(text, core.start, core.end):
        return _one_of(core, text, lexicon, start=last.start if last is not None and last.kind == "year" else core.start)
    if last is not None and last.kind == "year" and _takes_year(text, phrase, core):
        return Mention(last.start, phrase.end, core.type, core.key, KNOWN)
    if last is not None and last.mention is not None and _belongs(core.key, last.mention.key, lexicon):
        return Mention(last.start, phrase.end, core.type, core.key, KNOWN)
    return None


def _takes_year(text: str, phrase: Phrase, core: Mention) -> bool:
    """2030年可持续发展目标, but not 1978年第一届…最后文件: the ordinal tells which."""
    title = core.type == "Instrument" and phrase.head in load_heads().sets["after_year"]
    return title and not text.startswith("第", core.start)


def _one_of(core: Mention, text: str, lexicon: Lexicon, *, start: int) -> Mention:
    entry = lexicon.entries.get(core.key)
    name = text[start : core.start] + ((entry.zh if entry else None) or text[core.start : core.end])
    return Mention(start, core.end, "Event", f"event/{name}", CANDIDATE, name)


def _belongs(child: str, parent: str, lexicon: Lexicon) -> bool:
    entry = lexicon.entries.get(child)
    return entry is not None and bool(parent) and entry.parent == parent


def _of_unknown(text: str, phrase: Phrase, lexicon: Lexicon) -> Mention | None:
    edge = find_left_edge(text, phrase) if phrase.pieces else None
    if edge is not None:
        return _candidate(_type(text, phrase, edge), text, edge, phrase, lexicon)
    if phrase.head in load_heads().sets["never_bare"] or phrase.kind == "venues":
        return None
    start = phrase.pieces[0].start if phrase.pieces else phrase.at
    return Mention(start, phrase.end, _TYPES[phrase.kind], "", UNRESOLVED)


def _candidate(type_: str, text: str, edge: Piece, phrase: Phrase, lexicon: Lexicon) -> Mention:
    end = phrase.end
    name = full_name(text[edge.start : end], edge, lexicon)
    keys = lexicon.find(text[edge.start : end]) or lexicon.find(name)
    if len(keys) == 1 and lexicon.entries[keys[0]].type == type_:
        return Mention(edge.start, end, type_, keys[0], KNOWN)
    key = f"{type_.lower()}/{key_of_name(name)}" if phrase.core or _speaks_for_itself(name, edge) else ""
    return Mention(edge.start, end, type_, key, CANDIDATE, name)


def _speaks_for_itself(name: str, edge: Piece) -> bool:
    """Whether other documents may mean the same by the name: not 第一工作组, 2023年实质性会议 or 友好城市论坛."""
    if edge.kind not in ("word", "ordinal", "year") or any(body in name for body in load_edge_words().openers.values()):
        return True
    return len(re.sub(r"\d{4}年|第\d+[届次轮期]", "", name)) > 6


def _type(text: str, phrase: Phrase, edge: Piece) -> str:
    if phrase.kind != "meetings":
        return _TYPES[phrase.kind]
    inside = [p for p in phrase.pieces if p.start >= edge.start]
    hosted = inside[-1].names("Place") and not is_body(inside[-1])
    if hosted or any(p.kind in ("ordinal", "year") for p in inside):
        return "Event"
    return "Event" if is_dated(text, edge.start, phrase.end) else "Organization"


def full_name(name: str, edge: Piece, lexicon: Lexicon) -> str:
    """The name with the body that opens it in full and its ordinals in Arabic numerals."""
    length = edge.end - edge.start
    if edge.kind == "ordinal":
        openers = load_edge_words().openers
        short = next((o for o in openers if name.startswith(o, length) and not name.startswith(openers[o], length)), "")
        name = name[:length] + openers.get(short, "") + name[length + len(short) :]
    elif edge.mention is not None and edge.names("Organization") and not is_partners(edge):
        entry = lexicon.entries.get(edge.mention.key)
        name = ((entry.zh if entry else None) or edge.mention.name or name[:length]) + name[length:]
    return normalise_ordinals(name).replace("--", "-")
