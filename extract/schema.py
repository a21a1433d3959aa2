"""Loads schema.yml, the one vocabulary that extraction and graph share, and refuses what it does not know."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SCHEMA_FILE = Path(__file__).with_name("schema.yml")
DATE = "Date"  # the tail of HELD_ON: a day, month or year in ISO 8601, not an entity


class SchemaError(Exception):
    """The schema or the lexicon contradicts itself. The message names the file, the place and the remedy."""


@dataclass(frozen=True, slots=True)
class Act:
    name: str
    zh: str
    en: str
    strength: int


@dataclass(frozen=True, slots=True)
class RelationType:
    name: str
    zh: str
    en: str
    head: frozenset[str]
    tail: frozenset[str]


@dataclass(frozen=True, slots=True)
class Schema:
    types: Mapping[str, Mapping[str, str]]
    acts: Mapping[str, Act]
    adverbs: Mapping[str, int]  # adverb -> how far it moves the strength away from zero
    relations: Mapping[str, RelationType]

    def allows(self, head: str, relation: str, tail: str) -> bool:
        """Whether a relation of this type may run from one type to the other."""
        spec = self.relations[relation]
        return head in spec.head and tail in spec.tail


@functools.cache
def load_schema() -> Schema:
    import yaml

    raw = yaml.safe_load(SCHEMA_FILE.read_text(encoding="utf-8"))
    _only(raw, {"types", "acts", "adverbs", "relations"}, "top level")
    return Schema(
        types={name: _only(spec, {"zh", "en", "what"}, name) for name, spec in raw["types"].items()},
        acts={name: Act(name, **_only(spec, {"zh", "en", "strength"}, name)) for name, spec in raw["acts"].items()},
        adverbs=_adverbs(raw["adverbs"]),
        relations={name: _relation_type(name, spec, set(raw["types"])) for name, spec in raw["relations"].items()},
    )


def _adverbs(raw: dict[str, list[str]]) -> dict[str, int]:
    _only(raw, {"raise2", "raise1", "lower1"}, "adverbs")
    steps = {"raise2": 2, "raise1": 1, "lower1": -1}
    return {adverb: steps[group] for group, adverbs in raw.items() for adverb in adverbs}


def _relation_type(name: str, spec: dict[str, Any], types: set[str]) -> RelationType:
    _only(spec, {"zh", "en", "head", "tail"}, name)
    unknown = {*spec["head"], *spec["tail"]} - types - {DATE}
    if unknown:
        raise SchemaError(f"{SCHEMA_FILE.name}: {name} has ends of unknown type {sorted(unknown)}; add them under types")
    return RelationType(name, spec["zh"], spec["en"], frozenset(spec["head"]), frozenset(spec["tail"]))


def _only(spec: dict[str, Any], known: set[str], place: str) -> dict[str, Any]:
    unknown = set(spec) - known
    if unknown:
        raise SchemaError(f"{SCHEMA_FILE.name}: {place}: unknown keys {sorted(unknown)}; known are {sorted(known)}")
    return spec
