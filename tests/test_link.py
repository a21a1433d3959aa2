"""Whom a mention names: paragraphs of one document -> marked-up paragraphs with keys."""

from __future__ import annotations

import pytest

from extract.lexicon import Entry, Lexicon, build_lexicon
from extract.model import CANDIDATE, KNOWN, UNRESOLVED
from tests.marked import mark, plain, read


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    entries = [
        Entry("CHN", "Country", zh="中国", weak=("中",)),
        Entry("IRN", "Country", zh="伊朗", weak=("伊", "伊方")),
        Entry("IRQ", "Country", zh="伊拉克", weak=("伊", "伊方")),
        Entry("SYR", "Country", zh="叙利亚"),
        Entry("united-nations", "Organization", zh="联合国"),
        Entry("unga", "Organization", zh="联合国大会"),
        Entry("unsc", "Organization", zh="联合国安全理事会", also=("安全理事会", "安理会")),
        Entry("brics", "Organization", zh="金砖国家"),
        Entry("fish", "Organization", zh="金砖国家渔业部长会议", parent="brics"),
        Entry("centre", "Organization", zh="亚洲防灾中心", weak=("防灾中心",)),
        Entry("chemical-convention", "Treaty", zh="禁止化学武器公约"),
        Entry("agenda", "Instrument", zh="2030年可持续发展议程"),
        Entry("lima-declaration", "Instrument", zh="金砖国家利马宣言"),
        Entry("expert-group", "Organization", zh="联合国渔业专家组", weak=("渔业专家组",), parent="fish-commission"),
        Entry("open-group", "Organization", zh="联合国开放工作组", parent="fish-commission"),
        Entry("fish-commission", "Organization", zh="联合国渔业审议委员会"),
        Entry("oslo-2011", "Event", zh="金砖国家2011年奥斯陆峰会", weak=("奥斯陆峰会",), since="2011-06-15"),
        Entry("oslo-2017", "Event", zh="金砖国家2017年奥斯陆峰会", weak=("奥斯陆峰会",), since="2017-06-08"),
        Entry("old-aliyev", "Person", zh="盖·阿利耶夫", weak=("阿利耶夫",), since="1993", until="2003"),
        Entry("young-aliyev", "Person", zh="伊·阿利耶夫", weak=("阿利耶夫",), since="2003"),
        Entry("ross", "Person", zh="威尔伯·罗斯", weak=("罗斯",)),
        Entry("cop-climate", "Event", zh="第15届气候大会", also=("COP15",)),
        Entry("cop-wetlands", "Event", zh="《湿地公约》第十五次缔约方大会"),
    ]
    return build_lexicon(entries)


def linked(marked: list[str], lexicon: Lexicon, *, date: str | None = None) -> list[str]:
    return [mark(p.text, p.mentions, keys=True) for p in read(marked, lexicon, date=date)]


LINKED = {
    "declared short form in brackets, and later": [
        "[亚洲粮食安全信托基金|O:organization/亚洲粮食安全信托基金]([粮食基金|O:organization/亚洲粮食安全信托基金])成立",
        "支持[粮食基金|O:organization/亚洲粮食安全信托基金]的工作",
    ],
    "declared acronym": [
        "[联合国荒漠治理委员会|O:organization/联合国荒漠治理委员会]([UNCX|O:organization/联合国荒漠治理委员会])",
        "[UNCX|O:organization/联合国荒漠治理委员会]开会，UNCXY没有",
    ],
    "以下简称": [
        "[《跨境河流合作公约》|T:treaty/跨境河流合作公约](以下简称[《公约》|T:treaty/跨境河流合作公约])",
        "[《公约》|T:treaty/跨境河流合作公约]生效",
    ],
    "short title": [
        "通过[《促进中小企业贸易指南》|I:instrument/促进中小企业贸易指南]，[《指南》|I:instrument/促进中小企业贸易指南]有助于合作"
    ],
    "two antecedents are none": [
        "[《甲国森林战略》|I:instrument/甲国森林战略]",
        "[《乙国海洋战略》|I:instrument/乙国海洋战略]",
        "落实[《战略》|I:instrument/战略]",
    ],
    "the issuer may be left out": ["[金砖国家|O:brics]通过[《金砖国家利马宣言》|I:lima-declaration]", "[《利马宣言》|I:lima-declaration]"],
    "head-drop after the long name": [
        "欢迎[联合国荒漠治理特设委员会|O:organization/联合国荒漠治理特设委员会]",
        "[荒漠治理特设委员会|O:organization/联合国荒漠治理特设委员会]将开会",
    ],
    "a meeting of a body that was named": ["[金砖国家|O:brics]合作", "重视[渔业部长会议|O:fish]等机制"],
    "one meeting of it": ["[金砖国家|O:brics]于2021年6月1日举行了[渔业部长会议|E:event/金砖国家渔业部长会议/2021-06]"],
    "ordinals tell meetings apart": [
        "[第六届金砖国家渔业部长会议|E:event/金砖国家渔业部长会议/6]",
        "[第七届金砖国家渔业部长会议|E:event/金砖国家渔业部长会议/7]",
        "[金砖国家渔业部长第七次会议|E:event/金砖国家渔业部长会议/7]",
    ],
    "the country named last bears the character": [
        "[伊朗|C:IRN]和[伊拉克|C:IRQ]接壤。",
        "[伊方|C:IRQ]表示欢迎",
    ],
    "weak names need the strong one": ["防灾中心开幕", "[亚洲防灾中心|O:centre]", "[防灾中心|O:centre]开幕"],
    "大会 in texts of the United Nations": ["[安全理事会|O:unsc]和[大会|O:unga]相关决议"],
    "大会 elsewhere": ["大会通过了章程"],
    "大会 that speaks": ["[大会|O:unga]，", "[大会|O:unga]回顾各项决议"],
    "weak names after the body's own or a sister body": [
        "渔业专家组开会",
        "[联合国开放工作组|O:open-group]和[渔业专家组|O:expert-group]",
    ],
    "a title confirms a surname": ["商务部长[罗斯|P:ross]表示"],
    "an acronym stands for what it was declared for": [
        "[《湿地公约》第十五次缔约方大会|E:cop-wetlands]([COP15|E:cop-wetlands])",
        "[COP15|E:cop-wetlands]闭幕",
    ],
    "the party is the country named most": [
        "[伊朗|C:IRN]和[伊拉克|C:IRQ]接壤，[伊朗|C:IRN]支持。",
        "[伊方|C:IRN]表示欢迎",
    ],
    "a country named later on": ["[伊方|C:IRQ]表示欢迎", "[伊拉克|C:IRQ]人民"],
    "family name first": ["首相[福田赳夫|P:person/福田赳夫]出席", "[福田|P:person/福田赳夫]首相表示"],
    "a well-known resolution without its session": [
        "[联合国大会第2758号决议|R:A/RES/2758(XXVI)]",
        "[第2758(XXVI)号决议|R:A/RES/2758(XXVI)]",
    ],
    "surname after the full name": [
        "[萨莉·本·马德拉|P:person/萨莉·本·马德拉]出席",
        "[马德拉|P:person/萨莉·本·马德拉]表示支持",
    ],
}


