"""How often the interpreter looks for cycles of objects that nobody needs any more."""

from __future__ import annotations

import gc


def collect_seldom() -> None:
    """Makes it a seventieth as often: what flows through a reading forms no cycles, and looking for them takes a thirtieth of the time.

    For processes of our own, not for programs that import us.
    """
    gc.set_threshold(50_000)
