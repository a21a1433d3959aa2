"""Pairs of statements, the classes of their changes, and the comparison in text, as JSON and as a page."""

from __future__ import annotations

import base64
import hashlib
import json
import random
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from made_texts import made_readings, made_said, made_text, random_text

import communique
from extract.model import InputError, Span, read_lines
from extract.schema import load_schema
from graph.between.changes import DELETED, EQUAL, INSERTED, KINDS, classify, diff
from graph.between.compare import Comparison, Item, check_order, compare, compare_documents, describe, to_dict
from graph.between.families import load_families
from graph.between.page import STYLE, export_page
from graph.between.said import Head, Said, Text
from graph.database.load import load
from graph.database.store import Store

EARLIER = made_text(
    "a",
    ("注意到极地研究站在冰芯取样方面的作用", "note", "polar-station"),
    ("承诺在明年年底前向灯塔基金增资", "!commit", "lighthouse-fund"),
    ("重申支持《深海公约》确立的捕捞配额制度", "reaffirm", "deep-sea-convention"),
    ("欢迎邮政联盟召开第三届集邮大会", "welcome", "postal-union"),
    ("支持建立养蜂学校", "support", "club"),
    date="2031-05-04",
)
LATER = made_text(
    "b",
    ("赞赏极地研究站在冰芯取样方面的作用", "commend", "polar-station"),
    ("呼吁各方考虑向灯塔基金增资", "call", "lighthouse-fund"),
    ("重申支持《深海公约》确立的捕捞配额制度", "reaffirm", "deep-sea-convention"),
    ("谴责针对气象卫星的干扰行为", "condemn", "weather-satellite"),
    ("支持统一潮汐发电标准", "support", "club"),
    date="2032-06-01",
)


def classes(comparison: Comparison) -> set[tuple[str, str | None, str | None]]:
    return {(i.change.kind, i.a.n if i.a else None, i.b.n if i.b else None) for i in comparison.items}


def test_each_class_by_example() -> None:
    assert classes(compare(EARLIER, LATER)) == {
        ("strengthened", "1", "1"),
        ("softened", "2", "2"),
        ("kept", "3", "3"),
        ("dropped", "4", None),
        ("new", None, "4"),
        ("dropped", "5", None),
        ("new", None, "5"),  # only the issuing body in common, and other words
    }


@pytest.mark.parametrize(
    ("before", "after", "kind", "reasons"),
    [
        (("support", 6, False), ("support", 6, False), "kept", ()),
        (("support", 6, False), ("support", 7, False), "strengthened", ("strength",)),
        (("condemn", -10, False), ("condemn", -9, False), "softened", ("strength",)),
        (("concern", -3, False), ("condemn", -8, False), "strengthened", ("strength",)),
        (("commit", 8, True), ("call", 5, False), "softened", ("commitment",)),
        (("endorse", 7, False), ("reaffirm", 6, True), "strengthened", ("commitment",)),
        (("reaffirm", 6, True), ("reaffirm", 6, False), "softened", ("commitment",)),
        (("support", 6, False), ("oppose", -6, False), "reversed", ("polarity",)),
        (("condemn", -8, False), ("welcome", 4, False), "reversed", ("polarity",)),
        (("reaffirm", 6, False), ("condemn", -9, False), "shifted", ("polarity", "act")),
        (("commend", 5, False), ("call", 5, False), "shifted", ("act",)),
    ],
)
def test_a_change_is_classed(
    before: tuple[str, int, bool], after: tuple[str, int, bool], kind: str, reasons: tuple[str, ...]
) -> None:
    a, b = (made_said("文字", act, strength=strength, commitment=binds) for act, strength, binds in (before, after))
    change = classify(a, b)
    assert (change.kind, change.reasons) == (kind, reasons)
    assert kind in KINDS


def test_every_act_has_a_family() -> None:
    families = load_families()
    assert set(families.family) == set(load_schema().acts)
    for a in families.family:
        assert families.affinity(a, a) == 1
        assert all(families.affinity(a, b) == families.affinity(b, a) < 1 for b in families.family if b != a)


def test_sides_agree_with_the_schema() -> None:
    acts = load_schema().acts
    assert all(side * acts[act].strength > 0 for act, side in load_families().sides.items() if side)
    assert all(load_families().sides[act] == -1 for act in acts if acts[act].strength < 0)


