"""Readings -> graph: what becomes what, what is refused, and that no order matters."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_readings import CHINA, TEXT, list_corpus, make_reading, relation, statement

from extract.model import CANDIDATE, UNRESOLVED, Entity, InputError, Mention, Metadata, Reading, Relation, read_lines
from extract.schema import load_schema
from graph.building.build import build_graph
from graph.building.check import ISO_DATE
from graph.building.merge import EntityState, entity_from_json, entity_node, entity_to_json, join_entity, read_entity
from graph.building.shape import natural_key


def content(graph: nx.MultiDiGraph) -> tuple[list[Any], list[Any]]:
    return list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))


def edges(graph: nx.MultiDiGraph, type_: str) -> list[tuple[str, str, dict[str, Any]]]:
    return [(head, tail, data) for head, tail, data in graph.edges(data=True) if data["type"] == type_]


def test_any_order_of_readings_gives_the_same_graph(dev_file: Path) -> None:
    readings = list_corpus() + list(read_lines(dev_file.read_text(encoding="utf-8").splitlines()))
    wanted = content(build_graph(readings))
    for seed in range(5):
        random.Random(seed).shuffle(readings)
        assert content(build_graph(readings)) == wanted


def test_the_same_reading_twice_counts_once() -> None:
    assert content(build_graph([*list_corpus(), *list_corpus()])) == content(build_graph(list_corpus()))


def test_reference_annotations_are_readings(dev_file: Path) -> None:
    readings = list(read_lines(dev_file.read_text(encoding="utf-8").splitlines()))
    graph = build_graph(readings)
    assert len(edges(graph, "MENTIONS")) == sum(len(r.mentions) for r in readings)
    assert len(edges(graph, "IN")) == sum(len(r.statements) for r in readings)
    schema = load_schema()
    assert {data["type"] for *_, data in graph.edges(data=True)} >= {"CHAIRS", "HELD_ON", "CITES"}
    for head, tail, data in graph.edges(data=True):
        if data["type"] in schema.relations:
            [head_type], [tail_type] = graph.nodes[head]["labels"][1:], graph.nodes[tail]["labels"][-1:]
            assert schema.allows(head_type, data["type"], tail_type)


def test_every_fact_quotes_its_text() -> None:
    texts = {f"{r.doc}#{r.n}": r.text for r in list_corpus()}
    facts = [data for *_, data in build_graph(list_corpus()).edges(data=True) if data.get("background") is False]
    assert facts
    for data in facts:
        for at, quote in zip(data["evidence"], data["quotes"], strict=True):
            place, span = at.rsplit(":", 1)
            start, end = map(int, span.split("-"))
            assert texts[place][start:end] == quote


def test_two_documents_that_state_a_fact_share_its_edge() -> None:
    graph = build_graph(list_corpus())
    [fact] = [data for head, _, data in edges(graph, "ATTENDED") if head == "Entity:CHN"]
    assert fact["evidence"] == ["a#1:0-24", "b#1:0-24", "b#2:0-24", "c#1:0-24"]
    assert fact["documents"] == ["a", "b", "c"]
    assert fact["role"] == ["observer"]
    assert fact["stated"] == ["{}", "{}", '{"role": "observer"}', "{}"]


def test_contradictory_names_and_ids_are_all_kept() -> None:
    china = build_graph(list_corpus()).nodes["Entity:CHN"]
    assert china["nameEn"] == "People's Republic of China"
    assert china["aliases"] == ["China", "中方"]
    assert (china["iso2"], china["wikidata"], china["kind"]) == ("CN", "Q148", "state")
    other = replace(CHINA, ids={"iso2": "ZZ"})
    graph = build_graph([make_reading("a"), replace(make_reading("b"), entities=(other,), relations=())])
    assert graph.nodes["Entity:CHN"]["alternatives"] == ["iso2=ZZ"]


def test_statements_carry_their_clause_and_what_they_concern() -> None:
    graph = build_graph([make_reading()])
    found = graph.nodes[f"Statement:a#1:{TEXT.index('支持')}"]
    assert (found["quote"], found["act"], found["strength"], found["speaker"]) == ("支持安理会", "support", 6, "collective")
    [(_, tail, data)] = [e for e in edges(graph, "CONCERNS") if e[0] == f"Statement:a#1:{TEXT.index('支持')}"]
    assert (tail, data["evidence"]) == ("Entity:unsc", [f"a#1:{TEXT.index('安理会')}-{TEXT.index('安理会') + 3}"])


def test_the_collective_speaks_as_the_issuer_or_as_nobody_else() -> None:
    graph = build_graph(list_corpus())
    speakers = {(head.split("#")[0], tail, data["collective"]) for head, tail, data in edges(graph, "BY")}
    assert speakers == {("Statement:b", "Entity:unsc", True)}
    assert {tail for _, tail, _ in edges(graph, "SIGNED_BY")} == {"Entity:CHN", "Entity:RUS"}


def test_named_actors_speak_for_themselves() -> None:
    said = statement(TEXT, "重申", "reaffirm", "重申维护《联合国宪章》", actors=("CHN", "RUS"))
    reading = replace(make_reading(), statements=(said,), document=Metadata("a", issuer="unsc"))
    graph = build_graph([reading])
    assert {(tail, data["collective"]) for _, tail, data in edges(graph, "BY")} == {
        ("Entity:CHN", False),
        ("Entity:RUS", False),
    }


def test_citations_count_mentions_and_acts_but_not_the_document_itself() -> None:
    graph = build_graph(list_corpus())
    cited = {head: data for head, tail, data in edges(graph, "CITES") if tail == "Entity:un-charter"}
    assert set(cited) == {"Document:a", "Document:c"}
    assert (cited["Document:a"]["count"], cited["Document:a"]["acts"]) == (1, ["reaffirm"])


def test_background_is_marked_and_apart_from_what_texts_state() -> None:
    stated = relation(TEXT, "unsc", "PART_OF", "un")
    graph = build_graph([replace(make_reading(), relations=(stated,))])
    found = edges(graph, "PART_OF")
    assert [data["background"] for *_, data in found] == [False, True]
    assert found[0][2]["evidence"] == ["a#1:0-24"]
    assert "evidence" not in found[1][2]


def test_a_mention_without_a_record_lends_its_surface() -> None:
    graph = build_graph([replace(make_reading(), entities=(), relations=(), document=None)])
    assert graph.nodes["Entity:un-charter"]["name"] == "《联合国宪章》"
    assert graph.nodes["Entity:un-charter"]["described"] is False
    assert graph.nodes["Entity:un-charter"]["labels"] == ["Entity", "Treaty"]


def test_a_candidate_keeps_its_status_and_its_full_name() -> None:
    start = TEXT.index("安理会")
    candidate = Mention(start, start + 3, "Organization", "联合国安理会", CANDIDATE, "联合国安理会")
    graph = build_graph([Reading("a", "1", TEXT, mentions=(candidate,))])
    node = graph.nodes["Entity:联合国安理会"]
    assert (node["status"], node["name"]) == (CANDIDATE, "联合国安理会")


def test_an_unresolved_mention_is_listed_and_never_an_entity() -> None:
    start = TEXT.index("安理会")
    unresolved = Mention(start, start + 3, "Organization", "", UNRESOLVED)
    graph = build_graph([Reading("a", "1", TEXT, mentions=(unresolved,))])
    assert graph.nodes["Paragraph:a#1"]["unresolved"] == [f"a#1:{start}-{start + 3} 安理会"]
    assert not [node for node in graph if node.startswith("Entity")]


def test_paragraphs_stand_in_their_natural_order() -> None:
    graph = build_graph(Reading("a", n, "文。") for n in ("10", "9", "2", "2a", "1"))
    assert {n["n"]: n["order"] for _, n in graph.nodes(data=True) if "order" in n} == {
        "1": 1, "2": 2, "2a": 3, "9": 4, "10": 5
    }  # fmt: skip


def test_a_document_and_an_entity_may_bear_one_id() -> None:
    reading = Reading("declaration", "1", "《宣言》。", mentions=(Mention(0, 4, "Instrument", "declaration"),))
    assert {"Document:declaration", "Entity:declaration"} <= set(build_graph([reading]))


BASE = make_reading()
REFUSED = [
    (replace(BASE, mentions=(Mention(40, 99, "Country", "CHN"),)), "a#1: mention at 40-99 lies outside"),
    (replace(BASE, mentions=(Mention(3, 3, "Country", "CHN"),)), "a#1: mention at 3-3 lies outside"),
    (replace(BASE, mentions=(Mention(-2, 3, "Country", "CHN"),)), "a#1: mention at -2-3 lies outside"),
    (replace(BASE, mentions=(Mention(0, 2, "Planet", "CHN"),)), "a#1: type Planet is unknown; known are Country"),
    (replace(BASE, statements=(replace(BASE.statements[0], cue="支持"),)), "a#1: cue 支持 is not at"),
    (replace(BASE, statements=(replace(BASE.statements[0], act="hum"),)), "a#1: act hum is unknown"),
    (replace(BASE, statements=(replace(BASE.statements[0], clause_end=999),)), "a#1: clause of 重申"),
    (replace(BASE, statements=(replace(BASE.statements[0], clause_start=0, clause_end=5),)), "does not hold its cue"),
    (replace(BASE, statements=(BASE.statements[0], replace(BASE.statements[0], act="note"))), "stands twice"),
    (replace(BASE, relations=(Relation("CHN", "LIKES", "RUS", 0, 5),)), "a#1: relation LIKES is unknown"),
    (replace(BASE, relations=(Relation("CHN", "ATTENDED", "un", 0, 5),)), "does not allow ATTENDED from CHN (Country)"),
    (replace(BASE, relations=(Relation("CHN", "ATTENDED", "summit-9", 0, 5),)), "nothing says what summit-9 is"),
    (replace(BASE, relations=(Relation("CHN", "ATTENDED", "summit-3", 0, 500),)), "a#1: evidence of ATTENDED"),
    (replace(BASE, relations=(Relation("summit-3", "HELD_ON", "May", 0, 5),)), "a#1: HELD_ON May is no date"),
    (
        replace(BASE, relations=(Relation("CHN", "ATTENDED", "summit-3", 0, 5, {"evidence": "x"}),)),
        "a#1: ATTENDED cannot have an attribute evidence",
    ),
    (replace(BASE, entities=(Entity("x", "Planet", "X"),)), "a#1: type of x Planet is unknown"),
    (replace(BASE, entities=(Entity("x", "Place", "X", ids={"name": "y"}),)), "cannot have an external id name"),
    (replace(BASE, mentions=(Mention(0, 2, "Country", "CHN", "sure"),)), "a#1: status sure is unknown"),
    (replace(BASE, entities=(Entity("x", "Place", "X", status="sure"),)), "a#1: status of x sure is unknown"),
    (replace(BASE, text="\ud800" + TEXT), "a#1: the text holds half a character"),
    (replace(BASE, document=Metadata("b")), "a: its metadata is that of b"),
    (replace(BASE, doc="a#b", document=None), "must not be empty or contain #"),
]


@pytest.mark.parametrize(("reading", "message"), REFUSED, ids=[message for _, message in REFUSED])
def test_what_no_text_proves_is_refused(reading: Reading, message: str) -> None:
    with pytest.raises(InputError) as caught:
        build_graph([reading])
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_two_readings_of_one_paragraph_are_refused() -> None:
    with pytest.raises(InputError, match="a#1: read twice, differently"):
        build_graph([BASE, replace(BASE, section="other")])


@pytest.mark.parametrize("date", ["2031", "2031-05", "2031-05-04", "1999-12-31"])
def test_iso_dates_match(date: str) -> None:
    assert ISO_DATE.fullmatch(date)


@pytest.mark.parametrize("date", ["31", "2031-13", "2031-5-4", "2031-05-32", "2031年", "2031-05-04T00:00", ""])
def test_other_dates_do_not_match(date: str) -> None:
    assert not ISO_DATE.fullmatch(date)


values = st.frozensets(st.text("甲乙丙a=\n", min_size=1, max_size=3), min_size=1, max_size=3)
fields = st.fixed_dictionaries({"name": values, "type": st.just(frozenset({"Country"}))}, optional={
    "nameZh": values, "aliases": values, "kind": values, "wikidata": values, "parents": values, "caption": values
})  # fmt: skip
states = st.builds(EntityState, st.booleans(), st.sampled_from(["known", "candidate", "unresolved"]), fields)


@given(states, states, states)
def test_joining_knows_no_order(a: EntityState, b: EntityState, c: EntityState) -> None:
    assert join_entity(a, b) == join_entity(b, a)
    assert join_entity(a, join_entity(b, c)) == join_entity(join_entity(a, b), c)
    assert join_entity(a, a) == a


@given(states, states)
def test_a_stored_node_can_be_joined_like_what_it_was_written_from(a: EntityState, b: EntityState) -> None:
    node = entity_node("key", a)
    stored = read_entity(node.labels, node.properties)
    assert entity_node("key", stored) == node
    assert entity_node("key", join_entity(stored, b)) == entity_node("key", join_entity(a, b))
    assert entity_from_json(entity_to_json(a)) == a


@given(st.lists(st.text("0129ab²三", min_size=1)))
def test_natural_order_is_an_order(names: list[str]) -> None:
    backwards = names[::-1]
    assert sorted(names, key=natural_key) == sorted(backwards, key=natural_key)


def test_the_description_of_the_model_names_every_property(dev_file: Path) -> None:
    described = (Path(__file__).parent.parent / "docs" / "graph-model.md").read_text(encoding="utf-8")
    readings = list_corpus() + list(read_lines(dev_file.read_text(encoding="utf-8").splitlines()))
    graph = build_graph(readings)
    names = {name for _, data in graph.nodes(data=True) for name in data}
    names |= {name for *_, data in graph.edges(data=True) for name in data} - {"type", "new"}
    assert len(names) > 40
    assert [name for name in sorted(names) if f"`{name}`" not in described] == []


@pytest.mark.parametrize(("kind", "type_"), [("declaration", "Instrument"), ("resolution", "Resolution"), (None, "Instrument")])
def test_the_instrument_that_a_document_is_bears_its_titles(kind: str | None, type_: str) -> None:
    meta = Metadata("a", title="会晤宣言", title_en="Declaration", kind=kind, text_of="our-declaration")
    node = build_graph([Reading("a", "1", TEXT, document=meta)]).nodes["Entity:our-declaration"]
    assert (node["labels"], node["name"], node["nameEn"]) == (["Entity", type_], "会晤宣言", "Declaration")


def test_a_record_displaces_what_the_metadata_lends() -> None:
    meta = Metadata("a", title="大会文件", text_of="un-charter")
    node = build_graph([replace(make_reading(), document=meta)]).nodes["Entity:un-charter"]
    assert (node["labels"], node["name"], node["status"]) == (["Entity", "Treaty"], "联合国宪章", "known")


def test_a_news_agency_does_not_speak_for_those_it_tells_of() -> None:
    """五国领导人同意… in a dispatch is not said by the agency that issued the dispatch."""
    told = make_reading("a")
    collective = replace(told.statements[0], actors=())
    news = replace(told, statements=(collective,), document=Metadata("a", kind="news", issuer="agency"))
    paper = replace(news, document=Metadata("a", kind="declaration", issuer="agency"))
    assert [e for e in build_graph([news]).edges(data="type") if e[2] == "BY"] == []
    assert [e[2] for e in build_graph([paper]).edges(data="type") if e[2] == "BY"] == ["BY"]


def test_an_id_that_no_database_can_index_is_refused() -> None:
    long = replace(make_reading("a"), document=Metadata("a", issuer="x" * 2_001))
    with pytest.raises(InputError, match=r"a: the id x{40}… has 2001 characters, more than the limit of 2000; give it a shorter one"):
        build_graph([long])
