"""Relations: every row of the table both ways, then whole passages."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from extract.folding import fold_name
from extract.lexicon import Entry, build_lexicon
from extract.model import InputError, Mention, Relation
from extract.passage import Passage, Profile
from extract.relations.implied_ends import survey
from extract.relations.patterns import LETTERS, Pattern, load_table
from extract.relations.relate import apply, merge, relate
from extract.relations.typed_text import type_text
from extract.schema import SchemaError, load_schema

# The document that every example stands in: it tells of 本会, is of September 2021, and speaks for two parties.
PROFILE = Profile(date="2021-09-10", event="本会", issuer="本理事会", parties=("甲国", "乙国"))
MARK = re.compile(r"\[(?P<name>[^\[\]|]+)\|(?P<letter>[A-Z])\]")
TABLE = load_table()
PASSAGES = Path(__file__).parent / "data" / "relation-passages.txt"


def read_marked(text: str, n: str = "1") -> Passage:
    """[name|letter] is a mention of that type whose key is the name."""
    plain, mentions, done = "", [], 0
    for mark in MARK.finditer(text):
        plain += text[done : mark.start()]
        name, done = mark["name"], mark.end()
        mentions.append(Mention(len(plain), len(plain) + len(name), LETTERS[mark["letter"]], name))
        plain += name
    plain += text[done:]
    assert fold_name(plain) == plain, "examples are written as folded text"
    return Passage(n, plain, None, tuple(mentions))


def show(relation: Relation) -> str:
    attributes = [f"{k}={v}" for k, v in relation.attributes.items() if k != "title"]
    return " ".join([relation.head, ">", relation.tail, *attributes])


def find(pattern: Pattern, text: str) -> list[str]:
    passage = read_marked(text)
    around = survey([passage], PROFILE, build_lexicon([]), TABLE)
    typed = type_text(passage, today=PROFILE.date)
    return [show(r) for r in merge(apply(pattern, typed, around))]


def examples() -> Iterator[object]:
    for pattern in TABLE.patterns:
        for i, (text, *wanted) in enumerate(pattern.examples):
            yield pytest.param(pattern, text, wanted, id=f"{pattern.name}-{i}")


def counter_examples() -> Iterator[object]:
    for pattern in TABLE.patterns:
        for i, text in enumerate(pattern.counter):
            yield pytest.param(pattern, text, id=f"{pattern.name}-{i}")


@pytest.mark.parametrize(("pattern", "text", "wanted"), list(examples()))
def test_example(pattern: Pattern, text: str, wanted: list[str]) -> None:
    assert wanted, "an example says what it gives"
    assert sorted(find(pattern, text)) == sorted(wanted)


@pytest.mark.parametrize(("pattern", "text"), list(counter_examples()))
def test_counter_example(pattern: Pattern, text: str) -> None:
    assert find(pattern, text) == []


def passages() -> Iterator[object]:
    blocks = PASSAGES.read_text(encoding="utf-8").split("\n\n")
    for text, stated in (block.strip().split("\n= ") if "\n= " in block else (block.strip(" =\n"), "") for block in blocks):
        if text and not text.startswith("#"):
            yield pytest.param(text, sorted(filter(None, stated.split("; "))), id=text[:24])


@pytest.mark.parametrize(("text", "stated"), list(passages()))
def test_passage(text: str, stated: list[str]) -> None:
    """The whole table together finds in a passage what it states, and nothing else."""
    found = relate([read_marked(text)], PROFILE, build_lexicon([]))[0]
    assert sorted(f"{r.head} {r.type} {r.tail}" for r in found) == stated


def relate_texts(*texts: str, profile: Profile = PROFILE) -> list[list[str]]:
    found = relate([read_marked(text) for text in texts], profile, build_lexicon([]))
    return [[f"{r.head} {r.type} {r.tail}" for r in relations] for relations in found]


def test_every_type_has_a_pattern() -> None:
    assert {pattern.type for pattern in TABLE.patterns} == set(load_schema().relations)


def test_evidence_is_the_stretch_that_shows_it() -> None:
    passage = read_marked("欢迎各方努力。[秘鲁|C]外长[甲|P]出席[渔业大会|E]。随后访问。")
    found = relate([passage], PROFILE, build_lexicon([]))[0]
    shown = {r.type: passage.text[r.start : r.end] for r in found}
    assert shown == {"REPRESENTS": "秘鲁外长甲", "ATTENDED": "秘鲁外长甲出席渔业大会"}


def test_a_fact_stated_twice_is_one_relation_with_all_attributes() -> None:
    passage = read_marked("[秘鲁|C]任[联盟|O]主席国。支持[秘鲁|C]担任2019年[联盟|O]主席国。")
    found = relate([passage], Profile(), build_lexicon([]))[0]
    assert [(r.head, r.type, r.tail, dict(r.attributes)) for r in found] == [("秘鲁", "CHAIRS", "联盟", {"year": "2019"})]


def test_without_a_meeting_of_its_own_the_document_states_none() -> None:
    assert relate_texts("外长们发表了[《渔业声明》|I]。", profile=Profile()) == [[]]
    assert relate_texts("双方签署了[《渔业协定》|T]。", profile=Profile()) == [[]]


def test_the_own_meeting_comes_before_one_named_long_ago() -> None:
    text = "[渔业峰会|E]上周召开。各国代表发言。气氛友好。讨论深入。会议通过[《港口宣言》|I]。"
    assert relate_texts(text) == [["本会 ADOPTED 《港口宣言》"]]
    near = "[渔业峰会|E]上周召开。会议通过[《港口宣言》|I]。"
    assert relate_texts(near) == [["渔业峰会 ADOPTED 《港口宣言》"]]


def test_own_organisation_is_the_one_declared() -> None:
    texts = ("[里海联盟|O](以下简称“本组织”)成立。", "[联合国|O]、[联合国|O]。", "本组织成员国[甲国|C]和[乙国|C]商定。")
    assert relate_texts(*texts)[2] == ["甲国 MEMBER_OF 里海联盟", "乙国 MEMBER_OF 里海联盟"]


def test_a_mention_without_key_is_text() -> None:
    passage = Passage("1", "秘鲁主办渔业大会", None, (Mention(0, 2, "Country", ""), Mention(4, 8, "Event", "e")))
    assert relate([passage], PROFILE, build_lexicon([])) == [()]


def test_day_of_a_meeting_known_to_the_lexicon_gives_the_month() -> None:
    lexicon = build_lexicon([Entry("本会", "Event", zh="渔业大会", since="2014-07-14", until="2014-07-16")])
    passage = read_marked("[渔业峰会|E]15日在[利马|L]举行。")
    found = relate([passage], Profile(date="2014", event="本会"), lexicon)[0]
    assert [r.tail for r in found if r.type == "HELD_ON"] == ["2014-07-15"]


def test_document_date_must_be_iso() -> None:
    with pytest.raises(InputError, match="ISO 8601"):
        relate([read_marked("[秘鲁|C]")], Profile(date="1st June"), build_lexicon([]))


@pytest.mark.parametrize("filler", ["[国|C]总统[甲|P]、", "于2012年在[京|L]", "2012年", "外长某某和", "[机构|O]、", "领导人会议"])
def test_long_lists_take_no_more_than_their_length(filler: str) -> None:
    """A pattern that backtracks without bound would not come back from these."""
    text = "[会|E]" + filler * 400 + "出席主办签署通过[《宣言》|I]"
    start = time.process_time()
    relate([read_marked(text)], PROFILE, build_lexicon([]))
    assert time.process_time() - start < 10


BROKEN = {
    "no fragment": {"pattern": "{nothing}"},
    "no letters": {"pattern": "{X}"},
    "correct the regular expression": {"pattern": "("},
    "no relation of the schema": {"type": "LIKES"},
    "unknown": {"colour": "red"},
    "may be one of": {"head": "everybody"},
}


@pytest.mark.parametrize("message", BROKEN)
def test_broken_table(message: str, tmp_path: Path) -> None:
    row = {"name": "n", "type": "HOSTS", "pattern": "{C}", "examples": [], "counter": []}
    table = {"fragments": {}, "roles": {}, "meetings": "会", "patterns": [row | BROKEN[message]]}
    file = tmp_path / "relations.yml"
    file.write_text(yaml.safe_dump(table, allow_unicode=True), encoding="utf-8")
    with pytest.raises(SchemaError, match=message):
        load_table(file)


def test_every_pattern_has_examples_both_ways() -> None:
    assert [p.name for p in TABLE.patterns if not p.examples or not p.counter] == []
    assert len({p.name for p in TABLE.patterns}) == len(TABLE.patterns)