@pytest.mark.parametrize("seed", range(5))
def test_every_statement_appears_once_whatever_their_order(seed: int) -> None:
    dice = random.Random(seed)
    a, b = random_text("a", dice), random_text("b", dice)
    compared = compare(a, b)
    listed = [said.id for item in compared.items for said in item.sides]
    assert sorted(listed) == sorted(said.id for text in (a, b) for said in text.statements)
    assert any(item.likeness for item in compared.items)
    shuffled = [Text(text.head, tuple(dice.sample(text.statements, len(text.statements)))) for text in (a, b)]
    assert to_dict(compare(*shuffled)) == to_dict(compared)


def test_a_text_is_kept_in_itself() -> None:
    again = Text(LATER.head, tuple(made_said(s.quote, s.act, *s.concerns, doc="c", n=s.n) for s in LATER.statements))
    assert {item.change.kind for item in compare(LATER, again).items} == {"kept"}


def test_a_statement_is_listed_under_its_most_specific_shared_entity() -> None:
    quote = "支持灯塔基金在海港同俱乐部成员合作"
    rest = [("注意到海港吞吐量增长", "note", "harbour"), ("赞赏海港引航员", "commend", "harbour")]
    a = made_text("a", (quote, "support", "club", "harbour", "fund"), *rest)
    b = made_text("b", (quote, "support", "club", "harbour", "fund", "only-here"))
    homes = {item.sides[0].quote: item.entity for item in compare(a, b).items}
    assert homes == {quote: "fund", rest[0][0]: "harbour", rest[1][0]: "harbour"}


def test_general_entities_and_none_come_last() -> None:
    a = made_text("a", ("强调养蜂", "emphasize"), ("支持俱乐部", "support", "club"), ("注意到灯塔", "note", "fund"))
    assert list(compare(a, made_text("b", ("谴责偷猎", "condemn", "reserve"))).groups()) == ["fund", "reserve", "club", None]


def test_a_topic_keeps_what_concerns_it_and_the_classes() -> None:
    whole, part = compare(EARLIER, LATER), compare(EARLIER, LATER, topic="lighthouse-fund")
    assert classes(part) == {("softened", "2", "2")} < classes(whole)
    assert list(part.groups()) == ["lighthouse-fund"]


def test_counts_cover_every_class() -> None:
    counts = compare(EARLIER, LATER).counts()
    assert list(counts) == list(KINDS)
    assert counts == {"reversed": 0, "strengthened": 1, "softened": 1, "shifted": 0, "kept": 1, "new": 2, "dropped": 2}


@pytest.mark.parametrize(
    ("a", "b", "parts"),
    [
        ("支持新银行", "支持老银行", [(EQUAL, "支持"), (DELETED, "新"), (INSERTED, "老"), (EQUAL, "银行")]),
        ("和平", "和平", [(EQUAL, "和平")]),
        ("", "新", [(INSERTED, "新")]),
        ("甲乙的丙丁", "戊己的庚辛", [(DELETED, "甲乙的丙丁"), (INSERTED, "戊己的庚辛")]),
        ("They note the aim", "They welcome the aim", [(EQUAL, "They "), (DELETED, "note"), (INSERTED, "welcome"), (EQUAL, " the aim")]),
    ],
)
def test_changed_words(a: str, b: str, parts: list[tuple[str, str]]) -> None:
    assert diff(a, b) == parts


@pytest.mark.parametrize("seed", range(20))
def test_a_diff_holds_both_texts(seed: int) -> None:
    dice = random.Random(seed)
    a, b = ("".join(dice.choices("和平合作ab \n。", k=dice.randrange(30))) for _ in range(2))
    parts = diff(a, b)
    assert "".join(text for kind, text in parts if kind != INSERTED) == a
    assert "".join(text for kind, text in parts if kind != DELETED) == b


@pytest.mark.parametrize(
    ("a", "b", "warned"),
    [("2021-06-01", "2020-09-04", True), ("2020-09-04", "2021-06-01", False), ("2021-06-01", "2021", False), (None, "2021", False)],
)
def test_the_older_second_text_is_warned_of(a: str | None, b: str, warned: bool) -> None:
    warning = check_order(Head("a", "a", a), Head("b", "b", b))
    assert (warning is not None) == warned
    assert not warning or "b (2020-09-04) is older than a (2021-06-01)" in warning


