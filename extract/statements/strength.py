"""How strong a wording is: the act's place on the schema's scale, moved by the adverbs around the cue."""

from __future__ import annotations

from collections.abc import Callable

from extract.schema import load_schema


def measure_strength(act: str, before: str, cue: str) -> int:
    """An integer from -10 to 10. `before` is the clause up to the cue, whose last words may be adverbs (强烈, 再次)."""
    schema = load_schema()
    base = schema.acts[act].strength
    if base == 0:
        return 0
    clause = before.removesuffix("地")
    step = _step(lambda adverb: clause.endswith(adverb.removesuffix("地"))) or _step(lambda adverb: adverb in cue)
    moved = base + step if base > 0 else base - step
    return max(-10, min(10, moved))


def _step(stands: Callable[[str], bool]) -> int:
    """How far the longest adverb of which that holds moves the strength; 0 without one."""
    adverbs = load_schema().adverbs
    found = [adverb for adverb in adverbs if stands(adverb)]
    return adverbs[max(found, key=lambda a: (len(a), a))] if found else 0
