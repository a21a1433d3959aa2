"""The network's page of 300 and of 3,000 names: small enough to send, soon there, its names legible on screen and paper."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import DESKTOP, PHONE, open_page
from made_network import make_network
from playwright.sync_api import Browser, Page
from printed import A4, CHINESE, read_sheets
from test_page import tree

from graph.building.build import build_graph
from graph.network.views import write_view

LARGEST = {300: 600_000, 3000: 2_500_000}  # names -> bytes
SOON = 1000  # milliseconds
RUNS = 5
# Every text that the drawing writes from now on, with its box; a name's outline and its letters are one text.
RECORD = """() => new Promise((done) => {
  const written = [], usual = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
    const { width, actualBoundingBoxAscent: up, actualBoundingBoxDescent: down } = this.measureText(text);
    written.push({ text, size: parseFloat(/([\\d.]+)px/.exec(this.font)[1]), left: x, right: x + width, top: y - up, bottom: y + down });
    return usual.call(this, text, x, y);
  };
  canvas.show(state, visible);
  setTimeout(() => { CanvasRenderingContext2D.prototype.fillText = usual; done(written); }, 500);
})"""
# The names of the printed drawing. Of its box the browser tells the line's height, more than the letters have: 0.86 sizes above
# the base line, and 0.14 below it.
DRAWN = """() => [...document.querySelectorAll('#drawing text')].map((label) => {
  const { left, right } = label.getBoundingClientRect(), scale = label.getScreenCTM();
  const size = parseFloat(getComputedStyle(label).fontSize) * scale.a, base = label.getStartPositionOfChar(0).matrixTransform(scale).y;
  return { text: label.textContent, size, left, right, top: base - 0.86 * size, bottom: base + 0.14 * size };
})"""
# When the first text or picture was seen; a page that shows nothing for a minute is told from one that is slow.
PAINTED = """() => new Promise((done, fail) => {
  const tell = (paints) => paints.getEntriesByName('first-contentful-paint').forEach((paint) => done(paint.startTime));
  new PerformanceObserver(tell).observe({ type: 'paint', buffered: true });
  setTimeout(() => fail(new Error('nothing was painted')), 60000);
})"""
Label = dict[str, Any]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    folder = tmp_path_factory.mktemp("large")
    for size in LARGEST:
        write_view(build_graph(make_network(size)), folder / f"{size}.html")
    return {size: folder / f"{size}.html" for size in LARGEST}


@pytest.mark.parametrize("size", LARGEST)
def test_a_page_with_all_its_evidence_can_be_sent(files: dict[int, Path], size: int) -> None:
    content = files[size].read_bytes()
    assert len(content) <= LARGEST[size]
    root = tree(content)
    assert len(root.xpath("//table[@id='nodes-table']//tr[@id]")) == size
    links = root.xpath("//table[@id='edges-table']//tr[td]")
    assert len(links) > size
    assert all(link.xpath("./td[last()]/a | ./td[last()]/i") for link in links)  # quotes, or that only the lexicon says so
    quoted = {link.get("href")[1:] for link in root.xpath("//a[starts-with(@href, '#q') and number(substring(@href, 3))]")}
    assert quoted == {quote.get("id") for quote in root.xpath("//dd")}


def test_a_page_of_300_names_is_soon_there(browser: Browser, files: dict[int, Path]) -> None:
    for size in (DESKTOP, PHONE):
        assert statistics.median(first_paint(browser, files[300], size) for _ in range(RUNS)) <= SOON


def first_paint(browser: Browser, file: Path, size: tuple[int, int]) -> float:
    """Milliseconds from the start of loading to the first thing that is seen."""
    with open_page(browser, file, size=size) as opened:
        return float(opened.page.evaluate(PAINTED))


def overlapping(labels: list[Label]) -> Iterator[tuple[str, str]]:
    for place, a in enumerate(labels):
        for b in labels[place + 1 :]:
            if a["left"] < b["right"] - 1 and b["left"] < a["right"] - 1 and a["top"] < b["bottom"] - 1 and b["top"] < a["bottom"] - 1:
                yield a["text"], b["text"]


@pytest.mark.parametrize(("size", "names", "english"), [(DESKTOP, 75, 15), (PHONE, 30, 5)], ids=["desktop", "phone"])
def test_labels_of_300_names_are_legible_in_both_languages(
    browser: Browser, files: dict[int, Path], size: tuple[int, int], names: int, english: int
) -> None:
    with open_page(browser, files[300], size=size) as opened:
        labels = [label for label in opened.page.evaluate(RECORD) if not label["text"].isdigit()]
        assert list(overlapping(labels)) == []
        assert min(label["size"] for label in labels) >= 10  # CSS pixels
        chinese = [label for label in labels if CHINESE.search(label["text"])]
        assert (len(chinese) >= names, len(labels) - len(chinese) >= english) == (True, True)


def test_any_of_300_names_can_be_read_nearer_by(browser: Browser, files: dict[int, Path]) -> None:
    """Pointing at a name writes it in both languages, whole, with the names that it is linked to."""
    with open_page(browser, files[300]) as opened:
        for place in (0, 150, 299):
            name, near = opened.page.evaluate(
                "(place) => { change({ node: order[place] }); const near = neighbourhood(order[place], visible).nodes;"
                " return [order[place].name, near.size]; }",
                place,
            )
            written = [label["text"] for label in opened.page.evaluate(RECORD)]
            assert name in written
            assert len({text for text in written if CHINESE.search(text)}) >= min(near, 3)


def test_the_drawing_without_a_script_has_room_for_most_names(browser: Browser, files: dict[int, Path]) -> None:
    with open_page(browser, files[300], script=False) as opened:
        labels = opened.page.evaluate(DRAWN)
        assert list(overlapping(labels)) == []
        assert len([label for label in labels if CHINESE.search(label["text"])]) >= 200
        assert min(label["size"] for label in labels if CHINESE.search(label["text"])) >= 10  # CSS pixels
        assert min(label["size"] for label in labels) >= 8.5
        assert (opened.errors, opened.requests) == ([], [])


def test_a_printed_page_shows_the_drawing_with_readable_names(browser: Browser, files: dict[int, Path]) -> None:
    with open_page(browser, files[300]) as opened:
        largest = opened.page.evaluate("order.slice(0, 12).map((node) => node.name)")
        first, drawing, *others = read_sheets(opened.page.pdf(prefer_css_page_size=True))
    assert (first.size, drawing.size, {sheet.size for sheet in others}) == (A4, A4[::-1], {A4})
    assert len(drawing.chinese) > 50
    assert min(drawing.chinese.values()) >= 6  # points
    assert all(min(sheet.chinese.values(), default=9) >= 6 for sheet in others)
    whole = "".join(sheet.text for sheet in others).replace("\r\n", "")
    assert [name for name in largest if name not in whole] == []


def test_a_page_of_3000_names_can_be_used(browser: Browser, files: dict[int, Path]) -> None:
    with open_page(browser, files[3000]) as opened:
        page: Page = opened.page
        for view in ("nodes", "edges", "quotes", "timeline", "documents", "network"):
            page.click(f"nav a[href='#{view}']")
            assert page.locator(f"#{view}").is_visible()
        name = page.evaluate("order[1234].name")
        page.fill("#search", name)
        page.keyboard.press("Enter")
        assert page.locator("#panel h2").text_content() == name
        assert page.locator("#panel q").count()
        labels = page.evaluate(RECORD)
        assert list(overlapping(labels)) == []
        assert name in {label["text"] for label in labels}
        assert (opened.errors, opened.requests) == ([], [])
