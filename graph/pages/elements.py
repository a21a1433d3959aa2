"""HTML as a tree, so that names and quotes can only become text, and the frame of a page that needs nothing but itself.

A page's style and script are named by their hashes in its security policy; nothing else may run, and nothing may be
fetched.
"""

from __future__ import annotations

import base64
import hashlib
from xml.etree import ElementTree as ET


def element(tag: str, text: str = "", /, *children: ET.Element, **attributes: str) -> ET.Element:
    """An element; `class_` is written `class`, and `data_n` `data-n`. Text is escaped when it is written."""
    made = ET.Element(tag, {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()})
    made.text = text or None
    made.extend(children)
    return made


def both(zh: str, en: str) -> list[ET.Element]:
    """A label in both languages."""
    return [element("span", zh, lang="zh"), element("span", en, lang="en", class_="en")]


def write_page(title: tuple[str, str], body: ET.Element, *, style: str, script: str | None = None, schemes: str | None = None) -> bytes:
    """The page in UTF-8. `script` is what `body` holds in its <script>, `schemes` the colour schemes that the style has."""
    page = element("html", "", _head(title, style, script, schemes), body, lang="zh")
    return f"<!DOCTYPE html>\n{ET.tostring(page, encoding='unicode', method='html')}\n".encode()


def _head(title: tuple[str, str], style: str, script: str | None, schemes: str | None) -> ET.Element:
    return element(
        "head",
        "",
        element("meta", charset="utf-8"),
        ET.Element("meta", {"http-equiv": "Content-Security-Policy", "content": _policy(style, script)}),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        *([element("meta", name="color-scheme", content=schemes)] if schemes else []),
        element("meta", name="referrer", content="no-referrer"),
        element("title", " · ".join(title)),
        element("link", rel="icon", href="data:,"),  # else a browser asks the server for one
        element("style", style),
    )


def _policy(style: str, script: str | None) -> str:
    """This style, this script, and no request at all."""
    allowed = f"style-src '{_digest(style)}'; " + (f"script-src '{_digest(script)}'; " if script is not None else "")
    return f"default-src 'none'; {allowed}img-src data:; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
