"""The Cypher script makes, in an empty Neo4j, what an ordinary load makes; hostile texts come back to the letter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import neo4j
import pytest
from hostile_readings import HOSTILE, hostile_readings
from made_readings import list_corpus
from neo4j_server import Server
from stored_graph import built, stored, stored_ledgers

from extract.model import InputError, Reading
from graph.building.shape import Edge, Node
from graph.database.load import load
from graph.database.store import DatabaseError, Store
from graph.exports.cypher import to_literal, write_script
from graph.exports.elements import take_elements

READINGS = [*list_corpus(), *hostile_readings()]


def statements(path: Path) -> list[str]:
    """One a line, whatever a program takes for the end of a line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    assert all(line.endswith(";") for line in lines)
    return [line.removesuffix(";") for line in lines]


@pytest.mark.neo4j
def test_the_script_makes_what_a_load_makes(neo4j_server: Server, neo4j_store: Store, tmp_path: Path) -> None:
    write_script(tmp_path / "graph.cypher", take_elements(READINGS))
    with neo4j.GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password)) as driver:
        for statement in statements(tmp_path / "graph.cypher"):
            driver.execute_query(statement, database_=neo4j_server.database)
    assert stored(neo4j_store) == built(READINGS)
    assert {row["name"] for row in neo4j_store.read("MATCH (e:Entity) RETURN e.nameZh AS name")} >= set(HOSTILE)
    again = load(neo4j_store, READINGS)
    assert (again.loaded, again.counters) == ((), {})


@pytest.mark.neo4j
def test_a_loaded_graph_gives_the_same_script_again(neo4j_store: Store, tmp_path: Path) -> None:
    load(neo4j_store, list_corpus())
    write_script(tmp_path / "first.cypher", take_elements(neo4j_store))
    before, ledgers = stored(neo4j_store), stored_ledgers(neo4j_store)
    neo4j_store.write(lambda t: t.run("MATCH (n) DETACH DELETE n"))
    for statement in statements(tmp_path / "first.cypher"):
        neo4j_store.write(lambda t, s=statement: t.run(s))  # type: ignore[misc]
    assert (stored(neo4j_store), stored_ledgers(neo4j_store)) == (before, ledgers)
    write_script(tmp_path / "second.cypher", take_elements(neo4j_store))
    assert (tmp_path / "first.cypher").read_bytes() == (tmp_path / "second.cypher").read_bytes()


@pytest.mark.parametrize(
    ("value", "literal"),
    [
        ("it's \\ `x`", r"'it\'s \\ `x`'"),
        ("a\r\n\u2028\x00\x85", r"'a\r\n\u2028\u0000\u0085'"),
        ({"n": -8, "yes": True, "l": ["a", ""]}, "{n: -8, yes: true, l: ['a', '']}"),
    ],
)
def test_literals(value: Any, literal: str) -> None:
    assert to_literal(value) == literal


def test_long_rows_go_into_several_statements(tmp_path: Path) -> None:
    readings = [Reading("a", str(n), "长" * 30_000) for n in range(10)]
    write_script(tmp_path / "graph.cypher", take_elements(readings))
    made = [s for s in statements(tmp_path / "graph.cypher") if "CREATE (n:Paragraph)" in s]
    assert [s.count("{id: ") // 2 for s in made] == [4, 4, 2]  # each row has its id twice


def test_edges_come_after_all_nodes(tmp_path: Path) -> None:
    write_script(tmp_path / "graph.cypher", take_elements(list_corpus()))
    kinds = ["edge" if "]->(b)" in s else "node" for s in statements(tmp_path / "graph.cypher") if s.startswith("UNWIND")]
    assert kinds == sorted(kinds, reverse=True)
    assert set(kinds) == {"node", "edge"}


@pytest.mark.embedded
@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("MATCH (e:Entity {id: 'CHN'}) SET e.pagerank = 0.5", "Entity CHN: pagerank was not written by communique"),
        ("MATCH (e:Entity {id: 'CHN'}) SET e.`a``b: 1}) //` = 'x'", "Entity CHN: .* was not written by communique"),
    ],
)
def test_what_others_have_written_to_our_nodes_is_refused(embedded_store: Store, tmp_path: Path, query: str, words: str) -> None:
    load(embedded_store, list_corpus())
    embedded_store.write(lambda t: t.run(query))
    with pytest.raises(DatabaseError, match=words):
        write_script(tmp_path / "graph.cypher", take_elements(embedded_store))
    assert list(tmp_path.iterdir()) == []


def test_half_a_character_is_an_input_error_and_leaves_no_file(tmp_path: Path) -> None:
    elements = [Node(("Entity",), {"id": "x", "name": "半\ud83d"}), Edge("PART_OF", "x", "x", {"background": False})]
    with pytest.raises(InputError, match=r"graph\.cypher: a text holds half a character after .*半"):
        write_script(tmp_path / "graph.cypher", elements)
    assert list(tmp_path.iterdir()) == []
