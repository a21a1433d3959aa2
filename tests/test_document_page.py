"""The page of a document: its text unchanged, everything named and said marked in place, and nothing else let in."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import pytest
from browser import PHONE, open_page
from lxml import html
from made_readings import TEXT, make_reading, mention
from network_readings import first_reading, readings
from page_checks import check_inert, check_links, parse, text_of
from playwright.sync_api import Browser
from test_page import HOSTILE

from extract.model import Entity, InputError, Mention, Metadata, Promise, Reading, Relation, Span, Statement, read_lines
from graph.database.load import load
from graph.database.store import Store
from graph.dossiers.document import Document, read_document
from graph.dossiers.document_page import export_document
from graph.dossiers.passages import Naming, Passage, Told
from graph.pages.text import clean

PLEDGE = "我们承诺在2030年前落实海洋公约，不应拖延。该委员会工作顺利。"

pytestmark = pytest.mark.embedded


def pledge() -> Reading:
    """A commitment that meets all tests, with a word that denies and one mention that is nobody's."""
    start, end = PLEDGE.index("承诺"), PLEDGE.index("。")
    tests = Promise("all", Span(0, end), Span(11, 13), Span(start, start + 2), Span(5, 11), "2030", "pact")
    said = Statement("承诺", start, start + 2, "commit", True, (), ("pact",), 0, end, 8, negated=Span(18, 20), promise=tests)
    mentions = (mention(PLEDGE, "海洋公约", "Treaty", "pact"), mention(PLEDGE, "该委员会", "Organization", ""))
    return Reading("alpha", "2", PLEDGE, section="第二节", mentions=mentions, statements=(said,))


def made_page(store: Store, given: list[Reading], doc: str) -> html.HtmlElement:
    load(store, given)
    root = parse(export_document(read_document(store, doc)))
    check_links(root)
    check_inert(root)
    return root


def test_the_head_tells_what_the_document_is(embedded_store: Store) -> None:
    meta = Metadata("a", "会晤宣言", "Declaration", "2031-05-04", "declaration", chair="RUS", source="新华社", errors=("§1 某",))
    head = replace(meta, signatories=("CHN", "RUS"))
    root = made_page(embedded_store, [replace(make_reading(), document=head)], "a")
    assert root.xpath("//h1")[0].text_content() == "会晤宣言"
    facts = {text_of(row[0]): text_of(row[1]) for row in root.xpath("//header/dl/div")}
    assert facts == {
        "编号id": "a",
        "日期date": "2031-05-04",
        "文种kind": "宣言declaration",
        "签署signed by": "中国、俄罗斯",
        "主席国chair": "俄罗斯",
        "来源source": "新华社",
    }
    assert [text_of(item) for item in root.xpath("//header/ul/li")] == [
        "1段落paragraphs", "5提及mentions", "2陈述statements", "0承诺commitments", "3关系relations", "0未决unresolved",
    ]  # fmt: skip
    assert text_of(root.xpath("//header/details")[0]) == "发表文本中已知的 1 处错误Known errors of the published text§1 某"


def test_statements_and_names_are_marked_where_they_stand(embedded_store: Store) -> None:
    root = made_page(embedded_store, [make_reading()], "a")
    [text] = root.xpath("//article[@id='p-1']/p")
    assert text.text_content() == TEXT
    start = TEXT.index("支持")
    [clause] = root.xpath(f"//*[@id='s-1-{start}']")
    assert (clause.text_content(), clause.xpath(".//b[@class='cue']")[0].text_content()) == ("支持安理会", "支持")
    [name] = clause.xpath(".//a[contains(@class, 'm ')]")
    assert (name.get("class"), name.text_content()) == ("m t-Organization", "安理会")
    assert name.get("title") == "安理会 · 联合国安全理事会 · Security Council；组织机构 Organization"
    [entry] = root.xpath(f"//li[@id='{name.get('href')[1:]}']")
    assert text_of(entry) == "安理会Security Council§1"
    [note] = root.xpath(f"//li[@id='t-1-{start}']")
    assert text_of(note) == "2支持supports+6文件各方those who issue the text→安理会"
    assert clause.xpath("./a[@class='k']/@href") == [f"#t-1-{start}"]


def test_relations_stand_beside_the_words_that_state_them(embedded_store: Store) -> None:
    root = made_page(embedded_store, [make_reading()], "a")
    facts = root.xpath("//ul[@class='notes']/li[@class='fact']")
    assert [text_of(fact) for fact in facts] == [
        "↔中国出席attended第三次会晤",
        "↔俄罗斯出席attended第三次会晤身份rolehost",
        "↔第三次会晤举行日期held on2031-05-04",
    ]
    [words] = root.xpath(f"//*[@id='{facts[0].xpath('./a/@href')[0][1:]}']")
    assert words.text_content() == "中国和俄罗斯于2031年5月4日出席第三次会晤。"


def test_a_commitment_shows_how_it_meets_the_tests_and_what_bounds_it(embedded_store: Store) -> None:
    root = made_page(embedded_store, [first_reading(), pledge()], "alpha")
    [note] = root.xpath("//ul[@class='notes']/li[contains(@class, 'commitment')]")
    assert text_of(note.xpath("./p[@class='limit']")[0]) == "否定词denied by不应"
    assert [text_of(row) for row in note.xpath("./dl/div")] == [
        "约束binds全体all", "具体specific落实", "将来future承诺", "期限deadline2030年前2030", "对象target海洋公约",
    ]  # fmt: skip
    assert root.xpath("//article[@id='p-2']//span[contains(@class, 'said')]/@class") == ["said for commitment"]


