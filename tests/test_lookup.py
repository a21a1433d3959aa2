"""What people type, and what they mean by it."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from extract.lexicon import Entry, build_lexicon, load_lexicon
from extract.lookup import Found, find_keys
from extract.model import read_lines

LEXICON = build_lexicon(
    [
        Entry("league", "Organization", zh="四海联盟", en="League of Four Seas", also=("LFS",)),
        Entry("league-bank", "Organization", zh="四海联盟开发银行", en="League Development Bank", also=("LFS DB",), parent="league"),
        Entry("north-bank", "Organization", zh="北方银行", en="Northern Bank"),
        Entry("LDB", "Country", zh="丽多邦", en="Republic of Lidobia"),
    ]
)
NAMES = {
    "league": ("四海联盟", "League of Four Seas"),
    "league-bank": ("四海联盟开发银行",),
    "north-bank": ("北方银行",),
    "LDB": ("丽多邦", "Democratic Lidobia"),
    "S/RES/9254(2031)": ("安理会第9254(2031)号决议",),
    "S/RES/92(1947)": ("安理会第92(1947)号决议",),
    "A/RES/75/1": ("联合国大会第75/1号决议",),
    "A/RES/92(III)": ("联合国大会第92(III)号决议",),
    "plan-2031": ("2031年计划", "2031 Plan"),
    "charter": ("海洋宪章",),
    "event/三人会谈/2031-05": ("三人会谈",),
    "event/三人会谈/2031-09": ("三人会谈",),
}


def keys(name: str) -> list[str]:
    return list(find_keys(name, NAMES, lambda: LEXICON).keys)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("四海联盟", "league"),
        ("League of Four Seas", "league"),
        ("the league of four seas", "league"),
        ("  LEAGUE OF FOUR SEAS ", "league"),
        ("league", "league"),  # a key is a name, too
        ("LFS", "league"),  # only the lexicon knows it
        ("LFS DB", "league-bank"),
        ("DB", "league-bank"),  # the end of a name, as a whole word
        ("开发银行", "league-bank"),
        ("LDB", "LDB"),
        ("《海洋宪章》", "charter"),
        ("海洋", "charter"),
    ],
)
def test_a_name_finds_its_entity(name: str, key: str) -> None:
    assert keys(name) == [key]


@pytest.mark.parametrize(
    "name",
    [
        "S/RES/9254(2031)", "S/RES/9254 (2031)", "s/res/9254", "S/RES/9254", "UNSC 9254", "UNSCR 9254", "UNSCR9254",
        "SC resolution 9254", "Security Council resolution 9254 (2031)", "安理会第9254号决议", "安理会9254", "resolution 9254",
        "第9254号决议", "9254", "9254(2031)", "９２５４",
    ],
)  # fmt: skip
def test_a_resolution_is_found_by_its_number(name: str) -> None:
    assert keys(name) == ["S/RES/9254(2031)"]


@pytest.mark.parametrize("name", ["A/RES/75/1", "UNGA 75/1", "GA 75/1", "大会75/1", "联大第75/1号决议", "75/1", "resolution 75/1"])
def test_an_assembly_resolution_is_found_by_its_number(name: str) -> None:
    assert keys(name) == ["A/RES/75/1"]


@pytest.mark.parametrize(
    "name",
    ["S/RES/925", "UNSC 254", "S/RES/9254(2032)", "UNGA 9254", "UNSC 75/1", "resolution 1", "75/10", "DEMO", "LID", "Four Sea", "x", ""],
)
def test_what_is_nearly_a_name_is_none(name: str) -> None:
    """Two resolutions that differ in a digit or a year are two; a part of a word is no name."""
    assert keys(name) == []


def test_the_organ_decides_between_resolutions_of_one_number() -> None:
    assert keys("92") == ["A/RES/92(III)", "S/RES/92(1947)"]
    assert keys("UNSC 92") == ["S/RES/92(1947)"]
    assert keys("大会92") == ["A/RES/92(III)"]


def test_a_number_alone_is_a_year_only_where_no_resolution_bears_it() -> None:
    assert keys("2031年计划") == ["plan-2031"]
    assert keys("2031 Plan") == ["plan-2031"]


def test_several_that_bear_a_name_are_all_given() -> None:
    assert keys("三人会谈") == ["event/三人会谈/2031-05", "event/三人会谈/2031-09"]
    assert keys("银行") == ["league-bank", "north-bank"]


def test_an_unknown_name_gives_the_nearest_with_their_keys() -> None:
    assert find_keys("四海联邦", NAMES, lambda: LEXICON) == Found((), ("四海联盟 [league]",))
    assert find_keys("qqqq", NAMES, lambda: LEXICON) == Found((), ())


def test_a_part_that_very_many_share_names_none_of_them() -> None:
    many = {f"group-{n}": (f"第{n}工作组",) for n in range(21)}
    found = find_keys("工作组", many, lambda: LEXICON)
    assert found.keys == ()
    assert len(found.nearest) == 5
    assert len(find_keys("工作组", dict(list(many.items())[:20]), lambda: LEXICON).keys) == 20


def test_found_is_plain_data() -> None:
    assert find_keys("LFS", NAMES, lambda: LEXICON).to_dict() == {"keys": ["league"], "nearest": []}


@pytest.mark.parametrize(("name", "key"), [("NDB", "new-development-bank"), ("CRA", "contingent-reserve-arrangement")])
def test_the_lexicons_names_are_names_of_what_is_there(name: str, key: str) -> None:
    names = {key: (), "COD": ("刚果（金）", "Democratic Republic of the Congo"), "brics": ("金砖国家",)}
    assert find_keys(name, names, load_lexicon).keys == (key,)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("UNSC 2254", "S/RES/2254"),  # the text gives no year
        ("S/RES/2254(2015)", "S/RES/2254"),
        ("S/RES/2254", "S/RES/2254"),
        ("联合国安理会第2254号决议", "S/RES/2254"),
        ("安理会", "un-security-council"),
        ("Security Council", "un-security-council"),
        ("UNSC", "un-security-council"),
        ("China", "CHN"),
        ("中华人民共和国", "CHN"),
        ("2030 Agenda", "2030-agenda"),
    ],
)
def test_a_graph_of_reference_annotations_is_asked_by_any_name(name: str, key: str, dev_file: Path) -> None:
    """The annotations give nothing but keys and what stands in the text; the lexicon knows the other names."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for reading in read_lines(dev_file.read_text(encoding="utf-8").splitlines()):
        for mention in reading.mentions:
            names[mention.key].append(reading.text[mention.start : mention.end])
    assert find_keys(name, names, load_lexicon).keys == (key,)
