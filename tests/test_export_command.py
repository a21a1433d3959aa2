"""`communique export`: which format it writes, what it refuses, and that files are there whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from made_readings import list_corpus
from network_readings import readings

from communique import main
from extract.model import InputError, Reading, to_line
from graph.exports.elements import take_elements
from graph.exports.export import NETWORK, PASSING, WHOLE
from graph.files import filling_folder, writing_whole

FORMS = [*PASSING, *WHOLE]
BEGINNINGS = {
    "gephi": b"<?xml version='1.0' encoding='utf-8'?>\n<gexf ",
    "graphml": b"<?xml version='1.0' encoding='utf-8'?>\n<graphml ",
    "cypher": b"CREATE CONSTRAINT ",
    "jsonld": b'{"@context": {',
}


def run(*args: str | Path) -> Result:
    clean = {"NEO4J_URI": "", "NEO4J_PASSWORD": "", "COMMUNIQUE_GRAPH": ""}
    return CliRunner().invoke(main, ["export", *map(str, args)], env=clean)


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of readings, in a folder of its own where the command runs."""
    (tmp_path / "given").mkdir()
    (tmp_path / "work").mkdir()
    path = tmp_path / "given" / "readings.jsonl"
    path.write_text("".join(f"{to_line(reading)}\n" for reading in readings()), encoding="utf-8")
    monkeypatch.chdir(tmp_path / "work")
    return path


@pytest.mark.parametrize("form", BEGINNINGS)
def test_the_ending_says_what_is_written(form: str, given: Path) -> None:
    place = f"graph.{'gexf' if form == 'gephi' else form}"
    result = run(given, "-o", place)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"{place}\n")
    assert Path(place).read_bytes().startswith(BEGINNINGS[form])
    assert os.listdir() == [place]  # no database either


def test_tables_are_a_folder_or_a_zip_file(given: Path) -> None:
    assert run(given, "-o", "tables").exit_code == run(given, "-o", "tables.zip").exit_code == 0
    assert "relations.csv" in zipfile.ZipFile("tables.zip").namelist()
    assert Path("tables/relations.csv").exists()


def test_for_decides_where_the_ending_does_not(given: Path) -> None:
    assert run(given, "-o", "graph.xml", "--for", "gephi").exit_code == 0
    assert Path("graph.xml").read_bytes().startswith(BEGINNINGS["gephi"])
    assert run(given, "-o", "corpus.2031", "--for", "neo4j-admin").exit_code == 0
    assert os.access("corpus.2031/import.sh", os.X_OK)


@pytest.mark.parametrize("form", NETWORK)
def test_a_network_with_its_filters(form: str, given: Path) -> None:
    assert run(given, "-o", "all", "--for", form, "--network").exit_code == 0
    assert run(given, "-o", "some", "--for", form, "--network", "--only", "alpha", "--type", "Country").exit_code == 0
    everything, some = (b"".join(p.read_bytes() for p in sorted([Path(n), *Path(n).glob("*")]) if p.is_file()) for n in ("all", "some"))
    assert b"betweenness" in some
    assert ("海洋公约".encode() in everything, "海洋公约".encode() in some) == (True, False)


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["-o", "graph.txt"], 1, "graph.txt: no such format; end the name with .gexf, .graphml, .cypher, .jsonld, .zip, or say --for what"),
        (["-o", "graph.jsonld", "--network"], 1, "graph.jsonld: jsonld takes the whole graph; --network goes with gephi, graphml, csv"),
        (["-o", "full"], 1, "full: is not empty; name a new or an empty folder"),
        (["-o", "full", "--for", "neo4j-admin"], 1, "full: is not empty; name a new or an empty folder"),
        (["-o", "full/file", "--for", "csv"], 1, "full/file: is there already and is no folder; name a new or an empty one"),
        (["-o", "graph.gexf", "--only", "alpha"], 2, "choose what is in a --network: add it"),
        (["-o", "graph.gexf", "--for", "excel"], 2, "'excel' is not one of"),
        (["-o", "missing/graph.gexf"], 1, "missing/graph.gexf: No such file or directory; name a file in a folder that can be written"),
    ],
)
def test_what_is_refused(args: list[str], code: int, words: str, given: Path) -> None:
    Path("full").mkdir()
    Path("full/file").write_text("mine", encoding="utf-8")
    result = run(given, *args)
    assert (result.exit_code, result.stdout) == (code, "")
    assert words in result.stderr
    assert code == 2 or len(result.stderr.splitlines()) == 1
    assert os.listdir() == ["full"]


