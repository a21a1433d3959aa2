"""Neo4j Browser, driven as a user drives it: log in, drop the style and the questions, click one, look at the picture.

What is waited for is always something on the page, never a time; nothing is waited for longer than WAIT.
"""

from __future__ import annotations

import base64
import contextlib
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from browser import DESKTOP
from neo4j_server import Server
from PIL import Image
from playwright.sync_api import Browser, Page

from graph.questions.queries import Question

WAIT = 30_000  # milliseconds
SHARP = 1.5  # pixels of a picture for each of the screen's
COLOURS = 192  # of a kept picture: enough for smooth edges of text, and a third of the bytes
FRAME = "[data-testid=frame]"
FAILED = "[data-testid=cypherFrameErrorMessage]"
Node = tuple[str, str]  # first label and id
Edge = tuple[Node, str, Node]

# Whether nothing has moved since this was asked last.
_RESTING = """() => {
    const moved = [...document.querySelectorAll('svg.neod3viz g[transform]')].map(g => g.getAttribute('transform')).join()
    const rests = moved === window.lastMoved
    window.lastMoved = moved
    return rests && moved.length > 0
}"""
# What is drawn, and the data behind it, which the drawing library keeps on every element.
_DRAWN = """() => {
    const drawn = selector => [...document.querySelectorAll('svg.neod3viz ' + selector)]
    const node = data => ({labels: data.labels, id: data.propertyMap.id, caption: data.propertyMap.caption})
    return {
        circles: drawn('g.node').map(g => ({
            ...node(g.__data__),
            lines: [...g.querySelectorAll('text.caption')].map(text => text.textContent.trim()),
            widest: Math.max(...[...g.querySelectorAll('text.caption')].map(text => text.getBBox().width)),
            diameter: 2 * g.querySelector('circle.b-outline').getAttribute('r'),
            colour: g.querySelector('circle.b-outline').getAttribute('fill'),
        })),
        arrows: drawn('g.relationship').map(g => ({
            head: node(g.__data__.source), type: g.__data__.type, tail: node(g.__data__.target),
            text: g.querySelector('text').textContent, colour: g.querySelector('path.b-outline').getAttribute('fill'),
        })),
    }
}"""
# How far the drawing must go to the left so that the panel beside it covers nothing; negative when there is no room.
_COVERED = """() => {
    const boxes = [...document.querySelectorAll('svg.neod3viz g.node')].map(g => g.getBoundingClientRect())
    const room = document.querySelector('svg.neod3viz').getBoundingClientRect()
    const panel = document.querySelector('[data-testid=vizInspector]')
    const end = panel ? panel.getBoundingClientRect().left : room.right
    const [left, right] = [Math.min(...boxes.map(b => b.left)), Math.max(...boxes.map(b => b.right))]
    return {wide: right - left > end - room.left, shift: (left + right) / 2 - (room.left + end) / 2}
}"""


@dataclass(frozen=True, slots=True)
class Circle:
    """`lines` are what is written in it, `widest` and `diameter` in units of the drawing, `caption` the node's property."""

    key: Node
    labels: tuple[str, ...]
    caption: str
    lines: tuple[str, ...]
    widest: float
    diameter: float
    colour: str


@dataclass(frozen=True, slots=True)
class Arrow:
    edge: Edge
    text: str
    colour: str


@dataclass(frozen=True, slots=True)
class Picture:
    circles: tuple[Circle, ...]
    arrows: tuple[Arrow, ...]

    @property
    def edges(self) -> Counter[Edge]:
        return Counter(arrow.edge for arrow in self.arrows)


@contextlib.contextmanager
def open_neo4j_browser(browser: Browser, server: Server) -> Iterator[Page]:
    """Neo4j Browser, logged in with the password, and no frame open. Nobody but the server is asked for anything."""
    width, height = DESKTOP
    context = browser.new_context(viewport={"width": width, "height": height}, device_scale_factor=SHARP)
    try:
        # Its fonts and helpers come from the web; without them it is the same.
        context.route(lambda url: not url.startswith((str(server.http), server.uri.replace("bolt", "http"))), lambda route: route.abort())
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.set_default_timeout(WAIT)
        _log_in(page, server)
        yield page
    finally:
        context.close()


def _log_in(page: Page, server: Server) -> None:
    page.goto(f"{server.http}/browser/?dbms={server.uri}&preselectAuthMethod=NO_AUTH")
    page.select_option("select[data-testid=authenticationMethod]", label="Username / Password")
    page.fill("input[data-testid=username]", server.user)
    page.fill("input[data-testid=password]", server.password)
    page.click("button[data-testid=connect]")
    page.wait_for_selector(f"text={server.database}$")
    page.wait_for_selector(f"{FRAME} >> text=:play start")
    clear(page)


def paste(page: Page, text: str) -> None:
    """Runs what is pasted into the editor."""
    page.click("#monaco-main-editor")
    page.keyboard.press("Control+A")
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+V")
    page.keyboard.press("Control+Enter")


