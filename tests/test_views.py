"""The institution network: what is in it, what proves it, how it is measured, laid out and written."""

from __future__ import annotations

import io
import math
import os
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from network_readings import BLUE, first_reading, readings, second_reading

import graph.files
from extract.model import InputError, Reading, read_lines, to_line
from graph.building.build import build_graph
from graph.network.comentions import READABLE, CoMention, find_co_mentions, threshold
from graph.network.labels import LONGEST, Label, cut, measure, place_labels
from graph.network.labels import SECOND as SECOND_SIZE
from graph.network.layout import GAP, lay_out
from graph.network.measures import add_measures, find_communities
from graph.network.views import WRITERS, institution_network, write_view

Facts = set[tuple[str, str, str, bool]]
ROOT = Path(__file__).parent.parent


def network(given: Iterable[Reading] | None = None, **options: Any) -> nx.MultiDiGraph:
    return institution_network(build_graph(readings() if given is None else given), **options)


def short(node: str) -> str:
    return node.removeprefix("Entity:")


def facts(made: nx.MultiDiGraph) -> Facts:
    return {(short(a), data["type"], short(b), data["background"]) for a, b, data in made.edges(data=True)}


ATTENDED = {("BLU", "ATTENDED", "meeting", False), ("RED", "ATTENDED", "meeting", False)}
BACKGROUND = {("court", "PART_OF", "union", True)}
MEMBER = {("RED", "MEMBER_OF", "union", False)}
# Blue speaks by name of pact (twice), of court and of Red; the collective speaks of pact and court.
PAIRS = {("BLU", "pact"): 2, ("court", "pact"): 2, ("BLU", "court"): 1, ("BLU", "RED"): 1, ("RED", "pact"): 1}


def together(least: int) -> Facts:
    return {(a, "CO_MENTION", b, False) for (a, b), count in PAIRS.items() if count >= least}


def test_the_network_holds_facts_background_and_co_mentions() -> None:
    made = network()
    assert facts(made) == ATTENDED | BACKGROUND | MEMBER | together(2)
    assert {short(node) for node in made} == {"BLU", "RED", "GRN", "union", "court", "meeting", "pact"}
    assert made.graph == {"documents": ["alpha", "beta"], "least": 2, "omitted": 3}


def test_every_edge_quotes_its_text() -> None:
    texts = {f"{r.doc}#{r.n}": r.text for r in readings()}
    stated = [data for *_, data in network(least=1).edges(data=True) if not data["background"]]
    assert len(stated) == 8
    for data in stated:
        assert data["weight"] == len(data["evidence"]) == len(data["quotes"])
        for at, quote in zip(data["evidence"], data["quotes"], strict=True):
            place, span = at.rsplit(":", 1)
            start, end = map(int, span.split("-"))
            assert texts[place][start:end] == quote


def test_co_mentions_count_statements_and_name_their_acts() -> None:
    pairs = find_co_mentions(build_graph(readings()), {"alpha", "beta"})
    assert {(short(a), short(b)): len(pair.statements) for (a, b), pair in pairs.items()} == PAIRS
    edge = network().edges["Entity:court", "Entity:pact", "CO_MENTION"]
    assert edge["acts"] == ["reaffirm 1", "support 1"]
    assert edge["quotes"] == ["重申海洋公约和法院", "蓝国支持海洋公约和法院"]
    assert edge["documents"] == ["alpha", "beta"]


def test_the_threshold_rises_until_a_drawing_is_readable() -> None:
    pairs = {(f"a{n}", f"b{n}"): CoMention(f"a{n}", f"b{n}", (("x", "", ""),) * (2 if n % 3 else 3)) for n in range(2 * READABLE)}
    assert threshold(pairs) == 3
    assert threshold(dict(list(pairs.items())[:READABLE])) == 2
    assert threshold({}) == 2
    assert facts(network(least=1)) >= together(1)


