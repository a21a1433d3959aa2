"""The goals that reading is held to, on reference annotations: those that travel with the project, and a folder of others.

COMMUNIQUE_GOLD names a folder of further reference annotations (.jsonl), which are read in place.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import miss

from extract.inputs import read_all, read_readings, rebuild_documents
from extract.lexicon import load_lexicon
from extract.scoring import Score, score

DEV = Path(__file__).parent / "data" / "dev.jsonl"
TYPES = ("Country", "Place", "Organization", "Treaty", "Resolution", "Instrument", "Event", "Person")
HOME = {
    "mention exact+type": 0.97,
    "linking B3": 0.98,
    "statement cue+act": 0.97,
    "statement actor": 0.97,
    "commitment": 0.92,
    "statement concerns": 0.92,
    "relation": 0.80,
    **{f"relation {name}": 0.75 for name in ("HELD_ON", "HEADS", "MEMBER_OF", "CHAIRS", "ADOPTED")},
    **{f"type {name}": 0.90 for name in TYPES},
    "type Resolution": 1.0,
}
ABROAD = {
    "mention exact+type": 0.93,
    "linking B3": 0.96,
    "statement cue+act": 0.93,
    "statement actor": 0.90,
    "commitment": 0.85,
    "statement concerns": 0.85,
}


def _score(files: list[Path]) -> Score:
    reference = [reading for file in files for reading in read_readings(str(file))]
    return score(reference, read_all(rebuild_documents(reference), load_lexicon()))


@pytest.fixture(scope="module")
def at_home() -> Score:
    return _score([DEV])


@pytest.mark.parametrize(("layer", "goal"), HOME.items())
def test_at_home(at_home: Score, layer: str, goal: float) -> None:
    assert at_home.layers[layer].f1 >= goal


@pytest.fixture(scope="module")
def abroad(request: pytest.FixtureRequest) -> dict[str, Score]:
    folder = os.environ.get("COMMUNIQUE_GOLD")
    files = sorted(f for f in Path(folder).glob("*.jsonl") if f.name != DEV.name) if folder else []
    if not files:
        miss(request.config, "further reference annotations", "there are none here", "name their folder in COMMUNIQUE_GOLD")
    return {file.stem: _score([file]) for file in files} | {"all": _score(files)}


@pytest.mark.parametrize(("layer", "goal"), ABROAD.items())
def test_abroad(abroad: dict[str, Score], layer: str, goal: float) -> None:
    short = {name: found.layers[layer].f1 for name, found in abroad.items() if found.layers[layer].f1 < goal}
    assert short == {}


def test_relations_abroad(abroad: dict[str, Score]) -> None:
    assert abroad["all"].layers["relation"].f1 >= 0.75
