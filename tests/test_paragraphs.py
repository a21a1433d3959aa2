"""Lines -> paragraphs: numbers in every style, broken sentences, sections, page furniture, captions."""

from __future__ import annotations

import pytest
from traced import check_trace, read, table

NUMBERING = {
    "arabic stop": "1. 各方重申。\n2. 各方支持。\n3. 各方欢迎。",
    "full-width stop": "1．各方重申。\n2．各方支持。\n3．各方欢迎。",
    "full-width digits": "１．各方重申。\n２．各方支持。\n３．各方欢迎。",
    "arabic comma": "1、各方重申。\n2、各方支持。\n3、各方欢迎。",
    "Chinese comma": "一、各方重申。\n二、各方支持。\n三、各方欢迎。",
    "Chinese parentheses": "（一）各方重申。\n（二）各方支持。\n（三）各方欢迎。",
    "arabic parentheses": "(1) 各方重申。\n(2) 各方支持。\n(3) 各方欢迎。",
    "one parenthesis": "1）各方重申。\n2）各方支持。\n3）各方欢迎。",
    "paragraph sign": "§1 各方重申。\n§2 各方支持。\n§3 各方欢迎。",
    "articles": "第一条　各方重申。\n第二条　各方支持。\n第三条　各方欢迎。",
    "one line with indents": "某某会晤公报　　一、各方重申。　　二、各方支持。　　三、各方欢迎。",
    "one line without": "某某会晤公报 1. 各方重申。2. 各方支持。3. 各方欢迎。",
    "blank lines between": "1. 各方重申。\n\n2. 各方支持。\n\n\n3. 各方欢迎。",
    "Windows line ends": "1. 各方重申。\r\n2. 各方支持。\r\n3. 各方欢迎。\r\n",
}


@pytest.mark.parametrize("style", NUMBERING)
def test_numbers_are_read_in_every_style(style: str) -> None:
    document = read(NUMBERING[style])
    assert table(document) == [("1", "各方重申。"), ("2", "各方支持。"), ("3", "各方欢迎。")]
    check_trace(document, NUMBERING[style])


LAYOUTS = {
    "year behind the number": ("1、各方重申。\n2、2020年，各方支持。\n3、各方欢迎。", {"2": "2020年，各方支持。"}),
    "lost number": ("1、各方重申。\n2、各方支持。\n4、各方欢迎。", {"4": "各方欢迎。"}),
    "number inside a sentence": (
        "1、各方认为，在过去的一年里举行了第\n3、4次会议。\n2、各方支持。\n3、各方欢迎。",
        {"2": "各方支持。", "3": "各方欢迎。"},
    ),
    "preamble": ("我们在某城举行会晤。\n1. 各方重申。\n2. 各方支持。\n3. 各方欢迎。", {"pp1": "我们在某城举行会晤。"}),
    "second block": ("1. 各方重申。\n双方还讨论了贸易。\n2. 各方支持。\n3. 各方欢迎。", {"1-2": "双方还讨论了贸易。"}),
    "sub-items": (
        "1. 请秘书长：\n(a) 任命一人，以及\n(b) 提出报告；\n2. 各方支持；\n3. 各方欢迎。",
        {"1(a)": "任命一人，以及", "1(b)": "提出报告；"},
    ),
    "two kinds of numbers": ("1. 各方重申：\n一、支持贸易；\n二、支持投资。\n2. 各方支持。\n3. 各方欢迎。", {"1(二)": "支持投资。"}),
    "numbers begin anew": (
        "一、政治\n1. 各方重申。\n2. 各方支持。\n二、经济\n1. 各方欢迎。\n2. 各方同意。",
        {"1.2": "各方支持。", "2.1": "各方欢迎。"},
    ),
    "no numbers": ("各方重申《宪章》。\n各方支持联合国。", {"1": "各方重申《宪章》。", "2": "各方支持联合国。"}),
    "ordinals of prose": ("第一，各方重申。\n第二，各方支持。\n第三，各方欢迎。", {"1": "第一，各方重申。"}),
    "preambles end with commas": (
        "大会，\n回顾其第1/2号决议，\n又回顾其关于粮食安全问题的各项决议，\n深为关切价格上涨，\n1. 决定；\n2. 请；\n3. 吁请。",
        {"pp3": "又回顾其关于粮食安全问题的各项决议，"},
    ),
}


@pytest.mark.parametrize("case", LAYOUTS)
def test_paragraphs_get_their_numbers(case: str) -> None:
    source, wanted = LAYOUTS[case]
    found = dict(table(read(source)))
    assert {n: found.get(n) for n in wanted} == wanted


