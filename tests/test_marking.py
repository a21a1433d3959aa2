"""Marks in a text: the text stays as it is, and each mark holds exactly the characters that it was given for."""

from __future__ import annotations

from collections import defaultdict
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.dossiers.marking import Mark, mark_text
from graph.pages.elements import element
from graph.pages.text import clean

TEXTS = st.text(st.one_of(st.characters(), st.sampled_from("安理会，<>&\"'\u202e\x00\ud800\n👍")), max_size=40)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(TEXTS)
    spans = draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)), st.sampled_from(["a", "span", "b"])), max_size=8))
    return text, [_mark(n, *sorted(ends), tag) for n, (*ends, tag) in enumerate(spans)]


def _mark(n: int, start: int, end: int, tag: str) -> Mark:
    attributes = {"data-n": str(n), "id": f"i{n}"} | ({"href": "#x"} if tag == "a" else {})
    return Mark(start, end, tag, attributes, element("i", data_lead=str(n)))


def covered(root: ET.Element) -> dict[str, set[int]]:
    """The mark's number -> the places of the characters that its elements hold."""
    found: defaultdict[str, set[int]] = defaultdict(set)

    def walk(parent: ET.Element, at: int) -> int:
        start, at = at, at + len(parent.text or "")
        for child in parent:
            at = walk(child, at) + len(child.tail or "")
        if "data-n" in parent.attrib:
            found[parent.attrib["data-n"]] |= set(range(start, at))
        return at

    walk(root, 0)
    return found


@given(marked())
def test_the_text_is_preserved_and_every_span_is_marked(given: tuple[str, list[Mark]]) -> None:
    text, marks = given
    root = mark_text(ET.Element("p"), text, marks)
    assert "".join(root.itertext()) == clean(text)
    wanted = {str(n): set(range(mark.start, mark.end)) for n, mark in enumerate(marks) if mark.start < mark.end}
    assert covered(root) == wanted
    assert sorted(e.attrib["id"] for e in root.iter() if "id" in e.attrib) == sorted(f"i{n}" for n in wanted)
    assert sorted(e.attrib["data-lead"] for e in root.iter("i")) == sorted(wanted)
    assert all(inner is outer for outer in root.iter("a") for inner in outer.iter("a"))


@given(marked(), st.integers(0, 40), st.integers(0, 40))
def test_a_part_of_a_text_is_that_part(given: tuple[str, list[Mark]], a: int, b: int) -> None:
    text, marks = given
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    root = mark_text(ET.Element("q"), text, marks, start=start, end=end)
    assert "".join(root.itertext()) == clean(text[start:end])
    shifted = {n: {place + start for place in places} for n, places in covered(root).items()}
    inside = {str(n): set(range(max(m.start, start), min(m.end, end))) for n, m in enumerate(marks)}
    assert shifted == {n: places for n, places in inside.items() if places}


def written(text: str, *marks: Mark) -> str:
    return ET.tostring(mark_text(ET.Element("p"), text, marks), encoding="unicode", method="html")


def test_shorter_marks_stand_in_longer_ones() -> None:
    assert written("我们支持安理会。", Mark(4, 7, "a"), Mark(0, 7, "span"), Mark(2, 4, "b")) == (
        "<p><span>我们<b>支持</b><a>安理会</a></span>。</p>"
    )


def test_of_two_that_cross_the_later_one_is_begun_anew() -> None:
    assert written("abcdef", Mark(0, 4, "span", {"id": "one"}), Mark(2, 6, "b", {"id": "two"})) == (
        '<p><span id="one">ab<b id="two">cd</b></span><b>ef</b></p>'
    )


def test_a_link_within_a_link_is_none() -> None:
    inner = Mark(1, 2, "a", {"href": "#in", "class": "m"})
    assert written("abc", Mark(0, 3, "a", {"href": "#out"}), inner) == '<p><a href="#out">a<span class="m">b</span>c</a></p>'


@pytest.mark.parametrize("text", ["👍安理会", "\U0002000b安理会"])
def test_offsets_are_characters_not_code_units(text: str) -> None:
    assert written(text, Mark(1, 4, "b")) == f"<p>{text[0]}<b>安理会</b></p>"
