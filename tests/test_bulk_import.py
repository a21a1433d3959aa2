"""What `neo4j-admin database import` makes of an export is, node for node, what an ordinary load makes."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import NEO4J, miss
from hostile_readings import HOSTILE, hostile_readings
from made_readings import list_corpus
from neo4j_server import REMEDY, NoServer, OwnServer, make_own_server
from stored_graph import built, stored, stored_ledgers

from extract.model import Entity, InputError, Mention, Metadata, Reading
from graph.building.shape import Node
from graph.database.load import load
from graph.database.store import Store, open_store
from graph.exports.bulk import DELIMITERS, write_import
from graph.exports.elements import take_elements
from graph.proof.verify import verify

LONG = Reading("long", "1", "长文。\n" * 500_000, document=Metadata("long", title='a\n"b", c'))  # 5 MB
READINGS = [*list_corpus(), *hostile_readings(), LONG]


@pytest.fixture
def own(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OwnServer]:
    """A Neo4j that has not run yet."""
    try:
        own = make_own_server(tmp_path / "neo4j")
    except NoServer as error:
        miss(request.config, NEO4J, str(error), REMEDY)
        raise
    yield own
    own.stop()


@pytest.fixture
def imported(own: OwnServer, neo4j_store: Store, tmp_path: Path) -> Iterator[Store]:
    """A Neo4j that runs on what was exported from another, into which everything was loaded."""
    load(neo4j_store, READINGS)
    write_import(tmp_path / "out", take_elements(neo4j_store))
    said = run_import(tmp_path / "out", own, "neo4j", "--overwrite-destination=true")
    assert f"{len(built(READINGS)[1])} relationships" in said
    run([str(own.folder / "bin" / "neo4j-admin"), "database", "check", "neo4j"])
    own.start()
    with open_store(own.server.uri, own.server.user, own.server.password, own.server.database) as store:
        yield store


def run_import(folder: Path, own: OwnServer, *options: str) -> str:
    return run(["sh", str(folder / "import.sh"), *options], NEO4J_HOME=str(own.folder))


def run(command: list[str], **environment: str) -> str:
    """What the program says. Where it stands is of no importance."""
    done = subprocess.run(command, cwd="/", env=os.environ | environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.neo4j
def test_an_import_is_a_load(imported: Store, neo4j_store: Store, tmp_path: Path) -> None:
    assert stored(imported) == stored(neo4j_store) == built(READINGS)
    assert stored_ledgers(imported) == stored_ledgers(neo4j_store)
    assert verify(imported.read).findings == []
    assert {row["name"] for row in imported.read("MATCH (e:Entity) RETURN e.nameZh AS name")} >= set(HOSTILE)
    for statement in (tmp_path / "out" / "schema.cypher").read_text(encoding="utf-8").splitlines():
        imported.write(lambda t, s=statement: t.run(s.removesuffix(";")))  # type: ignore[misc]
    indexes = "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name, type ORDER BY name"
    assert imported.read(indexes) == neo4j_store.read(indexes)
    again = load(imported, READINGS)
    assert (again.loaded, again.counters) == ((), {})
    load(imported, changed := [*list_corpus()[1:], LONG])
    assert stored(imported) == built([*changed, *READINGS[:1], *hostile_readings()])


@pytest.mark.embedded
def test_a_loaded_graph_gives_the_rows_of_its_readings(embedded_store: Store, tmp_path: Path) -> None:
    load(embedded_store, READINGS[:-1])
    write_import(tmp_path / "stored", take_elements(embedded_store))
    write_import(tmp_path / "read", take_elements(READINGS[:-1]))
    for path in sorted((tmp_path / "read").iterdir()):
        assert sorted(path.read_bytes().split(b"\n")) == sorted((tmp_path / "stored" / path.name).read_bytes().split(b"\n"))


def test_the_same_graph_makes_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_import(tmp_path / name, take_elements(READINGS))
    first, second = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert first == second
    assert first["nodes-Document.csv"].splitlines()[0].startswith(b"id:ID(Document),")
    assert {name.split("-")[0] for name in first} == {"import.sh", "nodes", "relationships", "schema.cypher"}


def test_no_item_of_a_list_holds_what_parts_the_items(tmp_path: Path) -> None:
    body = Entity("x", "Organization", "x", aliases=tuple(f"a{char}" for char in DELIMITERS[:3]))
    mentions = (Mention(0, 1, "Organization", "x"),)
    write_import(tmp_path / "out", take_elements([Reading("a", "1", "x", mentions=mentions, entities=(body,))]))
    assert "--array-delimiter=U+001C " in (tmp_path / "out" / "import.sh").read_text(encoding="utf-8")
    every = Node(("Entity",), {"id": "y", "aliases": list(DELIMITERS)})
    with pytest.raises(InputError, match="every character that could part the items of a list is in a text"):
        write_import(tmp_path / "none", [every])


@pytest.mark.parametrize(
    ("properties", "words"),
    [
        ({"name": "a\uffffb"}, r"Entity x: holds U\+FFFF, which neo4j-admin cannot read"),
        ({"aliases": [""]}, "Entity x: has a list of one empty text"),
    ],
)
def test_what_cannot_be_imported_is_refused(tmp_path: Path, properties: dict[str, str | list[str]], words: str) -> None:
    with pytest.raises(InputError, match=words):
        write_import(tmp_path / "out", [Node(("Entity",), {"id": "x", **properties})])
    assert list(tmp_path.iterdir()) == []


def test_an_empty_graph_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is nothing to import; load a document first"):
        write_import(tmp_path / "out", [])


def test_the_script_says_what_it_lacks(tmp_path: Path) -> None:
    write_import(tmp_path / "out", take_elements(list_corpus()))
    done = subprocess.run(
        ["/bin/sh", str(tmp_path / "out" / "import.sh")], env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, "import.sh: no neo4j-admin; set NEO4J_HOME, or put neo4j-admin on the PATH\n")