@pytest.mark.parametrize("marked", LINKED.values(), ids=LINKED.keys())
def test_keys_of_a_document(marked: list[str], lexicon: Lexicon) -> None:
    assert linked(marked, lexicon) == marked


def test_year_of_the_document_tells_meetings_apart(lexicon: Lexicon) -> None:
    text = ["支持举办[金砖国家青年科学家研讨会|E]"]
    assert linked(text, lexicon, date="2020-05") != linked(text, lexicon, date="2021-05")


@pytest.mark.parametrize(
    ("date", "meeting", "person"),
    [("2012-03", "oslo-2011", "young-aliyev"), ("2018", "oslo-2017", "young-aliyev"), ("1999-05-01", None, "old-aliyev")],
)
def test_date_tells_namesakes_apart(lexicon: Lexicon, date: str, meeting: str | None, person: str) -> None:
    passages = read(["[金砖国家|O]在[奥斯陆峰会|E]上通过宣言", "总统[阿利耶夫|P]出席"], lexicon, date=date)
    keys = [m.key for p in passages for m in p.mentions]
    assert person in keys
    assert [k for k in keys if k.startswith("oslo")] == ([meeting] if meeting else [])


def test_the_text_gives_its_own_date(lexicon: Lexicon) -> None:
    assert linked(["二○一八年六月九日", "总统[阿利耶夫|P:young-aliyev]出席"], lexicon)[1] == "总统[阿利耶夫|P:young-aliyev]出席"


def test_every_mention_leaves_with_key_and_status(lexicon: Lexicon) -> None:
    for marked in LINKED.values():
        for passage in read(marked, lexicon):
            assert all(m.key and m.status in (KNOWN, CANDIDATE, UNRESOLVED) for m in passage.mentions)
            assert all(m.name for m in passage.mentions if m.status == CANDIDATE)


def test_resolutions_that_differ_in_a_digit_are_two(lexicon: Lexicon) -> None:
    [passage] = read([plain("安理会第2254号决议和安理会第2255号决议")], lexicon)
    assert len({m.key for m in passage.mentions}) == 2


def test_linking_is_the_same_twice(lexicon: Lexicon) -> None:
    whole = [line for marked in LINKED.values() for line in marked]
    assert linked(whole, lexicon) == linked(whole, lexicon)


def test_a_decision_that_a_name_is_not_somebody_holds() -> None:
    """`never` on an entry: the short form is not its, though nothing else would bear it."""
    long, short = "[亚洲防灾中心|O]成立。", "我们支持[防灾中心|O]。"
    undecided = build_lexicon([Entry("centre", "Organization", zh="亚洲防灾中心", weak=("防灾中心",))])
    decided = build_lexicon([Entry("centre", "Organization", zh="亚洲防灾中心", weak=("防灾中心",), never=("防灾中心",))])
    assert [m.key for p in read([long, short], undecided) for m in p.mentions] == ["centre", "centre"]
    assert "centre" not in [m.key for m in read([long, short], decided)[1].mentions]
