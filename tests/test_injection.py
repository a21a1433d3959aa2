"""Some hundreds of the hostile names of `make reliability`: they stay what they are, and do nothing in graph, page, table or export."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser import open_page
from playwright.sync_api import Browser
from reliability.hostile_names import make_names, make_readings
from reliability.injection import acts, count_half_characters, export_rows, find_formulas, rows, write_pages

from graph.database.load import load
from graph.database.store import Store

NAMES = make_names(300)


def test_hostile_names_change_nothing_but_themselves(store: Store) -> None:
    assert [row for row in rows("", store, NAMES, make_readings(NAMES)) if not row.holds] == []


def test_hostile_names_leave_exports_whole(tmp_path: Path) -> None:
    assert [row for row in export_rows(make_readings(NAMES), tmp_path) if not row.holds] == []


def test_half_characters_are_refused() -> None:
    assert count_half_characters(NAMES) == 0


def test_a_browser_runs_nothing_of_hostile_names(embedded_store: Store, browser: Browser, tmp_path: Path) -> None:
    names = make_names(200, seed=5)
    readings = make_readings(names)
    load(embedded_store, readings)
    for path in write_pages(embedded_store, names, readings, tmp_path):
        with open_page(browser, path) as opened:
            assert (opened.errors, opened.requests) == ([], []), path
            assert opened.page.evaluate("document.title") not in ("owned", "")


@pytest.mark.parametrize("page", ["<p>a</p><script>x</script>", "<p onclick=x>a", '<a href="javascript:x">a</a>', "<iframe></iframe>"])
def test_what_acts_is_found(page: str) -> None:
    assert acts(f"<body>{page}</body>".encode())


def test_formulas_are_found() -> None:
    assert find_formulas(b'a;=1+1,"=2","\'=3",-4\r\n') == ["=2", '=1+1,"=2","\'=3",-4']
