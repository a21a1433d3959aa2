"""Reading costs in proportion to the text: eight times the paragraphs, or files, take about eight times as long."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from extract.documents.document import list_sources
from extract.inputs import read_readings
from extract.lexicon import load_lexicon
from extract.model import Document, Metadata, Paragraph
from extract.pipeline import read

DEV = Path(__file__).parent / "data" / "dev.jsonl"
FEW, TIMES = 60, 8
SLACK = 1.6  # a shared machine is noisy; a quadratic step would show as a factor of eight


def _seconds(work: Callable[[], int], due: int) -> float:
    """The best of three: CPU seconds of the work, which must come to as much as is due."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        assert work() == due
        best = min(best, time.process_time() - start)
    return best


def _seconds_to_read(paragraphs: list[Paragraph]) -> float:
    """As one document."""
    document = Document(Metadata("long", date="2021-06-01"), tuple(paragraphs))
    return _seconds(lambda: sum(1 for _ in read(document, load_lexicon())), len(paragraphs))


def test_time_grows_with_the_text() -> None:
    given = [Paragraph(str(i), r.text) for i, r in enumerate(read_readings(str(DEV))[:FEW])]
    # Other words in every round, so that what is kept from one paragraph to the next grows too.
    many = [replace(p, n=f"{i}.{p.n}", text=p.text.replace("工作组", f"第{i + 2}工作组")) for i in range(TIMES) for p in given]
    _seconds_to_read(given)  # builds what is built once
    assert _seconds_to_read(many) <= TIMES * SLACK * _seconds_to_read(given)


def test_time_grows_with_the_files(tmp_path: Path) -> None:
    sizes = {"few": 500, "many": 500 * TIMES}
    for name, count in sizes.items():
        (tmp_path / name).mkdir()
        for number in range(count):
            (tmp_path / name / f"{number}.txt").touch()
    few, many = (_seconds(lambda folder=name: len(list_sources(tmp_path / folder).files), count) for name, count in sizes.items())
    assert many <= TIMES * SLACK * few
