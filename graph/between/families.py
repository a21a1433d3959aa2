"""The families of acts (families.yml): which side an act takes, and how near two acts are."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.schema import SchemaError, load_schema

FILE = Path(__file__).with_name("families.yml")


@dataclass(frozen=True, slots=True)
class Families:
    family: Mapping[str, str]  # act -> family
    sides: Mapping[str, int]  # act -> 1, -1 or 0
    same: float
    near: Mapping[frozenset[str], float]

    def affinity(self, a: str, b: str) -> float:
        """From 0 to 1: how far two acts do the same thing."""
        if a == b:
            return 1.0
        pair = frozenset({self.family[a], self.family[b]})
        return self.same if len(pair) == 1 else self.near.get(pair, 0.0)


@functools.cache
def load_families() -> Families:
    """Raises SchemaError unless every act of the schema stands in one family."""
    import yaml

    raw: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    listed = [(act, name) for name, spec in raw["families"].items() for act in spec["acts"]]
    wrong = {act for act, _ in listed} ^ set(load_schema().acts)
    if wrong or len(listed) != len(dict(listed)):
        what = ", ".join(sorted(wrong)) or "an act"
        raise SchemaError(f"{FILE.name}: {what} must stand once, as in schema.yml; put each act in one family")
    sides = {act: raw["families"][name]["side"] for act, name in listed}
    near = {frozenset(entry["between"]): entry["likeness"] for entry in raw["near"]}
    return Families(dict(listed), sides, raw["same_family"], near)