@pytest.mark.parametrize("form", FORMS)
def test_a_reading_that_is_refused_leaves_nothing(form: str, given: Path) -> None:
    with given.open("a", encoding="utf-8") as file:
        mention = {"start": 0, "end": 9, "type": "Country", "key": "CHN"}
        file.write(json.dumps({"doc": "last", "n": "1", "text": "x", "mentions": [mention]}))
    Path("empty").mkdir()
    for place in ("new", "empty") if form in ("csv", "neo4j-admin") else ("new",):
        result = run(given, "-o", place, "--for", form)
        assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
        assert "last#1" in result.stderr
    assert os.listdir() == ["empty"]
    assert os.listdir("empty") == []


@pytest.mark.embedded
def test_the_loaded_graph_is_what_is_written_without_paths(given: Path) -> None:
    CliRunner().invoke(main, ["load", str(given), "--graph", "graph"])
    for place in ("graph.jsonld", "network.graphml"):
        network = ["--network"] if place.startswith("network") else []
        assert run("-o", place, *network, "--graph", "graph").exit_code == 0
        assert run(given, "-o", f"read-{place}", *network).exit_code == 0
        assert Path(place).read_bytes() == Path(f"read-{place}").read_bytes()
    viewed = CliRunner().invoke(main, ["view", "-o", "viewed.graphml", "--graph", "graph"])
    assert (viewed.exit_code, Path("viewed.graphml").read_bytes()) == (0, Path("network.graphml").read_bytes())


SCRIPT = """
import hashlib, pathlib, sys
from made_readings import list_corpus
from graph.exports.export import PASSING, WHOLE, write_export, write_network
for form in [*PASSING, *WHOLE]:
    write_export(pathlib.Path(form), list_corpus(), form=form)
write_network(pathlib.Path("network"), list_corpus(), form="csv")
"""


def test_the_same_bytes_under_any_hash_seed(tmp_path: Path) -> None:
    found = {_digest(tmp_path / seed, seed) for seed in ("0", "1", "77")}
    assert len(found) == 1


def _digest(folder: Path, seed: str) -> str:
    root = Path(__file__).parent.parent
    folder.mkdir()
    environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": f"{root}:{root / 'tests'}"}
    subprocess.run([sys.executable, "-c", SCRIPT], cwd=folder, env=environment, check=True)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    assert len(files) > len(FORMS)
    return hashlib.sha256(b"".join(str(p.relative_to(folder)).encode() + p.read_bytes() for p in files)).hexdigest()


def test_one_document_after_the_other_passes_by() -> None:
    taken: list[str] = []

    def watched() -> Iterator[Reading]:
        for reading in sorted(list_corpus(), key=lambda r: r.doc):
            taken.append(reading.doc)
            yield reading

    elements = take_elements(watched())
    next(elements)
    assert taken == ["a", "b"]  # the first of b tells that a is whole


def test_files_and_folders_have_the_usual_permissions(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        with writing_whole(tmp_path / "file") as file:
            file.write(b"x")
        with filling_folder(tmp_path / "folder") as folder:
            (folder / "x").write_text("x", encoding="utf-8")
    finally:
        os.umask(mask)
    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("file", "folder")] == [0o640, 0o750]


def test_a_folder_that_could_not_be_filled_is_not_there(tmp_path: Path) -> None:
    with contextlib.suppress(ZeroDivisionError), filling_folder(tmp_path / "folder") as folder:
        (folder / "half").write_text("half", encoding="utf-8")
        raise ZeroDivisionError
    assert os.listdir(tmp_path) == []


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="file: is there already and is no folder"), filling_folder(tmp_path / "file"):
        pass
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"
