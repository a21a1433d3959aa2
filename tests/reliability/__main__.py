"""Runs all measurements, or those that are named, and prints a Markdown table each; ends with 1 when one does not hold."""

from __future__ import annotations

import importlib
import sys
import tempfile
import time
from pathlib import Path

from reliability.report import Row, as_table

# Each a module with TITLE and measure(folder).
SUBJECTS = ("proof", "crashes", "outages", "together", "hostile", "injection", "determinism")


def main(names: list[str]) -> int:
    wrong = sorted(set(names) - set(SUBJECTS))
    if wrong:
        print(f"{', '.join(wrong)}: not measured here; there are {', '.join(SUBJECTS)}", file=sys.stderr)
        return 2
    failed = [name for name in names or SUBJECTS if not _run(name)]
    return 1 if failed else 0


def _run(name: str) -> bool:
    module = importlib.import_module(f"reliability.{name}")
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        rows = [_tell(row) for row in module.measure(Path(folder))]
    print(as_table(module.TITLE, rows), flush=True)
    print(f"{name}: {time.monotonic() - begin:.0f} s", file=sys.stderr)
    return all(row.holds for row in rows)


def _tell(row: Row) -> Row:
    """Shows that something is going on: a subject takes minutes."""
    print(f"{row.what}: {row.measured}", file=sys.stderr, flush=True)
    return row


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
