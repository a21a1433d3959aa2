"""What verify finds: nothing in a clean graph, and in a corrupted one the very node or edge that was corrupted."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from made_readings import TEXT, make_corpus, make_reading
from neo4j_server import Server
from reliability.loads import GOLDEN
from reliability.proof import count_missed

from communique import main
from extract.model import Reading, read_lines, to_line
from graph.building.shape import Node
from graph.database.ledger import pack
from graph.database.load import load, remove
from graph.database.store import Store
from graph.database.write import relabel_nodes
from graph.proof.elements import REBUILD, RELOAD
from graph.proof.verify import describe, verify

CORPUS = make_corpus()
READINGS = [reading for readings in CORPUS.values() for reading in readings]
STATEMENT = f"Statement:a#1:{TEXT.index('重申')}"


def run(store: Store, query: str, **parameters: object) -> None:
    store.write(lambda transaction: transaction.run(query, **parameters))


def found(store: Store, readings: list[Reading] | None = None) -> dict[str, str]:
    """Each wrong place with its problems."""
    told: dict[str, str] = {}
    for finding in verify(store.read, readings).findings:
        told[finding.place] = f"{told[finding.place]}; {finding.problem}" if finding.place in told else finding.problem
    return told


def test_a_clean_graph_has_nothing_wrong(store: Store, dev_file: Path) -> None:
    readings = [*READINGS, *read_lines(dev_file.read_text(encoding="utf-8").splitlines())]
    load(store, [replace(reading, section="old", statements=()) for reading in CORPUS["a"]])
    load(store, readings)
    remove(store, "b")
    left = [reading for reading in readings if reading.doc != "b"]
    proof = verify(store.read, left)
    assert proof.findings == []
    assert proof.counts["documents"] == len({reading.doc for reading in left})
    assert proof.counts["paragraphs"] == len(left)
    assert proof.counts["statements"] == sum(len(reading.statements) for reading in left)
    assert describe(proof, 20).endswith(": nothing wrong")


S = f"MATCH (s:Statement {{id: '{STATEMENT.removeprefix('Statement:')}'}})"
MENTION = "MATCH (p:Paragraph {id: 'a#1'})-[r:MENTIONS]->(:Entity {id: 'CHN'})"
FACT, ATTENDED = "MATCH (:Entity {id: 'RUS'})-[r:ATTENDED]->()", "Entity:RUS -ATTENDED-> Entity:summit-3"
CITES = "MATCH (:Document {id: 'a'})-[r:CITES]->()"
HELD_ON = "MATCH (a:Entity {id: 'RUS'}), (b:Date) CREATE (a)-[:HELD_ON {background: true}]->(b)"
LEDGER = "MATCH (l:Ledger {id: 'a'})"


@pytest.mark.parametrize(
    ("query", "place", "problem"),
    [
        (f"{S} SET s.quote = '支持安理会'", STATEMENT, "quote is '支持安理会' and should be '重申"),
        (f"{S} SET s.act = 'condemn'", STATEMENT, "act is 'condemn' and should be 'reaffirm'"),
        (f"{S} SET s.speaker = 'named'", STATEMENT, "speaker is named, which its 0 BY edges do not bear out"),
        (f"{MENTION} SET r.end = 3", "Paragraph:a#1 -MENTIONS-> Entity:CHN", "surface is '中国' and should be '中国和'"),
        (f"{FACT} SET r.documents = ['a']", ATTENDED, "documents is ['a'] and should be ['a', 'b']"),
        (f"{FACT} SET r.role = ['guest']", ATTENDED, "role is ['guest'] and should be ['host']"),
        (f"{FACT} SET r.stated = ['{{}}']", ATTENDED, "evidence, quotes and stated are not lists of one length"),
        (f"{CITES} SET r.count = 2", "Document:a -CITES-> Entity:un-charter", "count is 2 and should be 1"),
        ("MATCH (d:Date) SET d.year = 2030", "Date:2031-05-04", "year is 2030 and should be 2031"),
        ("MATCH (e:Entity {id: 'CHN'}) SET e.nameEn = 'Chile'", "Entity:CHN", "nameEn is 'Chile'"),
        ("MATCH (d:Document {id: 'a'}) SET d.date = '2031-05-05'", "Document:a", "date is '2031-05-05' and should be '2031-05-04'"),
        ("MATCH (:Paragraph {id: 'a#1'})<-[r:IN]-(s) DELETE r", STATEMENT, "an orphan: in no paragraph"),
        ("MATCH ()-[r:HAS_PARAGRAPH]->(:Paragraph {id: 'a#1'}) DELETE r", "Paragraph:a#1", "an orphan: no document has it"),
        (HELD_ON, "Entity:RUS -HELD_ON-> Date:2031-05-04", "the schema does not allow it from Country to Date"),
        (f"{LEDGER} DELETE l", "Document:a", "0 ledgers"),
        (f"{LEDGER} SET l.digest = 'x'", "Ledger:a", "digest is 'x'"),
        (f"{LEDGER} SET l.facts = ['x']", "Ledger:a", "facts is"),
        (f"{LEDGER} SET l.readings = 'x'", "Ledger:a", "its readings cannot be read"),
        ("CREATE (:Date {id: '2040', name: '2040', year: 2040})", "Date:2040", "no reading brings it"),
        ("CREATE (:Statement {id: 'z#1:0'})", "Statement:z#1:0", "an orphan"),
        ("CREATE (:Document {id: 'z'})", "Document:z", "0 ledgers"),
        ("CREATE (:Planet {id: 'z'})", "Planet:z", "no kind of node that is ever written"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(embedded_store: Store, query: str, place: str, problem: str) -> None:
    load(embedded_store, READINGS)
    run(embedded_store, query)
    told = found(embedded_store)
    assert problem in told.get(place, ""), told


def test_one_wrong_quote_is_one_finding(embedded_store: Store) -> None:
    load(embedded_store, READINGS)
    run(embedded_store, "MATCH (s:Statement {id: $id}) SET s.quote = '支持安理会'", id=STATEMENT.removeprefix("Statement:"))
    assert found(embedded_store).keys() == {STATEMENT}


def test_an_entity_of_another_type_and_one_that_is_there_twice(embedded_store: Store) -> None:
    load(embedded_store, READINGS)
    [row] = embedded_store.read("MATCH (e:Entity {id: 'un'}) RETURN properties(e) AS properties")
    embedded_store.write(lambda transaction: relabel_nodes(transaction, "Entity", [Node(("Entity", "Treaty"), row["properties"])]))
    run(embedded_store, "CREATE (s:Statement {id: $id})", id=STATEMENT.removeprefix("Statement:"))
    told = found(embedded_store)
    assert told["Entity:un"] == "labels: Entity, Treaty should be Entity, Organization"
    assert "2 nodes have this id" in told[STATEMENT]


def test_a_graph_of_another_version_is_to_be_loaded_again(embedded_store: Store) -> None:
    load(embedded_store, READINGS)
    run(embedded_store, "MATCH (l:Ledger {id: 'a'}) SET l.model = '1'")
    [finding] = verify(embedded_store.read).findings
    assert (finding.place, finding.remedy) == ("Ledger:a", RELOAD)


def test_sources_tell_what_the_graph_alone_cannot(embedded_store: Store) -> None:
    load(embedded_store, [replace(CORPUS["a"][0], text=TEXT.replace("5月4日", "5月9日")), *CORPUS["b"], *CORPUS["c"]])
    assert found(embedded_store) == {}
    more = make_reading("d")
    told = found(embedded_store, [*CORPUS["a"], *CORPUS["b"][:1], more])
    assert told == {
        "Paragraph:a#1": "the source is read otherwise now: text",
        "Paragraph:b#2": "the source does not have it",
        "Document:d": "the graph does not have it",
    }


def test_a_forged_ledger_does_not_bear_out_a_forged_graph(embedded_store: Store) -> None:
    load(embedded_store, READINGS)
    forged = pack([to_line(replace(CORPUS["a"][0], text=TEXT.replace("5月4日", "5月9日")))])
    run(embedded_store, "MATCH (l:Ledger {id: 'a'}) SET l.readings = $forged", forged=forged)
    run(embedded_store, "MATCH (p:Paragraph {id: 'a#1'}) SET p.text = $text", text=TEXT.replace("5月4日", "5月9日"))
    assert "digest is" in found(embedded_store)["Ledger:a"]


@pytest.mark.neo4j
def test_the_command_says_what_is_wrong_and_how_to_mend_it(neo4j_store: Store, neo4j_server: Server, tmp_path: Path) -> None:
    file = tmp_path / "readings.jsonl"
    file.write_text("".join(to_line(reading) + "\n" for reading in READINGS), encoding="utf-8")
    environment = {"NEO4J_URI": neo4j_server.uri, "NEO4J_PASSWORD": neo4j_server.password}
    ask = partial(CliRunner().invoke, main, env=environment)
    assert ask(["load", str(file)]).exit_code == 0
    clean = ask(["verify", str(file)])
    assert (clean.exit_code, clean.stdout.count("\n")) == (0, 1)
    run(neo4j_store, "MATCH (s:Statement {id: $id}) SET s.act = 'condemn'", id=STATEMENT.removeprefix("Statement:"))
    wrong = ask(["verify"])
    assert wrong.exit_code == 4
    assert f"{STATEMENT}: act is 'condemn' and should be 'reaffirm'" in wrong.stdout
    assert f"remedy: {REBUILD}" in wrong.stdout


@pytest.mark.parametrize(
    ("engine", "total"),
    [pytest.param("embedded", 1000, marks=pytest.mark.embedded), pytest.param("neo4j", 250, marks=pytest.mark.neo4j)],
)
def test_every_corruption_is_named(request: pytest.FixtureRequest, engine: str, total: int) -> None:
    store: Store = request.getfixturevalue(f"{engine}_store")
    load(store, read_lines(GOLDEN.read_text(encoding="utf-8").splitlines()))
    made, missed = count_missed(store, total)
    assert (made.total(), missed.total()) == (total, 0), missed
    assert set(made) == {"shifted span", "changed digit", "swapped speaker", "foreign quote", "wrong type", "missing end"}
    assert verify(store.read).findings == []  # undone
