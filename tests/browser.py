"""A headless Chromium for the tests of pages, and what a reader meets in them: errors, requests, hindrances."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
REMEDY = "install Chromium (Debian: chromium, fonts-noto-cjk), or run `playwright install chromium`"
AXE = Path(__file__).parent / "axe" / "node_modules" / "axe-core" / "axe.min.js"
# As root, which tests in a container often are, Chromium runs without its sandbox only; without a graphics card it draws
# WebGL in software, if it is told that it may.
FLAGS = ["--no-sandbox", "--enable-unsafe-swiftshader"]
# What a browser says whose WebGL is switched off: a canvas has no such context.
NO_WEBGL = """
const usual = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) { return /webgl/.test(kind) ? null : usual.call(this, kind, ...rest); };
"""
DESKTOP, PHONE = (1280, 900), (390, 844)  # CSS pixels


class NoBrowser(Exception):
    """No Chromium can be had; the message says why."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A page with what went on behind it: `errors` of its console and scripts, `requests` to anybody but itself."""

    page: Page
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


def find_chromium() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextlib.contextmanager
def run_browser() -> Iterator[Browser]:
    """The system's Chromium, else Playwright's own. Raises NoBrowser."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        except PlaywrightError as error:
            raise NoBrowser(str(error).split("\n", 1)[0]) from error
        try:
            yield browser
        finally:
            browser.close()


@contextlib.contextmanager
def open_page(
    browser: Browser,
    path: Path,
    *,
    fragment: str = "",
    size: tuple[int, int] = DESKTOP,
    dark: bool = False,
    script: bool = True,
    webgl: bool = True,
) -> Iterator[Opened]:
    """The file as a reader with such a screen, such a colour scheme, with or without JavaScript and WebGL opens it."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        java_script_enabled=script,
        reduced_motion="reduce",
    )
    if not webgl:
        context.add_init_script(NO_WEBGL)
    opened = Opened(context.new_page())
    opened.page.on("console", lambda message: opened.errors.append(message.text) if message.type == "error" else None)
    opened.page.on("pageerror", lambda error: opened.errors.append(str(error)))
    opened.page.on("request", lambda request: _note(opened, request.url))
    try:
        opened.page.goto(f"{path.as_uri()}{'#' if fragment else ''}{fragment}")
        yield opened
    finally:
        context.close()


def _note(opened: Opened, url: str) -> None:
    if not url.startswith(("file:", "data:", "blob:")):
        opened.requests.append(url)


def find_hindrances(page: Page) -> list[dict[str, Any]]:
    """What axe calls serious or critical: its rule, its help, and the elements. A page's policy must not stop the check."""
    # Chromium's protocol evaluates what it is given in spite of the page's policy, which a <script> could not.
    page.evaluate(f"() => {{ {AXE.read_text(encoding='utf-8')}\n}}")
    found = json.loads(page.evaluate("async () => JSON.stringify(await axe.run(document, {resultTypes: ['violations']}))"))
    return [
        {"rule": v["id"], "help": v["help"], "nodes": [n["html"][:200] for n in v["nodes"]][:5]}
        for v in found["violations"]
        if v["impact"] in ("serious", "critical")
    ]
