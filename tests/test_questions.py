"""Opening a database and asking it, on the embedded engine and on a real Neo4j alike."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import pytest
from made_readings import make_corpus
from neo4j_server import Server
from stored_graph import built, stored

from extract.model import Reading
from extract.schema import load_schema
from graph.building.shape import all_labels
from graph.database.ddl import FULL_TEXT
from graph.database.load import load
from graph.database.store import DatabaseError, Store, open_store

CORPUS = make_corpus()


def all_readings() -> list[Reading]:
    return [reading for readings in CORPUS.values() for reading in readings]


def test_an_answer_is_plain_python(store: Store) -> None:
    load(store, all_readings())
    query = "MATCH p = (d:Document {id: $doc})-[r:SIGNED_BY]->(c:Country) RETURN d, r, c.id AS country, p ORDER BY country"
    answer = store.run(query, {"doc": "a"})
    assert answer.columns == ("d", "r", "country", "p")
    document, edge, country, path = answer.rows[0]
    assert (document["id"], document["labels"], document["properties"]["title"]) == ("a", ["Document"], "会晤宣言")
    assert edge == {"type": "SIGNED_BY", "head": "a", "tail": "CHN", "properties": {"evidence": ["metadata"]}}
    assert [part.get("id", part.get("type")) for part in path] == ["a", "SIGNED_BY", country]


def test_a_limit_cuts_and_says_so(store: Store) -> None:
    load(store, all_readings())
    query = "MATCH (e:Entity) RETURN e.id ORDER BY e.id"
    assert not store.run(query).truncated
    first = store.run(query, limit=2)
    assert (first.rows, first.truncated) == ((("CHN",), ("RUS",)), True)


WRITES = [
    "CREATE (n:Entity {id: 'x'})",
    "MATCH (n:Entity) SET n.name = 'x'",
    "MATCH (n:Entity) SET n.name = 'x' RETURN n.id",
    "MATCH (n:Entity) DETACH DELETE n",
    "MATCH (n:Entity) REMOVE n.name RETURN n",
    "MATCH (a:Country), (b:Country) MERGE (a)-[:PART_OF]->(b)",
    "MERGE (n:Novelty {id: 'x'}) RETURN n",
    "CREATE INDEX made_here FOR (n:Entity) ON (n.kind)",
]


@pytest.mark.parametrize("query", WRITES)
def test_questions_cannot_write(store: Store, query: str) -> None:
    load(store, all_readings())
    with pytest.raises(DatabaseError, match="the query writes; only questions are asked here"):
        store.run(query, limit=1)
    assert stored(store) == built(all_readings())


def test_a_mistaken_query_is_one_clear_line(store: Store) -> None:
    with pytest.raises(DatabaseError, match="correct the query") as caught:
        store.run("MATCH (n RETURN n")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("words", "label", "found"),
    [
        ("安理会", "Entity", ["unsc"]),
        ("Security Council", "Entity", ["unsc"]),
        ("联合国", "Entity", ["un", "un-charter", "unsc"]),
        ("南极洲", "Entity", []),
        ("维护《联合国宪章》", "Paragraph", ["a#1"]),
        ('"" \\ +', "Entity", []),
        (" ", "Entity", []),
    ],
)
def test_full_text_finds_chinese(store: Store, words: str, label: str, found: list[str]) -> None:
    load(store, CORPUS["a"])
    assert sorted(node["id"] for node, _ in store.search(words, label=label).rows) == found


def test_a_replaced_document_is_found_by_its_new_text_only(store: Store) -> None:
    load(store, [Reading("a", "1", "各方讨论了渔业。")])
    load(store, [Reading("a", "1", "各方讨论了航天。")])
    assert store.search("渔业", label="Paragraph").rows == ()
    assert len(store.search("航天", label="Paragraph").rows) == 1


def test_only_what_is_indexed_can_be_searched(embedded_store: Store) -> None:
    with pytest.raises(DatabaseError, match="Statement: has no full-text index; search Entity or Paragraph"):
        embedded_store.search("x", label="Statement")


def test_every_label_has_a_unique_id(store: Store) -> None:
    store.prepare()
    rows = store.run("SHOW INDEXES YIELD labelsOrTypes, properties RETURN labelsOrTypes, properties").rows
    indexed = {(labels[0], names[0]) for labels, names in rows if labels and names}
    assert {(label, "id") for label in all_labels(load_schema())} <= indexed
    assert set(FULL_TEXT.items()) <= indexed


@pytest.mark.neo4j
@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"password": "wrong-password"}, "user or password refused; check both"),
        ({"database": "absent"}, "there is no database absent; create it or name another"),
        ({"uri": "bolt://127.0.0.1:1"}, "no database answers there; start it or correct the address"),
    ],
)
def test_an_unopened_server_is_one_clear_line(neo4j_server: Server, change: dict[str, str], message: str) -> None:
    server = neo4j_server
    given = {"uri": server.uri, "user": server.user, "password": server.password, "database": server.database} | change
    with pytest.raises(DatabaseError) as caught:
        open_store(given["uri"], given["user"], given["password"], given["database"])
    assert str(caught.value) == f"{given['uri']}: {message}"


@pytest.mark.parametrize(
    ("uri", "message"),
    [
        ("bolt://me:secret@127.0.0.1:7687", "bolt://127.0.0.1:7687: the address holds user or password; give them apart"),
        ("http://127.0.0.1:7474", "http://127.0.0.1:7474: no address of a database; write bolt://host:port"),
        ("localhost", "://: no address of a database; write bolt://host:port"),
        ("bolt://127.0.0.1:many", "bolt://127.0.0.1:many: no address of a database; write bolt://host:port"),
        ("bolt:///graph", "bolt://: no address of a database; write bolt://host:port"),
    ],
)
def test_a_mistaken_address_is_refused_and_no_password_shown(uri: str, message: str) -> None:
    with pytest.raises(DatabaseError) as caught:
        open_store(uri, "neo4j", "hidden-password")
    assert str(caught.value).startswith(message)
    assert "secret" not in str(caught.value)
    assert "hidden-password" not in str(caught.value)


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port where somebody listens and never answers."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(8)
        yield listener.getsockname()[1]


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_silent_server_is_given_up_in_time(silent_port: int, scheme: str) -> None:
    begin = time.monotonic()
    with pytest.raises(DatabaseError, match="no database answers there"):
        open_store(f"{scheme}://127.0.0.1:{silent_port}", "neo4j", "password")
    assert time.monotonic() - begin < 5.5
