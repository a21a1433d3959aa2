"""A person's own Cypher: read-only, bounded in rows and time, on both engines."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from made_readings import make_corpus

from extract.model import InputError
from extract.schema import SchemaError
from graph.database.deadline import run_within
from graph.database.load import load
from graph.database.store import DatabaseError, Store, open_embedded
from graph.questions.answers import Answer
from graph.questions.own import ask_own, parse_own, read_own

SLOW = "UNWIND range(1, 40000) AS a UNWIND range(1, 40000) AS b WITH a, b WHERE a * b = -1 RETURN count(*) AS n"


def ask(store: Store, text: str, *given: str, limit: int = 300, timeout: float = 30.0) -> Answer:
    question = read_own(text, limit=limit)
    return ask_own(store, question, parse_own(question, given), timeout=timeout)


def test_an_own_query_is_answered_with_its_citations(store: Store) -> None:
    load(store, make_corpus()["a"])
    text = """
        :param act => 'reaffirm';
        MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph)<-[:IN]-(s:Statement {act: $act})
        RETURN d.id AS document, p.n AS paragraph, s.quote AS quote ORDER BY s.id;
    """
    answer = ask(store, text)
    assert answer.columns == ("document", "paragraph", "quote")
    assert answer.rows
    assert set(answer.sources) == {f"{document}#{paragraph}" for document, paragraph, _ in answer.rows}
    assert ask(store, text, "act=condemn").rows == ()


def test_rows_are_capped_and_that_is_told(store: Store) -> None:
    answer = ask(store, "UNWIND range(1, 50) AS n RETURN n ORDER BY n", limit=7)
    assert (len(answer.rows), answer.is_full) == (7, True)
    assert not ask(store, "UNWIND range(1, 5) AS n RETURN n", limit=7).is_full


def test_a_quote_without_a_place_is_just_a_column(store: Store) -> None:
    assert ask(store, "RETURN 'x' AS quote").rows == (("x",),)


def test_what_writes_is_refused_before_it_is_asked(store: Store) -> None:
    with pytest.raises(InputError, match="refused for CREATE"):
        ask(store, "CREATE (:Entity {id: 'x'})")


def test_what_writes_all_the_same_is_refused_by_the_database(store: Store) -> None:
    """The sign on the door aside: the session itself reads only."""
    with pytest.raises(DatabaseError, match="the query writes; only questions are asked here"):
        store.run("CREATE (:Entity {id: 'x'})", limit=1, timeout=20.0)
    assert store.read("MATCH (n:Entity) RETURN n") == []


@pytest.mark.neo4j
def test_a_slow_query_ends_in_time(neo4j_store: Store) -> None:
    begun = time.monotonic()
    with pytest.raises(DatabaseError, match="took longer than it may; narrow it, or give it more time"):
        ask(neo4j_store, SLOW, timeout=1.0)
    assert time.monotonic() - begun < 10
    assert ask(neo4j_store, "RETURN 1 AS one").rows == ((1,),)


@pytest.mark.embedded
def test_a_slow_query_ends_with_its_engine(tmp_path: Path) -> None:
    with open_embedded(tmp_path / "graph") as store:
        load(store, make_corpus()["a"])
        begun = time.monotonic()
        with pytest.raises(DatabaseError, match="took longer than it may; narrow it, or give it more time"):
            ask(store, SLOW, timeout=1.0)
        assert time.monotonic() - begun < 15
    with open_embedded(tmp_path / "graph") as store:
        assert ask(store, "MATCH (d:Document) RETURN count(d) AS n").rows == ((1,),)


def test_parameters_are_those_of_the_query() -> None:
    question = read_own("RETURN $a AS a, $b AS b", limit=1)
    assert parse_own(question, ["a=1", "b=x y"]) == {"a": 1, "b": "x y"}
    with pytest.raises(InputError, match="c=1: the query has no such parameter; it has a, b"):
        parse_own(question, ["c=1"])
    with pytest.raises(InputError, match="no value for b; give --param b="):
        parse_own(question, ["a=1"])
    with pytest.raises(SchemaError, match="query:1: "):
        read_own(":param a = 1\nRETURN $a", limit=1)


def test_work_is_bounded_and_its_errors_come_through() -> None:
    assert run_within(5, lambda: 7) == 7
    with pytest.raises(TimeoutError, match=r"not done within 0\.05 s"):
        run_within(0.05, lambda: time.sleep(1))
    with pytest.raises(ZeroDivisionError):
        run_within(5, lambda: 1 / 0)