BROKEN = {
    "page break": (
        "1. 各方支持各国政府、企业、高校和科研机构、行业协\n\n会开展合作。\n2. 各方支持。\n3. 各方欢迎。",
        "各方支持各国政府、企业、高校和科研机构、行业协会开展合作。",
    ),
    "comma": (
        "1. 各方承诺继续在多边框架下保持协调和协作，\n\n包括更新计划。\n2. 各方支持。\n3. 各方欢迎。",
        "各方承诺继续在多边框架下保持协调和协作，包括更新计划。",
    ),
    "running head": (
        "某某会晤宣言\n1. 各方欢迎反恐工作组取得的成果，我们指定各国\n\n某某会晤宣言\n\n高级代表牵头。\n2. 各方支持。\n3. 各方欢迎。",
        "各方欢迎反恐工作组取得的成果，我们指定各国高级代表牵头。",
    ),
    "page number": (
        "1. 各方支持各国政府、企业和高校，并欢迎科研机\n- 3 -\n构开展合作。\n2. 各方支持。\n3. 各方欢迎。",
        "各方支持各国政府、企业和高校，并欢迎科研机构开展合作。",
    ),
    "form feed": (
        "1. 各方支持各国政府、企业、高校和科研机构、行业协\f会开展合作。\n2. 各方支持。\n3. 各方欢迎。",
        "各方支持各国政府、企业、高校和科研机构、行业协会开展合作。",
    ),
    "English": (
        "1. We reaffirm our strong commitment to\nthe Charter.\n2. We support it.\n3. We welcome it.",
        "We reaffirm our strong commitment to the Charter.",
    ),
    "open title mark": (
        "1. 各方回顾第三届会议通过的《关于\n反恐合作的声明》。\n2. 各方支持。\n3. 各方欢迎。",
        "各方回顾第三届会议通过的《关于反恐合作的声明》。",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_sentences_are_joined(case: str) -> None:
    source, wanted = BROKEN[case]
    document = read(source)
    assert table(document)[0] == ("1", wanted)
    assert [n for n, _ in table(document)] == ["1", "2", "3"]
    check_trace(document, source)


def test_lines_of_one_width_are_one_paragraph() -> None:
    words = "双方高度评价两国关系的发展同意继续加强政治互信扩大经贸科技教育合作"
    lines = [words[i:] + words[:i] for i in range(9)]
    rows = [(a, b, f"{c[:20]}。") for a, b, c in zip(lines[::3], lines[1::3], lines[2::3], strict=True)]
    source = "\n".join(["    甲国和乙国联合公报", *(f"    {a}\n{b}\n{c}" for a, b, c in rows)])
    assert [text for _, text in table(read(source))] == ["".join(row) for row in rows]


def test_broken_lines_do_not_hide_the_numbers() -> None:
    words = "双方高度评价两国关系的发展同意继续加强政治互信扩大经贸科技教育合作"
    lines = [words[i:] + words[:i] for i in range(33)]
    items = ["\n".join([f"{n}. {lines[n]}", *lines[n * 5 : n * 5 + 5], "支持贸易。"]) for n in range(1, 6)]
    assert [n for n, _ in table(read("\n".join(items)))] == ["1", "2", "3", "4", "5"]


def test_few_commas_among_many_paragraphs_end_paragraphs() -> None:
    preamble = "大会，\n回顾其关于粮食安全问题的各项决议和决定，\n又回顾各国关于粮食安全问题的声明，还有其他，\n"
    source = preamble + "\n".join(f"{n}. 各方同意第{n}项。" for n in range(1, 40))
    assert [n for n, _ in table(read(source))[:4]] == ["pp1", "pp2", "pp3", "1"]


def test_numbers_that_a_page_breaks_are_joined() -> None:
    source = "1. 各方欢迎各国政府、企业和高校的努力，并期待20\n\n31年的会议。\n2. 各方支持。\n3. 各方欢迎。"
    assert table(read(source))[0][1].endswith("并期待2031年的会议。")


def test_signatures_are_not_joined() -> None:
    source = "成员国重申《宪章》的宗旨和原则。\n甲国总统\n张三\n乙国总统\n李四"
    assert [text for _, text in table(read(source))] == ["成员国重申《宪章》的宗旨和原则。", "甲国总统", "张三", "乙国总统", "李四"]


def test_headings_are_sections() -> None:
    source = "前言\n1、各方重申。\n2、各方支持\n加强经济合作\n3、各方欢迎。\n4、各方同意。"
    assert [(p.n, p.section) for p in read(source).paragraphs] == [
        ("1", "前言"),
        ("2", "前言"),
        ("3", "加强经济合作"),
        ("4", "加强经济合作"),
    ]


def test_headings_nest() -> None:
    source = "一、政治\n（一）反恐\n1. 各方重申。\n（二）军控\n2. 各方支持。\n二、经济\n（一）贸易\n3. 各方欢迎。"
    assert [p.section for p in read(source).paragraphs] == ["一、政治 / （一）反恐", "一、政治 / （二）军控", "二、经济 / （一）贸易"]


def test_number_above_its_heading_belongs_to_it() -> None:
    source = "一.\n导言\n工作组举行了会议。\n二.\n建议\n各国应继续努力。"
    assert [p.section for p in read(source).paragraphs] == ["一. 导言", "二. 建议"]


@pytest.mark.parametrize("noise", ["(下转第四版)", "（新华社某城6月1日电）", "（本报某城5月29日电）", "（完）"])
def test_tails_are_no_text(noise: str) -> None:
    assert table(read(f"各方重申《宪章》。\n各方支持联合国。{noise}"))[-1] == ("2", "各方支持联合国。")


@pytest.mark.parametrize(
    "noise", ["（上接第一版）", "第1版()", "专栏：", "责任编辑：张三", "来源：某社", "12", "【打印】", "* * *", "Distr.: General"]
)
def test_furniture_is_no_text(noise: str) -> None:
    assert table(read(f"{noise}\n各方重申《宪章》。\n各方支持联合国。")) == [("1", "各方重申《宪章》。"), ("2", "各方支持联合国。")]


def test_invisible_characters_and_double_spaces_go() -> None:
    source = "各方\u200b重申\u00a0 \t支持\ufeff《宪章》。"
    document = read(source)
    assert table(document) == [("1", "各方重申 支持《宪章》。")]
    check_trace(document, source)


def test_captions_are_read_once() -> None:
    caption = "各国领导人在某城举行会晤。新华社记者 李明 摄"
    source = f"{caption}\n各方重申。\n{caption}\n各国领导人在某城举行会晤。新华社记者 王强 摄\n各方支持。"
    assert [text for _, text in table(read(source))] == [caption, "各方重申。", "各方支持。"]
