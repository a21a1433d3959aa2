"""What the saved questions answer: on the corpus, and on reference annotations where the answers are known by hand.

Each engine is loaded and asked once; the tests then look at the answers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from made_readings import make_corpus, make_reading

from extract.inputs import read_inputs
from extract.lexicon import load_lexicon
from extract.model import InputError, Reading, read_lines
from graph.database.load import load
from graph.database.store import Store, Transaction
from graph.questions.queries import Answer, Question, ask, find_question, list_questions

ROOT = Path(__file__).parent.parent
DEV = Path(__file__).parent / "data" / "dev.jsonl"
KNOWN: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "answers.yml").read_text(encoding="utf-8"))
QUESTIONS = list_questions()
each_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.name)
each_engine = pytest.mark.parametrize(
    "engine", [pytest.param("embedded", marks=pytest.mark.embedded), pytest.param("neo4j", marks=pytest.mark.neo4j)], indirect=True
)


@dataclass(frozen=True, slots=True)
class Asked:
    """An engine's answers: to every question on the corpus, by name; on the reference annotations, in the order of KNOWN.

    `members` is the corpus' answer to memberships with what the lexicon knows.
    """

    corpus: dict[str, Answer]
    members: Answer
    reference: list[Answer]


@pytest.fixture(scope="module")
def corpus() -> list[Reading]:
    return list(read_inputs([str(ROOT / "corpus")], load_lexicon))


@pytest.fixture(scope="module")
def embedded(corpus: list[Reading], _embedded_store: Store) -> Asked:
    return _ask_all(_embedded_store, corpus)


@pytest.fixture(scope="module")
def neo4j(corpus: list[Reading], _neo4j_store: Store) -> Asked:
    return _ask_all(_neo4j_store, corpus)


@pytest.fixture(scope="module")
def engine(request: pytest.FixtureRequest) -> Asked:
    found: Asked = request.getfixturevalue(request.param)
    return found


def _ask_all(store: Store, corpus: list[Reading]) -> Asked:
    _load_alone(store, corpus)
    answers = {question.name: ask(store, question, {}) for question in QUESTIONS}
    members = ask(store, find_question("memberships"), {"background": True})
    _load_alone(store, list(read_lines(DEV.read_text(encoding="utf-8").splitlines())))
    return Asked(answers, members, [ask(store, find_question(known["question"]), known.get("parameters", {})) for known in KNOWN])


def _load_alone(store: Store, readings: list[Reading]) -> None:
    store.write(_empty)
    load(store, readings)


def _empty(transaction: Transaction) -> None:
    transaction.run("MATCH (n) DETACH DELETE n")


@each_engine
@each_question
def test_every_question_has_an_answer_on_the_corpus(engine: Asked, question: Question) -> None:
    answer = engine.corpus[question.name]
    assert answer.rows
    assert len(answer.rows) <= question.limit
    assert json.loads(json.dumps(answer.records(), ensure_ascii=False)) == answer.records()


@each_question
def test_both_engines_give_the_same_rows(embedded: Asked, neo4j: Asked, question: Question) -> None:
    assert embedded.corpus[question.name].columns == neo4j.corpus[question.name].columns
    assert embedded.corpus[question.name].rows == neo4j.corpus[question.name].rows


def test_both_engines_know_the_same_members(embedded: Asked, neo4j: Asked) -> None:
    assert embedded.members.rows == neo4j.members.rows


@each_engine
def test_members_of_the_lexicon_have_no_quote_and_those_of_texts_have(engine: Asked) -> None:
    records = engine.members.records()
    assert {(r["background"], r["quote"] is None, r["document"] is None) for r in records} == {(True, True, True), (False, False, False)}
    assert [r for r in records if not r["background"]] == engine.corpus["memberships"].records()


def test_at_least_six_answers_are_known() -> None:
    assert len({known["question"] for known in KNOWN}) >= 6
    assert all(known["rows"] for known in KNOWN)


@each_engine
@pytest.mark.parametrize("number", range(len(KNOWN)), ids=[known["question"] for known in KNOWN])
def test_an_answer_is_the_one_worked_out_by_hand(engine: Asked, number: int) -> None:
    records = engine.reference[number].records()
    assert [[record[name] for name in KNOWN[number]["columns"]] for record in records] == KNOWN[number]["rows"]


def _facts(answer: Answer) -> Iterator[tuple[str, str, str]]:
    """Document, paragraph and quote of each row that quotes."""
    for record in answer.records():
        if "quote" in record:
            yield record["document"], record["paragraph"], record["quote"]


@each_engine
def test_every_quote_stands_where_it_is_said_to(engine: Asked, corpus: list[Reading]) -> None:
    texts = {(reading.doc, reading.n): reading.text for reading in corpus}
    documents = {record["document"] for record in engine.corpus["documents"].records()}
    # wording-change names its documents by its parameters, its paragraphs and quotes for each of them
    answers = [answer for name, answer in engine.corpus.items() if name != "wording-change"]
    quoted = [fact for answer in answers for fact in _facts(answer)]
    assert len(quoted) > 300
    assert {document for document, _, _ in quoted} == documents == {doc for doc, _ in texts}
    assert [fact for fact in quoted if fact[2] not in texts[fact[0], fact[1]]] == []


@each_engine
def test_the_quotes_of_a_comparison_stand_in_either_document(engine: Asked, corpus: list[Reading]) -> None:
    texts = {(reading.doc, reading.n): reading.text for reading in corpus}
    answer = engine.corpus["wording-change"]
    for record in answer.records():
        assert record["quote"] in texts[str(answer.parameters["document"]), record["paragraph"]]
        assert record["other_quote"] in texts[str(answer.parameters["other"]), record["other_paragraph"]]


@each_engine
def test_pictures_are_nodes_and_edges(engine: Asked) -> None:
    for name in ("institutions", "citation-network", "neighbourhood"):
        for head, edge, tail in engine.corpus[name].rows:
            assert (edge["head"], edge["tail"]) == (head["id"], tail["id"])
            assert head["labels"]
            assert tail["labels"]


def test_an_entity_is_found_by_any_name_that_it_alone_bears(store: Store) -> None:
    load(store, make_corpus()["a"])
    question = find_question("entity-statements")
    by_key = ask(store, question, {"entity": "unsc"})
    assert [row[0] for row in by_key.rows] == ["2031-05-04"]
    for name in ("安理会", "联合国安全理事会", "Security Council", "联合国安理会"):
        answer = ask(store, question, {"entity": name})
        assert (answer.rows, answer.parameters["entity"]) == (by_key.rows, "unsc")


def test_what_is_not_in_the_graph_is_said(store: Store) -> None:
    load(store, make_corpus()["a"])
    with pytest.raises(InputError, match="entity=南极: no entity in the graph bears that name; find its key with"):
        ask(store, find_question("entity-statements"), {"entity": "南极"})
    with pytest.raises(InputError, match="document=moscow-2020: no such document in the graph; there are a"):
        ask(store, find_question("commitments"), {})
    with pytest.raises(InputError, match="other=aa: no such document in the graph; nearest are a"):
        ask(store, find_question("shared-entities"), {"document": "a", "other": "aa"})


def test_mentions_without_any_key_are_listed_as_unlinked(store: Store) -> None:
    reading = make_reading("a")
    keyless = [replace(m, key="", status="unresolved") if m.type == "Treaty" else m for m in reading.mentions]
    load(store, [replace(reading, mentions=tuple(keyless)), make_corpus()["c"][0]])
    records = ask(store, find_question("unlinked"), {}).records()
    assert [(r["document"], r["paragraph"], r["entity"]) for r in records] == [("a", "1", None)]
    assert records[0]["surface"].endswith(" 《联合国宪章》")


def test_a_name_that_two_bear_is_not_guessed(store: Store) -> None:
    reading = make_reading("a")
    load(store, [replace(reading, entities=tuple(replace(e, aliases=("大会",)) for e in reading.entities))])
    with pytest.raises(InputError, match="entity=大会: several entities bear that name; give one of CHN, RUS, summit-3"):
        ask(store, find_question("neighbourhood"), {"entity": "大会"})


def test_a_full_answer_is_said_to_be_one(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    load(store, make_corpus()["a"])
    question = find_question("actors")
    everything = "MATCH (e:Entity)\nRETURN e.id AS id\nORDER BY id\nLIMIT 6"
    answer = ask(store, replace(question, cypher=everything, defaults={}, limit=6), {})
    assert answer.is_full
    assert "actors: these are the first 6 rows; narrow it with a parameter" in caplog.text
    caplog.clear()
    assert not ask(store, replace(question, cypher=everything.replace("6", "7"), defaults={}, limit=7), {}).is_full
    assert caplog.text == ""
