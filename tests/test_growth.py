"""Reading costs in proportion to the text: eight times the paragraphs take about eight times as long."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from extract.inputs import read_readings
from extract.lexicon import load_lexicon
from extract.model import Document, Metadata, Paragraph
from extract.pipeline import read

DEV = Path(__file__).parent / "data" / "dev.jsonl"
FEW, TIMES = 60, 8
SLACK = 1.6  # a shared machine is noisy; a quadratic step would show as a factor of eight


def _seconds(paragraphs: list[Paragraph]) -> float:
    """The best of three: CPU seconds to read one document of these paragraphs."""
    document = Document(Metadata("long", date="2021-06-01"), tuple(paragraphs))
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        assert sum(1 for _ in read(document, load_lexicon())) == len(paragraphs)
        best = min(best, time.process_time() - start)
    return best


def test_time_grows_with_the_text() -> None:
    given = [Paragraph(str(i), r.text) for i, r in enumerate(read_readings(str(DEV))[:FEW])]
    # Other words in every round, so that what is kept from one paragraph to the next grows too.
    many = [replace(p, n=f"{i}.{p.n}", text=p.text.replace("工作组", f"第{i + 2}工作组")) for i in range(TIMES) for p in given]
    _seconds(given)  # builds what is built once
    assert _seconds(many) <= TIMES * SLACK * _seconds(given)
