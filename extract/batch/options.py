"""The options of every command that reads documents."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

LEXICON = click.option("--lexicon", "own", type=click.Path(path_type=Path), envvar="COMMUNIQUE_LEXICON", show_envvar=True, metavar="DIR",
                       help="Your own entries, in files of the lexicon's format, besides those that are known.")
_OPTIONS = [
    LEXICON,
    click.option("--strict", is_flag=True, help="Stop at the first input that cannot be read; do not go on with the others."),
    click.option("--workers", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="Read with N processes."),
    click.option("--cache", type=click.Path(path_type=Path), envvar="COMMUNIQUE_CACHE", show_envvar=True, metavar="DIR",
                 help="Keep there what is read, and do not read again what has not changed."),
]


@dataclass(frozen=True, slots=True)
class How:
    """How documents are read."""

    own: Path | None
    strict: bool
    workers: int
    cache: Path | None


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command gets all of them together, as `how`."""

    @functools.wraps(command)
    def bundled(own: Path | None, strict: bool, workers: int, cache: Path | None, **rest: Any) -> Any:
        return command(how=How(own, strict, workers, cache), **rest)

    return functools.reduce(lambda made, option: option(made), reversed(_OPTIONS), bundled)
