"""The page of the institution network: whole, offline, and deaf to what hostile names and quotes try."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest
from browser import DESKTOP, PHONE, find_hindrances, open_page
from lxml import html
from network_readings import readings
from playwright.sync_api import Browser

from extract.model import Entity, Mention, Metadata, Reading, Relation
from graph.building.build import build_graph
from graph.network.drawing import DRAWN, SHAPES, choose_drawn
from graph.network.page import SCRIPT, STYLE, export_html
from graph.network.views import institution_network, write_view
from graph.pages.text import clean

HOSTILE = {
    "script": "</script><script>document.title='owned'</script>",
    "title": "</title></svg><img src=x onerror=\"document.title='owned'\">",
    "quote": "\" onmouseover=\"alert(1)\" x='",
    "bidi": "safe\u202egnp.exe\u2066",
    "control": "bell\x07 null\x00 escape\x1b[31m",
    "style": "</style><style>body{display:none}</style>",
    "comment": "<!-- --!> ]]> &lt;b&gt; &amp;",
    "link": "javascript:alert(1)",
}


def page(given: list[Reading]) -> bytes:
    return export_html(institution_network(build_graph(given)))


def tree(content: bytes) -> html.HtmlElement:
    return html.document_fromstring(content.decode("utf-8"))


def hostile_readings() -> list[Reading]:
    """Every hostile text as the name of an entity, as its aliases, id, kind, quote, attribute and document."""
    found = []
    for number, text in enumerate(HOSTILE.values()):
        body = Entity(text, "Organization", text, text, f"{text} en", (f"{text} alias",), kind=text)
        whole = Entity("w", "Organization", "全")
        relation = Relation(text, "PART_OF", "w", 0, len(text), {"role": text, "since": text})
        mentions = (Mention(0, len(text), "Organization", text),)
        meta = Metadata(f"doc {number} {text.replace('#', '')}", title=text, title_en=text)
        found.append(Reading(meta.id, "1", text, mentions=mentions, relations=(relation,), entities=(body, whole), document=meta))
    return found


def test_the_page_holds_every_name_every_link_and_every_quote() -> None:
    made = institution_network(build_graph(readings()))
    root = tree(export_html(made))
    rows = root.xpath("//table[@id='nodes-table']/tbody/tr")
    assert {row.get("data-names").split("\n")[-1] for row in rows} == {data["id"] for _, data in made.nodes(data=True)}
    links = root.xpath("//table[@id='edges-table']/tbody/tr")
    assert len(links) == made.number_of_edges()
    quotes = sorted(quote for *_, data in made.edges(data=True) for quote in data.get("quotes", ()))
    assert sorted(q.text_content() for q in root.xpath("//table[@id='edges-table']//q")) == quotes
    assert {cite.text_content() for cite in root.xpath("//cite")} == {"alpha#1", "beta#1"}


def test_a_link_says_from_where_to_where_and_how_it_is_proved() -> None:
    root = tree(page(readings()))
    cells = [[" ".join(cell.text_content().split()) for cell in row] for row in root.xpath("//table[@id='edges-table']/tbody/tr")]
    assert ["红国", "成员member of自 since: 2032", "联盟", "文中事实stated", "1", "红国加入联盟。beta#1"] in cells
    assert [row[3] for row in cells if row[0] == "法院" and row[2] == "联盟"] == ["背景知识background"]


def test_a_meeting_tells_its_date_and_who_says_so() -> None:
    [row] = tree(page(readings())).xpath("//tr[starts-with(@data-names, '一次会晤')]")
    assert row[6].text_content() == "2030-05-04蓝国和红国出席一次会晤。alpha#1"


def test_shapes_stand_for_names_and_lines_for_links() -> None:
    root = tree(page(readings()))
    numbers = {row.get("id")[1:]: row.get("data-names").split("\n")[0] for row in root.xpath("//table[@id='nodes-table']/tbody/tr")}
    drawn = {numbers[node.get("data-n")]: node for node in root.xpath("//svg[@id='drawing']//a")}
    assert set(drawn) == {"蓝国", "红国", "联盟", "法院", "一次会晤", "海洋公约"}  # Green has no link
    assert all(node.get("href") == f"#n{node.get('data-n')}" for node in drawn.values())
    assert drawn["法院"].xpath("./title")[0].text == "法院 · 四海联盟法院 · Court (组织机构 Organization)"
    lines = root.xpath("//svg[@id='drawing']//path[@data-h]")
    ends = {(numbers[line.get("data-h")], numbers[line.get("data-t")], line.get("class")) for line in lines}
    assert ("红国", "联盟", "edge fact") in ends
    assert ("法院", "联盟", "edge background") in ends
    assert ("法院", "海洋公约", "edge together") in ends


def test_types_differ_by_more_than_colour() -> None:
    assert len(set(SHAPES.values())) == len(SHAPES)
    legend = tree(page(readings())).xpath("//div[@class='legend']/label")
    named = {label.text_content() for label in legend}
    assert {"国家Country2", "组织机构Organization2", "事件Event1", "条约Treaty1", "文中事实stated", "同句提及named together"} <= named
    assert all(label.xpath(".//svg") for label in legend)


def test_only_the_most_central_names_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    assert DRAWN == 300
    monkeypatch.setattr("graph.network.drawing.DRAWN", 3)
    made = institution_network(build_graph(readings()), least=1)
    # Red and Blue have four partners each, and Red lies between more; court and pact three, and only court leads to union.
    assert [sorted(made)[number] for number in choose_drawn(made)] == ["Entity:RED", "Entity:BLU", "Entity:court"]
    root = tree(export_html(made))
    assert len(root.xpath("//svg[@id='drawing']//a")) == 3
    assert [label.text_content() for label in root.xpath("//div[@class='legend']/label")][:2] == ["国家Country2", "组织机构Organization1"]
    assert len(root.xpath("//table[@id='nodes-table']/tbody/tr")) == 7


def test_the_policy_names_the_one_style_and_the_one_script_by_hash() -> None:
    root = tree(page(readings()))
    [policy] = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    [style], [script] = root.xpath("//style/text()"), root.xpath("//script/text()")
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digests[0]}'; script-src 'sha256-{digests[1]}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert not root.xpath("//*[@style]")


def test_the_page_asks_nobody_for_anything() -> None:
    root = tree(page(readings()))
    places = {value for name in ("href", "src", "action", "data", "poster", "srcset") for value in root.xpath(f"//@{name}")}
    assert {place for place in places if not place.startswith("#")} == {"data:,"}
    for text in (STYLE.read_text(encoding="utf-8"), SCRIPT.read_text(encoding="utf-8"), page(readings()).decode()):
        assert not re.search(r"https?:|//[a-z]|@import|fetch\(|XMLHttpRequest|WebSocket|import\(|innerHTML|insertAdjacentHTML|eval\(", text)
        assert set(re.findall(r"url\([^)]*\)", text)) <= {"url(#arrow)"}


def test_an_empty_network_is_a_page_too() -> None:
    root = tree(page([]))
    assert root.xpath("//svg[@id='drawing']")
    assert not root.xpath("//tbody/tr")


def test_hostile_texts_are_shown_and_nothing_else() -> None:
    content = page(hostile_readings())
    root = tree(content)
    assert len(root.xpath("//script")) == len(root.xpath("//style")) == 1
    assert not root.xpath("//img | //iframe | //object | //embed | //base | //form")
    assert not [name for node in root.iter() if isinstance(node.tag, str) for name in node.attrib if name.startswith("on")]
    shown = {name.text for name in root.xpath("//table[@id='nodes-table']//bdi[@class='name']")}
    assert shown == {*map(clean, HOSTILE.values()), "全"}
    quotes = {quote.text for quote in root.xpath("//q")}
    assert quotes == set(map(clean, HOSTILE.values()))
    assert {href[:2] for href in root.xpath("//body//@href")} == {"#n", "#d", "#e"}


def test_no_character_that_turns_the_text_around_reaches_the_page() -> None:
    text = page(hostile_readings()).decode("utf-8")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f]", text)
    assert "safe\ufffdgnp.exe\ufffd" in text
    assert clean("中\u202e文\ud800") == "中\ufffd文\ufffd"
    assert clean("عربي\u200f 中文\n") == "عربي\u200f 中文\n"


def test_a_browser_shows_a_chosen_name_with_its_quotes(browser: Browser, tmp_path: Path) -> None:
    write_view(build_graph(readings()), tmp_path / "net.html")
    rows = tree((tmp_path / "net.html").read_bytes()).xpath("//table[@id='nodes-table']/tbody/tr")
    number = next(row.get("id") for row in rows if row.get("data-names").startswith("红国\n"))
    with open_page(browser, tmp_path / "net.html", fragment=number) as opened:
        root = html.document_fromstring(opened.page.content())
        assert (opened.errors, opened.requests) == ([], [])
    [panel] = root.xpath("//aside[@id='panel']")
    assert panel.xpath("./h2")[0].text_content() == "红国"
    told = [" ".join(item.text_content().split()) for item in panel.xpath(".//li")]
    assert told == [
        "出席attended身份 role: observer → 一次会晤蓝国和红国出席一次会晤。alpha#1",
        "成员member of自 since: 2032 → 联盟红国加入联盟。beta#1",
    ]
    near = {node.xpath("./title")[0].text.split(" ")[0] for node in root.xpath("//svg[@id='drawing']//a[contains(@class, ' near')]")}
    assert near == {"一次会晤", "联盟"}
    assert not root.xpath("//div[@class='tools']/@hidden")


def test_a_browser_runs_nothing_of_a_hostile_page(browser: Browser, tmp_path: Path) -> None:
    write_view(build_graph(hostile_readings()), tmp_path / "net.html")
    for number in range(3):
        with open_page(browser, tmp_path / "net.html", fragment=f"n{number}") as opened:
            root = html.document_fromstring(opened.page.content())
            assert (opened.errors, opened.requests) == ([], [])
        assert root.xpath("//title")[0].text == "机构网络 · Institution network"
        assert len(root.xpath("//script")) == 1
        assert root.xpath("//aside[@id='panel']/h2")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_on_the_page_keeps_anybody_from_using_it(
    browser: Browser, axe: None, tmp_path: Path, size: tuple[int, int], dark: bool
) -> None:
    write_view(build_graph(readings()), tmp_path / "net.html")
    with open_page(browser, tmp_path / "net.html", fragment="n1", size=size, dark=dark) as opened:
        assert find_hindrances(opened.page) == []
        assert (opened.errors, opened.requests) == ([], [])


def test_documents_without_a_head_are_listed_by_their_id(tmp_path: Path) -> None:
    write_view(build_graph(replace(reading, document=None) for reading in readings()), tmp_path / "net.html")
    root = tree((tmp_path / "net.html").read_bytes())
    assert [row[0].text_content() for row in root.xpath("//table[@id='documents-table']/tbody/tr")] == ["alpha", "beta"]
