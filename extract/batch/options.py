"""The options of every command that reads documents."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from extract.batch.reading import Reader

Command = TypeVar("Command", bound=Callable[..., Any])


def all_of(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """One decorator for the options, which the command's help lists in this order."""
    return lambda command: functools.reduce(lambda made, option: option(made), reversed(options), command)


LEXICON = click.option("--lexicon", "own", type=click.Path(path_type=Path), envvar="COMMUNIQUE_LEXICON", show_envvar=True, metavar="DIR",
                       help="Your own entries, in files of the lexicon's format, besides those that are known.")
_READING = all_of(
    LEXICON,
    click.option("--strict", is_flag=True, help="Stop at the first input that cannot be read; do not go on with the others."),
    click.option("--workers", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="Read with N processes."),
    click.option("--cache", type=click.Path(path_type=Path), envvar="COMMUNIQUE_CACHE", show_envvar=True, metavar="DIR",
                 help="Keep there what is read, and do not read again what has not changed."),
)
_TABLES = all_of(
    click.option("--format", "form", type=click.Choice(["jsonl", "parquet"]),
                 help="JSON lines of readings (unless said otherwise), or tables, into a folder."),
    click.option("--engine", type=click.Choice(["local", "spark"]), default="local", show_default=True,
                 help="Read here, or with Spark, which writes tables."),
    click.option("--master", metavar="URL", help="Spark: where (else all cores of this machine, or what spark-submit says)."),
    click.option("--partitions", type=click.IntRange(1), metavar="N", help="Spark: into how many parts the documents are cut."),
)


@dataclass(frozen=True, slots=True)
class Tables:
    """How `extract` writes what it reads."""

    form: str | None
    engine: str
    master: str | None
    partitions: int | None

    def are_wanted(self, output: str) -> bool:
        """Whether tables are written. Raises UsageError for options that do not go together."""
        spark = self.engine == "spark"
        if not spark and (self.master or self.partitions):
            raise click.UsageError("--master and --partitions say how Spark reads: add --engine spark")
        if spark and self.form == "jsonl":
            raise click.UsageError("--engine spark writes tables: leave --format out")
        wanted = spark or self.form == "parquet"
        if wanted and output == "-":
            raise click.UsageError("tables are written into a folder: name a new one with -o")
        if not wanted and Path(output).is_dir():
            raise click.UsageError(f"{output} is a folder: name a file with -o, or write tables with --format parquet")
        return wanted


def table_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command gets them together, as `tables`."""

    @functools.wraps(command)
    def bundled(form: str | None, engine: str, master: str | None, partitions: int | None, **rest: Any) -> Any:
        return command(tables=Tables(form, engine, master, partitions), **rest)

    return _TABLES(bundled)


@dataclass(frozen=True, slots=True)
class How:
    """How documents are read."""

    own: Path | None
    strict: bool
    workers: int
    cache: Path | None

    def reader(self) -> Reader:
        from extract.batch.cache import open_cache
        from extract.batch.reading import Reader
        from extract.lexicon import load_lexicon

        return Reader(functools.partial(load_lexicon, own=self.own), open_cache(self.cache, self.own) if self.cache else None)


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command gets all of them together, as `how`."""

    @functools.wraps(command)
    def bundled(own: Path | None, strict: bool, workers: int, cache: Path | None, **rest: Any) -> Any:
        return command(how=How(own, strict, workers, cache), **rest)

    return _READING(bundled)
