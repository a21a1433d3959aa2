"""What the loaders load: the corpus several times over under other names, and an older self of every document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from extract.model import Reading, read_lines, to_line
from graph.building.contribution import contribute

GOLDEN = Path(__file__).parents[1] / "data" / "golden.jsonl"


@dataclass(frozen=True, slots=True)
class Load:
    """Readings in a file, with the digest of each document, and the readings and digests of the documents' older selves."""

    file: Path
    readings: list[Reading]
    digests: dict[str, str]
    old: list[Reading]
    old_digests: dict[str, str]


def make_load(folder: Path, *, copies: int) -> Load:
    readings = [copy for number in range(copies) for copy in _copied(number)]
    old = [replace(reading, section="第一稿", statements=reading.statements[1:]) for reading in readings]
    file = folder / f"readings-{copies}.jsonl"
    file.write_text("".join(f"{to_line(reading)}\n" for reading in readings), encoding="utf-8")
    return Load(file, readings, _digests(readings), old, _digests(old))


def _copied(number: int) -> Iterator[Reading]:
    for reading in read_lines(GOLDEN.read_text(encoding="utf-8").splitlines()):
        doc = f"{reading.doc}-{number}"
        yield replace(reading, doc=doc, document=reading.document and replace(reading.document, id=doc))


def _digests(readings: list[Reading]) -> dict[str, str]:
    return {contribution.doc: contribution.digest for contribution in contribute(readings)}
