"""What a document, or a folder of them, must yield: what a person saw when it was read well.

Rules, lexicon and texts change. Where one of them breaks, most often names or statements are missing; so a fall by more
than FALL below what is written down, in any of these counts, is refused rather than loaded:

    documents, paragraphs, statements, relations   how many
    mentions                                       how many of each type
    resolved                                       the share of mentions under a key that the lexicon or a symbol gives (0-1)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from extract.model import KNOWN, CheckError, InputError, Reading

FALL = 0.2
COUNTS = ("documents", "paragraphs", "statements", "relations")
MENTIONS, RESOLVED = "mentions", "resolved"


@dataclass(slots=True)
class Tally:
    """What readings hold, counted as they come."""

    documents: set[str] = field(default_factory=set)
    paragraphs: int = 0
    statements: int = 0
    relations: int = 0
    mentions: Counter[str] = field(default_factory=Counter)
    known: int = 0

    def add(self, reading: Reading) -> None:
        self.documents.add(reading.doc)
        self.paragraphs += 1
        self.statements += len(reading.statements)
        self.relations += len(reading.relations)
        self.mentions.update(mention.type for mention in reading.mentions)
        self.known += sum(mention.status == KNOWN for mention in reading.mentions)

    def to_dict(self) -> dict[str, Any]:
        """In the shape in which expectations are written."""
        total = self.mentions.total()
        return {
            "documents": len(self.documents),
            "paragraphs": self.paragraphs,
            "statements": self.statements,
            "relations": self.relations,
            MENTIONS: dict(sorted(self.mentions.items())),
            RESOLVED: round(self.known / total, 3) if total else 0.0,
        }


def count(readings: Iterable[Reading]) -> Tally:
    tally = Tally()
    for reading in readings:
        tally.add(reading)
    return tally


def find_falls(expected: Mapping[str, Any], tally: Tally) -> list[str]:
    """What has fallen by more than FALL: `mentions of Treaty: 3, expected 12`."""
    found = dict(_flatten(tally.to_dict()))
    return [
        f"{what}: {found.get(what, 0)}, expected {value}" for what, value in _flatten(expected) if found.get(what, 0) < value * (1 - FALL)
    ]


def _flatten(counts: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    for name, value in counts.items():
        if name == MENTIONS:
            yield from ((f"mentions of {type_}", number) for type_, number in value.items())
        else:
            yield name, value


def check_expectations(raw: Any, *, name: str) -> dict[str, Any]:
    """The mapping as it may be written. Raises InputError naming what it must hold."""
    if not isinstance(raw, dict) or not set(raw) <= {*COUNTS, MENTIONS, RESOLVED}:
        raise InputError(f"{name}: expect must be a mapping of {', '.join((*COUNTS, MENTIONS, RESOLVED))}, not {raw!r}")
    if not isinstance(raw.get(MENTIONS, {}), dict) or not all(_is_number(value) for _, value in _flatten(raw)):
        raise InputError(f"{name}: expect wants numbers, and under mentions one for each type, not {raw!r}")
    return raw


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0


def check_each(readings: Iterable[Reading]) -> Iterator[Reading]:
    """The same readings. Raises CheckError behind a document that yields less than its metadata expect."""
    for doc, group in groupby(readings, key=lambda reading: reading.doc):
        tally = Tally()
        expected: dict[str, Any] = {}
        for reading in group:
            tally.add(reading)
            expected = check_expectations(reading.document.expect, name=doc) if reading.document else expected
            yield reading
        refuse_falls(doc, find_falls(expected, tally))


def refuse_falls(name: str, falls: list[str]) -> None:
    """Raises CheckError when there are any."""
    if falls:
        raise CheckError(f"{name}: less was read than is expected ({'; '.join(falls)}); look at `communique check`, or correct `expect`")
