"""Places that evidence cites, doc#n:start-end, and the words that stand there."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extract.model import InputError

_SPAN = re.compile(r"(?P<start>[0-9]+)-(?P<end>[0-9]+)")
SHOWN = 24  # characters of a text in a message


def split_span(at: object) -> tuple[str, int, int]:
    """The paragraph's id and the span. Raises InputError for what is no place."""
    paragraph, _, span = str(at).rpartition(":")
    found = _SPAN.fullmatch(span)
    if "#" not in paragraph or not found:
        raise InputError(f"evidence {at} is no place doc#n:start-end")
    return paragraph, int(found["start"]), int(found["end"])


def words_at(at: object, texts: Mapping[str, str]) -> str:
    """The words at the place. Raises InputError where there is no such paragraph or the span is not in its text."""
    paragraph, start, end = split_span(at)
    if paragraph not in texts:
        raise InputError(f"evidence {at}: there is no paragraph {paragraph}")
    return cut(texts[paragraph], start, end, at)


def cut(text: str, start: object, end: object, at: object) -> str:
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
        raise InputError(f"span {at} is not in the paragraph's {len(text)} characters")
    return text[start:end]


def check_words(what: str, given: object, at: object, texts: Mapping[str, str]) -> str | None:
    """What is wrong with words that are said to stand at a place; None when they do, to the byte."""
    try:
        there = words_at(at, texts)
    except InputError as error:
        return f"{what}: {error}"
    return None if given == there else f"{what} {tell(given, there)} at {at}"


def tell(given: object, there: object) -> str:
    """How two values differ, cut to where they do."""
    a, b = repr(given), repr(there)
    first = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return f"is {_window(a, first)} and should be {_window(b, first)}"


def _window(text: str, first: int) -> str:
    start = max(0, first - SHOWN // 2)
    cut_off = text[start : first + SHOWN]
    return f"{'…' if start else ''}{cut_off}{'…' if first + SHOWN < len(text) else ''}"
