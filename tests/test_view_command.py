"""What `communique view` writes, of what, and how it says no."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from network_readings import readings
from page_checks import parse

from communique import main
from extract.model import to_line

# Arguments that contradict each other -> what is said. None of them needs a graph.
NETWORK_ONLY = "--only, --since, --until, --type and --relation choose from the network: leave them out for a page"
REFUSED = {
    ("UNSC", "--document", "alpha", "-o", "page.html"): "a page is of one thing: name the entity (UNSC) or the document (alpha)",
    ("UNSC", "--since", "2030", "-o", "page.html"): NETWORK_ONLY,
    ("--document", "alpha", "--type", "Country", "-o", "page.html"): NETWORK_ONLY,
    ("UNSC", "-o", "page.gexf"): "page.gexf: a page is HTML; end the file's name with .html (.gexf and .graphml are for the network)",
    ("--document", "alpha", "-o", "page"): "page: a page is HTML; end the file's name with .html",
}


@pytest.mark.parametrize("arguments", REFUSED)
def test_a_page_is_of_one_thing_and_is_html(arguments: tuple[str, ...], tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["view", *arguments, "--graph", str(tmp_path / "graph")])
    assert (result.exit_code, result.stdout) == (2, "")
    assert REFUSED[arguments] in result.stderr
    assert list(tmp_path.iterdir()) == []


# What a person names -> the page's heading, or what is said instead.
WRITTEN = {("海盟",): "联盟", ("--document", "alpha"): "甲宣言", ("--document", "乙声明"): "乙声明", (): "机构网络Institution network"}
UNKNOWN = {("Atlantis",): "Atlantis: no entity of the graph", ("--document", "alpa"): "alpa: no document of the graph; nearest are alpha"}


@pytest.mark.embedded
def test_view_writes_a_page_of_whatever_is_named(tmp_path: Path) -> None:
    (tmp_path / "readings.jsonl").write_text("\n".join(map(to_line, readings())), encoding="utf-8")
    graph, page = ["--graph", str(tmp_path / "graph")], tmp_path / "page.html"
    assert CliRunner().invoke(main, ["load", str(tmp_path / "readings.jsonl"), *graph]).exit_code == 0
    for named, title in WRITTEN.items():
        result = CliRunner().invoke(main, ["view", *named, "-o", str(page), *graph])
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"{page}\n")
        assert parse(page.read_bytes()).xpath("//h1")[0].text_content() == title
        page.unlink()
    for named, told in UNKNOWN.items():
        result = CliRunner().invoke(main, ["view", *named, "-o", str(page), *graph])
        assert (result.exit_code, told in result.stderr) == (1, True), result.output
    assert not page.exists()
