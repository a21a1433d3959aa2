"""The command line: results on standard output, one line for what goes wrong, the documented exit codes."""

from __future__ import annotations

import json
import shutil
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from communique import main

CORPUS = Path(__file__).parent.parent / "corpus"
DEV = Path(__file__).parent / "data" / "dev.jsonl"
TEXT = "我们重申致力于维护《联合国宪章》宗旨和原则，支持安理会第2254号决议。\n"


def _run(*args: str, env: dict[str, str] | None = None, stdin: str | bytes | None = None) -> Result:
    clean = {"NEO4J_URI": "", "NEO4J_PASSWORD": "", "COMMUNIQUE_GRAPH": ""}
    return CliRunner().invoke(main, args, env=clean | (env or {}), input=stdin)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_extract_writes_one_reading_a_line(document: Path) -> None:
    result = _run("extract", str(document))
    [line] = result.stdout.splitlines()
    reading = json.loads(line)
    assert {"doc", "n", "text", "mentions", "statements", "relations"} <= reading.keys()
    assert [s["act"] for s in reading["statements"]] == ["reaffirm", "support"]


def test_extract_reads_standard_input() -> None:
    result = _run("extract", "-", stdin=TEXT)
    assert json.loads(result.stdout)["statements"][0]["commitment"] is True


def test_extract_takes_paragraphs_as_they_are() -> None:
    line = json.dumps({"doc": "d", "n": "7", "text": "我们欢迎中国。"}, ensure_ascii=False)
    reading = json.loads(_run("extract", "-", stdin=line + "\n").stdout)
    assert (reading["doc"], reading["n"]) == ("d", "7")


def test_extract_to_a_file_leaves_nothing_half_written(document: Path, tmp_path: Path) -> None:
    output, bad = tmp_path / "out.jsonl", tmp_path / "bad.txt"
    bad.write_bytes(b"")
    assert _run("extract", "--strict", str(document), str(bad), "-o", str(output)).exit_code == 1
    assert sorted(tmp_path.iterdir()) == [bad, document]
    assert _run("extract", str(document), str(bad), "-o", str(output)).exit_code == 1
    assert output.read_text(encoding="utf-8") == _run("extract", str(document)).stdout


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", b"\x7fELF\x00\x01\x02\x00", "binary"),
        ("gbk.txt", TEXT.encode("gbk"), "iconv"),
        ("text.xyz", TEXT.encode(), "unknown kind"),
        ("broken.jsonl", b'{"doc": "d", "n": "1"}\n', "text"),
        ("broken.md", b"---\ntitle: [\n---\ntext\n", "broken.md"),
    ],
)
def test_bad_input_gets_one_line_that_names_the_file(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    result = _run("extract", str(path))
    assert (result.exit_code, result.stdout) == (1, "")
    [line] = result.stderr.splitlines()
    assert name in line
    assert words in line


def test_a_missing_file(tmp_path: Path) -> None:
    result = _run("extract", str(tmp_path / "nowhere.txt"))
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)


def test_wrong_number_of_paragraphs_is_a_failed_data_check(tmp_path: Path) -> None:
    for file in CORPUS.glob("brics-2022-industry-ministers.*"):
        shutil.copy(file, tmp_path)
    sidecar = tmp_path / "brics-2022-industry-ministers.yml"
    sidecar.write_text(sidecar.read_text(encoding="utf-8").replace("paragraphs: 31", "paragraphs: 32"), encoding="utf-8")
    result = _run("extract", str(tmp_path))
    assert result.exit_code == 4
    assert "industry-2022" in result.stderr


def test_wrong_usage() -> None:
    assert _run("extract").exit_code == 2
    assert _run("nonsense").exit_code == 2


def test_unreachable_server(document: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    uri = f"bolt://127.0.0.1:{port}"
    result = _run("load", str(document), "--uri", uri, env={"NEO4J_PASSWORD": "secret-word"})
    assert result.exit_code == 3
    [line] = result.stderr.splitlines()
    assert uri in line
    assert "secret-word" not in line


def test_no_password_for_a_server(document: Path) -> None:
    assert _run("load", str(document), "--uri", "bolt://127.0.0.1:1").exit_code == 2


def test_load_query_show_remove(tmp_path: Path) -> None:
    graph = ("--graph", str(tmp_path / "graph"))
    first = json.loads(_run("load", str(DEV), *graph, "--json").stdout)
    assert sorted(first["loaded"]) == ["fm-2021", "industry-2022", "moscow-2020"]
    assert first["changes"] > 0
    again = json.loads(_run("load", str(DEV), *graph, "--json").stdout)
    assert (again["loaded"], again["changes"]) == ([], 0)
    rows = json.loads(_run("query", "citations", *graph, "--json").stdout)
    assert rows
    shown = _run("show", "安理会", *graph)
    assert shown.exit_code == 0
    assert "moscow-2020#7" in shown.stdout
    nobody = _run("show", "没有这样的机构", *graph)
    assert nobody.exit_code == 1
    assert json.loads(_run("remove", "fm-2021", *graph, "--json").stdout)["removed"] == ["fm-2021"]
    assert _run("remove", "fm-2021", *graph).exit_code == 1


def test_query_lists_and_explains() -> None:
    names = {q["name"] for q in json.loads(_run("query", "--json").stdout)}
    assert len(names) >= 12
    explained = _run("query", "citations", "--explain")
    assert "MATCH" in explained.stdout
    assert _run("query", "no-such-question").exit_code == 1


def test_check_lists_what_was_not_understood(document: Path) -> None:
    document.write_text("我们欢迎中亚绿色能源合作委员会的成立。各国应谴责暴力。\n", encoding="utf-8")
    report = json.loads(_run("check", str(document), "--json").stdout)
    assert [c["surface"] for c in report["candidates"]] == ["中亚绿色能源合作委员会"]
    assert [u["cue"] for u in report["unread"]] == ["谴责"]
    assert "中亚绿色能源合作委员会" in _run("check", str(document)).stdout


def test_evaluate_scores_what_it_reads() -> None:
    layers = json.loads(_run("evaluate", str(DEV), "--json").stdout)["layers"]
    assert layers["mention exact+type"]["f1"] >= 0.97
    assert layers["linking B3"]["f1"] >= 0.98
    assert layers["statement cue+act"]["f1"] >= 0.97
    assert layers["commitment"]["f1"] >= 0.92
    assert layers["statement concerns"]["f1"] >= 0.92
    assert layers["relation"]["f1"] >= 0.80


def test_evaluate_takes_readings_too(tmp_path: Path) -> None:
    layers = json.loads(_run("evaluate", str(DEV), str(DEV), "--json").stdout)["layers"]
    assert {figures["f1"] for figures in layers.values()} == {1.0}
    assert _run("evaluate", str(DEV), str(DEV), "--grammars-only").exit_code == 2
