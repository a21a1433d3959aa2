"""How strong a wording is: the act's place on the schema's scale, moved by the adverbs around the cue."""

from __future__ import annotations

from extract.schema import load_schema


def measure_strength(act: str, before: str, cue: str) -> int:
    """An integer from -10 to 10. `before` is the clause up to the cue, whose last words may be adverbs (强烈, 再次)."""
    schema = load_schema()
    base = schema.acts[act].strength
    if base == 0:
        return 0
    step = _adverb_before(before) or _adverb_within(cue)
    moved = base + step if base > 0 else base - step
    return max(-10, min(10, moved))


def _adverb_before(before: str) -> int:
    adverbs = load_schema().adverbs
    found = [a for a in adverbs if before.removesuffix("地").endswith(a.removesuffix("地"))]
    return adverbs[max(found, key=lambda a: (len(a), a))] if found else 0


def _adverb_within(cue: str) -> int:
    adverbs = load_schema().adverbs
    found = [a for a in adverbs if a in cue]
    return adverbs[max(found, key=lambda a: (len(a), a))] if found else 0
