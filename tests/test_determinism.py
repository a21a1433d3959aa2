"""The same input gives the same bytes under any hash seed, in any locale, time zone and directory, with any number of workers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from reliability.determinism import ROOT, WORLDS, compare

DOCUMENTS = ("brics-2022-industry-ministers", "brics-2022-beijing-summit-news")  # the two shortest
MADE = 11  # readings, five exports, four pages, one answer


@pytest.mark.embedded
def test_readings_exports_and_pages_are_the_same_everywhere(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    for path in sorted((ROOT / "corpus").iterdir()):
        if path.stem in DOCUMENTS:
            shutil.copy2(path, tmp_path / "corpus")
    rows = list(compare(tmp_path / "corpus", tmp_path))
    assert [row for row in rows if not row.holds] == []
    assert len(rows) == MADE


def test_the_worlds_differ_in_everything() -> None:
    assert [len({getattr(world, name) for world in WORLDS}) for name in ("seed", "locale", "zone", "moved", "options")] == [3, 3, 3, 2, 3]