@pytest.mark.parametrize(
    ("options", "documents"),
    [
        ({}, ["alpha", "beta"]),
        ({"documents": ["beta"]}, ["beta"]),
        ({"since": "2031"}, ["beta"]),
        ({"until": "2031-12-31"}, ["alpha"]),
        ({"since": "2030-05-20", "until": "2030"}, ["alpha"]),  # the day in May is not known: it may be the 20th
        ({"since": "2030-06"}, ["beta"]),
        ({"until": "2032"}, ["alpha", "beta"]),
        ({"until": "2032-01-08"}, ["alpha"]),
        ({"since": "2033"}, []),
        ({"documents": ["beta"], "until": "2030"}, []),
    ],
)
def test_documents_are_chosen_by_id_and_date(options: dict[str, Any], documents: list[str]) -> None:
    assert network(**options).graph["documents"] == documents


def test_an_undated_document_is_in_no_period() -> None:
    bare = Reading("gamma", "1", "无。")
    assert network([*readings(), bare]).graph["documents"] == ["alpha", "beta", "gamma"]
    assert network([*readings(), bare], since="1900").graph["documents"] == ["alpha", "beta"]


def test_a_chosen_document_brings_only_what_it_proves() -> None:
    made = network(documents=["alpha"], least=1)
    assert facts(made) == ATTENDED | BACKGROUND | {("court", "CO_MENTION", "pact", False)}
    assert {short(node) for node in made} == {"BLU", "RED", "meeting", "pact", "court", "union"}
    assert len(network(documents=[])) == 0


def test_shared_facts_keep_only_the_chosen_documents_evidence() -> None:
    given = [first_reading("alpha"), first_reading("delta")]
    both = network(given).edges["Entity:RED", "Entity:meeting", "ATTENDED"]
    one = network(given, documents=["delta"]).edges["Entity:RED", "Entity:meeting", "ATTENDED"]
    assert (both["documents"], both["weight"], both["role"]) == (["alpha", "delta"], 2, ["observer"])
    assert (one["documents"], one["weight"], one["role"]) == (["delta"], 1, ["observer"])


def test_types_and_relations_are_chosen() -> None:
    assert facts(network(types=["Country", "Event"])) == ATTENDED
    assert facts(network(relations=["MEMBER_OF", "PART_OF"])) == MEMBER | BACKGROUND
    assert facts(network(relations=["CO_MENTION"], least=1)) == together(1)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"documents": ["nowhere"]}, "nowhere: not among the documents; there are alpha, beta"),
        ({"types": ["Planet"]}, "Planet: no such type; there are Country, "),
        ({"relations": ["LOVES"]}, "LOVES: no such relation; there are MEMBER_OF, "),
        ({"relations": ["HELD_ON"]}, "HELD_ON: no such relation"),
    ],
)
def test_what_does_not_exist_cannot_be_chosen(options: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError) as caught:
        network(**options)
    assert str(caught.value).startswith(message)


def test_meetings_carry_their_dates_and_entities_their_mentions() -> None:
    nodes = network().nodes
    assert nodes["Entity:meeting"]["heldOn"] == ["2030-05-04"]
    assert nodes["Entity:meeting"]["heldOnEvidence"] == ["alpha#1:0-12"]
    assert "heldOn" not in network(documents=["beta"]).nodes["Entity:RED"]
    assert {short(n): data["mentions"] for n, data in nodes(data=True)} == {
        "BLU": 2, "RED": 2, "GRN": 1, "union": 1, "court": 2, "meeting": 1, "pact": 2,
    }  # fmt: skip


def test_entities_tell_where_they_are_named_and_what_others_call_them() -> None:
    nodes = network([replace(first_reading(), entities=(replace(BLUE, ids={"iso2": "BL"}),)), second_reading()]).nodes
    assert nodes["Entity:BLU"]["places"] == ["alpha#1", "beta#1"]
    assert nodes["Entity:BLU"]["ids"] == ["iso2=BL"]
    assert (nodes["Entity:pact"]["firstEvidence"], nodes["Entity:pact"]["firstQuote"]) == ("alpha#1:12-24", "我们重申海洋公约和法院。")


