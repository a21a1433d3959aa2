"""Every grammar finds its examples and leaves its counter-examples alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from marked import mark, read

from extract.lexicon import load_lexicon
from extract.mentions import grammar

EXAMPLES = Path(grammar.__file__).parent / "grammars" / "examples.yml"


def _lines() -> Iterator[tuple[str, str, str]]:
    for name, kinds in yaml.safe_load(EXAMPLES.read_text(encoding="utf-8")).items():
        yield from ((name, kind, marked) for kind, lines in kinds.items() for marked in lines)


@pytest.mark.parametrize(("name", "kind", "marked"), list(_lines()), ids=lambda value: str(value)[:20])
def test_example(name: str, kind: str, marked: str) -> None:
    [passage] = read([marked], load_lexicon())
    assert mark(passage.text, passage.mentions) == marked.replace("—", "-")


def test_every_grammar_has_both() -> None:
    grammars = yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))
    assert [name for name, kinds in grammars.items() if not (kinds["examples"] and kinds["counter"])] == []
