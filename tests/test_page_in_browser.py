"""The page of the institution network as readers use it: they search, choose, filter, sort, share, go back, print."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Opened, open_page
from network_readings import readings
from playwright.sync_api import Browser, Page
from test_page import tree

from graph.building.build import build_graph
from graph.network.views import write_view


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "net.html"
    write_view(build_graph(readings()), path)
    return path


@pytest.fixture
def opened(browser: Browser, file: Path) -> Iterator[Opened]:
    """The page; nothing in it may have gone wrong at the end."""
    with open_page(browser, file) as found:
        yield found
        assert (found.errors, found.requests) == ([], [])


def texts(page: Page, selector: str) -> list[str]:
    """Of the elements that are seen."""
    seen = page.locator(selector).filter(visible=True)
    return [" ".join(text.split()) for text in seen.all_text_contents()]


def chosen(page: Page) -> str:
    return page.locator("#panel h2").text_content() or ""


def hash_of(page: Page) -> str:
    return str(page.evaluate("decodeURIComponent(location.hash)"))


def names_shown(page: Page) -> list[str]:
    return texts(page, "#nodes-table td:first-child > a")


def look_at(file: Path, name: str, other: str | None = None) -> str:
    """The address at which a name, or the middle between two, stands in the middle of the drawing, near enough to be hit."""
    root = tree(file.read_bytes())
    data = json.loads(root.xpath("//script[@id='data']")[0].text)["nodes"]
    places = {data[i]: (data[i + 1], -data[i + 2]) for i in range(0, len(data), 3)}
    numbers = {row.xpath("string(./td/b)"): int(row.get("id")[1:]) for row in root.xpath("//table[@id='nodes-table']//tr[@id]")}
    xs, ys = zip(*places.values(), strict=True)
    size = max(max(xs) - min(xs), max(ys) - min(ys))
    x, y = (sum(places[numbers[n]][axis] for n in (name, other or name)) / 2 for axis in (0, 1))
    at = (0.5 + (x - (min(xs) + max(xs)) / 2) / size, 0.5 + (y - (min(ys) + max(ys)) / 2) / size)
    return f"at={at[0]:.4f},{at[1]:.4f},0.5"


def click_middle(page: Page) -> None:
    box = page.locator("#stage").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_name_is_found_in_chinese_in_english_and_by_its_alias(opened: Opened) -> None:
    for typed, found in (("联盟", "联盟"), ("union", "联盟"), ("海盟", "联盟"), ("sea pact", "海洋公约"), ("ｂｌｕｅ", "蓝国")):
        opened.page.fill("#search", typed)
        assert texts(opened.page, "#found li bdi")[0] == found
        opened.page.keyboard.press("Enter")
        assert chosen(opened.page) == found
        assert opened.page.input_value("#search") == ""


def test_the_search_is_used_by_keys_alone(opened: Opened) -> None:
    opened.page.locator("#search").focus()
    opened.page.keyboard.type("国")
    assert texts(opened.page, "#found li[aria-selected=true] bdi") == [texts(opened.page, "#found li bdi")[0]]
    opened.page.keyboard.press("ArrowDown")
    second = texts(opened.page, "#found li bdi")[1]
    assert opened.page.get_attribute("#search", "aria-activedescendant") == "found-1"
    opened.page.keyboard.press("Enter")
    assert chosen(opened.page) == second
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#panel h2").count() == 0


def test_what_nobody_is_called_is_said_to_be_unknown(opened: Opened) -> None:
    opened.page.fill("#search", "<img src=x onerror=alert(1)>")
    assert texts(opened.page, "#found li") == ["没有这样的名称no such name"]


def test_the_panel_tells_all_that_is_known_of_a_name(opened: Opened) -> None:
    opened.page.fill("#search", "红国")
    opened.page.keyboard.press("Enter")
    told = texts(opened.page, "#panel li")
    assert told[:2] == [
        "出席attended身份 role: observer → 一次会晤蓝国和红国出席一次会晤。甲宣言Declaration A §1 · 2030-05",
        "成员member of自 since: 2032 → 联盟Union红国加入联盟。乙声明 §1 · 2032-01-09",
    ]
    assert told[2:] == ["甲宣言Declaration A §1", "乙声明 §1"]
    assert texts(opened.page, "#panel .names > *") == ["Red", "RED"]
    assert texts(opened.page, "#panel .measures dd")[0] == "国家Country"


def test_every_name_and_every_link_has_its_panel(opened: Opened) -> None:
    page = opened.page
    for thing in ("[...nodes.values()].map((node) => ({ node, edge: null }))", "edges.map((edge) => ({ edge, node: null }))"):
        for place in range(page.evaluate(f"{thing}.length")):
            page.evaluate(f"change({thing}[{place}])")
            assert chosen(page)
            assert texts(page, "#panel blockquote, #panel p")


def test_a_link_is_told_with_its_quotes_and_with_the_other_links_of_the_two(browser: Browser, file: Path) -> None:
    with open_page(browser, file, fragment="e=court,CO_MENTION,pact") as opened:
        assert chosen(opened.page) == "法院Court — 海洋公约Sea Pact"
        assert texts(opened.page, "#panel q") == ["重申海洋公约和法院", "蓝国支持海洋公约和法院"]
        assert texts(opened.page, "#panel cite") == ["甲宣言Declaration A §1 · 2030-05", "乙声明 §1 · 2032-01-09"]
        assert texts(opened.page, "#panel h3") == ["引文Quotes2"]
    with open_page(browser, file, fragment="e=court,PART_OF,union,background") as opened:
        assert texts(opened.page, "#panel p")[-1] == "词典所载，非文本的说法。From the lexicon; no text says so here."


def test_a_click_on_a_shape_or_a_line_of_the_drawing_chooses_it(browser: Browser, file: Path) -> None:
    with open_page(browser, file, fragment=look_at(file, "联盟")) as opened:
        click_middle(opened.page)
        assert chosen(opened.page) == "联盟"
    with open_page(browser, file, fragment=look_at(file, "红国", "联盟")) as opened:
        click_middle(opened.page)
        assert chosen(opened.page) == "红国Red → 联盟Union"
        assert hash_of(opened.page).startswith("#e=RED,MEMBER_OF,union&at=")
        assert (opened.errors, opened.requests) == ([], [])


def test_filters_combine(opened: Opened) -> None:
    page = opened.page
    page.click("nav a[href='#nodes']")
    assert len(names_shown(page)) == 7
    page.click("[data-filter=type] summary")
    page.click("[data-filter=type] button[data-set=none]")
    assert names_shown(page) == []
    page.check("[data-filter=type] input[value=Country]")
    assert sorted(names_shown(page)) == ["红国", "绿国", "蓝国"]
    page.click("[data-filter=doc] summary")
    page.uncheck("[data-filter=doc] input[value=beta]")
    assert sorted(names_shown(page)) == ["红国", "蓝国"]  # only the second document names Green
    assert hash_of(page) == "#v=nodes&type=Country&doc=alpha"
    assert texts(page, "#counted")[0].startswith("显示 2 / 7 个名称")
    page.click("#reset")
    assert len(names_shown(page)) == 7
    page.click("nav a[href='#edges']")
    page.click("[data-filter=rel] summary")
    page.click("[data-filter=rel] button[data-set=none]")
    page.check("[data-filter=rel] input[value=MEMBER_OF]")
    assert [row[:3] for row in edge_rows(page)] == [["红国", "成员member of", "联盟"]]
    page.select_option("[data-filter=year] select[data-end=to]", "2030", force=True)
    assert edge_rows(page) == []  # it is the later document that states it


def edge_rows(page: Page) -> list[list[str]]:
    found = page.locator("#edges-table tbody tr").filter(visible=True)
    return [[" ".join(cell.split()) for cell in row.locator("td").all_text_contents()] for row in found.all()]


def test_quotes_of_documents_that_are_filtered_out_are_folded(browser: Browser, file: Path) -> None:
    with open_page(browser, file, fragment="e=court,CO_MENTION,pact&doc=beta") as opened:
        assert texts(opened.page, "#panel q") == ["蓝国支持海洋公约和法院"]
        opened.page.click("#panel details summary")
        assert texts(opened.page, "#panel q") == ["蓝国支持海洋公约和法院", "重申海洋公约和法院"]


def test_tables_are_sorted_by_any_column(opened: Opened) -> None:
    page = opened.page
    page.click("nav a[href='#nodes']")
    for label, down in (("提及", False), ("提及", True), ("名称", False)):
        page.click(f"#nodes-table thead button:has-text('{label}')")
        head = page.locator("#nodes-table thead th").filter(has_text=label)
        assert head.get_attribute("aria-sort") == ("descending" if down else "ascending")
        assert page.locator("#nodes-table th[aria-sort]").count() == 1
        if label == "名称":
            assert names_shown(page) == ["法院", "海洋公约", "红国", "蓝国", "联盟", "绿国", "一次会晤"]
        else:
            values = texts(page, "#nodes-table td:nth-child(4)")
            assert values == sorted(values, key=int, reverse=down)


def test_a_row_leads_to_the_panel_by_mouse_and_by_keys(opened: Opened) -> None:
    page = opened.page
    page.click("nav a[href='#edges']")
    page.click("#edges-table tbody tr:first-child td:last-child q")
    assert "→" in chosen(page)
    page.click("nav a[href='#nodes']")
    page.locator("#nodes-table a", has_text="绿国").focus()
    page.keyboard.press("Enter")
    assert chosen(page) == "绿国"
    assert page.locator("#nodes-table tr[aria-current=true]").count() == 1
    assert texts(page, "#panel q") == ["蓝国支持海洋公约和法院，呼吁红国遵守海洋公约。"]


def test_the_strip_of_years_filters_by_a_click_and_by_drawing_over_it(opened: Opened) -> None:
    page = opened.page
    page.click(".strip li[data-y='2030'] a")
    assert hash_of(page) == "#from=2030&to=2030"
    page.click(".strip li[data-y='2030'] a")
    assert hash_of(page) == ""
    first, last = (page.locator(f".strip li[data-y='{year}']").bounding_box() for year in (2030, 2032))
    assert first
    assert last
    page.mouse.move(first["x"] + 9, first["y"] + 20)
    page.mouse.down()
    page.mouse.move(last["x"] + 9, last["y"] + 20, steps=4)
    page.mouse.up()
    assert hash_of(page) == "#from=2030&to=2032"
    page.click("nav a[href='#timeline']")
    page.click(".strip li[data-y='2032'] a")
    assert texts(page, ".years > li > h3") == ["2032"]


def test_an_address_brings_back_the_same_view(browser: Browser, file: Path) -> None:
    address = "v=edges&n=RED&q=国&type=Country,Organization&doc=beta&from=2031&to=2033&lang=zh&colour=type&size=mentions&at=0.4,0.6,0.5"
    with open_page(browser, file, fragment=address) as opened:
        assert hash_of(opened.page) == f"#{address}"
        opened.page.click("nav a[href='#nodes']")
        assert hash_of(opened.page) == f"#{address}".replace("v=edges", "v=nodes")
        assert chosen(opened.page) == "红国"
        assert names_shown(opened.page) == ["蓝国", "红国", "绿国"]  # equal in partners and mentions: by key
        assert texts(opened.page, "#nodes-table td:nth-child(2)") == ["国家Country"] * 3
        assert opened.page.locator("#nodes-table td:nth-child(2) .en").filter(visible=True).count() == 0


def test_the_back_button_leads_back(opened: Opened) -> None:
    page = opened.page
    page.click("nav a[href='#nodes']")
    page.click("#nodes-table a:has-text('联盟')")
    page.click("#panel a:has-text('红国')")
    assert chosen(page) == "红国"
    page.go_back()
    assert chosen(page) == "联盟"
    page.go_back()
    assert page.locator("#panel h2").count() == 0
    page.go_forward()
    assert chosen(page) == "联盟"


def test_anchors_of_the_tables_hold_with_and_without_the_script(browser: Browser, file: Path) -> None:
    root = tree(file.read_bytes())
    [number] = [row.get("id") for row in root.xpath("//tr[@id]") if row.xpath("string(./td/b)") == "海洋公约"]
    with open_page(browser, file, fragment=number) as opened:
        assert chosen(opened.page) == "海洋公约"
    with open_page(browser, file, fragment="q1") as opened:
        assert opened.page.locator("#quotes dd.target").is_visible()
    with open_page(browser, file, fragment=number, script=False) as opened:
        assert opened.page.locator(f"#{number}").is_visible()
        assert opened.page.locator("#drawing a").count() == 6
        assert texts(opened.page, "#bar, #panel, .zoom, #stage") == []


def test_names_and_labels_follow_the_chosen_language(browser: Browser, file: Path) -> None:
    with open_page(browser, file, fragment="lang=en&n=union") as opened:
        assert texts(opened.page, "nav a") == ["图Drawing", "时间线Timeline", "名称Names", "联系Links", "引文Quotes", "文件Documents"]
        assert opened.page.locator("nav a").all_inner_texts() == ["Drawing", "Timeline", "Names", "Links", "Quotes", "Documents"]
        assert "Red" in opened.page.locator("#panel .link").first.inner_text()
        opened.page.click("[data-filter=display] summary")
        opened.page.check("input[name=lang][value=zh]")
        assert opened.page.locator("nav a").first.inner_text() == "图"


def test_without_webgl_the_printed_drawing_stays_and_works(browser: Browser, file: Path) -> None:
    with open_page(browser, file, webgl=False) as opened:
        page = opened.page
        assert page.locator("#drawing").is_visible()
        assert not page.locator("#stage").is_visible()
        page.click("#drawing a:has-text('红国')")
        assert chosen(page) == "红国"
        assert sorted(texts(page, "#drawing a.near text:first-of-type")) == ["一次会晤", "红国", "联盟"]
        page.click("#panel .close")
        page.evaluate("change({ type: new Set(['Country', 'Event']) })")
        assert sorted(texts(page, "#drawing a:not(.off) text:first-of-type")) == ["一次会晤", "红国", "蓝国"]
        assert (opened.errors, opened.requests) == ([], [])
