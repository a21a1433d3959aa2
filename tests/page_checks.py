"""What the tests of pages look for in any page: its tree, its links, its policy, what may not be in it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter

from lxml import html


def parse(page: bytes) -> html.HtmlElement:
    return html.document_fromstring(page.decode("utf-8"))


def text_of(element: html.HtmlElement) -> str:
    """Its text, without what stands between elements for the source's sake."""
    return " ".join(element.text_content().split())


def check_links(root: html.HtmlElement) -> None:
    """Every id stands once, every link leads to a place in the page, and no link holds another."""
    ids = Counter(root.xpath("//@id"))
    assert [id_ for id_, count in ids.items() if count > 1] == []
    assert [href for href in root.xpath("//body//@href") if not href.startswith("#") or href[1:] not in ids] == []
    assert root.xpath("//a//a") == []


def check_inert(root: html.HtmlElement) -> None:
    """One style, named by its hash; no script, nothing to fetch, nothing that acts, no control character."""
    [policy], [style] = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content"), root.xpath("//style/text()")
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    assert not root.xpath("//script | //img | //iframe | //object | //embed | //base | //form | //*[@style]")
    assert not [name for element in root.iter() if isinstance(element.tag, str) for name in element.attrib if name.startswith("on")]
    places = {place for name in ("href", "src", "action", "data", "poster", "srcset") for place in root.xpath(f"//@{name}")}
    assert {place for place in places if not place.startswith("#")} == {"data:,"}
    assert not re.search(r"https?:|url\(|@import", style)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f]", html.tostring(root, encoding="unicode"))