def clear(page: Page) -> None:
    paste(page, ":clear")
    page.wait_for_selector(FRAME, state="detached")


def drop_style(page: Page, file: Path) -> str:
    """Drags the file into the window; returns the style that Browser then shows."""
    _drop(page, file)
    return _shown_style(page)


def drop_questions(page: Page, file: Path) -> list[str]:
    """Drags the zip of the questions into the window; returns the folders of saved Cypher, Browser's own ones last."""
    _drop(page, file)
    with _favorites(page):
        mark = "savedScriptsFolder-"
        folders = page.locator(f"[data-testid^={mark}]")
        folders.first.wait_for()
        return [str(name).removeprefix(mark) for name in folders.evaluate_all("all => all.map(e => e.dataset.testid)")]


def _drop(page: Page, file: Path) -> None:
    made = """([name, text]) => {
        const data = new DataTransfer()
        data.items.add(new File([Uint8Array.from(atob(text), c => c.charCodeAt(0))], name))
        return data
    }"""
    data = page.evaluate_handle(made, [file.name, base64.b64encode(file.read_bytes()).decode("ascii")])
    page.dispatch_event(".filedrop", "drop", {"dataTransfer": data})


@contextlib.contextmanager
def _favorites(page: Page) -> Iterator[None]:
    """The drawer at the left, open for as long as it is needed."""
    page.click("[data-testid=navigationFavorites]")
    yield
    page.click("[data-testid=navigationFavorites]")


def paste_style(page: Page, file: Path) -> str:
    """Pastes the text behind :style; returns the style that Browser then shows."""
    paste(page, f":style {file.read_text(encoding='utf-8')}")
    return _shown_style(page)


def _shown_style(page: Page) -> str:
    shown = page.locator(f"{FRAME} pre")
    shown.wait_for()
    text = shown.inner_text()
    clear(page)
    return text


def ask(page: Page, question: Question) -> Picture:
    """Clicks the question among the saved Cypher and runs it. Raises AssertionError with Browser's error."""
    title = page.get_by_test_id(f"scriptTitle-{question.title_zh} | {question.title_en}")
    with _favorites(page):
        folder = page.get_by_test_id(f"expandFolder-{question.group.zh} {question.group.en}")
        folder.wait_for()
        if not title.count():
            folder.click()
        title.click()
        page.get_by_test_id("currentlyEditing").wait_for()
        page.get_by_test_id("editor-Run").click()
    return _read_picture(page)


def draw(page: Page, cypher: str) -> Picture:
    """Runs what is pasted. Raises AssertionError with Browser's error."""
    paste(page, cypher)
    return _read_picture(page)


def _read_picture(page: Page) -> Picture:
    """What is drawn, as soon as it rests."""
    page.wait_for_selector(f"svg g.node, {FAILED}")
    failed = page.locator(FAILED)
    assert not failed.count(), failed.first.inner_text()
    _rest(page)
    drawn = page.evaluate(_DRAWN)
    return Picture(tuple(map(_circle, drawn["circles"])), tuple(map(_arrow, drawn["arrows"])))


def _rest(page: Page) -> None:
    page.evaluate("() => { window.lastMoved = null }")
    page.wait_for_function(_RESTING, polling=500)


def _circle(data: dict[str, Any]) -> Circle:
    lines = tuple(line for line in data["lines"] if line)
    labels = tuple(data["labels"])
    return Circle(_key(data), labels, data["caption"], lines, data["widest"], data["diameter"], data["colour"])


def _arrow(data: dict[str, Any]) -> Arrow:
    return Arrow((_key(data["head"]), data["type"], _key(data["tail"])), data["text"], data["colour"])


def _key(data: dict[str, Any]) -> Node:
    """Of the labels the one that says which kind of id it is: not :Commitment, nor a type of entities."""
    first = next(label for label in ("Document", "Paragraph", "Statement", "Entity", "Date") if label in data["labels"])
    return first, data["id"]


def keep(page: Page, file: Path) -> None:
    """The picture that is drawn, on the whole window, as a PNG with few colours."""
    page.click(f"{FRAME} button[title=Fullscreen]")
    _rest(page)
    page.click("[aria-label=zoom-to-fit]")
    _rest(page)
    _uncover(page)
    page.mouse.move(0, 0)
    _rest(page)
    file.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(io.BytesIO(page.screenshot())) as shot:
        few = shot.convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(file, optimize=True)
    page.click(f"{FRAME} button[title='Close fullscreen']")


def _uncover(page: Page) -> None:
    """Moves the drawing from under the panel that explains its colours; where it is too wide for that, it is made smaller."""
    for _ in range(3):
        covered = page.evaluate(_COVERED)
        if not covered["wide"]:
            break
        page.click("[aria-label=zoom-out]")
        _rest(page)
    box = page.locator("svg.neod3viz").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 4, box["y"] + 6
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - covered["shift"], y, steps=4)
    page.mouse.up()
