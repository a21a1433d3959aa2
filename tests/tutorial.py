"""docs/tutorial.md by its own words: its commands run in an empty folder, its answers renewed by `python tests/tutorial.py`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "tutorial.md"
_STEP = re.compile(r"^```sh\n(?P<commands>.*?)^```\n(?:\n```text\n(?P<answer>.*?)^```\n)?", re.MULTILINE | re.DOTALL)
_MARK = "-- next step --"
SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Step:
    """Commands of the page; the answer that it shows, None where it shows none."""

    commands: str
    answer: str | None


def read_steps(page: str) -> list[Step]:
    return [Step(found["commands"], found["answer"]) for found in _STEP.finditer(page)]


def run_steps(steps: list[Step], folder: Path) -> list[str]:
    """What each step prints to standard output, in one shell that stops at the first failure. Raises AssertionError with its errors."""
    script = f"\nprintf '%s\\n' '{_MARK}'\n".join(step.commands for step in steps)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("COMMUNIQUE_", "NEO4J_"))}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(
        ["bash", "-eu", "-c", script], cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split(f"{_MARK}\n")


def shows(answer: str, printed: str) -> bool:
    """Whether the page shows what was printed, where its lines … stand for any lines."""
    parts = [re.escape(part) for part in re.split(r"^…\n", answer, flags=re.MULTILINE)]
    return re.fullmatch("(?:.*\\n)*".join(parts), printed) is not None


def render(page: str, printed: list[str]) -> str:
    """The page with answers as printed; one in which lines are left out stays as it is."""
    fresh = iter(printed)

    def renew(found: re.Match[str]) -> str:
        new, old = next(fresh), found["answer"]
        keep = old is None or "…\n" in old
        return found[0] if keep else found[0].replace(f"```text\n{old}```", f"```text\n{new}```")

    return _STEP.sub(renew, page)


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        PAGE.write_text(render(text, run_steps(read_steps(text), Path(folder))), encoding="utf-8")
