"""Names that must never merge, and names that must: the list that linking is held to."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from extract.folding import fold
from extract.lexicon import load_lexicon
from extract.mentions.find import find_mentions
from extract.mentions.link import link
from extract.model import Metadata
from extract.passage import Passage

DATA = Path(__file__).parent / "data"


def _pairs(name: str) -> list[tuple[str, str]]:
    groups = yaml.safe_load((DATA / f"{name}.yml").read_text(encoding="utf-8"))
    return [(a, b) for group in groups.values() for a, b in group]


def _keys(*names: str) -> list[set[str]]:
    """For each name, said in a sentence of one document, the keys of the mentions in it."""
    lexicon = load_lexicon()
    texts = [fold(f"我们支持{name}。").text for name in names]
    passages = [Passage(str(i), t, mentions=tuple(find_mentions(t, lexicon))) for i, t in enumerate(texts)]
    return [{m.key for m in passage.mentions} for passage in link(passages, lexicon, Metadata("a-document"))]


@pytest.mark.parametrize(("one", "other"), _pairs("near_misses"))
def test_near_miss(one: str, other: str) -> None:
    first, second = _keys(one, other)
    assert first
    assert second
    assert first.isdisjoint(second)


@pytest.mark.parametrize(("one", "other"), _pairs("near_hits"))
def test_near_hit(one: str, other: str) -> None:
    first, second = _keys(one, other)
    assert len(first) == 1
    assert first == second


def test_the_lists_are_long_enough() -> None:
    assert len(_pairs("near_misses")) >= 100
    assert len(_pairs("near_hits")) >= 100
