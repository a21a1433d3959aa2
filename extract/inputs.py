"""What the commands are given: files and folders of documents, files of readings, or standard input."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from extract.batch.reading import Read, Reader
from extract.batch.units import READINGS, STDIN, Refused, Unit, list_units
from extract.batch.workers import Pair, read_in_workers
from extract.documents.decoding import MAX_JSONL_BYTES, decode, read_bytes
from extract.documents.document import EXPECTATIONS, taken
from extract.documents.headers import load_yaml
from extract.expectations import Tally, check_each, check_expectations, find_falls, refuse_falls
from extract.lexicon import Lexicon
from extract.model import Document, InputError, Metadata, Paragraph, Reading, raise_error, read_lines
from extract.pipeline import read

Refuse = Callable[[InputError], None]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What is read, and by how many processes; with several, the reader must be one that can be pickled.

    `refuse` is called with the error, which names the file, for whatever cannot be read; by default it is raised.
    """

    paths: tuple[str, ...]
    reader: Reader
    refuse: Refuse = raise_error
    workers: int = 1


def read_inputs(
    paths: Iterable[str], lexicon: Callable[[], Lexicon], *, refuse: Refuse = raise_error, checked: bool = False
) -> Iterator[Reading]:
    """The readings of every path in turn: taken as they are from a file of readings, else read now. See `read_each`.

    The lexicon is asked for only where something is read now: loading it takes longer than taking many readings.
    """
    for document in read_each(Inputs(tuple(paths), Reader(lexicon), refuse), checked=checked):
        yield from document.readings()


def read_each(inputs: Inputs, *, checked: bool = False) -> Iterator[Read]:
    """What every document of the paths says, in their order: the same for any number of workers. Memory holds a few of them.

    A file of readings counts whole or not at all; a document that it tells of at several places comes as often.
    With `checked` the expectations of documents and folders are held (see expectations.py); CheckError is always raised:
    behind the last document of the path, so that nothing should be done with any before all have come.
    """
    with ExitStack() as copies:
        outcomes = _read_units(list_units(inputs.paths, copies), inputs)
        for number, group in groupby(outcomes, key=lambda pair: pair[0].path):
            found = _accept(group, inputs.refuse)
            yield from _check(inputs.paths[number], found) if checked else found


def _read_units(units: Iterator[Unit | Refused], inputs: Inputs) -> Iterator[Pair]:
    if inputs.workers > 1:
        return read_in_workers(units, inputs.reader, inputs.workers)
    return ((unit, unit.error if isinstance(unit, Refused) else inputs.reader(unit)) for unit in units)


def _accept(outcomes: Iterable[Pair], refuse: Refuse) -> Iterator[Read]:
    """What could be read of one path. Of two documents with one id the second is refused."""
    seen: dict[str, str] = {}
    for unit, outcome in outcomes:
        if isinstance(outcome, InputError) or isinstance(unit, Refused):
            assert isinstance(outcome, InputError)
            refuse(outcome)
        elif unit.kind != READINGS and outcome.doc in seen:
            refuse(taken(outcome.doc, unit.name, seen[outcome.doc]))
        else:
            seen[outcome.doc] = unit.name
            yield outcome


def _check(path: str, found: Iterable[Read]) -> Iterator[Read]:
    file, together = Path(path) / EXPECTATIONS, Tally()
    raw = load_yaml(decode(read_bytes(file), name=str(file)), name=str(file)) if file.is_file() else {}
    expected = check_expectations(raw, name=str(file))
    for document in found:
        readings = tuple(check_each(document.readings()))
        for reading in readings:
            together.add(reading)
        yield Read(document.doc, readings)  # made of their lines once, where they come as lines
    refuse_falls(path, find_falls(expected, together))


def read_readings(path: str) -> list[Reading]:
    """The readings or reference annotations of one file (`-` for standard input)."""
    data = sys.stdin.buffer.read() if path == STDIN else read_bytes(Path(path), limit=MAX_JSONL_BYTES)
    return list(read_lines(decode(data, name="standard input" if path == STDIN else path).split("\n"), name=path))


def read_all(documents: Iterable[Document], lexicon: Lexicon) -> Iterator[Reading]:
    for document in documents:
        yield from read(document, lexicon)


def rebuild_documents(readings: Iterable[Reading]) -> Iterator[Document]:
    """The documents that readings or reference annotations come from, their paragraphs in the order given."""
    for doc, group in groupby(readings, key=lambda r: r.doc):
        found = list(group)
        meta = next((r.document for r in found if r.document), Metadata(doc))
        yield Document(meta, tuple(Paragraph(r.n, r.text, r.section, pages=r.pages) for r in found))
