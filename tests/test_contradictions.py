"""Facts of which two texts cannot both be right."""

from __future__ import annotations

import pytest

from extract.contradictions import find_contradictions
from extract.model import Reading, Relation


def _reading(doc: str, head: str, type_: str, tail: str, **attributes: str) -> Reading:
    return Reading(doc, "1", "原文", relations=(Relation(head, type_, tail, 0, 2, attributes),))


CONFLICTS = {
    "dates": (_reading("a", "e", "HELD_ON", "2020-11-17"), _reading("b", "e", "HELD_ON", "2020-11-18")),
    "chairs": (_reading("a", "RUS", "CHAIRS", "brics", year="2020"), _reading("b", "IND", "CHAIRS", "brics", year="2020")),
    "heads": (_reading("a", "p", "HEADS", "bank", role="president"), _reading("a", "q", "HEADS", "bank", role="president")),
}
AGREEMENTS = {
    "more exact": (_reading("a", "e", "HELD_ON", "2020"), _reading("b", "e", "HELD_ON", "2020-11-17")),
    "in the range": (_reading("a", "e", "HELD_ON", "2020-11-17", to="2020-11-19"), _reading("b", "e", "HELD_ON", "2020-11-18")),
    "another year": (_reading("a", "RUS", "CHAIRS", "brics", year="2020"), _reading("b", "IND", "CHAIRS", "brics", year="2021")),
    "a new head": (_reading("a", "p", "HEADS", "bank", role="president"), _reading("a", "q", "HEADS", "bank", role="president", new="yes")),
    "years apart": (_reading("a", "p", "HEADS", "bank", role="president"), _reading("b", "q", "HEADS", "bank", role="president")),
}


@pytest.mark.parametrize("readings", CONFLICTS.values(), ids=CONFLICTS)
def test_conflict(readings: tuple[Reading, Reading]) -> None:
    [found] = find_contradictions(readings)
    assert {found.one.place, found.other.place} == {f"{r.doc}#1" for r in readings}


@pytest.mark.parametrize("readings", AGREEMENTS.values(), ids=AGREEMENTS)
def test_agreement(readings: tuple[Reading, Reading]) -> None:
    assert find_contradictions(readings) == []
