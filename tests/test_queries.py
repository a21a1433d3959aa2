"""The files of the saved questions, and how they are found, described and given their parameters."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from faulty_readings import make_faulty
from made_readings import list_corpus, make_reading
from question_catalogue import PAGE, render_catalogue

from extract.model import InputError, Mention, Metadata, Reading, read_lines
from extract.schema import SchemaError, load_schema
from graph.building.build import build_graph
from graph.building.shape import STRUCTURE, all_labels
from graph.questions.parameters import parse_parameters
from graph.questions.queries import COMMENT, LIMIT, PARAMETER, QUERIES, Question, find_question, list_groups, list_questions, read_question

QUESTIONS = list_questions()
each_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.name)

TEXT = re.compile(r"'[^']*'")
NUMBER = re.compile(r"(?<![\w.$])[0-9]+(?:\.[0-9]+)?\b")
# (d:Document {id: $document}), (:Paragraph), but not {id: x} or $a:b
LABEL = re.compile(r"\( [a-z]* (?P<labels> (?: :[A-Za-z]+ )+ )", re.VERBOSE)
RELATION = re.compile(r"\[ [a-z]* : (?P<types> [A-Z_]+ (?: [|][A-Z_]+ )* ) [ \]]", re.VERBOSE)
PROPERTY = re.compile(r"\b [a-z]+ [.] (?P<name> [A-Za-z]+ ) \b", re.VERBOSE)
MAP_KEY = re.compile(r"[{,] \s* (?P<name> [A-Za-z]+ ) : [ ]", re.VERBOSE)
# A pattern's map is of properties: (d:Document {id: $document}); others make up keys of their own: collect({words: m.surface}).
PATTERN_KEY = re.compile(r"[A-Za-z] [ ] [{] (?P<name> [A-Za-z]+ ) : [ ]", re.VERBOSE)
# What has no place in a question: writing, plug-ins and procedures, which the two engines do not share.
FORBIDDEN = re.compile(r"\b (?: CREATE | MERGE | SET | DELETE | REMOVE | DROP | LOAD | CALL | FOREACH | apoc | gds ) \b", re.VERBOSE)
# Constants that belong to the question itself: where evidence is parted, first items, one row counted, more than one document.
OWN_TEXTS, OWN_NUMBERS = {"':'", "'-'"}, {"0", "1"}


@functools.cache
def known_properties(dev_file: Path) -> set[str]:
    """Every property that a graph has, from readings in which everything occurs."""
    meta = Metadata("z", "甲", "A", "2031", "declaration", "zh", "un", ("CHN",), "RUS", "un-charter", "b", 1, ("e",))
    full = replace(make_reading("z"), section="I", document=meta, mentions=(Mention(0, 2, "Country"),), relations=())
    made = list_corpus()
    # Reference annotations have no roles, stages and tests of a promise; the readings of the corpus have.
    graphs = [build_graph([*made, *make_faulty(), full, *read_file(dev_file)]), build_graph(read_file(dev_file.with_name("golden.jsonl")))]
    nodes = {name for graph in graphs for _, data in graph.nodes(data=True) for name in data}
    return nodes | {name for graph in graphs for _, _, data in graph.edges(data=True) for name in data}


def read_file(file: Path) -> list[Reading]:
    return list(read_lines(file.read_text(encoding="utf-8").splitlines()))


def cited(pattern: re.Pattern[str], text: str, group: str, mark: str) -> set[str]:
    return {part for found in pattern.finditer(text) for part in found[group].split(mark) if part}


def test_there_are_questions() -> None:
    assert len(QUESTIONS) >= 36
    assert len({q.name for q in QUESTIONS}) == len(QUESTIONS)
    assert len({q.title_zh for q in QUESTIONS} | {q.title_en for q in QUESTIONS}) == 2 * len(QUESTIONS)


def test_questions_stand_group_by_group() -> None:
    groups = [group.name for group in list_groups()]
    assert [(groups.index(q.group.name), q.name) for q in QUESTIONS] == sorted((groups.index(q.group.name), q.name) for q in QUESTIONS)
    assert {q.group.name for q in QUESTIONS} == set(groups) == {path.name for path in QUERIES.iterdir() if path.is_dir()}


@each_question
def test_titles_and_caveats_stand_in_two_languages(question: Question) -> None:
    pairs = [(question.title_zh, question.title_en), *question.caveats]
    assert len(pairs) >= 2
    for zh, en in pairs:
        assert re.search("[\u4e00-\u9fff]", zh)
        assert re.search("[A-Za-z]{3}", en)
        assert not re.search("[\u4e00-\u9fff]", en)


@each_question
def test_rows_are_ordered_and_few(question: Question) -> None:
    assert question.cypher.splitlines()[-2].startswith("ORDER BY ")
    assert 1 <= question.limit <= 300


@each_question
def test_values_are_parameters(question: Question) -> None:
    body = question.cypher.removesuffix(f"LIMIT {question.limit}")
    assert set(TEXT.findall(body)) <= OWN_TEXTS
    assert set(NUMBER.findall(TEXT.sub("''", body))) <= OWN_NUMBERS
    assert set(re.findall(r"\$(\w+)", body)) == set(question.defaults)


@each_question
def test_only_reading_and_no_plug_ins(question: Question) -> None:
    assert not FORBIDDEN.search(question.cypher)


@each_question
def test_labels_types_and_properties_are_the_graphs(question: Question, dev_file: Path) -> None:
    schema, text = load_schema(), TEXT.sub("''", question.cypher)
    assert cited(LABEL, text, "labels", ":") <= set(all_labels(schema))
    assert cited(RELATION, text, "types", "|") <= {*STRUCTURE, *schema.relations}
    own = cited(MAP_KEY, text, "name", " ")
    assert cited(PROPERTY, text, "name", " ") <= known_properties(dev_file) | own
    assert cited(PATTERN_KEY, text, "name", " ") <= known_properties(dev_file)


@each_question
def test_defaults_are_the_schemas(question: Question) -> None:
    schema = load_schema()
    known = {"types": set(schema.types), "acts": set(schema.acts), "relations": {*STRUCTURE, *schema.relations}}
    for name in known.keys() & question.defaults.keys():
        value = question.defaults[name]
        assert isinstance(value, list)
        assert set(value) <= known[name]
        assert len(set(value)) == len(value) > 0


def test_all_acts_and_types_are_asked_for() -> None:
    schema = load_schema()
    assert find_question("strength-profile").defaults["acts"] == list(schema.acts)
    for name in ("find-entity", "shared-entities", "co-mentions"):
        assert find_question(name).defaults["types"] == list(schema.types)


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (COMMENT, "// 谁主办 | Who hosts", {"zh": "谁主办", "en": "Who hosts"}),
        (COMMENT, "// 谁主办", None),
        (COMMENT, "// 谁主办 | ", None),
        (COMMENT, "//谁主办 | Who hosts", None),
        (COMMENT, "// 谁|何 | Who hosts", None),
        (PARAMETER, ":param since => 2020;", {"name": "since", "value": "2020"}),
        (PARAMETER, ":param acts => ['call', 'note'];", {"name": "acts", "value": "['call', 'note']"}),
        (PARAMETER, ":param since => 2020", None),
        (PARAMETER, ":param since 2020;", None),
        (PARAMETER, ":param Since => 2020;", None),
    ],
)
def test_the_lines_of_a_head(pattern: re.Pattern[str], text: str, found: dict[str, str] | None) -> None:
    match = pattern.fullmatch(text)
    assert (match and match.groupdict()) == found


@pytest.mark.parametrize(("text", "found"), [("RETURN 1\nLIMIT 300", True), ("LIMIT 300\nRETURN 1", False), ("RETURN 1\nLIMIT $n", False)])
def test_the_last_line(text: str, found: bool) -> None:
    assert bool(LIMIT.search(text)) is found


HEAD = "// 甲 | One\n// 乙 | Two\n"


def read_text(folder: Path, text: str) -> Question:
    path = folder / "entities" / "made.cypher"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return read_question(path)


def test_a_file_is_read(tmp_path: Path) -> None:
    head = ":param a => 'x';\n:param b => ['y', 'z'];\n:param c => 3;\n:param d => null;\n"
    body = "MATCH (n:Entity)\nWHERE $d IS NULL OR n.id = $d\nRETURN n\nORDER BY n.id\nLIMIT 20"
    question = read_text(tmp_path, f"{HEAD}{head}{body}\n")
    assert (question.title_zh, question.title_en, question.caveats) == ("甲", "One", (("乙", "Two"),))
    assert question.defaults == {"a": "x", "b": ["y", "z"], "c": 3, "d": None}
    assert (question.name, question.group.en, question.cypher, question.limit) == ("made", "Entities", body, 20)
    assert [name for name in question.defaults if question.is_optional(name)] == ["d"]
    assert question.summary()["caveats"] == [{"zh": "乙", "en": "Two"}]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("// 甲 | One\nRETURN 1\nLIMIT 1", "made.cypher:1: needs a title and what the answer does not say"),
        ("// 甲\n// 乙 | Two\nRETURN 1\nLIMIT 1", "made.cypher:1: not in two languages"),
        (f"{HEAD}:param a = 1;\nRETURN 1\nLIMIT 1", "made.cypher:3: not a parameter"),
        (f"{HEAD}:param a => {{b: 1}};\nRETURN 1\nLIMIT 1", "made.cypher:3: want a quoted text"),
        (f"{HEAD}:param a => 1.5;\nRETURN 1\nLIMIT 1", "made.cypher:3: want a quoted text"),
        (f"{HEAD}:param a => ['x;\nRETURN 1\nLIMIT 1", "made.cypher:3: want a quoted text"),
        (f"{HEAD}RETURN 1", "made.cypher: does not end in a LIMIT"),
        ("", "made.cypher:1: needs a title"),
    ],
)
def test_a_file_that_is_no_question_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SchemaError, match=re.escape(message)):
        read_text(tmp_path, text)


def test_a_folder_that_is_no_group_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "weather.cypher"
    path.write_text(f"{HEAD}MATCH (n:Entity)\nRETURN n\nORDER BY n.id\nLIMIT 1", encoding="utf-8")
    with pytest.raises(SchemaError, match=f"{tmp_path.name}/weather.cypher: in no group; name the folder in queries/groups.yml"):
        read_question(path)


@pytest.mark.parametrize(
    ("returned", "columns"),
    [
        ("d.id AS document, share", ("document", "share")),
        ("[type IN $types WHERE type IN labels(e)] AS types, e.name AS name", ("types", "name")),
        ("count(DISTINCT p) AS n,\n       collect({a: x, b: [y, z]})[0] AS first", ("n", "first")),
        ("CASE WHEN a = 0 THEN null ELSE f(a, b) END AS c", ("c",)),
    ],
)
def test_the_columns_are_read_off_the_query(tmp_path: Path, returned: str, columns: tuple[str, ...]) -> None:
    question = read_text(tmp_path, f"{HEAD}MATCH (d:Document)\nRETURN {returned}\nORDER BY d.id\nLIMIT 1")
    assert question.columns == columns


def test_an_unknown_question_gets_the_nearest_names() -> None:
    with pytest.raises(InputError, match="citation: no such question; nearest are citations, co-citations, conditions"):
        find_question("citation")
    with pytest.raises(InputError, match="no such question; there are act-profile, actors, alternatives"):
        find_question("天气")


def test_a_path_is_no_name() -> None:
    with pytest.raises(InputError, match="no such question"):
        find_question(f"../{QUERIES.name}/citations")


@pytest.mark.parametrize(
    ("name", "given", "changed"),
    [
        ("citations", (), {}),
        ("citations", ("document=fm-2021", "types=Treaty, Resolution"), {"document": "fm-2021", "types": ["Treaty", "Resolution"]}),
        ("citations", ("document=a=b",), {"document": "a=b"}),
        ("commitments", ("document=",), {"document": None}),
        ("timeline", ("since=2020",), {"since": 2020}),
        ("timeline", ("since=-5",), {"since": -5}),
        ("memberships", ("background=true",), {"background": True}),
        ("statements", ("acts=",), {"acts": []}),
    ],
)
def test_parameters_take_the_type_of_their_default(name: str, given: tuple[str, ...], changed: dict[str, object]) -> None:
    question = find_question(name)
    assert parse_parameters(question, given) == {**question.defaults, **changed}


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("citations", ("documnt=x",), "citations has no such parameter; its parameters are document=, entity=, types=Resolution,"),
        ("citations", ("document",), "has no such parameter"),
        ("alternatives", ("document=x",), "has no such parameter; it has none"),
        ("citations", ("entity=a", "entity=b"), "entity is given twice"),
        ("timeline", ("since=soon",), "since=soon: want a whole number such as 1900"),
        ("memberships", ("background=1",), "background=1: want true or false"),
        ("entity-statements", ("entity=",), "entity=: entity-statements needs a value here"),
    ],
)
def test_mistaken_parameters_are_refused(name: str, given: Iterable[str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse_parameters(find_question(name), given)


def test_the_catalogue_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == render_catalogue(QUESTIONS), "run `python tests/question_catalogue.py`"
