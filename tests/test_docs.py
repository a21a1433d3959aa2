"""The documentation says what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click import Group
from lexicon_table import PAGE, render

from communique import main

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *ROOT.glob("docs/*.md")])


def test_lexicon_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == render(), "renew it: make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_readme_names_every_command() -> None:
    assert isinstance(main, Group)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in main.commands if f"`communique {name} " not in readme] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_no_password_on_a_command_line(page: Path) -> None:
    assert re.findall(r"--password[ =](?!file)", page.read_text(encoding="utf-8")) == []
