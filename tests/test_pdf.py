"""PDFs -> paragraphs: rows joined by the evidence of the page, what stands around the text left out, pages kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from made_pdf import BOLD, LEFT, RIGHT, SONG, TIMES, TOP, Setting, Text, set_pages, write_pdf
from reportlab.pdfbase.pdfmetrics import stringWidth
from traced import check_trace, table

from extract.documents.document import read_documents
from extract.documents.pdf.read import read_pdf
from extract.model import Document, page_at

TITLE = "某某组织某城宣言"
CHINESE = [
    "我们，五国领导人，于2031年5月3日在某城举行会晤，就国际形势和五国长期合作深入交换意见。我们重申致力于多边主义，恪守《联合国宪章》宗旨和原则。",
    "我们欢迎成立反恐工作组，期待其提出建议。我们强调落实各项承诺的重要意义，支持加强电信基础设施建设，呼吁各方共同努力。",
    "我们呼吁各国不使用武力或以武力相威胁；我们最强烈地谴责一切形式的恐怖主义，无论何时、何地、由何人实施，并重申“国际商定的规则”应当得到遵守。",
    "我们赞赏主席国所作的努力。",
]
# A vertical bar is where a word may be broken.
ENGLISH = [
    "We, the leaders of the five coun|tries, met in Springfield on 3 May 2031 and discussed the inter|national situ|ation and our "
    "long-term cooper|ation. We reaffirm our commit|ment to the purposes and prin|ciples of the Charter, “a common good”, and to peace.",
    "We welcome the Work|ing Group on Counter-terrorism and look for|ward to its recom|mendations. We encour|age the parties to imple|ment "
    "their commit|ments in the long run and for the term of the fund; Brasília and Moscow will host the next meetings.",
    "We call on all States to refrain from the threat or use of force, and we con|demn in the strong|est terms all terror|ist attacks, "
    "wherever commit|ted and by whom|soever.",
    "We thank the Chair.",
]
HALVES = ((LEFT, (LEFT + RIGHT) / 2 - 12), ((LEFT + RIGHT) / 2 + 12, RIGHT))
SETTINGS = {
    "first rows set in": Setting(),
    "gaps between paragraphs": Setting(indent=0, gap=10),
    "numbers that stand out": Setting(indent=0, hanging=2),
    "two columns": Setting(columns=HALVES),
    "set wide": Setting(spread=4),
}


def number(texts: Iterable[str], times: int = 9) -> list[str]:
    return [f"{i}. {text}" for i, text in enumerate([*texts] * times, 1)]


def read(path: Path) -> Document:
    (document,) = read_documents(path)
    return document


def check(path: Path, texts: list[str], times: int = 9) -> Document:
    document = read(path)
    plain = [text.replace("|", "") for text in texts]
    assert table(document) == [(str(i), text) for i, text in enumerate(plain * times, 1)]
    return document


@pytest.mark.parametrize("setting", SETTINGS)
def test_chinese_paragraphs_are_whole(tmp_path: Path, setting: str) -> None:
    pages = set_pages(number(CHINESE), SETTINGS[setting], [Text(180, TOP + 30, TITLE, 20)])
    document = check(write_pdf(tmp_path / "x.pdf", pages), CHINESE)
    assert document.meta.title == TITLE
    assert document.paragraphs[-1].pages[-1][1] == len(pages) > 1


@pytest.mark.parametrize("setting", ["first rows set in", "gaps between paragraphs", "numbers that stand out", "two columns"])
@pytest.mark.parametrize("justified", [False, True])
def test_english_words_are_whole(tmp_path: Path, setting: str, justified: bool) -> None:
    base = SETTINGS[setting]
    latin = Setting(base.indent, base.hanging, base.gap, 15, 11, TIMES, base.columns, justified=justified)
    check(write_pdf(tmp_path / "x.pdf", set_pages(number(ENGLISH), latin)), ENGLISH)


def test_paragraph_over_three_pages(tmp_path: Path) -> None:
    long = "".join(CHINESE) * 12
    texts = [CHINESE[3], long, CHINESE[0]]
    document = check(write_pdf(tmp_path / "x.pdf", set_pages(number(texts, 1), Setting())), texts, 1)
    pages = document.paragraphs[1].pages
    assert [page for _, page in pages] == [1, 2, 3]
    assert pages[0][0] == 0
    assert pages[1][0] < pages[2][0] < len(long)
    assert page_at(pages, pages[1][0] - 1) == 1
    assert page_at(pages, len(long) - 1) == 3
    assert document.paragraphs[2].pages == ((0, 3),)


FEET: dict[str, Callable[[int], str]] = {
    "dashes": lambda page: f"— {page} —",
    "hyphens": lambda page: f"-{page}-",
    "bare": str,
    "of": lambda page: f"Page {page} of 4",
    "slash": lambda page: f"{page}/4",
    "Chinese": lambda page: f"第{page}页 共4页",
    "Roman": lambda page: ["i", "ii", "iii", "iv", "v", "vi"][page - 1],
    "symbol": lambda page: f"A/99/{12345}    {page}/4",
}


@pytest.mark.parametrize("foot", FEET)
@pytest.mark.parametrize("setting", ["first rows set in", "gaps between paragraphs"])
def test_running_heads_and_page_numbers_are_no_text(tmp_path: Path, setting: str, foot: str) -> None:
    def head(page: int) -> list[Text]:
        above = [Text(200, 790, TITLE, 9)] if page > 1 else []
        return [*above, Text(280, 50, FEET[foot](page), 9)]

    base = SETTINGS[setting]
    pages = set_pages(number(CHINESE), Setting(base.indent, base.hanging, base.gap, head=head), [Text(180, TOP + 30, TITLE, 20)])
    document = check(write_pdf(tmp_path / "x.pdf", pages), CHINESE)
    assert document.meta.title == TITLE


def test_heads_of_left_and_right_pages_and_of_chapters(tmp_path: Path) -> None:
    def head(page: int) -> list[Text]:
        return [Text(400 if page % 2 else 85, 790, TITLE if page % 2 else f"第{page}次会晤文件", 9)]

    check(write_pdf(tmp_path / "x.pdf", set_pages(number(CHINESE, 30), Setting(head=head))), CHINESE, 30)


def test_head_that_is_the_only_title_stays_once(tmp_path: Path) -> None:
    pages = set_pages(number(CHINESE), Setting(head=lambda page: [Text(200, 790, TITLE)]))
    assert check(write_pdf(tmp_path / "x.pdf", pages), CHINESE).meta.title == TITLE


def test_article_on_top_of_a_page_is_no_running_head(tmp_path: Path) -> None:
    articles = [[Text(LEFT, TOP, f"第{n}条"), Text(LEFT + 24, TOP - 20, f"{CHINESE[3]}{'我们支持各方。' * n}")] for n in (1, 2, 3)]
    document = read(write_pdf(tmp_path / "x.pdf", articles))
    assert "".join(text for _, text in table(document)).count("我们赞赏主席国所作的努力。") == 3
    assert [p.section for p in document.paragraphs] == ["第1条", "第2条", "第3条"]


def test_page_number_between_the_rows(tmp_path: Path) -> None:
    rows = [
        "1. 各方重申致力于多边主义，恪守《联合国宪章》宗旨和原则，维护以",
        "— 12 —",
        "联合国为核心的国际体系。",
        "2. 各方支持。",
        "3. 各方欢迎。",
    ]
    page = [Text(LEFT + (170 if "—" in row else 0), TOP - 20 * i, row) for i, row in enumerate(rows)]
    document = read(write_pdf(tmp_path / "x.pdf", [page]))
    assert table(document)[0] == ("1", "各方重申致力于多边主义，恪守《联合国宪章》宗旨和原则，维护以联合国为核心的国际体系。")


def _behind(row: str, y: float, mark: str) -> Text:
    """A small raised character behind the row."""
    return Text(LEFT + stringWidth(row, SONG, 12), y + 5, mark, 7)


def test_notes_part_no_paragraph(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    row = "1. 各方重申致力于多边主义，恪守《联合国宪章》宗旨和原则，维护国际"
    rest = "体系，其面积为200 km，人口众多，各方愿意加强合作，并且欢迎各国各方"
    first = [Text(LEFT, TOP, row), _behind(row, TOP, "1"), Text(LEFT, TOP - 20, rest), _behind(rest[:13], TOP - 20, "2")]
    notes = [Text(LEFT, 110, "1", 5.5), Text(LEFT + 4, 107, "见第75/1号决议。", 8), Text(LEFT, 95, "又见第75/2号决议。", 8)]
    second = [Text(LEFT, TOP, "参加会晤。"), Text(LEFT, TOP - 20, "2. 各方支持。"), Text(LEFT, TOP - 40, "3. 各方欢迎。")]
    document = read(write_pdf(tmp_path / "x.pdf", [[*first, *notes], second]))
    text = row.removeprefix("1. ") + rest.replace("km", "km2") + "参加会晤。"
    assert table(document) == [("1", text), ("2", "各方支持。"), ("3", "各方欢迎。")]
    assert "footnotes are not read (rows: 2)" in caplog.text


def test_what_is_written_down_the_margin_is_no_text(tmp_path: Path) -> None:
    stamp = [Text(30, 300, "arXiv 2031.05 某某组织", 10, angle=90), Text(120, 300, "草 案 DRAFT", 60, angle=45)]
    stack = [Text(40, TOP - 20 * i, char) for i, char in enumerate("某某组织文件汇编")]
    check(write_pdf(tmp_path / "x.pdf", [[*page, *stamp, *stack] for page in set_pages(number(CHINESE), Setting())]), CHINESE)


def test_page_that_is_turned_is_read_upright(tmp_path: Path) -> None:
    turned = [Text(100 + TOP - row.y, row.x, row.text, row.size, angle=90) for row in set_pages(number(CHINESE, 1), Setting())[0]]
    check(write_pdf(tmp_path / "x.pdf", [turned]), CHINESE, 1)


def test_title_of_two_rows_and_headings_in_their_own_type(tmp_path: Path) -> None:
    title = [Text(225, TOP, "某某组织第十二次", 20), Text(245, TOP - 30, "会晤某城宣言", 20), Text(245, TOP - 60, "2031年5月3日")]
    body = [
        Text(LEFT, TOP - 100, "团结合作，维护和平", 16),
        Text(LEFT + 24, TOP - 130, CHINESE[3] + CHINESE[1][:20]),
        Text(LEFT, TOP - 150, CHINESE[1][20:50]),
        Text(LEFT, TOP - 170, "Trade and investment", 12, BOLD),
        Text(LEFT + 24, TOP - 200, "我们支持自由贸易。"),
    ]
    document = read(write_pdf(tmp_path / "x.pdf", [[*title, *body]]))
    assert (document.meta.title, document.meta.date) == ("某某组织第十二次会晤某城宣言", "2031-05-03")
    assert [(p.section, p.text) for p in document.paragraphs] == [
        ("团结合作，维护和平", CHINESE[3] + CHINESE[1][:50]),
        ("Trade and investment", "我们支持自由贸易。"),
    ]


def test_paragraphs_lead_back_to_the_rows(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "x.pdf", set_pages(number(ENGLISH), Setting(font=TIMES)))
    check_trace(read(path), read_pdf(path).source)


def test_sidecar_and_count_hold_for_pdfs(tmp_path: Path) -> None:
    write_pdf(tmp_path / "x.pdf", set_pages(number(CHINESE, 1), Setting()))
    (tmp_path / "x.yml").write_text("id: made-2031\ntitle: 某某宣言\nparagraphs: 4", encoding="utf-8")
    document = read(tmp_path / "x.pdf")
    assert (document.meta.id, document.meta.title) == ("made-2031", "某某宣言")
