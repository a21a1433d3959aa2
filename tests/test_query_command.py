"""communique query: any name, every format, one message for none and for several."""

from __future__ import annotations

import contextlib
import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import communique
from extract.model import read_lines
from graph.database.load import load
from graph.database.store import open_embedded

GOLDEN = Path(__file__).parent / "data" / "golden.jsonl"
Run = Callable[..., Result]
pytestmark = pytest.mark.embedded


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """The command line on one open graph of the corpus: an engine for each command would take too long."""
    with open_embedded(tmp_path_factory.mktemp("query") / "graph") as store, pytest.MonkeyPatch.context() as patch:
        load(store, list(read_lines(GOLDEN.read_text(encoding="utf-8").splitlines())))
        patch.setattr(communique, "_open", lambda **where: contextlib.nullcontext(store))
        yield lambda *args: CliRunner().invoke(communique.main, args)


def read_json(run: Run, *args: str) -> list[dict[str, object]]:
    records: list[dict[str, object]] = json.loads(run("query", *args, "--json").stdout)
    return records


@pytest.mark.parametrize(
    ("name", "key"),
    [("UNSC", "un-security-council"), ("安理会", "un-security-council"), ("NDB", "new-development-bank"), ("China", "CHN")],
)
def test_an_entity_is_asked_by_any_name(run: Run, name: str, key: str) -> None:
    by_key = read_json(run, "entity-statements", "--param", f"entity={key}")
    assert by_key
    assert read_json(run, "entity-statements", "--param", f"entity={name}") == by_key


def test_both_ends_of_a_relation_are_asked_by_name(run: Run) -> None:
    rows = read_json(run, "evidence", "--param", "entity=巴西", "--param", "partner=UNSC")
    assert [(row["head_key"], row["relation"], row["paragraph"]) for row in rows] == [("BRA", "CANDIDATE_FOR", "7")]


def test_a_key_or_a_whole_name_needs_no_lexicon(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise AssertionError("the lexicon was loaded")

    monkeypatch.setattr("extract.lexicon.load_lexicon", refuse)
    for name in ("un-security-council", "安理会", "Security Council"):
        assert run("query", "entity-statements", "--param", f"entity={name}").exit_code == 0, name


@pytest.mark.parametrize(
    "command",
    [("query", "attention", "--param", "entity={}"), ("trace", "{}"), ("compare", "moscow-2020", "fm-2021", "--topic", "{}")],
    ids=lambda command: command[0],
)
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("南极洲", "南极洲: no entity of the graph; nearest are "),
        ("外长会晤", "外长会晤: stands for several; name one of event/金砖国家外长会晤/2020-09, "),
    ],
    ids=("none", "several"),
)
def test_every_command_says_the_same_for_none_and_for_several(run: Run, command: tuple[str, ...], name: str, message: str) -> None:
    result = run(*(part.format(name) for part in command))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"communique: {message}")
    assert len(result.stderr.splitlines()) == 1


def test_json_is_the_same_by_either_option(run: Run) -> None:
    assert run("query", "deadlines", "--json").stdout == run("query", "deadlines", "--format", "json").stdout


def test_csv_comes_as_it_is(run: Run) -> None:
    content = run("query", "deadlines", "--format", "csv").stdout_bytes
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert content.startswith(b"\xef\xbb\xbfdeadline,words,")
    assert content.count(b"\n") == content.count(b"\r\n") == len(rows) == 4
    assert rows[0][-1] == "sources"
    assert rows[1][-1].endswith("莫斯科宣言 (XII BRICS Summit Moscow Declaration), 2020-11-17, § 44")


def test_markdown_cites(run: Run) -> None:
    text = run("query", "deadlines", "--format", "markdown").stdout
    assert "**哪些承诺有期限 | Which promises have a deadline**" in text
    assert "Affairs/International Relations), 2021-06-01, § 8: “外长们同意为筹备2021年第26届联合国气候变化大会" in text


@pytest.mark.parametrize(
    "args",
    [
        ("deadlines", "--format", "xml"),
        ("deadlines", "--json", "--format", "csv"),
        ("--format", "csv"),
        ("deadlines", "--explain", "--format", "markdown"),
    ],
)
def test_formats_that_do_not_go_together_are_wrong_usage(run: Run, args: tuple[str, ...]) -> None:
    assert run("query", *args).exit_code == 2
