"""HTML as a tree, so that names and quotes can only become text, and the frame of a page that needs nothing but itself.

A page's style and script are named by their hashes in its security policy; nothing else may run, and nothing may be
fetched.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from graph.pages.markup import write_markup


def element(tag: str, text: str = "", /, *children: ET.Element, **attributes: str) -> ET.Element:
    """An element; `class_` is written `class`, and `data_n` `data-n`. Text is escaped when it is written."""
    made = ET.Element(tag, {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()})
    made.text = text or None
    made.extend(children)
    return made


def both(zh: str, en: str) -> list[ET.Element]:
    """A label in both languages."""
    return [element("span", zh, lang="zh"), element("span", en, lang="en", class_="en")]


def write_page(
    title: tuple[str, str],
    body: ET.Element,
    *,
    style: str,
    script: str | Sequence[str] | None = None,
    schemes: str | None = None,
) -> bytes:
    """The page in UTF-8. `script` is what `body` holds in its <script> or in several, `schemes` the style's colour schemes."""
    scripts = [script] if isinstance(script, str) else list(script or ())
    page = element("html", "", _head(title, style, scripts, schemes), body, lang="zh")
    return f"<!DOCTYPE html>\n{write_markup(page)}\n".encode()


def _head(title: tuple[str, str], style: str, scripts: Sequence[str], schemes: str | None) -> ET.Element:
    return element(
        "head",
        "",
        element("meta", charset="utf-8"),
        ET.Element("meta", {"http-equiv": "Content-Security-Policy", "content": _policy(style, scripts)}),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        *([element("meta", name="color-scheme", content=schemes)] if schemes else []),
        element("meta", name="referrer", content="no-referrer"),
        element("title", " · ".join(title)),
        element("link", rel="icon", href="data:,"),  # else a browser asks the server for one
        element("style", style),
    )


def _policy(style: str, scripts: Sequence[str]) -> str:
    """This style, these scripts, and no request at all."""
    allowed = "".join(
        f"{what}-src {' '.join(map(_digest, texts))}; " for what, texts in (("style", [style]), ("script", scripts)) if texts
    )
    return f"default-src 'none'; {allowed}img-src data:; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"
