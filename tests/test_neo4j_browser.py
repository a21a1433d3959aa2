"""The graph in Neo4j Browser, as a user meets it: style and questions are taken, answers drawn whole, captions can be read.

The pictures are kept in COMMUNIQUE_SCREENSHOTS, else in pytest's temporary folder; those of docs/images come from here
(`make screenshots`).
"""

from __future__ import annotations

import os
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import miss
from graph_style import FILE, read_style, style_of
from neo4j_browser import (
    Edge,
    Node,
    Picture,
    ask,
    clear,
    draw,
    drop_questions,
    drop_style,
    keep,
    open_neo4j_browser,
    paste,
    paste_style,
)
from neo4j_server import Server
from playwright.sync_api import Browser, Page

from extract.model import read_lines
from graph.building.shape import DOCUMENT, ENTITY
from graph.database.load import load
from graph.database.store import Store, open_store
from graph.questions.answers import ask as ask_store
from graph.questions.browser import write_zip
from graph.questions.queries import Question, find_question, list_groups

pytestmark = pytest.mark.neo4j
GOLDEN = Path(__file__).parent / "data" / "golden.jsonl"
RULES = read_style(FILE.read_text(encoding="utf-8"))
QUESTIONS = ("neighbourhood", "citation-network", "institutions")
# A paragraph with what is said in it.
PARAGRAPH = """
MATCH (d:Document {id: 'moscow-2020'})-[h:HAS_PARAGRAPH]->(p:Paragraph {n: '8'})<-[i:IN]-(s:Statement)-[c:CONCERNS]->(e:Entity)
RETURN d, h, p, i, s, c, e ORDER BY s.start, e.id"""
# What a professional says, and what must be read at a glance.
SAID = {"新开发银行", "安理会", "金砖国家", "联合国宪章", "莫斯科宣言", "2254号决议", "生物武器公约", "2030年议程", "应急储备安排"}


@dataclass(frozen=True, slots=True)
class Window:
    """Neo4j Browser with the style of queries/style.grass, and the store that it shows."""

    page: Page
    store: Store
    style: str  # as Browser showed it when it took the file
    folders: list[str]  # of saved Cypher, as Browser showed them when it took the questions
    pictures: Path


@pytest.fixture(scope="module")
def corpus_store(request: pytest.FixtureRequest, neo4j_server: Server) -> Iterator[Store]:
    server = neo4j_server
    if server.http is None:
        miss(request.config, "neo4j-browser", "the address of the server's Browser is not known", "set COMMUNIQUE_TEST_NEO4J_HTTP")
    with open_store(server.uri, server.user, server.password, server.database) as store:
        store.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n"))
        load(store, read_lines(GOLDEN.read_text(encoding="utf-8").splitlines()))
        yield store


@pytest.fixture(scope="module")
def window(
    browser: Browser, neo4j_server: Server, corpus_store: Store, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Window]:
    named = os.environ.get("COMMUNIQUE_SCREENSHOTS")
    pictures = Path(named) if named else tmp_path_factory.getbasetemp() / "screenshots"
    questions = tmp_path_factory.mktemp("questions") / "queries.zip"
    write_zip(questions)
    with open_neo4j_browser(browser, neo4j_server) as page:
        yield Window(page, corpus_store, drop_style(page, FILE), drop_questions(page, questions), pictures)


@pytest.fixture(scope="module")
def drawn(window: Window) -> dict[str, Picture]:
    """What Browser draws of each question, whose pictures are kept."""
    found = {}
    for name in QUESTIONS:
        found[name] = ask(window.page, find_question(name))
        _keep(window, name)
    return found


def _keep(window: Window, name: str) -> None:
    keep(window.page, window.pictures / f"browser-{name}.png")
    clear(window.page)


def answer(store: Store, question: Question) -> tuple[set[Node], Counter[Edge]]:
    """The nodes that the question returns, and the edges."""
    values = [value for row in ask_store(store, question, {}, str).rows for value in row]
    nodes = {(_first(v["labels"]), str(v["id"])) for v in values if "labels" in v}
    label = {id_: first for first, id_ in nodes}
    assert len(label) == len(nodes)
    edges = [((label[v["head"]], v["head"]), v["type"], (label[v["tail"]], v["tail"])) for v in values if "labels" not in v]
    return nodes, Counter(edges)


def _first(labels: list[str]) -> str:
    return DOCUMENT if DOCUMENT in labels else ENTITY


