"""The page of its file on which a fact stands: from the reading into the graph, and where facts are cited."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from made_readings import TEXT, make_reading
from made_texts import made_readings
from print_seed import PRINTED, SEED

from communique import main
from extract.documents.document import read_documents
from extract.inputs import rebuild_documents
from extract.lookup import Found
from extract.model import InputError, Pages, Reading, from_line, page_at, to_line
from graph.between.compare import compare_documents, to_dict
from graph.between.compare import describe as describe_comparison
from graph.between.follow import follow
from graph.between.trace import trace
from graph.between.trace_text import describe_follow, describe_trace
from graph.building.build import build_graph
from graph.building.shape import read_page, write_pages
from graph.database.load import load
from graph.database.pages import read_pages
from graph.database.store import Store
from graph.dossiers.dossier import collect, describe

BREAK = TEXT.index("我们")
PAGES: Pages = ((0, 4), (BREAK, 5))
PAGED = replace(make_reading(), pages=PAGES)


def test_page_of_a_place() -> None:
    assert [page_at(PAGES, at) for at in (0, BREAK - 1, BREAK, len(TEXT))] == [4, 4, 5, 5]
    assert page_at((), 3) is None


def test_pages_travel_with_the_line(tmp_path: Path) -> None:
    line = to_line(PAGED)
    assert json.loads(line)["pages"] == [[0, 4], [BREAK, 5]]
    assert from_line(line) == PAGED
    assert "pages" not in json.loads(to_line(make_reading()))
    (document,) = rebuild_documents([from_line(line)])
    assert document.paragraphs[0].pages == PAGES
    (tmp_path / "x.jsonl").write_text(line, encoding="utf-8")
    (again,) = read_documents(tmp_path / "x.jsonl")
    assert again.paragraphs[0].pages == PAGES


@pytest.mark.parametrize("pages", [[[0, "4"]], [[0]], [[0, 4, 5]], 4, [[0, True]], ["ab"]])
def test_what_are_no_pages_is_refused(tmp_path: Path, pages: object) -> None:
    line = json.dumps({"doc": "a", "n": "1", "text": "各方。", "pages": pages})
    with pytest.raises(InputError, match="not a reading"):
        from_line(line)
    (tmp_path / "x.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(InputError, match=r"x\.jsonl:1: pages must be a list"):
        list(read_documents(tmp_path / "x.jsonl"))


@pytest.mark.parametrize("pages", [((1, 4),), ((0, 0),), ((0, 4), (0, 5)), ((0, 4), (9, 4)), ((0, 4), (len(TEXT), 5)), ((0, 5), (9, 4))])
def test_pages_that_do_not_fit_the_text_are_not_loaded(pages: Pages) -> None:
    with pytest.raises(InputError, match=r"a#1: pages .* read it again"):
        build_graph([replace(PAGED, pages=pages)])


def test_paragraphs_and_statements_have_their_pages() -> None:
    nodes = build_graph([PAGED]).nodes
    assert (nodes["Paragraph:a#1"]["page"], nodes["Paragraph:a#1"]["pages"]) == (4, ["0:4", f"{BREAK}:5"])
    assert {data["page"] for _, data in nodes(data=True) if "Statement" in data["labels"]} == {5}
    plain = build_graph([make_reading()])
    assert [data for _, data in plain.nodes(data=True) if {"page", "pages"} & set(data)] == []


def test_property_tells_the_page_of_every_place() -> None:
    for pages in (PAGES, ((0, 7),), ()):
        assert [read_page(write_pages(pages), at) for at in (0, BREAK)] == [page_at(pages, at) for at in (0, BREAK)]


def test_store_tells_the_page_of_evidence(store: Store) -> None:
    load(store, [PAGED, make_reading("b")])
    assert read_pages(store, [f"a#1:0-{BREAK}", f"a#1:{BREAK}-{BREAK + 2}", "b#1:0-2", "metadata"]) == {
        f"a#1:0-{BREAK}": 4,
        f"a#1:{BREAK}-{BREAK + 2}": 5,
    }


def test_dossiers_cite_pages(store: Store) -> None:
    load(store, [PAGED, make_reading("b")])
    council, summit = (describe(key, Found((key,)), [collect(store, key)]) for key in ("unsc", "summit-3"))
    statement = next(said for said in collect(store, "unsc")["about"] if said["document"] == "a")
    assert statement["page"] == 5
    assert f"{statement['id']}, p. 5  " in council
    assert "” a#1, p. 4\n" in summit
    assert "” b#1\n" in summit
    whole = describe(statement["id"], Found((statement["id"],)), [collect(store, statement["id"])])
    assert f"§ 1, p. 5  {TEXT}" in whole
    assert "page" not in json.dumps([said for said in collect(store, "unsc")["about"] if said["document"] == "b"])


def _paged(readings: list[Reading]) -> list[Reading]:
    return [replace(reading, pages=((0, 10 + i),)) for i, reading in enumerate(readings)]


@pytest.fixture
def texts(store: Store) -> Store:
    load(store, _paged(made_readings("a", "2030", ("承诺向灯塔基金增资", "!commit", "fund"), mentions="fund")))
    load(store, made_readings("b", "2031", ("承诺向灯塔基金继续增资", "!commit", "fund"), mentions="fund"))
    return store


def test_comparisons_cite_pages(texts: Store) -> None:
    compared = compare_documents(texts, "a", "b")
    assert "    A a#1, p. 10  承诺" in describe_comparison(compared)
    assert "    B b#1  承诺" in describe_comparison(compared)
    [pair] = to_dict(compared)["entities"][0]["statements"]
    assert (pair["a"]["page"], "page" in pair["b"]) == (10, False)


def test_traces_cite_pages(texts: Store) -> None:
    told = describe_trace(trace(texts, "fund"))
    assert "§1, p. 10  commit" in told
    assert "§2, p. 11  与会者" in told
    assert "§1  commit" in told
    assert "§2  与会者" in told
    assert "    §1  commit" in describe_follow(follow(texts, "a#1:0"))


@pytest.mark.embedded
def test_commands_take_a_pdf_from_end_to_end(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "moscow.pdf").write_bytes(PRINTED.read_bytes())
    (tmp_path / "texts" / "moscow.yml").write_bytes(SEED.with_suffix(".yml").read_bytes())
    graph = ["--graph", str(tmp_path / "graph")]

    def run(*args: str) -> str:
        done = CliRunner().invoke(main, list(args), catch_exceptions=False)
        assert done.exit_code == 0, done.stderr
        return done.stdout

    assert "65 paragraphs" in run("load", str(tmp_path / "texts"), *graph)
    assert re.search(r"moscow-2020#61:\d+, p\. 10 ", run("show", "应急储备安排", *graph))
    assert "unchanged  moscow-2020" in run("load", str(tmp_path / "texts"), *graph)