def test_measures_are_those_of_the_undirected_network() -> None:
    """Union - Red - meeting - Blue - pact - court - union: a ring of six, and Green alone."""
    nodes = network().nodes(data=True)
    ring = ("BLU", "RED", "union", "court", "meeting", "pact")
    assert {short(n): data["degree"] for n, data in nodes} == {"GRN": 0, **dict.fromkeys(ring, 2)}
    # Each lies between its two neighbours, and on one of the two ways of two opposite pairs: 1 + 2/2 of 15 pairs.
    assert {data["betweenness"] for n, data in nodes if short(n) != "GRN"} == {round(2 / 15, 4)}
    assert nodes["Entity:GRN"]["community"] == 0


def test_communities_are_numbered_from_the_largest() -> None:
    simple = nx.Graph()
    simple.add_nodes_from(range(10))
    simple.add_weighted_edges_from([(a, b, 1.0) for part in ((5, 6, 7, 8), (0, 1, 2)) for a, b in combinations(part, 2)])
    simple.add_edge(2, 5, weight=0.1)
    assert find_communities(simple) == {5: 1, 6: 1, 7: 1, 8: 1, 0: 2, 1: 2, 2: 2, 3: 0, 4: 0, 9: 0}


def test_a_large_network_is_measured_by_a_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    star = nx.MultiDiGraph()
    for leaf in range(30):
        star.add_edge("centre", f"leaf {leaf}", type="PART_OF", background=True, weight=1)
    monkeypatch.setattr("graph.network.measures.EXACT", 10)
    monkeypatch.setattr("graph.network.measures.SAMPLE", 10)
    add_measures(star)
    assert star.nodes["centre"]["betweenness"] > 0.8
    assert star.nodes["centre"]["degree"] == 30


def test_any_order_of_readings_writes_the_same_bytes(tmp_path: Path, dev_file: Path) -> None:
    given = [*readings(), *read_lines(dev_file.read_text(encoding="utf-8").splitlines())]
    for suffix in WRITERS:
        write_view(build_graph(given), tmp_path / f"one{suffix}")
        write_view(build_graph(random.Random(3).sample(given, len(given))), tmp_path / f"two{suffix}")
        assert (tmp_path / f"one{suffix}").read_bytes() == (tmp_path / f"two{suffix}").read_bytes()


def test_two_hash_seeds_write_the_same_bytes(tmp_path: Path, dev_file: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from extract.model import read_lines; "
        "from graph.building.build import build_graph; from graph.network.views import write_view\n"
        "lines = Path(sys.argv[1]).read_text(encoding='utf-8').splitlines()\n"
        "for suffix in ('.html', '.gexf', '.graphml'): write_view(build_graph(read_lines(lines)), Path(sys.argv[2] + suffix))"
    )
    lines = [*map(to_line, readings()), *dev_file.read_text(encoding="utf-8").splitlines()]
    (tmp_path / "readings.jsonl").write_text("\n".join(lines), encoding="utf-8")
    for seed in ("1", "4242"):
        command = [sys.executable, "-c", code, str(tmp_path / "readings.jsonl"), str(tmp_path / seed)]
        subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, check=True)
    for suffix in WRITERS:
        assert (tmp_path / f"1{suffix}").read_bytes() == (tmp_path / f"4242{suffix}").read_bytes()


def test_other_programs_read_the_exports(tmp_path: Path) -> None:
    for suffix, read in ((".gexf", nx.read_gexf), (".graphml", nx.read_graphml)):
        write_view(build_graph(readings()), tmp_path / f"net{suffix}")
        found = read(io.BytesIO((tmp_path / f"net{suffix}").read_bytes()))
        assert {short(node) for node in found} == {short(node) for node in network()}
        assert found.number_of_edges() == network().number_of_edges()


