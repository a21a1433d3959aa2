"""What is found in a paragraph: marked-up text -> the same marks, with a small lexicon that knows none of the long names."""

from __future__ import annotations

import itertools

import pytest

from extract.folding import fold
from extract.lexicon import Entry, Lexicon, build_lexicon
from extract.mentions.find import find_mentions
from extract.mentions.numerals import key_of_name, normalise_ordinals, read_number
from tests.marked import mark, plain, read


def _entries() -> list[Entry]:
    states = {"CHN": "中国", "RUS": "俄罗斯", "USA": "美国", "IND": "印度", "PAK": "巴基斯坦", "BRA": "巴西", "PSE": "巴勒斯坦",
              "ISR": "以色列", "VNM": "越南", "IRN": "伊朗", "IRQ": "伊拉克", "SYR": "叙利亚"}  # fmt: skip
    weak = {"CHN": ("中", "华"), "RUS": ("俄",), "USA": ("美",), "IND": ("印",), "PAK": ("巴", "巴方"), "BRA": ("巴", "巴方"),
            "PSE": ("巴",), "ISR": ("以",), "VNM": ("越",), "IRN": ("伊",), "IRQ": ("伊",)}  # fmt: skip
    countries = [Entry(k, "Country", zh=n, weak=weak.get(k, ())) for k, n in states.items()]
    places = [Entry("africa", "Place", zh="非洲"), Entry("berlin", "Place", zh="柏林"), Entry("chongqing", "Place", zh="重庆")]
    bodies = [
        Entry("united-nations", "Organization", zh="联合国"),
        Entry("un-general-assembly", "Organization", zh="联合国大会"),
        Entry("un-security-council", "Organization", zh="联合国安全理事会", also=("安全理事会", "安理会")),
        Entry("brics", "Organization", zh="金砖国家", also=("金砖",)),
        Entry("foreign-ministers", "Organization", zh="金砖国家外长会晤", parent="brics"),
        Entry("who", "Organization", zh="世界卫生组织", also=("WHO",)),
        Entry("mfa", "Organization", zh="中国外交部"),
        Entry("rats", "Organization", zh="上合组织地区反恐机构", also=("反恐机构执委会",)),
    ]
    texts = [Entry("un-charter", "Treaty", zh="联合国宪章"), Entry("agenda", "Instrument", zh="2030年可持续发展议程")]
    people = [Entry("wang-yi", "Person", zh="王毅")]
    texts += [Entry("rain-treaty", "Treaty", zh="跨境雨水管理协定", also=("RMA", "跨境雨水管理协定（RMA）"))]
    countries += [Entry("BHR", "Country", zh="巴林国", also=("巴林",)), Entry("IDN", "Country", zh="印尼")]
    return [*countries, *places, *bodies, *texts, *people]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return build_lexicon(_entries(), frozenset({"发展中国家", "上合作"}))


