"""How strong a wording is: the act's place on the schema's scale, moved by the adverbs around the cue."""

from __future__ import annotations

import functools
import re

from extract.schema import load_schema


def measure_strength(act: str, before: str, cue: str) -> int:
    """An integer from -10 to 10. `before` is the clause up to the cue, whose last words may be adverbs (强烈, 再次)."""
    base = load_schema().acts[act].strength
    if base == 0:
        return 0
    step = _step_before(before.removesuffix("地")) or _step_inside(cue)
    moved = base + step if base > 0 else base - step
    return max(-10, min(10, moved))


def _step_before(clause: str) -> int:
    """How far the longest adverb at the end of the clause moves the strength; 0 without one."""
    if not clause.endswith(tuple(_bare_adverbs())):
        return 0
    return next(step for adverb, step in _bare_adverbs().items() if clause.endswith(adverb))


def _step_inside(cue: str) -> int:
    """The same for the longest adverb in the cue."""
    if not _anywhere().search(cue):
        return 0
    return next(step for adverb, step in _adverbs().items() if adverb in cue)


@functools.cache
def _anywhere() -> re.Pattern[str]:
    return re.compile("|".join(_adverbs()))


@functools.cache
def _adverbs() -> dict[str, int]:
    """Adverb -> step, the longest first."""
    adverbs = load_schema().adverbs
    return {adverb: adverbs[adverb] for adverb in sorted(adverbs, key=lambda a: (len(a), a), reverse=True)}


@functools.cache
def _bare_adverbs() -> dict[str, int]:
    """The same without 地."""
    bare: dict[str, int] = {}
    for adverb, step in _adverbs().items():
        bare.setdefault(adverb.removesuffix("地"), step)
    return bare
