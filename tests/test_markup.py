"""HTML and Markdown as they are shown, and the way back to the source of whatever is given (Hypothesis)."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from traced import check_trace, read, table

from extract.documents.document import HTML, MARKDOWN, TEXT
from extract.model import InputError

PAGE = """<!doctype html><html><head><title>某网</title><style>p{color:red}</style></head><body>
<script>document.write("<p>假</p>")</script><nav><a href="/">首页</a></nav>
<h1>甲乙两国联合声明</h1>
<p>&nbsp;&nbsp;&nbsp;&nbsp;一、双方重申&ldquo;一个&rdquo;原则&mdash;&#20013;&amp;外。</p>
<p style="display: none">隐藏</p><p hidden>隐藏</p><!-- 注 -->
<p>二、双方<b>同意</b>扩大<a href="/x">贸易</a>。<br>三、双方感谢
   东道国。</p><div><a href="/p">打印本页</a> <a href="/q">更多新闻</a></div></body></html>"""


def test_html_is_read_as_it_is_shown() -> None:
    document = read(PAGE, name="x.html", form=HTML)
    assert document.meta.title == "甲乙两国联合声明"
    assert table(document) == [("1", "双方重申“一个”原则—中&外。"), ("2", "双方同意扩大贸易。"), ("3", "双方感谢东道国。")]
    check_trace(document, PAGE)


def test_page_in_a_text_file_is_html() -> None:
    assert table(read("<p>各方重申。</p><p>各方支持。</p>")) == [("1", "各方重申。"), ("2", "各方支持。")]


@pytest.mark.parametrize(
    "page",
    [
        "<p>a < b 各方。",
        "<p>各方<3。",
        "<p title='a>b'>各方。</p>",
        "<p>各方&bogus;。",
        "<p>各方\x01重申。",
        "<table>各方<tr><td>重申。",
    ],
)
def test_broken_html_keeps_its_trace(page: str) -> None:
    check_trace(read(page + "<p>末段。</p>" * 2, name="x.html", form=HTML), page + "<p>末段。</p>" * 2)


def test_markdown_is_read_without_its_marks() -> None:
    source = (
        "---\nid: note\ntitle: 某某宣言\ndate: 2031-05-03\n---\n# 某某宣言\n\n## 政治\n\n"
        "1. 各方**重申**[联合国](http://x.org)宗旨。\n2. 各方欢迎。\n\n## 经济\n\n3. 各方同意\n   扩大贸易。\n"
    )
    document = read(source, name="n.md", form=MARKDOWN)
    assert (document.meta.id, document.meta.date) == ("note", "2031-05-03")
    assert table(document) == [("1", "各方重申联合国宗旨。"), ("2", "各方欢迎。"), ("3", "各方同意扩大贸易。")]
    assert [p.section for p in document.paragraphs] == ["政治", "政治", "经济"]
    check_trace(document, source)


def test_head_of_a_web_page_gives_title_and_date_only() -> None:
    source = "---\ntitle: '某某会晤举行'\ncategories: \n - x\ndate: Thu, 23 Jun 2022 16:45:13 GMT\n---\n<div><p>各方会晤。</p></div>"
    meta = read(source, name="n.md", form=MARKDOWN).meta
    assert (meta.id, meta.title, meta.date) == ("n", "某某会晤举行", "2022-06-23")


MESS = st.lists(
    st.sampled_from(
        [
            "各方重申",
            "《宪章》",
            "，",
            "。",
            "；",
            "\n",
            "\r\n",
            "\f",
            "　　",
            " ",
            "\u00a0",
            "\u200b",
            "1、",
            "2. ",
            "三、",
            "（一）",
            "(a) ",
            "We ",
            "agree.",
            "宣言",
            "2031年5月3日",
            "- 3 -",
            "（完）",
            "#",
            "*",
        ]
    ),
    min_size=1,
    max_size=60,
).map("".join)
TAGS = st.lists(
    st.sampled_from(
        [
            "各方",
            "。",
            " ",
            "\n",
            "&nbsp;",
            "&lt;",
            "&amp",
            "&#20013;",
            "&x;",
            "<p>",
            "</p>",
            "<br/>",
            "<b>",
            "<",
            ">",
            "<a href='x>y'>",
            "</a>",
            "<!-- 注 -->",
            "<script>各方</script>",
            "<div hidden>",
            "</div>",
            "一、",
            "AT&T",
        ]
    ),
    min_size=1,
    max_size=40,
).map("".join)


def try_reading(source: str, form: str) -> None:
    """Reads what can be read; nothing but InputError may refuse it."""
    document = None
    with contextlib.suppress(InputError):
        document = read(source, form=form)
    if document:
        check_trace(document, source)
        assert len({paragraph.n for paragraph in document.paragraphs}) == len(document.paragraphs)


@settings(max_examples=150, deadline=None)
@given(source=st.one_of(MESS, st.text(max_size=200)))
def test_segments_reproduce_any_text(source: str) -> None:
    try_reading(source, TEXT)


@settings(max_examples=150, deadline=None)
@given(source=st.one_of(TAGS, st.text(alphabet="<>&;/!- \n\t甲。p'\"=", max_size=80)))
def test_segments_reproduce_any_page(source: str) -> None:
    try_reading(source, HTML)


@settings(max_examples=100, deadline=None)
@given(source=st.one_of(MESS, st.text(alphabet="*_`[]()!\\#>- \n甲。1.", max_size=80)))
def test_segments_reproduce_any_markdown(source: str) -> None:
    try_reading(source, MARKDOWN)
