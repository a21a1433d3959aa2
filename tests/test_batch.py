"""A batch goes on without what cannot be read, says so, and loads nothing that yields less than is expected of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from extract.expectations import check_each, check_expectations, count, find_falls
from extract.inputs import read_inputs
from extract.lexicon import load_lexicon
from extract.model import CheckError, InputError, Metadata, Reading, read_lines

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "data" / "golden.jsonl"
TEXT = "一、我们重申恪守《联合国宪章》。\n\n二、我们欢迎中国和俄罗斯的努力。\n"


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "communique", *arguments]
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    """Two documents, and between them a binary and an empty one."""
    for name, content in {"a.txt": TEXT, "b.txt": "x\0y", "c.md": "", "d.txt": TEXT}.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def test_the_rest_of_a_batch_is_read(batch: Path) -> None:
    done = run("extract", str(batch), cwd=batch)
    assert [r.doc for r in read_lines(done.stdout.splitlines())] == ["a", "a", "d", "d"]
    told = done.stderr.splitlines()
    assert [line.split(": ")[1].rsplit("/", 1)[-1] for line in told[:2]] == ["b.txt", "c.md"]
    assert told[2] == "communique: 2 of the inputs could not be read (see above); read were 2 documents"
    assert done.returncode == 1


def test_strict_stops_at_the_first(batch: Path) -> None:
    done = run("extract", str(batch), "--strict", cwd=batch)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "b.txt: binary file" in done.stderr


def test_one_bad_input_alone_is_one_line(batch: Path) -> None:
    done = run("extract", str(batch / "b.txt"), cwd=batch)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)


def test_a_file_of_readings_counts_whole_or_not_at_all(tmp_path: Path) -> None:
    lines = GOLDEN.read_text(encoding="utf-8").splitlines()[:3]
    (tmp_path / "r.jsonl").write_text("\n".join([*lines, "{"]), encoding="utf-8")
    refused: list[InputError] = []
    assert list(read_inputs([str(tmp_path / "r.jsonl")], load_lexicon, refuse=refused.append)) == []
    assert [str(error).split(": ")[0].endswith("r.jsonl:4") for error in refused] == [True]


def readings(expect: dict[str, object]) -> list[Reading]:
    return [Reading("x", "1", "甲", document=Metadata("x", expect=expect)), Reading("x", "2", "乙")]


def test_a_fall_of_more_than_a_fifth_is_refused() -> None:
    assert len(list(check_each(readings({"paragraphs": 2, "statements": 0})))) == 2
    with pytest.raises(CheckError, match=r"is expected \(paragraphs: 2, expected 3; mentions of Treaty: 0, expected 1\)"):
        list(check_each(readings({"paragraphs": 3, "mentions": {"Treaty": 1}})))


@pytest.mark.parametrize("raw", ["many", {"pages": 3}, {"mentions": 3}, {"statements": "3"}, {"resolved": True}])
def test_expectations_are_numbers_of_known_things(raw: object) -> None:
    with pytest.raises(InputError, match="file: expect "):
        check_expectations(raw, name="file")


def test_load_refuses_what_yields_too_little_unless_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.yml").write_text("expect: {mentions: {Country: 9}}\n", encoding="utf-8")
    done = run("load", "a.txt", "--graph", "graph", cwd=tmp_path)
    assert done.returncode == 4
    assert "a: less was read than is expected (mentions of Country: 2, expected 9)" in done.stderr
    assert not (tmp_path / "graph").exists()


def test_a_folder_has_expectations_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "expect.yml").write_text("documents: 3\n", encoding="utf-8")
    with pytest.raises(CheckError, match="documents: 1, expected 3"):
        list(read_inputs([str(tmp_path)], load_lexicon, checked=True))
    assert len(list(read_inputs([str(tmp_path)], load_lexicon))) == 2


def test_the_corpus_yields_what_is_expected_of_it() -> None:
    golden = list(read_lines(GOLDEN.read_text(encoding="utf-8").splitlines()))
    assert len(list(check_each(golden))) == len(golden)
    assert find_falls(yaml.safe_load((ROOT / "corpus" / "expect.yml").read_text(encoding="utf-8")), count(golden)) == []
    assert all(reading.document.expect for reading in golden if reading.document)


def test_a_loss_in_any_count_is_seen() -> None:
    golden = list(read_lines(GOLDEN.read_text(encoding="utf-8").splitlines()))
    expected = yaml.safe_load((ROOT / "corpus" / "expect.yml").read_text(encoding="utf-8"))
    half = count(golden[: len(golden) // 2])
    assert {fall.split(":")[0] for fall in find_falls(expected, half)} >= {"documents", "paragraphs", "statements", "relations"}