def edges_between(store: Store, nodes: set[Node]) -> Counter[Edge]:
    """All edges of the graph between these nodes: Browser draws them too ("Connect result nodes")."""
    query = """
        MATCH (a)-[r]->(b) WHERE a.id IN $ids AND b.id IN $ids
        RETURN labels(a) AS head, a.id AS a, type(r) AS type, labels(b) AS tail, b.id AS b
    """
    rows = store.read(query, ids=sorted(id_ for _, id_ in nodes))
    found = Counter(((_first(r["head"]), r["a"]), r["type"], (_first(r["tail"]), r["b"])) for r in rows)
    return Counter({edge: count for edge, count in found.items() if {edge[0], edge[2]} <= nodes})


def test_the_server_brings_the_browser(neo4j_server: Server, corpus_store: Store) -> None:
    with urllib.request.urlopen(f"{neo4j_server.http}/browser/", timeout=30) as page:
        assert "Neo4j Browser" in page.read().decode("utf-8")


def test_it_takes_every_rule_of_the_style(window: Window) -> None:
    assert read_style(window.style) == RULES


def test_it_takes_the_questions_as_saved_cypher(window: Window) -> None:
    groups = [f"{group.zh} {group.en}" for group in list_groups()]
    assert window.folders[: len(groups)] == groups


@pytest.mark.parametrize("name", QUESTIONS)
def test_what_is_drawn_is_the_answer(window: Window, drawn: dict[str, Picture], name: str) -> None:
    nodes, edges = answer(window.store, find_question(name))
    assert {circle.key for circle in drawn[name].circles} == nodes
    assert len(drawn[name].circles) == len(nodes)
    assert drawn[name].edges == edges_between(window.store, nodes)
    assert edges <= drawn[name].edges


@pytest.mark.parametrize("name", QUESTIONS)
def test_captions_are_whole_and_inside_their_circles(drawn: dict[str, Picture], name: str) -> None:
    written = {circle.key: (" ".join(circle.lines), circle.widest <= circle.diameter) for circle in drawn[name].circles}
    assert written == {circle.key: (circle.caption, True) for circle in drawn[name].circles}


def test_circles_show_the_names_that_are_said(drawn: dict[str, Picture]) -> None:
    written = {" ".join(circle.lines) for picture in drawn.values() for circle in picture.circles}
    assert written >= SAID


@pytest.mark.parametrize("name", QUESTIONS)
def test_circles_and_arrows_have_the_colours_of_the_style(drawn: dict[str, Picture], name: str) -> None:
    wrong = [circle for circle in drawn[name].circles if circle.colour != style_of(RULES, circle.labels)["color"]]
    assert wrong == []
    assert [arrow for arrow in drawn[name].arrows if arrow.colour != RULES[f"relationship.{arrow.edge[1]}"]["color"]] == []
    named = {arrow.text for arrow in drawn[name].arrows if arrow.text and "…" not in arrow.text}
    assert named <= {rule["caption"] for rule in RULES.values()}
    assert named


def test_a_paragraph_stands_with_its_statements(window: Window) -> None:
    picture = draw(window.page, PARAGRAPH)
    _keep(window, "paragraph")
    kinds = {circle.key[0] for circle in picture.circles}
    assert kinds == {"Document", "Paragraph", "Statement", "Entity"}
    assert {label for circle in picture.circles for label in circle.labels} >= {"Commitment", "Resolution"}
    assert {circle.caption for circle in picture.circles} >= {"莫斯科宣言", "§8", "75/1号决议", "安理会"}
    assert all(" ".join(circle.lines) == circle.caption for circle in picture.circles)
    assert all(circle.colour == style_of(RULES, circle.labels)["color"] for circle in picture.circles)


def test_it_takes_the_style_as_pasted_text_too_and_in_the_dark(window: Window) -> None:
    paste(window.page, ":style reset")
    clear(window.page)
    window.page.emulate_media(color_scheme="dark")
    assert read_style(paste_style(window.page, FILE)) == RULES
    picture = ask(window.page, find_question("neighbourhood"))
    _keep(window, "neighbourhood-dark")
    window.page.emulate_media(color_scheme="light")
    assert "新开发银行" in {circle.caption for circle in picture.circles}
    assert all(" ".join(circle.lines) == circle.caption for circle in picture.circles)


def test_an_error_of_the_browser_is_told(window: Window) -> None:
    with pytest.raises(AssertionError, match="Invalid input"):
        draw(window.page, "MATCH (n) RETRUN n")
    clear(window.page)
