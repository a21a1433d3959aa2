"""The readings of the corpus, as they were last looked at; `make golden` renews them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from extract.inputs import read_inputs
from extract.lexicon import load_lexicon
from extract.model import Reading, read_lines, to_line

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "data" / "golden.jsonl"


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return list(read_inputs([str(ROOT / "corpus")], load_lexicon))


def test_the_corpus_reads_as_it_did(readings: list[Reading]) -> None:
    expected = GOLDEN.read_text(encoding="utf-8").splitlines()
    changed = [f"{r.doc}#{r.n}" for r, line in zip(readings, expected, strict=True) if to_line(r) != line]
    assert changed == [], "look at what has changed, then renew: make golden"


def test_readings_survive_the_round_trip(readings: list[Reading]) -> None:
    assert list(read_lines(map(to_line, readings))) == readings


def test_every_span_lies_inside_its_text(readings: list[Reading]) -> None:
    for reading in readings:
        size = len(reading.text)
        for mention in reading.mentions:
            assert 0 <= mention.start < mention.end <= size
        for statement in reading.statements:
            assert statement.cue == reading.text[statement.start : statement.end]
            assert 0 <= statement.clause_start <= statement.start < statement.end <= statement.clause_end <= size
        for relation in reading.relations:
            assert 0 <= relation.start < relation.end <= size


def test_mentions_never_overlap(readings: list[Reading]) -> None:
    for reading in readings:
        ends = [0, *(m.end for m in reading.mentions)]
        assert all(m.start >= before for before, m in zip(ends, reading.mentions, strict=False))


def test_every_key_is_described_once_a_document(readings: list[Reading]) -> None:
    described = Counter((r.doc, e.key) for r in readings for e in r.entities)
    assert [key for key, count in described.items() if count > 1] == []
    used = {(r.doc, m.key) for r in readings for m in r.mentions}
    used |= {(r.doc, key) for r in readings for s in r.statements for key in (*s.actors, *s.concerns)}
    assert used - described.keys() == set()


@pytest.mark.parametrize("seed", ["0", "4242"])
def test_bytes_do_not_depend_on_the_hash_seed(seed: str) -> None:
    command = [sys.executable, "-m", "communique", "extract", "corpus"]
    run = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True)
    assert run.stdout == GOLDEN.read_bytes()
