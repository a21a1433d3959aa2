"""What changed between two statements that belong together: the kind of change, and the words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.between.families import load_families
from graph.between.said import Said

NEW, DROPPED, KEPT, STRENGTHENED, SOFTENED = "new", "dropped", "kept", "strengthened", "softened"
REVERSED, SHIFTED = "reversed", "shifted"
# In the order in which a reader wants them.
KINDS = {
    REVERSED: ("反转", "reversed", "took a side, now takes the other"),
    STRENGTHENED: ("加强", "strengthened", "a stronger act, or now a commitment"),
    SOFTENED: ("减弱", "softened", "a weaker act, or no longer a commitment"),
    SHIFTED: ("改变", "shifted", "another act, of the same strength or not on one scale"),
    KEPT: ("保持", "kept", "the same act and strength"),
    NEW: ("新增", "new", "only in the second text"),
    DROPPED: ("删去", "dropped", "only in the first text"),
}
EQUAL, DELETED, INSERTED = "equal", "deleted", "inserted"
_TOKEN = re.compile(r"[^\W\u3400-\u9fff_]+|\s+|.", re.DOTALL)  # a word of letters or digits, or one character
_ISLAND = 2  # an unchanged run shorter than this between two changes is no anchor for the eye: 的, 和


@dataclass(frozen=True, slots=True)
class Change:
    """`kind` is one of KINDS, `reasons` say what decided it: polarity, commitment, strength, act."""

    kind: str
    reasons: tuple[str, ...] = ()


def classify(a: Said, b: Said) -> Change:
    """How `b` says more or less than `a`, by what weighs most: the side taken, then what binds, then strength, then the act."""
    sides = load_families().sides
    before, after = sides[a.act], sides[b.act]
    if before * after < 0:
        return Change(REVERSED, ("polarity",))
    if a.commitment != b.commitment:
        return Change(STRENGTHENED if b.commitment else SOFTENED, ("commitment",))
    if (before < 0) != (after < 0):  # 重申强烈谴责 against 强烈谴责: one act frames a stance, the other takes it
        return Change(SHIFTED, ("polarity", "act"))
    if abs(a.strength) != abs(b.strength):
        return Change(STRENGTHENED if abs(b.strength) > abs(a.strength) else SOFTENED, ("strength",))
    return Change(KEPT) if a.act == b.act else Change(SHIFTED, ("act",))


def diff(a: str, b: str) -> list[tuple[str, str]]:
    """The way from `a` to `b`: (equal, deleted or inserted, text), by words where there are spaces, else by characters.

    The equal and deleted parts make `a`, the equal and inserted ones `b`.
    """
    one, other = _TOKEN.findall(a), _TOKEN.findall(b)
    blocks = _anchors(difflib.SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())
    parts: list[tuple[str, str]] = []
    i = j = 0
    for block in blocks:
        parts += [(DELETED, "".join(one[i : block.a])), (INSERTED, "".join(other[j : block.b]))]
        i, j = block.a + block.size, block.b + block.size
        parts.append((EQUAL, "".join(one[block.a : i])))
    return [(kind, text) for kind, text in parts if text]


def _anchors(blocks: Sequence[difflib.Match]) -> Iterator[difflib.Match]:
    """Without the islands; the last block, which is empty, marks the ends and stays."""
    for block in blocks:
        if block.size >= _ISLAND or block is blocks[-1]:
            yield block
