"""What was measured, as rows of a Markdown table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `due` says what it must be, in words; `holds` whether it is."""

    what: str
    due: str
    measured: str
    holds: bool


def as_table(title: str, rows: Iterable[Row]) -> str:
    lines = [f"## {title}", "", "| what | due | measured | |", "| --- | --- | --- | --- |"]
    lines += [f"| {row.what} | {row.due} | {row.measured} | {'holds' if row.holds else '**fails**'} |" for row in rows]
    return "\n".join([*lines, ""])


def none_of(what: str, wrong: int, total: int) -> Row:
    """A row for things of which none may be wrong, and which must have been looked at."""
    return Row(what, "none", f"{wrong} of {total}", wrong == 0 < total)


def within(what: str, seconds: Iterable[float], bound: float) -> Row:
    slowest = max(seconds, default=float("inf"))
    return Row(what, f"≤ {bound:g} s", f"{slowest:.1f} s at most", slowest <= bound)
