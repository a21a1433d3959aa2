"""Readings set down in a temporary file, so that all of them can be judged before any is loaded, with one document in memory."""

from __future__ import annotations

import contextlib
import tempfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import IO

from extract.model import InputError, Reading, from_line, to_line
from graph.building.contribution import Contribution, contribute


@dataclass(slots=True)
class Spool:
    """`places` says where a document's readings lie: (start, length) for each time that they came; `counts` how much came."""

    file: IO[bytes]
    places: defaultdict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, doc: str, readings: Iterable[Reading]) -> None:
        lines = []
        for reading in readings:
            lines.append(to_line(reading))
            self.counts.update(
                paragraphs=1, mentions=len(reading.mentions), statements=len(reading.statements), relations=len(reading.relations)
            )
        packed = zlib.compress("\n".join(lines).encode("utf-8", "surrogatepass"), level=1)
        self.places[doc].append((self.file.tell(), len(packed)))
        try:
            self.file.write(packed)
        except OSError as error:
            place = tempfile.gettempdir()
            raise InputError(f"{place}: cannot hold the readings ({error.strerror}); set TMPDIR to another folder") from error

    def contributions(self) -> Iterator[Contribution]:
        """One a document, in the order of the ids. Raises InputError as `contribute` does."""
        for doc in sorted(self.places):
            yield from contribute(self._readings(doc))

    def _readings(self, doc: str) -> Iterator[Reading]:
        for start, length in self.places[doc]:
            self.file.seek(start)
            packed = zlib.decompress(self.file.read(length)).decode("utf-8", "surrogatepass")
            yield from (from_line(line, place=doc) for line in packed.split("\n"))


@contextlib.contextmanager
def spool(readings: Iterable[Reading]) -> Iterator[Spool]:
    """All the readings, each document's shown to be borne out by its texts and the schema.

    Raises InputError otherwise, and where the folder for temporary files is full.
    """
    with tempfile.TemporaryFile(prefix="communique-") as file:
        spooled = Spool(file)
        for doc, group in groupby(readings, key=lambda reading: reading.doc):
            spooled.add(doc, group)
        for _ in spooled.contributions():
            pass
        yield spooled
