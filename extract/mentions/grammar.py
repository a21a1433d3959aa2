"""Loads grammars/*.yml: the head nouns, edge words and contexts with which names that no lexicon knows are found."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.folding import fold_name
from extract.schema import SchemaError

GRAMMAR_FOLDER = Path(__file__).with_name("grammars")


@dataclass(frozen=True, slots=True)
class Heads:
    """`kinds` maps a head noun to its kind (bodies, meetings, venues, occasions, treaties, instruments); see grammars/heads.yml."""

    kinds: Mapping[str, str]
    sets: Mapping[str, frozenset[str]]
    pattern: re.Pattern[str]
    ends: re.Pattern[str]
    not_after: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class EdgeWords:
    """What a name may and may not contain between its left edge and its head; see grammars/words.yml."""

    stop: frozenset[str]
    within: frozenset[str]
    units: frozenset[str]
    inside: frozenset[str]
    conjunctions: frozenset[str]
    openers: Mapping[str, str]
    common: frozenset[str]


@functools.cache
def load_grammar(name: str) -> Mapping[str, Any]:
    """The mapping of grammars/<name>.yml. Raises SchemaError when the file holds anything else."""
    import yaml

    file = GRAMMAR_FOLDER / f"{name}.yml"
    raw = yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if not isinstance(raw, dict):
        raise SchemaError(f"{file.name}: want a mapping at the top")
    return raw


HEAD_SETS = (
    "strict", "marked_only", "scopes", "generic", "scope_heads", "after_city", "after_year", "never_bare", "quoted", "bare", "partners",
)
KINDS = ("bodies", "meetings", "venues", "occasions", "treaties", "instruments")


@functools.cache
def load_heads() -> Heads:
    raw = load_grammar("heads")
    unknown = set(raw) - {*KINDS, *HEAD_SETS, "ends", "not_after"}
    if unknown:
        raise SchemaError(f"heads.yml: unknown keys {sorted(unknown)}")
    kinds = _kinds(raw)
    _check_sets(raw, kinds)
    ends = re.compile(rf"$|{alternation(raw['ends']).pattern}")
    anywhere = re.compile(rf"(?=({alternation(kinds).pattern}))")
    sets = {name: frozenset(raw[name]) for name in HEAD_SETS}
    return Heads(kinds, sets, anywhere, ends, _not_after(raw))


def _kinds(raw: Mapping[str, Any]) -> dict[str, str]:
    kinds: dict[str, str] = {}
    for kind in KINDS:
        for head in map(fold_name, raw[kind]):
            if kinds.setdefault(head, kind) != kind:
                raise SchemaError(f"heads.yml: {head} stands under {kinds[head]} and {kind}; leave one")
    return kinds


def _check_sets(raw: Mapping[str, Any], kinds: Mapping[str, str]) -> None:
    """Sets of heads hold heads only; `scopes` and `generic` hold words before them."""
    for name in sorted({*HEAD_SETS, "not_after"} - {"scopes", "generic"}):
        unknown = sorted(set(raw[name]) - kinds.keys())
        if unknown:
            raise SchemaError(f"heads.yml: {name} has {unknown}, which stand under no kind; add them to one of {list(KINDS)}")


def _not_after(raw: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {head: tuple(words) for head, words in raw["not_after"].items() if words}


@functools.cache
def load_edge_words() -> EdgeWords:
    raw = load_grammar("words")
    sets = [frozenset(raw[name]) for name in ("stop", "within", "inside", "conjunctions")]
    units = frozenset(word for word in sets[0] | sets[1] | sets[2] if len(word) > 2).union(raw["units"])
    return EdgeWords(sets[0], sets[1], units, sets[2], sets[3], dict(raw["openers"]), frozenset(raw["common"]))


def alternation(names: Iterable[str]) -> re.Pattern[str]:
    """A pattern of these names, the longer ones first among those that begin alike (grouped so that few are tried)."""
    groups: dict[str, list[str]] = {}
    for name in sorted(set(names), key=lambda n: (-len(n), n)):
        groups.setdefault(name[0], []).append(re.escape(name[1:]))
    return re.compile("|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in sorted(groups.items())))