FOUND = [
    # lexicon
    "[中国|C]和[俄罗斯|C]维护[《联合国宪章》|T]宗旨",
    "发展中国家支持[联合国|O]",
    "WHOLE不是[WHO|O]",
    "各界隆重庆祝胜利",
    "[中国|C]外交部长[王毅|P]出席",
    # one-character countries
    "[中|C][俄|C]两国元首",
    "[俄|C][美|C][《关于削减武器的条约》|T]",
    "[巴|C][以|C]尽快停火",
    "扩大[美|C]对[华|C]出口",
    "代表团将赴[华|C]访问",
    "增加自[美|C]购买商品",
    "[美|C]总统表示",
    "真正的利他主义意图。",
    "加强南南合作",
    "时任博索纳罗、普京",
    # titles
    "[《上海经贸合作纲要》|I]",
    "[《甲国经济战略2025》行动计划|I]",
    "[《湿地公约》第十五次缔约方大会|E]",
    "[捍卫《联合国宪章》之友小组|O]",
    "发表[《新愿景 新动力》|I]主旨讲话",
    "[《甲条约》|T]和[《乙宣言》|I]",
    # quotation marks
    "推进[“静默枪声”倡议|I]",
    "支持“[红海和平倡议|I]”",
    # bodies by their heads
    "欢迎[金砖国家渔业工作组|O]的工作",
    "设立[联合国荒漠治理特设委员会|O]",
    "[联合国|O]机构和国际组织",
    "有关工作组和委员会",
    "深化[金砖|O]机制",
    "[世界海关组织|O]和国际金融机构",
    "[联合国秘书长利比亚问题特使|O]",
    "[联合国|O]广大会员国",
    # meetings
    "[第三届金砖国家渔业论坛|E]",
    "[金砖国家领导人第四十次会晤|E]",
    "[叙利亚问题柏林峰会|E]",
    "举行[金砖国家青年科学家研讨会|E]",
    "2021年6月1日举行的[金砖国家外长会晤|E]",
    "通过[金砖国家外长会晤|O]等机制",
    "双方举行会议并召开论坛",
    "抗击[新冠肺炎疫情|E]",
    "新冠疫苗",
    # documents
    "发表[关于加强粮食合作的联合声明|I]",
    "关于粮食、能源等多份声明",
    "落实[2030年可持续发展议程|I]",
    "[2019年金砖国家渔业部长会议联合宣言|I]",
    "签署了两国政府间的[经济技术合作协定|T]",
    "深化战略伙伴关系",
    # countries in a row that open a common body's name, or stay countries
    "欢迎[中俄渔业论坛|O]的工作",
    "[中国－俄罗斯渔业博览会|E]",
    "[中印尼渔业合作中心|O]",
    "[第六轮中美战略与经济对话|E]",
    "深化[中|C][俄|C]全面战略协作伙伴关系",
    # overlapping names of one body, names with a short form, a state before its king
    "[上合组织地区反恐机构|O]和[反恐机构执委会|O]",
    "[上合组织地区反恐机构执委会|O]主任",
    "[跨境雨水管理协定|T]（[RMA|T]）生效",
    "[巴林|C]国王和[巴林国|C]政府",
    "在平等基础上合作",
    # meetings
    "支持举办[金砖国家运动会|E]",
    "6月1日在[柏林|L]会晤",
    "在[金砖国家渔业论坛|E]期间",
    "欢迎[第六届部长级会议|E]取得的成果",
    "[联合国大会|O]于2018年12月17日通过决议",
    # the text that a resolution brings along
    "题为“[渔业资源问题政治宣言|I]”的[第66/2号决议|R]和题为“渔业资源”的[第66/3号决议|R]",
    "落实[2022－2026年总体战略|I]",
    # people
    "首相[田中角荣|P]应邀访问，[二阶堂进|P]官房长官陪同，[村山|P]首相",
    "与[李相玉|P]外务部长官签署",
    "(记者[韩墨|P] [李忠发|P])",
    "代表权问题得到解决",
    "由[巴西|C]总统[阿尔克明|P]主持",
    "[萨莉·本·马德拉|P]出席",
    "[王毅|P]、[李大方|P]、[张小文|P]等参加会见。",
    "新任秘书长表示",
]


@pytest.mark.parametrize("marked", FOUND)
def test_mentions_of_a_paragraph(marked: str, lexicon: Lexicon) -> None:
    text = plain(marked)
    [passage] = read([marked], lexicon)
    assert mark(text, passage.mentions) == fold(marked.replace("|", "\0")).text.replace("\0", "|")


def test_mentions_never_overlap_and_are_in_order(lexicon: Lexicon) -> None:
    for marked in FOUND:
        found = find_mentions(plain(marked), lexicon)
        assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_finding_is_the_same_twice(lexicon: Lexicon) -> None:
    text = plain("".join(FOUND))
    assert find_mentions(text, lexicon) == find_mentions(text, lexicon)


def test_empty_text_has_no_mentions(lexicon: Lexicon) -> None:
    assert find_mentions("", lexicon) == []


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("六十二", 62), ("十", 10), ("二○○五", 2005), ("一百零三", 103), ("首", 1), ("75", 75), ("安", None), ("", None)],
)
def test_numerals(numeral: str, value: int | None) -> None:
    assert read_number(numeral) == value


def test_ordinals_make_one_key() -> None:
    assert normalise_ordinals("第十二次会晤") == normalise_ordinals("第12次会晤")
    assert key_of_name(normalise_ordinals("第六届渔业部长会议")) == key_of_name("渔业部长第6次会议")
    assert key_of_name("第6届渔业部长会议") != key_of_name("第7届渔业部长会议")
