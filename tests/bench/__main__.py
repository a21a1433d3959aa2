"""Measures all subjects, or those that are named, and prints a Markdown table each; ends with 1 when a goal is missed."""

from __future__ import annotations

import importlib
import sys
import tempfile
import time
from pathlib import Path

import click

from bench.figures import Figure, as_table
from bench.texts import Texts
from extract.batch.collector import collect_seldom

SUBJECTS = ("reading", "growth", "starting", "loading", "questions", "pages")  # each a module with TITLE and measure(texts, folder)


@click.command()
@click.argument("subjects", nargs=-1, type=click.Choice(SUBJECTS))
@click.option("--text", "paths", multiple=True, type=click.Path(exists=True, path_type=Path), help="Documents besides the corpus.")
@click.option("--characters", type=click.IntRange(10_000), default=1_000_000, show_default=True, help="How much text is read.")
@click.option("--long", "longest", type=click.IntRange(10_000), help="The longest text of `growth` (else ten times --characters).")
def main(subjects: tuple[str, ...], paths: tuple[Path, ...], characters: int, longest: int | None) -> None:
    collect_seldom()  # as every command does
    texts = Texts((Path("corpus"), *paths), characters, longest or 10 * characters)
    missed = [name for name in subjects or SUBJECTS if not _run(name, texts)]
    sys.exit(1 if missed else 0)


def _run(name: str, texts: Texts) -> bool:
    module = importlib.import_module(f"bench.{name}")
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        figures: list[Figure] = list(module.measure(texts, Path(folder)))
    print(as_table(module.TITLE, figures), flush=True)
    print(f"{name}: {time.monotonic() - begin:.0f} s", file=sys.stderr)
    return all(figure.met is not False for figure in figures)


if __name__ == "__main__":
    main()