HOSTILE = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"'><a href=javascript:alert(1)>",
    "\u202etxt\u2066",
    "\x1b[31m&lt;",
]


class Tags(HTMLParser):
    """The tags, attributes and text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(page: bytes) -> Tags:
    tags = Tags()
    tags.feed(page.decode("utf-8"))
    return tags


def hostile_comparison(hostile: str) -> Comparison:
    said = made_said(f"支持{hostile}", "support", hostile, doc=hostile)
    other = made_said(f"支持{hostile}也", "support", hostile, doc="b", speakers=(hostile,))
    head = Head(hostile, hostile, hostile, hostile)
    change = classify(said, other)
    items = (Item(change, said, other, hostile, 0.5), Item(change, None, other, hostile))
    return Comparison(head, head, items, hostile, {hostile: hostile})


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_inert_in_the_page(hostile: str) -> None:
    tags, plain = parsed(export_page(hostile_comparison(hostile))), parsed(export_page(hostile_comparison("harmless")))
    assert tags.tags == plain.tags
    assert not {"script", "img", "a", "iframe"} & set(tags.tags)
    assert not any(name.startswith("on") for name, _ in tags.attributes)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x1b]", tags.text)
    assert hostile.translate(dict.fromkeys(map(ord, "\u202e\u2066\x1b"), "\ufffd")) in tags.text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_cannot_steer_a_terminal(hostile: str) -> None:
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x1b]", describe(hostile_comparison(hostile)))


def test_the_page_asks_for_nothing_and_allows_only_its_style() -> None:
    page = export_page(compare(EARLIER, LATER)).decode("utf-8")
    digest = base64.b64encode(hashlib.sha256(STYLE.read_bytes()).digest()).decode("ascii")
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in page
    assert "script" not in page
    assert not re.search(r"https?:|url\(|@import|\bsrc=", page)


def test_the_page_holds_both_quotes_and_marks_what_changed() -> None:
    page = export_page(compare(EARLIER, LATER))
    text = parsed(page).text
    assert all(said.quote in text for document in (EARLIER, LATER) for said in document.statements)
    assert "<del>注意到</del>" in page.decode("utf-8")
    assert "<ins>赞赏</ins>" in page.decode("utf-8")
    assert page == export_page(compare(EARLIER, LATER))


def test_the_text_names_places_and_classes() -> None:
    text = describe(compare(EARLIER, LATER))
    assert "softened 减弱  commit 承诺 +8 commitment “承诺” → call 呼吁 +5 “呼吁”, by commitment" in text
    assert "    A a#2  承诺在明年年底前向灯塔基金增资" in text
    assert "    B b#2  呼吁各方考虑向灯塔基金增资" in text


@pytest.mark.parametrize("what", ["export_page(compared)", "repr(to_dict(compared)).encode()"])
def test_the_hash_seed_changes_nothing(what: str) -> None:
    code = (
        "import random, sys; from made_texts import random_text; from graph.between.compare import compare, to_dict\n"
        "from graph.between.page import export_page; dice = random.Random(7)\n"
        f"compared = compare(random_text('a', dice), random_text('b', dice)); sys.stdout.buffer.write({what})"
    )
    root = Path(__file__).parent.parent
    environment = {"PYTHONPATH": f"{root}:{root / 'tests'}"}
    outs = [
        subprocess.run([sys.executable, "-c", code], env=environment | {"PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "2")
    ]
    assert len(outs[0]) > 1000
    assert outs[0] == outs[1]


DOCS = ("moscow-2020", "fm-2021")


def test_a_condition_and_a_denial_are_shown_but_move_no_class(store: Store) -> None:
    """在遵守国内法的前提下 may well be said in other words by the other text, and 避免 stands inside what is said."""
    [reading] = made_readings("a", "2031", ("呼吁在资金到位的前提下避免停用灯塔", "call", "fund"))
    [said] = reading.statements
    spans = {"condition": Span(2, 11), "negated": Span(11, 13)}
    load(store, [replace(reading, statements=(replace(said, **spans),))])
    load(store, made_readings("b", "2032", ("呼吁避免停用灯塔", "call", "fund")))
    compared = compare_documents(store, "a", "b")
    assert [item.change.kind for item in compared.items] == ["kept"]
    assert "(denied by: 避免) (condition: 在资金到位的前提下) → call" in describe(compared)
    before = to_dict(compared)["entities"][0]["statements"][0]["a"]
    assert (before["negated"], before["condition"]) == ("避免", "在资金到位的前提下")


def stored_texts(store: Store) -> None:
    for doc, text in (("a", EARLIER), ("b", LATER)):
        load(store, made_readings(doc, text.head.date, *((s.quote, f"{'!' * s.commitment}{s.act}", *s.concerns) for s in text.statements)))


def without_names(compared: Comparison) -> list[tuple[str, str | None, Said | None, Said | None]]:
    return [(item.change.kind, item.entity, item.a, item.b) for item in compared.items]


def test_the_store_gives_the_comparison_of_the_readings(store: Store) -> None:
    stored_texts(store)
    stored, pure = compare_documents(store, "a", "b"), compare(EARLIER, LATER)
    assert classes(stored) == classes(pure)
    assert [item.entity for item in stored.items] == [item.entity for item in pure.items]
    assert stored.a == Head("a", "a公报", "2031-05-04", None, ("club",))
    assert stored.names["polar-station"] == "polar-station"
    softened = next(item for item in stored.items if item.change.kind == "softened")
    assert softened.a
    assert (softened.a.id, softened.a.quote, softened.a.commitment, softened.a.concerns) == (
        "a#2:0", "承诺在明年年底前向灯塔基金增资", True, ("lighthouse-fund",)
    )  # fmt: skip


def test_an_unknown_document_is_an_input_error_with_the_nearest(store: Store) -> None:
    with pytest.raises(InputError, match="x: no document of the graph; nearest are none: the graph is empty"):
        compare_documents(store, "x", "y")
    load(store, made_readings("fm-2021", "2021", ("支持灯塔", "support", "fund")))
    with pytest.raises(InputError, match="fm-2020: no document of the graph; nearest are fm-2021"):
        compare_documents(store, "fm-2021", "fm-2020")


def test_reference_annotations_are_compared(store: Store, dev_file: Path) -> None:
    """They have neither clauses nor strengths: the paragraph is the quote, and the act's own strength counts."""
    load(store, read_lines(dev_file.read_text(encoding="utf-8").splitlines()))
    compared = compare_documents(store, *DOCS)
    assert all(said.strength == load_schema().acts[said.act].strength for item in compared.items for said in item.sides)
    counts = {side: sum(bool(getattr(item, side)) for item in compared.items) for side in "ab"}
    readings = list(read_lines(dev_file.read_text(encoding="utf-8").splitlines()))
    assert counts == {side: sum(len(r.statements) for r in readings if r.doc == doc) for side, doc in zip("ab", DOCS, strict=True)}
    pairs = [(item.a, item.b) for item in compared.items if item.a and item.b]
    assert len(pairs) > 10
    assert all({*a.concerns} & {*b.concerns} or not a.concerns or not b.concerns for a, b in pairs)


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """An embedded graph of the two texts, closed again."""
    from graph.database.store import open_embedded

    with open_embedded(tmp_path / "graph") as store:
        stored_texts(store)
    return tmp_path / "graph"


@pytest.mark.embedded
def test_the_command(graph: Path, tmp_path: Path) -> None:
    page, where = tmp_path / "page.html", ["--graph", str(graph)]
    run = CliRunner().invoke(communique.main, ["compare", "b", "a", "--json", "-o", str(page), "--topic", "灯塔", *where])
    assert run.exit_code == 1
    assert "灯塔: no entity of the graph; nearest are" in run.stderr
    assert not page.exists()
    run = CliRunner().invoke(communique.main, ["compare", "b", "a", "--json", "-o", str(page), "--topic", "lighthouse-fund", *where])
    assert run.exit_code == 0
    assert "a (2031-05-04) is older than b (2032-06-01)" in run.stderr
    assert json.loads(run.stdout)["counts"]["strengthened"] == 1
    assert page.read_bytes().startswith(b"<!DOCTYPE html>")
    run = CliRunner().invoke(communique.main, ["compare", "a", "z", *where])
    assert (run.exit_code, run.stdout) == (1, "")
    assert "z: no document of the graph; nearest are" in run.stderr
