"""The page of the institution network for everybody: it does no harm, and no screen, scheme or missing part shuts anybody out."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from urllib.parse import quote

import pytest
from browser import DESKTOP, PHONE, find_hindrances, open_page
from lxml import html
from network_readings import readings
from playwright.sync_api import Browser
from test_page import HOSTILE, hostile_readings
from test_page_in_browser import names_shown, texts

from graph.building.build import build_graph
from graph.network.views import write_view

VIEWS = ("network", "timeline", "nodes", "edges", "quotes", "documents")
INJECTED = ("<img src=x onerror=alert(1)>", "%", "%E0%A4%A", "constructor", "__proto__", "'\"`;--", "&&==,,", "\u202e", "a,b,c", "1e999")
# The browser tells the page that a menu has opened, which then moves it, before it draws the second picture from now.
NEXT_PICTURE = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
PARTS = ("n", "e", "q", "type", "doc", "rel", "from", "to", "v", "lang", "colour", "at", "")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "net.html"
    write_view(build_graph(readings()), path)
    return path


def test_nothing_in_an_address_does_any_harm(browser: Browser, file: Path) -> None:
    with open_page(browser, file, fragment="&".join(f"{part}={quote(INJECTED[0])}" for part in PARTS)) as opened:
        page = opened.page
        for part, text in product(PARTS, INJECTED):
            page.evaluate("(hash) => { location.hash = hash; dispatchEvent(new PopStateEvent('popstate')); }", f"{part}={text}")
            assert page.title() == "机构网络 · Institution network"
            assert page.locator("#panel img, #found img, #counted img").count() == 0
            if part in ("n", "e") and "&" not in text:
                assert texts(page, "#panel .hint")[0].startswith("此页没有“")
        page.evaluate("change(START)")
        page.click("nav a[href='#nodes']")
        assert len(names_shown(page)) == 7
        assert (opened.errors, opened.requests) == ([], [])


def test_a_browser_runs_nothing_of_a_hostile_page(browser: Browser, tmp_path: Path) -> None:
    write_view(build_graph(hostile_readings()), tmp_path / "net.html")
    with open_page(browser, tmp_path / "net.html") as opened:
        page = opened.page
        for view in VIEWS:
            page.click(f"nav a[href='#{view}']")
        for text in HOSTILE.values():
            page.fill("#search", text)
            page.keyboard.press("Enter")
            assert page.locator("#panel h2").count() == 1
        for number in range(page.locator("#edges-table tbody tr").count()):
            page.evaluate("(number) => change({ edge: edges[number], node: null })", number)
            assert page.locator("#panel cite").count()
        root = html.document_fromstring(page.content())
        assert (page.title(), opened.errors, opened.requests) == ("机构网络 · Institution network", [], [])
        assert len(root.xpath("//script")) == 3
        assert not root.xpath("//img | //iframe | //*[@onerror or @onclick or @onmouseover]")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_on_the_page_keeps_anybody_from_using_it(
    browser: Browser, axe: None, file: Path, size: tuple[int, int], dark: bool
) -> None:
    with open_page(browser, file, fragment="n=RED", size=size, dark=dark) as opened:
        for view in VIEWS:
            opened.page.evaluate("(view) => change({ view })", view)
            assert (view, find_hindrances(opened.page)) == (view, [])
            assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), view
        opened.page.fill("#search", "国")
        assert find_hindrances(opened.page) == []
        opened.page.keyboard.press("Escape")
        for menu in opened.page.locator("#bar details").all():
            menu.locator("summary").click()
            opened.page.evaluate(NEXT_PICTURE)
            box = menu.locator("div").bounding_box()
            assert box
            assert 0 <= box["x"] <= box["x"] + box["width"] <= size[0]
        assert find_hindrances(opened.page) == []
        assert (opened.errors, opened.requests) == ([], [])


def test_nothing_keeps_anybody_from_using_it_without_the_script_and_without_webgl(
    browser: Browser, axe: None, file: Path, tmp_path: Path
) -> None:
    with open_page(browser, file, webgl=False, fragment="n=RED") as opened:
        assert find_hindrances(opened.page) == []
    # axe is itself a script: where a browser runs none, it cannot run. So the page is looked at with its own taken out.
    bare = re.sub(r"<script>.*?</script>", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    (tmp_path / "bare.html").write_text(bare, encoding="utf-8")
    with open_page(browser, tmp_path / "bare.html", size=PHONE) as opened:
        assert opened.page.locator("html.js").count() == 0
        assert find_hindrances(opened.page) == []
