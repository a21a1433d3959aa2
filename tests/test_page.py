"""The page of the institution network as a file: whole, offline, readable without a script, and deaf to hostile names."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from lxml import html
from network_readings import SECOND, readings

from extract.model import Entity, Mention, Metadata, Reading, Relation
from graph.building.build import build_graph
from graph.network.drawing import DRAWN, SHAPES, order_nodes
from graph.network.page.page import VENDORED, export_html, join_script, join_style
from graph.network.page.quotes import LONG
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
    "row": "</td></tr></table><h1 onclick=alert(1)>§3\n",
}


def page(given: list[Reading]) -> bytes:
    """As the command writes it."""
    with TemporaryDirectory() as folder:
        write_view(build_graph(given), Path(folder) / "net.html")
        return (Path(folder) / "net.html").read_bytes()


def tree(content: bytes) -> html.HtmlElement:
    return html.document_fromstring(content.decode("utf-8"))


def rows(root: html.HtmlElement, table: str) -> list[list[str]]:
    """The texts of the cells, the heading of its group before each row."""
    found = []
    for body in root.xpath(f"//table[@id='{table}-table']/tbody"):
        heading = " ".join(body.xpath("string(./tr/th)").split())
        found += [[heading, *(" ".join(cell.text_content().split()) for cell in row)] for row in body.xpath("./tr[td]")]
    return found


def hostile_readings() -> list[Reading]:
    """Every hostile text as the name of an entity, as its aliases, id, kind, quote, attribute, document and source."""
    found = []
    for number, text in enumerate(HOSTILE.values()):
        body = Entity(text, "Organization", text, text, f"{text} en", (f"{text} alias",), kind=text)
        whole = Entity("w", "Organization", "全")
        relation = Relation(text, "PART_OF", "w", 0, len(text), {"role": text, "since": text})
        mentions = (Mention(0, len(text), "Organization", text),)
        meta = Metadata(f"doc {number} {text.replace('#', '')}", title=text, title_en=text, date=f"20{number + 10}", source=text)
        found.append(Reading(meta.id, "1", text, mentions=mentions, relations=(relation,), entities=(body, whole), document=meta))
    return found


def test_the_page_holds_every_name_every_link_and_every_quote_once() -> None:
    made = institution_network(build_graph(readings()))
    root = tree(page(readings()))
    assert sorted(code.text for code in root.xpath("//table[@id='nodes-table']//code")) == sorted(d["id"] for _, d in made.nodes(data=True))
    assert len(root.xpath("//table[@id='edges-table']//tr[td]")) == made.number_of_edges()
    proofs = {(at, q) for *_, data in made.edges(data=True) for at, q in zip(data.get("evidence", ()), data.get("quotes", ()), strict=True)}
    sentence = SECOND[SECOND.index("蓝国支持") :]  # the first that names Green, which has no link
    assert sorted(list_places(root)) == sorted([*proofs, (f"beta#1:{len(SECOND) - len(sentence)}-{len(SECOND)}", sentence)])


def list_places(root: html.HtmlElement) -> list[tuple[str, str]]:
    """Place and words of every quote. (The parser knows no HTML 5: it nests a <dd> without an end tag into the one before.)"""
    ids = [row.xpath("string(./td[2])") for row in root.xpath("//table[@id='documents-table']/tbody/tr")]
    quotes = root.xpath("//section[@id='quotes']//dd")
    docs = [ids[int(quote.xpath("ancestor::dl")[0].get("data-d"))] for quote in quotes]
    paragraphs = [quote.xpath("preceding::dt[1]")[0].text.removeprefix("§") for quote in quotes]
    return [(f"{doc}#{n}:{quote.get('title')}", quote.text) for doc, n, quote in zip(docs, paragraphs, quotes, strict=True)]


def test_a_link_says_from_where_to_where_and_how_it_is_proved() -> None:
    root = tree(page(readings()))
    found = rows(root, "edges")
    [joined] = [row for row in found if row[1:3] == ["红国", "联盟"]]
    assert joined[0] == "成员member of1"
    assert joined[3:5] == ["自 since: 2032", "1"]
    assert root.xpath(f"//dd[@id='q{joined[5]}']")[0].text == "红国加入联盟。"
    assert [row[0] for row in found if row[1:3] == ["法院", "联盟"]] == ["隶属（背景知识）part of (background)1"]
    assert [row[0] for row in found if row[4] == "2"] == ["同句提及named together2"] * 2


def test_a_name_is_given_with_its_other_names_its_key_and_where_it_stands() -> None:
    found = {row[1].split()[0]: row for row in rows(tree(page(readings())), "nodes")}
    assert found["联盟四海联盟Union海盟union"][0] == "组织机构Organization2"
    assert found["红国Red" + "RED"][-1] == "alpha §1 beta §1"
    [quote] = [row[-1].removeprefix("beta §1") for name, row in found.items() if name.startswith("绿国")]
    assert tree(page(readings())).xpath(f"//dd[@id='q{quote}']")[0].text == "蓝国支持海洋公约和法院，呼吁红国遵守海洋公约。"


def test_a_meeting_tells_its_date_and_who_says_so() -> None:
    root = tree(page(readings()))
    [row] = [row for row in rows(root, "nodes") if row[1].startswith("一次会晤")]
    [number] = re.findall(r"2030-05-04(\d+)", row[6])
    assert root.xpath(f"//dd[@id='q{number}']")[0].text == "蓝国和红国出席一次会晤。"


def test_the_timeline_lists_documents_meetings_and_facts_by_year() -> None:
    root = tree(page(readings()))
    years = {year.get("data-y"): year for year in root.xpath("//ol[@class='years']/li")}
    assert list(years) == ["2030", "2032"]
    assert [" ".join(item.text_content().split()) for item in years["2030"].xpath(".//li")] == ["2030-05甲宣言", "2030-05-04一次会晤1"]
    assert [span.text_content() for span in years["2032"].xpath(".//p/span")] == ["同句提及named together2", "成员member of1"]
    columns = root.xpath("//ol[@class='strip']/li[@data-y]")
    assert [column.get("data-y") for column in columns] == ["2030", "2031", "2032"]
    assert [bool(column.xpath("./a")) for column in columns] == [True, False, True]


def test_shapes_stand_for_names_and_lines_for_links() -> None:
    root = tree(page(readings()))
    names = {row.get("id"): row.xpath("string(./td/b)") for row in root.xpath("//table[@id='nodes-table']//tr[@id]")}
    drawn = {names[node.get("href")[1:]]: node for node in root.xpath("//svg[@id='drawing']//a")}
    assert set(drawn) == {"蓝国", "红国", "联盟", "法院", "一次会晤", "海洋公约"}  # Green has no link
    assert all(node.text_content().startswith(name) for name, node in drawn.items())
    edges = rows(root, "edges")
    lines = {(group.get("class"), *edges[int(line.get("data-e"))][1:3]) for group in root.xpath("//svg[@id='drawing']/g") for line in group.xpath("./path")}  # noqa: E501
    assert ("edge fact", "红国", "联盟") in lines
    assert ("edge background", "法院", "联盟") in lines
    assert ("edge together", "法院", "海洋公约") in lines
    assert len(lines) == len(edges)


def test_types_differ_by_more_than_colour() -> None:
    assert len(set(SHAPES.values())) == len(SHAPES)
    legend = tree(page(readings())).xpath("//div[@class='legend']/span")
    named = {label.text_content() for label in legend}
    assert named == {"国家Country", "组织机构Organization", "事件Event", "条约Treaty", "文中事实stated", "背景知识background", "同句提及named together"}  # noqa: E501
    assert all(label.xpath(".//svg") for label in legend)


def test_only_the_most_central_names_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert DRAWN == 300
    monkeypatch.setattr("graph.network.page.figure.DRAWN", 3)
    made = institution_network(build_graph(readings()), least=1)
    # Red and Blue have four partners each, and Red lies between more; court and pact three, and only court leads to union.
    assert [sorted(made)[number] for number in order_nodes(made)][:3] == ["Entity:RED", "Entity:BLU", "Entity:court"]
    root = tree(export_html(made))
    assert len(root.xpath("//svg[@id='drawing']//a")) == 3
    assert len(rows(root, "nodes")) == 7
    assert "On paper only the 3 names with most partners are drawn." in root.xpath("string(//figcaption)")


def test_a_long_page_says_that_it_leaves_first_mentions_out(monkeypatch: pytest.MonkeyPatch) -> None:
    assert LONG == 1000
    whole = tree(page(readings()))
    assert "communique show" not in whole.xpath("string(//figcaption)")
    for module in ("quotes", "figure"):
        monkeypatch.setattr(f"graph.network.page.{module}.LONG", 6)
    cut = tree(page(readings()))
    assert len(cut.xpath("//dd")) == len(whole.xpath("//dd")) - 1
    assert "communique show" in cut.xpath("string(//figcaption)")


def test_the_policy_names_the_one_style_and_the_two_scripts_by_hash() -> None:
    root = tree(page(readings()))
    [policy] = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    texts = [*root.xpath("//style/text()"), *root.xpath("//script[not(@type)]/text()")]
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digests[0]}'; script-src 'sha256-{digests[1]}' 'sha256-{digests[2]}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert not root.xpath("//*[@style]")


def test_the_page_asks_nobody_for_anything() -> None:
    root = tree(page(readings()))
    places = {value for name in ("href", "src", "action", "data", "poster", "srcset") for value in root.xpath(f"//@{name}")}
    assert {place for place in places if not place.startswith("#")} == {"data:,"}
    asking = r"@import|\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts|\bWorker\(|\beval\(|new Function"
    own = join_script() + join_style()
    assert not re.search(asking + r"|import\(|https?:|innerHTML|insertAdjacentHTML|document\.write", own)
    assert not re.search(asking, VENDORED.read_text(encoding="utf-8"))
    assert set(re.findall(r"url\([^)]*\)", own)) <= {"url(#arrow)"}


def test_an_empty_network_is_a_page_too() -> None:
    root = tree(page([]))
    assert root.xpath("//svg[@id='drawing']")
    assert not root.xpath("//tbody/tr | //dd")


def test_hostile_texts_are_shown_and_nothing_else() -> None:
    root = tree(page(hostile_readings()))
    assert len(root.xpath("//script")) == 3
    assert len(root.xpath("//style")) == 1
    assert not root.xpath("//img | //iframe | //object | //embed | //base | //form")
    assert not [name for node in root.iter() if isinstance(node.tag, str) for name in node.attrib if name.startswith("on")]
    shown = {name.text for name in root.xpath("//table[@id='nodes-table']//td/b[1]")}
    assert shown == {*map(clean, HOSTILE.values()), "全"}
    assert {quote.text for quote in root.xpath("//dd")} == set(map(clean, HOSTILE.values()))
    links = set(root.xpath("//body//@href"))
    assert {re.sub(r"\d+", "", link) for link in links} == {"#n", "#q", "#d", "#y", "#network", *(f"#{name}" for name in SECTIONS)}


SECTIONS = ("timeline", "nodes", "edges", "quotes", "documents")


def test_the_data_block_holds_numbers_only() -> None:
    [block] = tree(page(hostile_readings())).xpath("//script[@type='application/json']")
    data = json.loads(block.text)
    assert set(data) == {"nodes", "radii"}
    assert all(isinstance(value, int | float) for value in (*data["nodes"], *data["radii"]))


def test_no_character_that_turns_the_text_around_reaches_the_page() -> None:
    text = page(hostile_readings()).decode("utf-8")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f]", text)
    assert "safe\ufffdgnp.exe\ufffd" in text
    assert clean("中\u202e文\ud800") == "中\ufffd文\ufffd"
    assert clean("عربي\u200f 中文\n") == "عربي\u200f 中文\n"


@pytest.mark.parametrize(
    ("source", "links"),
    [
        ("https://example.org/a?b=1&c", ["https://example.org/a?b=1&c"]),
        ("新华社（https://example.org/x），http://example.net/", ["https://example.org/x", "http://example.net/"]),
        ("javascript:alert(1)", []),
        ("data:text/html,<script>alert(1)</script>", []),
        ("file:///etc/passwd //example.org ftp://example.org", []),
    ],
)
def test_only_addresses_of_the_web_become_links(source: str, links: list[str]) -> None:
    first, *others = readings()
    assert first.document is not None
    root = tree(page([replace(first, document=replace(first.document, source=source)), *others]))
    [cell] = root.xpath("//tr[@id='d0']/td[5]")
    assert cell.text_content() == source
    assert cell.xpath(".//a/@href") == links
    assert {link.get("rel") for link in cell.xpath(".//a")} <= {"noreferrer noopener"}


def test_documents_without_a_head_are_listed_by_their_id() -> None:
    root = tree(page([replace(reading, document=None) for reading in readings()]))
    assert [row[2] for row in rows(root, "documents")] == ["alpha", "beta"]


def test_the_printed_page_of_a_quote_stands_beside_its_paragraph() -> None:
    first, second = readings()
    root = tree(page([replace(first, pages=((0, 4),)), replace(second, pages=((0, 7), (18, 8)))]))
    terms = [(term.text_content(), term.xpath("following-sibling::dd[1]")[0].text) for term in root.xpath("//dt")]
    assert terms == [("§1第4页 p. 4", "蓝国和红国出席一次会晤。"), ("§1第7页 p. 7", "红国加入联盟。"), ("§1第8页 p. 8", "呼吁红国遵守海洋公约")]  # noqa: E501
