"""However large the inputs are, memory holds one document of them, and a file counts whole or not at all."""

from __future__ import annotations

import codecs
import io
import json
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from made_readings import list_corpus, make_reading

from extract.batch.reading import open_document
from extract.batch.units import PARAGRAPHS, READINGS, Refused, Unit, list_units
from extract.inputs import read_inputs
from extract.lexicon import load_lexicon
from extract.model import InputError, Metadata, Reading, to_line
from graph.building.contribution import contribute
from graph.building.spool import HELD, spool

ROOT = Path(__file__).parent.parent
MEGABYTE = 1_000_000


def write_paragraphs(file: Path, documents: int, text: str) -> Path:
    with file.open("w", encoding="utf-8") as stream:
        for number in range(documents):
            stream.writelines(json.dumps({"doc": f"d{number}", "n": n, "text": text}, ensure_ascii=False) + "\n" for n in (1, 2))
    return file


def units_of(*paths: Path | str) -> list[Unit | Refused]:
    with ExitStack() as copies:
        return list(list_units(map(str, paths), copies))


def read_now(*paths: Path | str) -> list[Reading]:
    return list(read_inputs(map(str, paths), load_lexicon))


def test_memory_holds_one_document_of_a_file_of_many(tmp_path: Path) -> None:
    file = write_paragraphs(tmp_path / "x.jsonl", 200, "各方支持联合国。" * 1000)
    assert file.stat().st_size > 9 * MEGABYTE
    tracemalloc.start()
    try:
        with ExitStack() as copies:
            for unit in list_units([str(file)], copies):
                assert isinstance(unit, Unit)
                assert len(open_document(unit).paragraphs) == 2
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < MEGABYTE


def test_memory_holds_little_of_what_is_to_be_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.building.spool.HELD", MEGABYTE // 4)

    def readings() -> Iterator[Reading]:
        for number in range(400):
            yield replace(make_reading(f"d{number}"), document=Metadata(f"d{number}", title="x" * 20_000))

    tracemalloc.start()
    try:
        with spool(readings()) as spooled:
            assert sum(1 for _ in spooled.contributions()) == spooled.counts["paragraphs"] == 400
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 2 * MEGABYTE  # of eight


@pytest.mark.parametrize("held", [0, 2000, HELD], ids=["in a file", "some of it in a file", "in memory"])
def test_a_spool_gives_the_documents_as_they_are_without_it(held: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.building.spool.HELD", held)
    readings = list_corpus()
    scattered = readings[::2] + readings[1::2]
    with spool(scattered) as spooled:
        assert list(spooled.contributions()) == list(contribute(readings))
        assert bool(spooled.file.tell()) == (held < HELD)


@pytest.mark.parametrize("held", [0, HELD], ids=["in a file", "in memory"])
def test_what_no_text_proves_is_refused_before_the_spool_is_given(held: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.building.spool.HELD", held)
    wrong = replace(make_reading("z"), text="短")
    with pytest.raises(InputError, match="z#1: mention"), spool([make_reading("a"), wrong]):
        pytest.fail("the readings were taken")


def test_units_say_where_a_document_stands(tmp_path: Path) -> None:
    rows = [("a", 1), ("a", 2), ("b", 1), ("a", 3)]
    lines = [json.dumps({"doc": doc, "n": n, "text": "各方。"}) for doc, n in rows]
    (tmp_path / "x.jsonl").write_bytes(codecs.BOM_UTF8 + "\n".join(["", lines[0], "", *lines[1:]]).encode())
    found = [(u.kind, u.doc, len(u.blocks)) for u in units_of(tmp_path / "x.jsonl") if isinstance(u, Unit)]
    assert found == [(PARAGRAPHS, "a", 2), (PARAGRAPHS, "b", 1)]
    assert [(r.doc, r.n) for r in read_now(tmp_path / "x.jsonl")] == [("a", "1"), ("a", "2"), ("a", "3"), ("b", "1")]


def test_a_number_that_stands_twice_is_found_wherever_it_stands(tmp_path: Path) -> None:
    rows = [("a", 1), ("b", 1), ("a", 1)]
    (tmp_path / "x.jsonl").write_text("\n".join(json.dumps({"doc": d, "n": n, "text": "各方。"}) for d, n in rows), encoding="utf-8")
    [refused] = units_of(tmp_path / "x.jsonl")
    assert isinstance(refused, Refused)
    assert str(refused.error).endswith("x.jsonl:3: n '1' stands twice in one document; number the paragraphs apart")


def test_readings_are_taken_in_the_order_of_their_file(tmp_path: Path) -> None:
    corpus = list_corpus()
    given = [corpus[1], corpus[0], corpus[2]]
    (tmp_path / "x.jsonl").write_text("\n".join(map(to_line, given)), encoding="utf-8")
    assert {unit.kind for unit in units_of(tmp_path / "x.jsonl") if isinstance(unit, Unit)} == {READINGS}
    assert read_now(tmp_path / "x.jsonl") == given


def test_a_separator_of_lines_inside_a_text_does_not_break_the_line(tmp_path: Path) -> None:
    reading = Reading("a", "1", "甲\u2028乙\u0085丙")
    (tmp_path / "x.jsonl").write_text(to_line(reading) + "\n", encoding="utf-8")
    assert read_now(tmp_path / "x.jsonl") == [reading]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_lines_are_read_in_every_encoding_that_says_which_it_is(tmp_path: Path, encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = "\r\n".join(json.dumps({"doc": "a", "n": n, "text": "各方支持。"}, ensure_ascii=False) for n in (1, 2)).encode(encoding)
    (tmp_path / "x.jsonl").write_bytes(data)
    piped = io.TextIOWrapper(io.BytesIO(data))
    monkeypatch.setattr(sys, "stdin", piped)
    assert [r.text for r in read_now(tmp_path / "x.jsonl")] == [r.text for r in read_now("-")] == ["各方支持。"] * 2


def test_the_place_of_a_wrong_byte_is_told(tmp_path: Path) -> None:
    line = json.dumps({"doc": "a", "n": 1, "text": "各方支持联合国宪章的宗旨和原则。" * 9}, ensure_ascii=False)
    (tmp_path / "x.jsonl").write_bytes(f"{line}\n".encode() + line.encode("gbk"))
    [refused] = units_of(tmp_path / "x.jsonl")
    assert isinstance(refused, Refused)
    at = len(line.encode()) + 1 + line.index("各")
    assert f"x.jsonl: not UTF-8 (byte {at}), looks like GBK; convert it: iconv" in str(refused.error)


def test_nothing_is_loaded_when_a_folder_yields_too_little(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    for name in "abc":
        (tmp_path / "texts" / f"{name}.txt").write_text("各方支持联合国。", encoding="utf-8")
    (tmp_path / "texts" / "expect.yml").write_text("documents: 9\n", encoding="utf-8")
    command = [sys.executable, "-m", "communique", "load", "texts", "--graph", "graph", "--workers", "2"]
    done = subprocess.run(command, cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "PATH": ""}, capture_output=True, text=True, check=False)
    assert (done.returncode, (tmp_path / "graph").exists()) == (4, False)
    assert "texts: less was read than is expected (documents: 3, expected 9)" in done.stderr