def test_what_was_not_resolved_and_what_is_a_candidate_say_so(embedded_store: Store) -> None:
    bay = Mention(0, 4, "Place", "place/x", status="candidate", name="北方海湾")
    other = Reading("alpha", "3", "北方海湾。", mentions=(bay,))
    root = made_page(embedded_store, [first_reading(), pledge(), other], "alpha")
    [open_] = root.xpath("//article//*[contains(@class, 'unresolved')]")
    assert (open_.text_content(), open_.get("title")) == ("该委员会", "未决：没有唯一的先行词 unresolved: no single antecedent")
    assert [text_of(item) for item in root.xpath("//section[@id='unresolved']/ul/li")] == ["该委员会§2"]
    [guess] = root.xpath("//article//a[contains(@class, 'candidate')]")
    assert guess.get("title").endswith("；地点 Place；待核 candidate")
    assert text_of(root.xpath(f"//li[@id='{guess.get('href')[1:]}']")[0]) == "北方海湾待核candidate§3"


def test_sections_and_paragraphs_can_be_gone_to(embedded_store: Store) -> None:
    root = made_page(embedded_store, [first_reading(), pledge()], "alpha")
    assert [[text_of(a) for a in item.xpath(".//a")] for item in root.xpath("//nav[@class='paragraphs']/ol/li")] == [["1"], ["第二节", "2"]]
    assert root.xpath("//main/section/h2")[0].text_content() == "第二节"


def test_the_pages_of_the_document_s_file_are_told(embedded_store: Store) -> None:
    paged = [replace(first_reading(), pages=((0, 7),)), replace(pledge(), pages=((0, 7), (9, 8)))]
    root = made_page(embedded_store, paged, "alpha")
    assert [text_of(page) for page in root.xpath("//span[@class='page']")] == ["第 7 页p. 7", "第 7–8 页p. 7–8"]


def test_the_texts_that_it_cites_are_counted(embedded_store: Store) -> None:
    root = made_page(embedded_store, readings(), "beta")
    rows = [[text_of(cell) for cell in row] for row in root.xpath("//section[@id='citations']//tbody/tr")]
    assert rows == [["海洋公约", "条约Treaty", "1", "呼吁calls on支持supports", "§1"]]


def test_reference_annotations_without_spans_are_a_page_too(embedded_store: Store, dev_file: Path) -> None:
    lines = read_lines(dev_file.read_text(encoding="utf-8").splitlines())
    given = [reading for reading in lines if reading.doc == "moscow-2020"]
    root = made_page(embedded_store, given, given[0].doc)
    assert [p.text_content() for p in root.xpath("//p[@class='text']")] == [clean(reading.text) for reading in given]


def test_a_document_goes_by_its_title_too_and_an_unknown_one_names_the_nearest(embedded_store: Store) -> None:
    load(embedded_store, readings())
    assert read_document(embedded_store, "甲宣言").id == "alpha"
    with pytest.raises(InputError, match="alpa: no document of the graph; nearest are alpha"):
        read_document(embedded_store, "alpa")


def hostile_document() -> Document:
    """Every hostile text as everything that a text or a lexicon may give."""
    passages = []
    for n, text in enumerate(HOSTILE.values()):
        whole = (0, len(text))
        given = {"limits": {"negated": text}, "tests": {"bound": text, "deadline": text}}
        told = Told(f"d#{n}:0", "note", whole, whole, 1, True, False, text, (text,), **given)
        passages.append(Passage(f"d#{n}", text, f"{n}{text}", n, text, text, text, (Naming(text, *whole), Naming("", *whole)), (told,)))
    properties = dict(zip(("title", "titleEn", "date", "kind", "source", "chair"), HOSTILE.values(), strict=False))
    everything = list(HOSTILE.values())
    return Document(HOSTILE["title"], {**properties, "errors": everything}, tuple(passages), signatories=tuple(everything))


def test_hostile_texts_are_shown_and_do_nothing() -> None:
    root = parse(export_document(hostile_document()))
    check_inert(root)
    check_links(root)
    assert [p.text_content() for p in root.xpath("//p[@class='text']")] == list(map(clean, HOSTILE.values()))
    assert root.xpath("//h1")[0].text_content() == clean(HOSTILE["script"])


def test_hostile_names_come_through_the_store_as_text(embedded_store: Store) -> None:
    given = []
    for n, text in enumerate(HOSTILE.values()):
        body, whole = Entity(f"k{n}", "Organization", text, text, f"{text} en", (text,), kind=text), Entity("w", "Organization", "全")
        relation = Relation(f"k{n}", "PART_OF", "w", 0, len(text), {"role": text})
        said = Statement(text, 0, len(text), "note", False, (f"k{n}",), ("w",), 0, len(text), 1)
        mentions = (Mention(0, len(text), "Organization", f"k{n}"),)
        meta = Metadata("d", title=text) if n == 0 else None
        given.append(Reading("d", str(n), text, text, mentions, (said,), (relation,), (body, whole), meta))
    root = made_page(embedded_store, given, "d")
    assert [p.text_content() for p in root.xpath("//p[@class='text']")] == list(map(clean, HOSTILE.values()))


def test_a_browser_runs_nothing_of_a_hostile_page(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(export_document(hostile_document()))
    with open_page(browser, tmp_path / "page.html", size=PHONE) as opened:
        assert (opened.errors, opened.requests) == ([], [])
        assert "owned" not in opened.page.title().replace("document.title='owned'", "")


def test_the_same_document_gives_the_same_bytes(embedded_store: Store) -> None:
    load(embedded_store, [first_reading(), pledge()])
    first = export_document(read_document(embedded_store, "alpha"))
    load(embedded_store, readings())
    load(embedded_store, [pledge(), first_reading()])
    second = read_document(embedded_store, "alpha")
    assert export_document(second) == first
    assert export_document(pickle.loads(pickle.dumps(second))) == first
