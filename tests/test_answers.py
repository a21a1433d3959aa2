"""What the saved questions answer: on the corpus, and where the answers were worked out by hand.

Each engine is loaded and asked once; the tests then look at the answers.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from faulty_readings import make_faulty
from hand_answers import Known, count_equal, describe_difference, read_known, select_rows
from made_readings import make_corpus, make_reading

from extract.inputs import read_inputs
from extract.lexicon import load_lexicon
from extract.model import InputError, Reading, read_lines
from graph.database.load import load
from graph.database.store import Store, Transaction
from graph.questions.answers import Answer, ask, cite
from graph.questions.queries import Question, find_question, list_questions

ROOT = Path(__file__).parent.parent
DEV = Path(__file__).parent / "data" / "dev.jsonl"
QUESTIONS = list_questions()
KNOWN = [known for question in QUESTIONS for known in read_known(question)]
SHARE = 0.95  # of the rows worked out by hand must be in the answers, in the same order
SECONDS = 1.0  # for any answer on the corpus
# What nothing is found of where all is well.
MAY_BE_EMPTY = {"alternatives", "contradictions", "doubtful-types", "incomplete-documents"}
PICTURES = {"institutions", "citation-network", "neighbourhood", "document-picture", "common-citations"}
each_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.name)
each_engine = pytest.mark.parametrize(
    "engine", [pytest.param("embedded", marks=pytest.mark.embedded), pytest.param("neo4j", marks=pytest.mark.neo4j)], indirect=True
)


@dataclass(frozen=True, slots=True)
class Asked:
    """An engine's answers: to every question on the corpus, by name, with the seconds they took; and to each of KNOWN.

    `members` is the corpus' answer to memberships with what the lexicon knows.
    """

    corpus: dict[str, Answer]
    seconds: dict[str, float]
    members: Answer
    known: list[Answer]


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
    reference = list(read_lines(DEV.read_text(encoding="utf-8").splitlines()))
    known: dict[int, Answer] = {}
    for fixture, readings in (("reference", reference), ("faults", make_faulty()), ("corpus", corpus)):
        _load_alone(store, readings)
        known |= {at: _ask_known(store, one) for at, one in enumerate(KNOWN) if one.fixture == fixture}
    timed = {question.name: _ask_timed(store, question) for question in QUESTIONS}
    answers, seconds = {name: answer for name, (answer, _) in timed.items()}, {name: took for name, (_, took) in timed.items()}
    members = ask(store, find_question("memberships"), {"background": True}, str)
    return Asked(answers, seconds, members, [known[at] for at in range(len(KNOWN))])


def _ask_known(store: Store, known: Known) -> Answer:
    return ask(store, known.question, known.parameters, str)


def _ask_timed(store: Store, question: Question) -> tuple[Answer, float]:
    begin = time.perf_counter()
    answer = ask(store, question, {}, str)
    return answer, time.perf_counter() - begin


def _load_alone(store: Store, readings: list[Reading]) -> None:
    store.write(_empty)
    load(store, readings)


def _empty(transaction: Transaction) -> None:
    transaction.run("MATCH (n) DETACH DELETE n")


@each_engine
@each_question
def test_every_question_has_an_answer_on_the_corpus(engine: Asked, question: Question) -> None:
    answer = engine.corpus[question.name]
    assert answer.rows or question.name in MAY_BE_EMPTY
    assert len(answer.rows) <= question.limit
    assert json.loads(json.dumps(answer.records(), ensure_ascii=False)) == answer.records()


@each_question
def test_both_engines_give_the_same_rows(embedded: Asked, neo4j: Asked, question: Question) -> None:
    assert embedded.corpus[question.name].rows == neo4j.corpus[question.name].rows


@pytest.mark.parametrize("number", range(len(KNOWN)), ids=[known.question.name for known in KNOWN])
def test_both_engines_give_the_same_rows_with_other_parameters(embedded: Asked, neo4j: Asked, number: int) -> None:
    assert embedded.known[number].rows == neo4j.known[number].rows


@pytest.mark.embedded
def test_no_answer_keeps_one_waiting(embedded: Asked) -> None:
    assert {name: took for name, took in embedded.seconds.items() if took > SECONDS} == {}


def test_both_engines_know_the_same_members(embedded: Asked, neo4j: Asked) -> None:
    assert embedded.members.rows == neo4j.members.rows


@each_engine
def test_members_of_the_lexicon_have_no_quote_and_those_of_texts_have(engine: Asked) -> None:
    records = engine.members.records()
    assert {(r["background"], r["quote"] is None, r["document"] is None) for r in records} == {(True, True, True), (False, False, False)}
    assert [r for r in records if not r["background"]] == engine.corpus["memberships"].records()


@each_question
def test_an_answer_was_worked_out_by_hand(question: Question) -> None:
    assert any(known.rows for known in read_known(question)), f"work one out and keep it in {question.path.with_suffix('.answer.yml').name}"


@each_engine
def test_answers_are_those_worked_out_by_hand(engine: Asked) -> None:
    """Where they differ, the reading errs: the rows stand in the answer's file as a reader finds them in the text."""
    given = [select_rows(known, answer) for known, answer in zip(KNOWN, engine.known, strict=True)]
    differing = [text for pair in zip(KNOWN, given, strict=True) if (text := describe_difference(*pair))]
    equal = sum(count_equal(known.rows, rows) for known, rows in zip(KNOWN, given, strict=True))
    total = sum(max(len(known.rows), len(rows)) for known, rows in zip(KNOWN, given, strict=True))
    whole = {q.name for q in QUESTIONS} - {text.split(" ", 1)[0] for text in differing}
    print("\n\n".join(differing))
    print(f"{equal} of {total} rows equal ({equal / total:.1%}); {len(whole)} of {len(QUESTIONS)} questions equal in every row")
    assert equal / total >= SHARE
    assert len(whole) >= 30


