"""Finds the entity that a person means by a name: in Chinese or English, long or short, a number or a symbol."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from extract.folding import fold_name
from extract.lexicon import Lexicon

_NEAREST = 5
_MOST = 20  # a part of a name that more entities bear than this says nothing
_CLOSE = 0.55
# UNSC 2254, UNSCR2254, SC resolution 2254, UNGA 75/1, 安理会2254, S/RES/2254: organ and number, however they are put.
_ORGANS = {
    "S/RES/": re.compile(r"(?<![a-z])(?:unscr?|scr?|security council|s/res/)(?![a-z])|安理会|安全理事会"),
    "A/RES/": re.compile(r"(?<![a-z])(?:ungar?|gar?|general assembly|a/res/)(?![a-z])|大会|联大"),
}
_NUMBER = re.compile(
    r"""
    (?: (?<! [0-9/] ) | (?<= /res/ ) )
    (?P<number> [0-9]{1,4} (?: / [0-9]{1,4} )? ) (?! [0-9/] )
    (?: \s* \( (?P<year> [0-9]{4} ) \) )?
    """,
    re.VERBOSE,
)
_RESOLUTION = re.compile(r"resolution|decision|\bres\b|决议|决定")


@dataclass(frozen=True, slots=True)
class Found:
    """The keys that a name stands for; where there is none, the nearest names, each with its key in brackets."""

    keys: tuple[str, ...]
    nearest: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        return {"keys": list(self.keys), "nearest": list(self.nearest)}


def find_keys(name: str, names: Mapping[str, Iterable[str]], lexicon: Callable[[], Lexicon]) -> Found:
    """Looks `name` up among the names of what is there (key -> names), and among the lexicon's names for them.

    The first of these that finds anything counts: a key; the whole name; the whole name as the lexicon knows it; a
    resolution's number; the end of a name; a part of one. Several keys mean that the name is ambiguous. The lexicon is
    loaded only for what the first two do not find.
    """
    form = _form(name)
    given = {name} & names.keys() or _find_whole(form, _index(names))
    if given:
        return Found(tuple(sorted(given)))
    known = lexicon()
    index = _index({key: (*own, *_also(key, known)) for key, own in names.items()})
    sure = _find_whole(form, index) or _find_numbered(form, names)
    if sure:
        return Found(tuple(sorted(sure)))
    held = sorted(_find_parts(form, index))
    if 0 < len(held) <= _MOST:
        return Found(tuple(held))
    return Found((), tuple(_caption(key, names) for key in (held[:_NEAREST] or _nearest(form, index))))


def _also(key: str, lexicon: Lexicon) -> tuple[str, ...]:
    entry = lexicon.entries.get(key)
    return tuple(entry.strong_names()) if entry else ()


def _index(names: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    """Folded name -> keys."""
    index: defaultdict[str, set[str]] = defaultdict(set)
    for key, own in names.items():
        for name in (key, *own):
            index[_form(name)].add(key)
    return dict(index)


def _form(name: str) -> str:
    return fold_name(name).strip(" 《》“”\"'").casefold()


def _find_whole(form: str, index: Mapping[str, set[str]]) -> set[str]:
    return index.get(form) or index.get(form.removeprefix("the ")) or set()


def _find_numbered(form: str, names: Mapping[str, Iterable[str]]) -> set[str]:
    """Resolutions by their number: only where the name says that it is one, or is nothing but a number."""
    number = _NUMBER.search(form)
    organs = [prefix for prefix, pattern in _ORGANS.items() if pattern.search(form)]
    if not number or not (organs or _RESOLUTION.search(form) or number[0] == form):
        return set()
    year = rf"(?:\({number['year']}\)|$)" if number["year"] else r"(?:\(|$)"  # a text may name it without the year
    wanted = re.compile(rf"(?:{'|'.join(map(re.escape, organs or _ORGANS))}){re.escape(number['number'])}{year}")
    return {key for key in names if wanted.match(key)}


def _find_parts(form: str, index: Mapping[str, set[str]]) -> set[str]:
    """The keys of the names that end in the form, else of those that hold it.

    A name that stands inside its body ends in the same words (CRA for BRICS CRA, 欧亚区域中心 for 新开发银行欧亚区域中心).
    In Latin letters only whole words count: CRA is no part of Democratic.
    """
    if len(form) < 2:
        return set()
    left, right = (r"(?<![a-z0-9])" if form[0].isascii() else ""), (r"(?![a-z0-9])" if form[-1].isascii() else "")
    part = re.compile(left + re.escape(form) + right)
    held = [(known, keys) for known, keys in index.items() if part.search(known)]
    ending = {key for known, keys in held if known.endswith(form) for key in keys}
    return ending or {key for _, keys in held for key in keys}


def _nearest(form: str, index: Mapping[str, set[str]]) -> list[str]:
    close = difflib.get_close_matches(form, sorted(index), n=_NEAREST * 2, cutoff=_CLOSE)
    return list(dict.fromkeys(min(index[known]) for known in close))[:_NEAREST]


def _caption(key: str, names: Mapping[str, Iterable[str]]) -> str:
    first = next(iter(names.get(key, ())), key)
    return first if first == key else f"{first} [{key}]"
