"""Makes readings, exports and pages again, and compares their bytes: under other hash seeds, locales, time zones and directories,
with 1, 2 and 4 workers."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reliability.report import Row

TITLE = "Determinism"
ROOT = Path(__file__).parents[2]
MAKING = Path(__file__).with_name("making.py")
CHECKOUT = ("extract", "graph", "queries")
RUN_SECONDS = 600


@dataclass(frozen=True, slots=True)
class World:
    """Where a run takes place. `moved` is another directory: of the program, of what it reads and of what it writes."""

    seed: str
    locale: str
    zone: str
    moved: bool = False
    options: tuple[str, ...] = ()  # of `extract`


# Every value that matters is in one of these; the first is what the others are compared with.
WORLDS = (
    World("0", "C.UTF-8", "UTC"),
    World("1", "C", "Asia/Shanghai", options=("--workers", "2")),
    World("31337", "POSIX", "America/St_Johns", moved=True, options=("--workers", "4")),
)


def measure(folder: Path) -> Iterator[Row]:
    yield from compare(ROOT / "corpus", folder)


def compare(corpus: Path, folder: Path, worlds: Sequence[World] = WORLDS) -> Iterator[Row]:
    """A row for each file that is made: whether its bytes are the same everywhere."""
    made = [make(corpus, folder / f"world-{number}", world) for number, world in enumerate(worlds)]
    for name in sorted({name for digests in made for name in digests}):
        different = len({digests.get(name) for digests in made})
        yield Row(name, f"the same bytes in {len(worlds)} runs", "the same" if different == 1 else f"{different} different", different == 1)


def make(corpus: Path, folder: Path, world: World) -> dict[str, str]:
    """The digests of everything that a run makes of the corpus, by name."""
    root, place = _move(corpus, folder, world)
    output = folder / ("other" if world.moved else "out")
    output.mkdir(parents=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "NEO4J", "COMMUNIQUE", "PYTHON"))}
    environment = {**kept, "PYTHONHASHSEED": world.seed, "LC_ALL": world.locale, "TZ": world.zone, "PYTHONPATH": str(root)}
    command = [sys.executable, "-P", str(MAKING), corpus.name, str(output), *world.options]
    subprocess.run(command, cwd=place, env=environment, stderr=subprocess.PIPE, check=True, timeout=RUN_SECONDS)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(output.iterdir()) if path.is_file()}


def _move(corpus: Path, folder: Path, world: World) -> tuple[Path, Path]:
    """Where the program lies, and the directory with the corpus in it that it is called in."""
    if not world.moved:
        return ROOT, corpus.parent
    place = folder / "somewhere" / "else"
    shutil.copytree(corpus, place / corpus.name)
    for name in CHECKOUT:
        shutil.copytree(ROOT / name, folder / "checkout" / name)
    shutil.copy2(ROOT / "communique.py", folder / "checkout")
    return folder / "checkout", place