def test_rows_are_equal_only_in_the_same_order() -> None:
    assert count_equal([["a", 1], ["b", 2], ["c", 3]], [["a", 1], ["b", 2], ["c", 3]]) == 3
    assert count_equal([["a", 1], ["b", 2]], [["b", 2], ["a", 1]]) == 1
    assert count_equal([["a", 1]], [["a", "1"]]) == 0


@each_engine
def test_every_quote_stands_where_it_is_said_to(engine: Asked, corpus: list[Reading]) -> None:
    texts = {f"{reading.doc}#{reading.n}": reading.text for reading in corpus}
    quoted = [citation for answer in engine.corpus.values() for row in answer.rows for citation in cite(answer.columns, row)]
    assert len(quoted) > 900
    assert {citation.document for citation in quoted} == {reading.doc for reading in corpus}
    assert [citation for citation in quoted if citation.quote not in texts[citation.place]] == []


@each_engine
def test_every_quote_has_its_source(engine: Asked) -> None:
    answer = engine.corpus["wording-change"]
    assert {citation.place for row in answer.rows for citation in cite(answer.columns, row)} == answer.sources.keys()
    assert {(source.title, source.date) for source in answer.sources.values()} == {
        ("金砖国家领导人第十二次会晤莫斯科宣言", "2020-11-17"),
        ("金砖国家外长会晤新闻公报", "2021-06-01"),
    }


@each_engine
def test_pictures_are_nodes_and_edges(engine: Asked) -> None:
    for name in PICTURES:
        for head, edge, tail in engine.corpus[name].rows:
            assert (edge["head"], edge["tail"]) == (head["id"], tail["id"])
            assert head["labels"]
            assert tail["labels"]


def test_the_names_of_entities_are_looked_up(store: Store) -> None:
    load(store, make_corpus()["a"])
    question = find_question("evidence")
    answer = ask(store, question, {"entity": "中国", "partner": "会晤"}, {"中国": "CHN", "会晤": "summit-3"}.__getitem__)
    assert [(row[0], row[1], row[2]) for row in answer.rows] == [("中国", "ATTENDED", "第三次会晤")]
    assert answer.parameters == {"entity": "CHN", "partner": "summit-3"}


def test_a_document_that_is_not_in_the_graph_is_said(store: Store) -> None:
    load(store, make_corpus()["a"])
    with pytest.raises(InputError, match="document=moscow-2020: no such document in the graph; there are a"):
        ask(store, find_question("commitments"), {}, str)
    with pytest.raises(InputError, match="other=aa: no such document in the graph; nearest are a"):
        ask(store, find_question("shared-entities"), {"document": "a", "other": "aa"}, str)


def test_mentions_without_any_key_are_listed_as_unlinked(store: Store) -> None:
    reading = make_reading("a")
    keyless = [replace(m, key="", status="unresolved") if m.type == "Treaty" else m for m in reading.mentions]
    load(store, [replace(reading, mentions=tuple(keyless)), make_corpus()["c"][0]])
    records = ask(store, find_question("unlinked"), {}, str).records()
    assert [(r["document"], r["paragraph"], r["entity"]) for r in records] == [("a", "1", None)]
    assert records[0]["surface"].endswith(" 《联合国宪章》")


def test_a_full_answer_is_said_to_be_one(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    load(store, make_corpus()["a"])
    question = find_question("actors")
    everything = "MATCH (e:Entity)\nRETURN e.id AS id\nORDER BY id\nLIMIT 6"
    answer = ask(store, replace(question, cypher=everything, defaults={}, limit=6, columns=("id",)), {}, str)
    assert answer.is_full
    assert "actors: these are the first 6 rows; narrow it with a parameter" in caplog.text
    caplog.clear()
    assert not ask(store, replace(question, cypher=everything.replace("6", "7"), defaults={}, limit=7, columns=("id",)), {}, str).is_full
    assert caplog.text == ""