def test_an_unknown_suffix_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"net\.pdf: no such format; end the file's name with \.html, \.gexf, \.graphml"):
        write_view(build_graph(readings()), tmp_path / "net.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"No such file or directory; name a file in a folder that can be written"):
        write_view(build_graph(readings()), tmp_path / "missing" / "net.html")


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "net.HTML"
    write_view(build_graph(readings()), path)
    before = path.read_bytes()
    monkeypatch.setattr(graph.files.os, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(InputError, match="No space left on device"):
        write_view(build_graph([first_reading()]), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@given(st.integers(1, 40).flatmap(lambda n: st.tuples(st.just(n), st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1))))))
@settings(max_examples=25, deadline=None)
def test_nodes_stand_apart_and_inside_the_drawing(given: tuple[int, list[tuple[int, int]]]) -> None:
    number, edges = given
    made = nx.Graph(edges)
    made.add_nodes_from(range(number))
    made.remove_edges_from(list(nx.selfloop_edges(made)))
    layout = lay_out(made, dict.fromkeys(made, 8.0))
    for x, y in layout.positions.values():
        assert 8 < x < layout.width - 8
        assert 8 < y < layout.height - 8
    for a, b in combinations(layout.positions.values(), 2):
        assert math.dist(a, b) > 16 + GAP / 3


PLACES = st.lists(st.tuples(st.floats(20, 780), st.floats(20, 580), st.text(min_size=1, max_size=30)), max_size=40)


@given(PLACES)
@settings(max_examples=50, deadline=None)
def test_no_label_lies_over_another_or_leaves_the_drawing(given: list[tuple[float, float, str]]) -> None:
    positions = {n: (x, y) for n, (x, y, _) in enumerate(given)}
    names = {n: (text, text[::-1]) for n, (_, _, text) in enumerate(given)}
    labels = place_labels(names, positions, dict.fromkeys(positions, 5.0), sorted(positions), area=(800, 600))
    assert labels.keys() <= positions.keys()
    boxes = [box for label in labels.values() for box in label_boxes(label)]
    assert all(min(left, top) >= 0 and right <= 800 and bottom <= 600 for left, top, right, bottom in boxes)
    assert not any(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for a, b in combinations(boxes, 2))


def label_boxes(label: Label) -> Iterator[tuple[float, float, float, float]]:
    for text, base, size in ((label.text, label.y, label.size), (label.second, label.y + round(label.size * 0.95), SECOND_SIZE)):
        width = measure(text) * size * 0.53
        left = label.x - width * {"start": 0, "middle": 0.5, "end": 1}[label.anchor]
        if text:
            yield left, base - size * 0.7, left + width, base + size * 0.2


def test_names_give_way_to_nodes_but_for_the_first_ones() -> None:
    """A hub in a ring of nodes: no place beside it is free, and yet it is named."""
    ring = {n: (400 + 22 * math.cos(n), 300 + 22 * math.sin(n)) for n in range(1, 30)}
    positions = {0: (400.0, 300.0), **ring}
    names = dict.fromkeys(positions, ("四海联盟", "Union"))
    labels = place_labels(names, positions, dict.fromkeys(positions, 5.0), sorted(positions), area=(800, 600))
    assert labels[0].text == "四海联盟"
    assert len(labels) < len(positions)


def test_long_names_are_cut_by_their_width() -> None:
    assert cut("四海联盟") == "四海联盟"
    assert cut("四" * 30) == "四" * 11 + "…"
    assert cut("x" * 24) == "x" * 24
    assert cut("x" * 25) == "x" * 23 + "…"
    assert measure(cut("联盟 Union " * 9)) <= LONGEST


def test_one_statement_of_a_second_document_is_enough_for_nothing() -> None:
    assert facts(network([second_reading()])) >= MEMBER | BACKGROUND
    assert ("court", "CO_MENTION", "pact", False) not in facts(network([second_reading()]))
