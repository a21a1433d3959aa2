"""An entity's way through documents in time, and a commitment's: stages, silence, facts, and what answers to a promise."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from made_texts import made_readings

import communique
from extract.model import InputError, Reading, Relation, read_lines
from extract.schema import load_schema
from graph.between.changes import DELETED, INSERTED
from graph.between.follow import follow, is_statement_id
from graph.between.trace import load_stages, sentence, trace
from graph.between.trace_text import describe_follow, describe_trace
from graph.database.load import load
from graph.database.store import Store, open_embedded

PROMISE = "承诺在明年年底前向灯塔基金增资"
CORPUS: dict[str, list[Reading]] = {
    "d0": made_readings("d0", "2029", ("支持养蜂", "support", "bees")),
    "d1": made_readings(
        "d1",
        "2030-03-01",
        (PROMISE, "!commit", "fund"),
        ("欢迎设立灯塔基金", "welcome", "fund"),
        facts=(Relation("club", "ESTABLISHED", "fund", 0, 4),),
    ),
    "d2": made_readings("d2", "2031-03-01", ("谴责偷猎", "condemn", "bees")),
    "d3": made_readings("d3", "2032-03-01", ("决心在年底前向灯塔基金增资", "!commit", "fund"), ("重申支持灯塔基金", "reaffirm", "fund")),
    "d4": made_readings("d4", "2033-03", ("强调养蜂", "emphasize", "bees"), mentions="fund"),
    "d5": made_readings("d5", "2034-03-01", ("呼吁各方考虑向灯塔基金增资", "call", "fund"), ("谴责侵占灯塔基金的行为", "condemn", "fund")),
    "d6": made_readings("d6", "2035", ("支持养蜂", "support", "bees")),
    "x": made_readings("x", None, ("呼吁支持灯塔基金", "call", "fund")),
}


def load_corpus(store: Store, docs: list[str] | None = None) -> None:
    for doc in docs or list(CORPUS):
        load(store, CORPUS[doc])


def stages(traced: dict[str, Any]) -> dict[str, list[str]]:
    return {document["id"]: document["stages"] for document in traced["documents"]}


def test_the_way_of_an_entity(store: Store) -> None:
    load_corpus(store)
    traced = trace(store, "fund")
    assert stages(traced) == {
        "d1": ["promised", "welcomed"],
        "d2": ["silent"],
        "d3": ["reiterated"],
        "d4": ["mentioned"],
        "d5": ["called-for", "condemned"],
        "x": ["called-for"],
    }
    assert list(stages(traced)) == ["d1", "d2", "d3", "d4", "d5", "x"]
    assert [head["id"] for head in traced["silent_since"]] == ["d6"]


def test_every_step_has_its_quote_and_place(store: Store) -> None:
    load_corpus(store)
    documents = {document["id"]: document for document in trace(store, "fund")["documents"]}
    [promise, welcome] = documents["d1"]["statements"]
    assert (promise["stage"], promise["id"], promise["quote"], promise["commitment"]) == ("promised", "d1#1:0", PROMISE, True)
    assert (welcome["n"], welcome["quote"]) == ("2", "欢迎设立灯塔基金")
    assert documents["d4"]["mentions"] == [{"paragraph": "2", "at": "d4#2:6-10", "quote": "与会者参观了fund。"}]
    assert documents["d4"]["statements"] == []
    [fact] = documents["d1"]["facts"]
    assert (fact["head"], fact["type"], fact["tail"], fact["at"], fact["quote"]) == ("club", "ESTABLISHED", "fund", "d1#1:0-4", "承诺在明")


def test_a_promise_is_reiterated_only_by_the_same_speaker_later(store: Store) -> None:
    """A second promise on the same day is one, too; so is that of a document of which nobody says who issued it, or when."""
    load(store, made_readings("d1", "2030", (PROMISE, "!commit", "fund"), (PROMISE, "!commit", "fund")))
    load(store, made_readings("d2", "2030", (PROMISE, "!commit", "fund")))
    [of_nobody] = made_readings("d3", "2031", (PROMISE, "!commit", "fund"))
    load(store, [replace(of_nobody, document=None)])
    load(store, made_readings("d4", "2032", (PROMISE, "!commit", "fund")))
    steps = {document["id"]: [said["stage"] for said in document["statements"]] for document in trace(store, "fund")["documents"]}
    assert steps == {"d1": ["promised", "promised"], "d2": ["promised"], "d4": ["reiterated"], "d3": ["promised"]}


@pytest.mark.parametrize("seed", range(2))
def test_the_order_of_loading_leaves_no_trace(store: Store, seed: int) -> None:
    load_corpus(store)
    before = trace(store, "fund"), follow(store, "d1#1:0")
    store.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n") and None)
    load_corpus(store, random.Random(seed).sample(list(CORPUS), len(CORPUS)))
    assert (trace(store, "fund"), follow(store, "d1#1:0")) == before


def test_a_commitment_is_followed(store: Store) -> None:
    load_corpus(store)
    followed = follow(store, "d1#1:0")
    assert followed["statement"]["quote"] == PROMISE
    found = {d["id"]: (d["class"], d["found"]["id"] if d["found"] else None) for d in followed["documents"]}
    assert found == {
        "d2": (None, None),
        "d3": ("kept", "d3#1:0"),
        "d4": (None, None),
        "d5": ("softened", "d5#1:0"),
        "d6": (None, None),
    }
    assert followed["undated"] == ["x"]
    for document in filter(lambda d: d["found"], followed["documents"]):
        assert "".join(text for kind, text in document["diff"] if kind != INSERTED) == PROMISE
        assert "".join(text for kind, text in document["diff"] if kind != DELETED) == document["found"]["quote"]


@pytest.mark.parametrize(
    ("id_", "message"),
    [
        ("d1#1:7", "d1#1:7: no statement of the graph; nearest are d1#1:0"),
        ("d9#1:0", "d9: no document of the graph; nearest are d6, d5"),
        ("x#1:0", "x: has no date, so nothing is known to be later; give the document one"),
    ],
)
def test_what_cannot_be_followed_is_an_input_error(embedded_store: Store, id_: str, message: str) -> None:
    load_corpus(embedded_store)
    with pytest.raises(InputError) as caught:
        follow(embedded_store, id_)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("d1#1:0", True), ("a#附件一:12", True), ("S/RES/2254(2015)", False), ("d1#1", False), ("COVID-19: 大流行", False), ("d1#1:", False)],
)
def test_the_form_of_a_statement_id(name: str, is_one: bool) -> None:
    assert is_statement_id(name) is is_one


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("前一句。基金成立了。后一句。", "基金", "基金成立了。"),
        ("基金成立了", "基金", "基金成立了"),
        ("It met. The fund of 3.5 million grew. It ended.", "fund", "The fund of 3.5 million grew."),
        ("问题？\n 基金！", "基金", "基金！"),
    ],
)
def test_the_sentence_around_a_mention(text: str, word: str, found: str) -> None:
    start, end = sentence(text, text.index(word), text.index(word) + len(word))
    assert text[start:end] == found


def test_every_act_has_a_stage_with_a_label() -> None:
    known = load_stages()
    assert set(known.by_act) == set(load_schema().acts)
    assert set(known.by_act.values()) < set(known.labels)
    assert set(known.relations) <= set(load_schema().relations)


def test_in_words(embedded_store: Store) -> None:
    load_corpus(embedded_store)
    text = describe_trace(trace(embedded_store, "fund"))
    assert "named in 5 documents; 1 between them silent, 1 since" in text
    assert f"promised 承诺  §1  commit +8 commitment  {PROMISE}" in text
    assert "2031-03-01  d2  d2公报  silent 未提及" in text
    assert "club established 设立 fund  §1" in text
    followed = describe_follow(follow(embedded_store, "d1#1:0"))
    assert "d5  d5公报  softened 减弱, by commitment (likeness" in followed
    assert "d2  d2公报  not taken up 未见呼应" in followed


def test_hostile_text_cannot_steer_a_terminal(embedded_store: Store) -> None:
    load(embedded_store, made_readings("\x1b[2J", "2031", ("支持\u202e\x1b[31m灯塔", "support", "fund")))
    text = describe_trace(trace(embedded_store, "fund"))
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_reference_annotations_are_traced(store: Store, dev_file: Path) -> None:
    """Counted in the annotations themselves: the statements that concern it, and paragraphs that only mention it."""
    readings = list(read_lines(dev_file.read_text(encoding="utf-8").splitlines()))
    load(store, readings)
    key = "new-development-bank"
    found = {d["id"]: (len(d["statements"]), [m["paragraph"] for m in d["mentions"]]) for d in trace(store, key)["documents"]}
    expected: dict[str, tuple[int, list[str]]] = {}
    for doc in sorted({r.doc for r in readings}):
        own = [r for r in readings if r.doc == doc]
        said = [r.n for r in own for s in r.statements if key in s.concerns]
        only = [r.n for r in own if r.n not in said and any(m.key == key for m in r.mentions)]
        if said or only:
            expected[doc] = len(said), only
    assert found == expected
    assert found["fm-2021"][0] > 0


@pytest.mark.embedded
def test_the_command(tmp_path: Path) -> None:
    with open_embedded(tmp_path / "graph") as store:
        load_corpus(store)
    where = ["--graph", str(tmp_path / "graph")]
    run = CliRunner().invoke(communique.main, ["trace", "fund", "--json", *where])
    assert run.exit_code == 0
    assert stages(json.loads(run.stdout))["d2"] == ["silent"]
    run = CliRunner().invoke(communique.main, ["trace", "d1#1:0", *where])
    assert (run.exit_code, run.stdout.splitlines()[0]) == (0, "d1#1:0  2030-03-01  commit +8 commitment")
    nearest = {"fünd": "no entity of the graph; nearest are fund", "d1#9:0": "no statement of the graph; nearest are d1#1:0"}
    for name, message in nearest.items():
        run = CliRunner().invoke(communique.main, ["trace", name, *where])
        assert (run.exit_code, run.stdout) == (1, "")
        assert f"communique: {name}: {message}" in run.stderr
