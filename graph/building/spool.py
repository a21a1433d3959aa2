"""Readings set down, so that all of them can be judged before any is loaded: a little in memory, the rest in a temporary file."""

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
from graph.building.contribution import Contribution, contribute, paragraph_id

HELD = 10_000_000  # characters of JSON lines, of about a million characters of text; what they bring to the graph takes some 130 MB


@dataclass(slots=True)
class Spool:
    """`held` has each document's readings with their lines, as long as they are few; after that `places` says where they lie in
    the file: (start, length) for each time that they came. `counts` says how much came."""

    file: IO[bytes]
    held: defaultdict[str, list[tuple[Reading, str]]] = field(default_factory=lambda: defaultdict(list))
    size: int = 0
    places: defaultdict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    counts: Counter[str] = field(default_factory=Counter)
    _proved: list[Contribution] = field(default_factory=list)

    def add(self, doc: str, readings: Iterable[Reading]) -> None:
        for reading in readings:
            line = to_line(reading)
            self.held[doc].append((reading, line))
            self.size += len(line)
            self.counts.update(
                paragraphs=1, mentions=len(reading.mentions), statements=len(reading.statements), relations=len(reading.relations)
            )
        if self.size > HELD:
            self._write()

    def prove(self) -> None:
        """Raises InputError unless every document is borne out by its texts and the schema. Nothing can be added any more."""
        if not self.places:
            self._proved = list(self.contributions())
            self.held.clear()
            return
        self._write()
        for _ in self.contributions():
            pass

    def contributions(self) -> Iterator[Contribution]:
        """One a document, in the order of the ids. Raises InputError as `contribute` does."""
        if self._proved:
            yield from self._proved
            return
        for doc in sorted(self.places or self.held):
            pairs = list(self._read(doc)) if self.places else self.held[doc]
            yield from contribute((reading for reading, _ in pairs), {paragraph_id(reading): line for reading, line in pairs})

    def _write(self) -> None:
        for doc, pairs in self.held.items():
            packed = zlib.compress("\n".join(line for _, line in pairs).encode("utf-8", "surrogatepass"), level=1)
            self.places[doc].append((self.file.tell(), len(packed)))
            try:
                self.file.write(packed)
            except OSError as error:
                place = tempfile.gettempdir()
                raise InputError(f"{place}: cannot hold the readings ({error.strerror}); set TMPDIR to another folder") from error
        self.held.clear()
        self.size = 0

    def _read(self, doc: str) -> Iterator[tuple[Reading, str]]:
        for start, length in self.places[doc]:
            self.file.seek(start)
            lines = zlib.decompress(self.file.read(length)).decode("utf-8", "surrogatepass").split("\n")
            yield from ((from_line(line, place=doc), line) for line in lines)


@contextlib.contextmanager
def spool(readings: Iterable[Reading]) -> Iterator[Spool]:
    """All the readings, each document's shown to be borne out by its texts and the schema.

    Raises InputError otherwise, and where the folder for temporary files is full.
    """
    with tempfile.TemporaryFile(prefix="communique-") as file:
        spooled = Spool(file)
        for doc, group in groupby(readings, key=lambda reading: reading.doc):
            spooled.add(doc, group)
        spooled.prove()
        yield spooled
