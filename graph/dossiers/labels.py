"""What pages call, in Chinese and in English, what the graph holds under one name: labels.yml."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.schema import SchemaError, load_schema

FILE = Path(__file__).with_name("labels.yml")
Label = tuple[str, str]  # in Chinese, in English


@dataclass(frozen=True, slots=True)
class Labels:
    """`relations` has two labels of each type, by direction (out, in); `values` and `kinds` are value -> Chinese."""

    relations: Mapping[tuple[str, str], Label]
    attributes: Mapping[str, Label]
    values: Mapping[str, str]
    kinds: Mapping[str, str]
    properties: Mapping[str, Label]


@functools.cache
def load_labels() -> Labels:
    """Raises SchemaError unless every relation of the schema has its labels."""
    import yaml

    raw: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    unlike = set(raw["relations"]) ^ set(load_schema().relations)
    if unlike:
        raise SchemaError(f"{FILE.name}: {', '.join(sorted(unlike))} must stand under relations here and in schema.yml alike")
    relations = {(type_, way): _label(spec[way]) for type_, spec in raw["relations"].items() for way in ("out", "in")}
    attributes, properties = ({name: _label(pair) for name, pair in raw[part].items()} for part in ("attributes", "properties"))
    return Labels(relations, attributes, raw["values"], raw["kinds"], properties)


def _label(pair: list[str]) -> Label:
    zh, en = pair
    return zh, en


def value_label(value: str) -> Label:
    """A value that the graph keeps in English; where we have no Chinese for it, it stands for itself."""
    zh = load_labels().values.get(value)
    return (zh, value) if zh else (value, "")
