"""How time and memory grow with the text, with workers, and with documents that have not changed: the command as a user gives it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.figures import Figure, Run, at_least, at_most, run
from bench.texts import Texts, write_folder, write_lines
from extract.lexicon import load_lexicon

TITLE = "Growth"
MILLION = 1_000_000
BOUND = 1024  # MiB


def measure(texts: Texts, folder: Path) -> Iterator[Figure]:
    yield from _grow(texts, folder)
    yield from _share(texts, folder)
    yield from _keep(texts, folder)


def _grow(texts: Texts, folder: Path) -> Iterator[Figure]:
    """One file of paragraphs in JSON lines, short and long; what starting costs is taken off both."""
    lexicon = load_lexicon()
    start = _extract([_write(folder / "nothing.jsonl", '{"doc": "d", "n": "1", "text": "第一段。"}\n')])
    yield Figure("starting, for one paragraph", f"{start.processor:.2f} s, {start.memory:.0f} MiB")
    found: list[tuple[int, Run]] = []
    for characters in (texts.characters, texts.longest):
        file = folder / f"{characters}.jsonl"
        size = write_lines(texts.make(lexicon, characters), file)
        found.append((size, _extract([file])))
        file.unlink()
        yield Figure(f"{size / MILLION:.1f} M characters in one file", f"{found[-1][1].processor:.1f} s, {found[-1][1].memory:.0f} MiB")
    (short, few), (long, many) = found
    growth = (many.processor - start.processor) / (few.processor - start.processor)
    yield at_most(f"time for {long / short:.1f} × the text", growth, round(1.05 * long / short, 1), " ×")
    yield at_most("most memory", many.memory, BOUND, " MiB")
    yield at_most("memory for the long text / for the short", many.memory / few.memory, 1.25, " ×")


def _share(texts: Texts, folder: Path) -> Iterator[Figure]:
    """A folder of documents, the longest text, read by one process and by two: each has to start, and to load the lexicon."""
    paths = [folder / "long"]
    size = write_folder(texts.make(load_lexicon(), texts.longest), paths[0])
    yield Figure("documents of a folder", f"{len(list(paths[0].iterdir()))}, {size / MILLION:.1f} M characters")
    alone, two = _extract(paths), _extract(paths, "--workers", "2")
    yield Figure("one process, wall time", f"{alone.wall:.1f} s")
    yield Figure("--workers 2, wall time", f"{two.wall:.1f} s")
    yield at_least("one process / --workers 2", alone.wall / two.wall, 1.8, " ×")


def _keep(texts: Texts, folder: Path) -> Iterator[Figure]:
    """A folder of documents, read twice with a cache."""
    paths, cache = [folder / "short"], folder / "cache"
    write_folder(texts.make(load_lexicon()), paths[0])
    alone, filling, again = (_extract(paths, *options) for options in ([], ["--cache", str(cache)], ["--cache", str(cache)]))
    yield Figure(f"{texts.characters / MILLION:.1f} M characters without a cache", f"{alone.processor:.1f} s")
    yield Figure("filling the cache", f"{filling.processor:.1f} s")
    yield Figure("nothing has changed", f"{again.processor:.1f} s, {again.processor / alone.processor:.3f} × of reading")


def _extract(paths: Sequence[Path], *options: str) -> Run:
    return run([sys.executable, "-m", "communique", "extract", *options, *map(str, paths)])


def _write(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file
