"""The graph style file for Neo4j Browser: a rule for everything that the graph may hold, and captions that can be read."""

from __future__ import annotations

import pytest
from graph_style import FILE, contrast, lines_of, read_style, style_of

from extract.lexicon import load_lexicon
from extract.schema import load_schema
from graph.building.captions import entity_caption, given_caption
from graph.building.shape import LEDGER, STRUCTURE, all_labels

RULES = read_style(FILE.read_text(encoding="utf-8"))
LABELS = all_labels(load_schema())
TYPES = (*STRUCTURE, *load_schema().relations)


def pixels(style: dict[str, str], name: str) -> float:
    assert style[name].endswith("px")
    return float(style[name].removesuffix("px"))


def test_every_label_and_every_relationship_type_has_a_rule() -> None:
    wanted = {"node", "relationship", *(f"node.{label}" for label in LABELS), *(f"relationship.{type_}" for type_ in TYPES)}
    assert set(RULES) == wanted


def test_a_node_shows_its_caption() -> None:
    """Browser takes another property where a rule of the label itself gives none."""
    shown = {label: RULES[f"node.{label}"].get("caption") for label in LABELS}
    assert shown == {label: "{name}" if label == LEDGER else "{caption}" for label in LABELS}


def test_relations_bear_the_names_of_the_schema() -> None:
    named = {type_: RULES[f"relationship.{type_}"]["caption"] for type_ in load_schema().relations}
    assert named == {relation.name: relation.zh for relation in load_schema().relations.values()}


def test_no_two_kinds_of_nodes_look_alike() -> None:
    colours = [style_of(RULES, (label,))["color"] for label in LABELS if label not in (LEDGER, "Entity", "Date")]
    assert len(set(colours)) == len(colours)


@pytest.mark.parametrize("label", LABELS)
def test_captions_stand_out_from_their_circle(label: str) -> None:
    style = style_of(RULES, (label,))
    assert contrast(style["color"], style["text-color-internal"]) >= 4.5


@pytest.mark.parametrize("type_", TYPES)
def test_arrows_stand_out_from_a_light_and_from_a_dark_ground(type_: str) -> None:
    colour = RULES[f"relationship.{type_}"]["color"]
    assert min(contrast(colour, "#f9fcff"), contrast(colour, "#292c33")) >= 3


def test_the_captions_of_the_lexicon_fit_into_their_circles() -> None:
    cut = []
    for entry in load_lexicon().entries.values():
        entity = entry.entity()
        caption = given_caption(entity.caption) if entity.caption else entity_caption(entity.key, (entity.type,), entity.name)
        style = style_of(RULES, ("Entity", entity.type))
        if lines_of(caption, diameter=pixels(style, "diameter"), font=pixels(style, "font-size")) is None:
            cut.append(caption)
    assert cut == []


def test_what_is_too_long_is_seen_to_be_cut() -> None:
    assert lines_of("安理会", diameter=50, font=10) == ["安理会"]
    assert lines_of("联合国安理会", diameter=50, font=10) is None
    assert lines_of("联合国 安理会", diameter=50, font=10) == ["联合国", "安理会"]


def test_browser_takes_no_comments() -> None:
    with pytest.raises(ValueError, match="not a rule"):
        read_style("/* colours */ node {color: #ffffff;}")
