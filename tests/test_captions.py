"""Captions: the name that is said aloud, one for one thing, in lines that fit; in whatever order documents come."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_readings import COUNCIL, TEXT, list_corpus, make_reading

from extract.lexicon import load_lexicon
from extract.model import CANDIDATE, Entity, Metadata, Reading
from graph.building.build import build_graph
from graph.building.captions import ORDINAL, entity_caption, given_caption, shorten
from graph.building.lines import LINE, LINES, break_lines, measure

RESOLUTIONS = {
    "S/RES/2254(2015)": "2254号决议",
    "S/RES/2758(2024)": "2758号决议",
    "A/RES/2758(XXVI)": "联大 2758号决议",
    "A/RES/75/1": "75/1号决议",
    "A/RES/ES-10/21": "ES-10/21号 决议",
    "A/DEC/75/540": "75/540号 决定",
    "A/HRC/RES/48/13": "人权理事会 48/13号决议",
    "A/RES/48/13": "48/13号决议",
    "E/RES/2020/1": "2020/1号 决议",
    "E/CN.4/RES/2005/1": "人权委员会 2005/1号 决议",
    "TD/B/DEC/540": "贸发理事会 540号决定",
    "UNEP/EA/RES/5/14": "环境大会 5/14号决议",
}
NAMES = [
    ("event/金砖国家外长会晤/2021-06", "Event", "金砖国家外长会晤", "2021年金砖 外长会晤"),
    ("brics-summit-14", "Event", "金砖国家领导人第十四次会晤", "金砖 第14次会晤"),
    ("event/联合国大会/75", "Event", "第75届联合国大会", "第75届联大"),
    ("event/金砖国家工业部长会议/6", "Event", "第6届金砖国家工业部长会议", "第6届金砖 工业部长会议"),
    ("event/柏林奥运会/1936", "Event", "柏林奥运会", "1936年 柏林奥运会"),
    ("resolution/阿盟理事会第9095号决议", "Resolution", "阿盟理事会第9095号决议", "阿盟理事会 9095号决议"),
    ("treaty/海洋公约", "Treaty", "海洋公约", "海洋公约"),
    ("instrument/a", "Instrument", "关于加强和改革多边体系的联合声明", "加强和改革 多边体系的 联合声明"),
    ("instrument/b", "Instrument", "金砖国家创新合作行动计划（2021—2024年）", "金砖创新 合作行动计划 2021-2024"),
    ("instrument/c", "Instrument", "构建高质量伙伴关系开启金砖合作新征程", "构建高质量 伙伴关系… 合作新征程"),
    ("unccd-cop-13", "Event", "《联合国防治荒漠化公约》第十三次缔约方大会", "联合国防治… 第13次 缔约方大会"),
    ("act", "Organization", "获取COVID-19工具加速计划", "获取 COVID-19 工具加速计划"),
    ("vladimir-putin", "Person", "普京", "普京"),
    ("person/弗朗西斯科·古特雷斯", "Person", "弗朗西斯科·古特雷斯", "弗朗西斯科· 古特雷斯"),
    ("person/x", "Person", "甲乙丙丁·子丑寅卯辰·午未申酉·金木水火土", "甲乙丙丁· 金木水火土"),
    ("gavi", "Organization", "Gavi", "Gavi"),
    ("x", "Organization", "Group of Friends of the Partnership for Action", "Group of Friends of the …"),
]


def caption(doc: str, readings: list[Reading], node: str) -> str:
    found: str = build_graph(readings).nodes[node]["caption"]
    return found


@pytest.mark.parametrize(("key", "wanted"), RESOLUTIONS.items())
def test_a_resolution_is_called_by_its_number(key: str, wanted: str) -> None:
    assert entity_caption(key, ("Resolution",), "whatever the text calls it") == wanted


def test_no_two_resolutions_are_called_alike() -> None:
    assert len(set(RESOLUTIONS.values())) == len(RESOLUTIONS)


@pytest.mark.parametrize(("key", "type_", "name", "wanted"), NAMES, ids=[name for _, _, name, _ in NAMES])
def test_a_name_becomes_what_is_said(key: str, type_: str, name: str, wanted: str) -> None:
    assert entity_caption(key, (type_,), name) == wanted


@pytest.mark.parametrize(("numeral", "number"), [("十", "10"), ("十四", "14"), ("二十", "20"), ("九十九", "99")])
def test_numerals_from_ten_on_become_numbers(numeral: str, number: str) -> None:
    assert shorten(f"第{numeral}次四海渔业合作会议") == f"第{number}次四海渔业合作会议"
    assert ORDINAL.search(f"第{numeral}次")


def test_what_is_no_numeral_below_a_hundred_stays() -> None:
    assert shorten("第三次四海渔业合作会议") == "第三次四海渔业合作会议"
    assert shorten("第一百二十次四海渔业合作会议") == "第一百二十次四海渔业合作会议"
    assert shorten("第十四次会晤") == "第十四次会晤"


@given(st.text("金砖国家第十2年号决议《》（）“”—… a-Z关于", max_size=40))
def test_any_name_gets_lines_that_fit(name: str) -> None:
    made = break_lines(shorten(name))
    assert break_lines(made) == made
    assert bool(made) == bool(name.strip())
    if any(character > "\u3000" for character in made):
        assert len(made.split(" ")) <= LINES + 1


def test_lines_of_chinese_names_are_never_too_long() -> None:
    wide = [name for name in (row[2] for row in NAMES) for line in break_lines(shorten(name)).split(" ") if measure(line) > LINE]
    assert wide == []


def test_things_of_the_lexicon_are_told_apart() -> None:
    """Two may share a caption only where they share a name."""
    names = defaultdict(set)
    for entry in load_lexicon().entries.values():
        entity = entry.entity()
        made = given_caption(entity.caption) if entity.caption else entity_caption(entity.key, (entity.type,), entity.name)
        names[made].add(entity.name)
    assert {made: found for made, found in names.items() if len(found) > 1} == {}


def test_the_lexicon_gives_no_caption_that_the_name_gives_anyway() -> None:
    entities = [entry.entity() for entry in load_lexicon().entries.values() if entry.caption]
    idle = [e.key for e in entities if given_caption(e.caption or "") == entity_caption(e.key, (e.type,), e.name)]
    assert idle == []
    named = replace(COUNCIL, caption=COUNCIL.name)
    assert "alternatives" not in build_graph([replace(make_reading(), entities=(named,), relations=())]).nodes["Entity:unsc"]


def test_every_node_has_a_caption() -> None:
    graph = build_graph(list_corpus())
    assert {"Document", "Paragraph", "Statement", "Entity", "Date"} == {data["labels"][0] for _, data in graph.nodes(data=True)}
    assert [node for node, data in graph.nodes(data=True) if not data["caption"]] == []
    assert graph.nodes["Paragraph:a#1"]["caption"] == "§1"
    assert graph.nodes["Date:2031-05-04"]["caption"] == "2031-05-04"
    assert graph.nodes[f"Statement:a#1:{TEXT.index('重申')}"]["caption"] == "重申"


def test_a_document_is_called_by_its_text_else_by_its_year_and_title() -> None:
    instrument = Entity("lima-declaration", "Instrument", "金砖国家利马宣言", caption="利马宣言")
    known = replace(make_reading(), entities=(instrument,), document=Metadata("a", title="四海利马宣言全文", text_of="lima-declaration"))
    assert caption("a", [known], "Document:a") == caption("a", [known], "Entity:lima-declaration") == "利马宣言"
    assert caption("a", [make_reading()], "Document:a") == "2031年 会晤宣言"
    titled = replace(make_reading(), document=Metadata("a", title="金砖国家领导人第十四次会晤举行", date="2022-06-23"))
    assert caption("a", [titled], "Document:a") == "金砖 第14次会晤"
    english = replace(make_reading(), document=Metadata("a", title_en="Lima Declaration", date="2022-06-23"))
    assert caption("a", [english], "Document:a") == "2022 Lima Declaration"
    assert caption("a", [replace(make_reading(), document=None)], "Document:a") == "a"


def test_documents_that_know_different_names_agree_on_one_caption() -> None:
    """A given caption goes before one that follows from a name, and of two given the shorter one counts."""
    entities = [
        COUNCIL,
        replace(COUNCIL, name="联合国安全理事会常任理事国会议"),
        replace(COUNCIL, caption="安全理事会"),
        replace(COUNCIL, caption="理事会"),
    ]
    readings = [replace(make_reading(str(number)), entities=(entity,), relations=()) for number, entity in enumerate(entities)]
    assert {caption("", list(order), "Entity:unsc") for order in permutations(readings)} == {"理事会"}
    assert {caption("", list(order), "Entity:unsc") for order in permutations(readings[:3])} == {"安全理事会"}
    assert {caption("", list(order), "Entity:unsc") for order in permutations(readings[:2])} == {"安理会常任 理事国会议"}


def test_a_record_counts_for_more_than_a_mention() -> None:
    bare = replace(make_reading("b"), entities=(), relations=())
    assert caption("", [make_reading("a"), bare], "Entity:un-charter") == "联合国宪章"
    candidate = replace(COUNCIL, status=CANDIDATE, caption="某会")
    other = replace(make_reading("b"), entities=(candidate,), relations=())
    assert caption("", [make_reading("a"), other], "Entity:unsc") == "安理会"
