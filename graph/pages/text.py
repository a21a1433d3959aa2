"""Names and quotes on their way to a reader's eyes: whole, but unable to reorder or to break what stands around them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from extract.schema import load_schema
from graph.building.shape import ENTITY

# Control characters, lone surrogates, and the marks that turn the direction of the text after them.
_UNSAFE = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]")


def clean(text: str) -> str:
    """The text with every character that no page may show as � (one for one, so that offsets stay)."""
    return _UNSAFE.sub("\ufffd", text)


def on_page(place: str, page: int | None) -> str:
    """A place as it is cited: `brics#23, p. 4` where the document has pages."""
    return place if page is None else f"{place}, p. {page}"


def second_name(data: Mapping[str, Any]) -> str:
    """The name in the other language, or the fuller one, where it says more than `name`."""
    others = (data.get("nameEn"), data.get("nameZh"))
    return next((clean(name) for name in others if name and name != data["name"]), "")


def type_label(type_: str) -> tuple[str, str]:
    """The type in Chinese and in English."""
    spec = load_schema().types.get(type_)
    return (spec["zh"], spec["en"]) if spec else ("未定类型", "untyped")


def caption(data: Mapping[str, Any]) -> str:
    """Name in both languages and type in both: 安理会 · United Nations Security Council (组织机构 Organization)."""
    names = [clean(data["name"]), *filter(None, (clean(data.get(n) or "") for n in ("nameZh", "nameEn")))]
    return f"{' · '.join(dict.fromkeys(names))} ({' '.join(type_label(data.get('type', ENTITY)))})"
