"""The documentation says what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click import Group
from lexicon_table import PAGE, render
from lxml import etree
from model_picture import PICTURE, render_picture
from table_columns import PAGE as COLUMNS
from table_columns import render_columns

from communique import main
from extract.schema import load_schema
from graph.building.shape import LABELS, LEDGER, STRUCTURE

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *ROOT.glob("docs/*.md")])


def test_lexicon_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == render(), "renew it: make docs"


def test_picture_of_the_model_is_up_to_date() -> None:
    assert PICTURE.read_text(encoding="utf-8") == render_picture(), "renew it: make docs"


def test_picture_of_the_model_names_everything() -> None:
    texts = {text.text for text in etree.fromstring(render_picture().encode()).iter("{*}text")}
    schema = load_schema()
    words = {word for text in texts for word in str(text).split(" ")}
    assert words >= {*STRUCTURE, *schema.relations, *schema.types, *LABELS} - {LEDGER}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_images_have_words_for_those_who_do_not_see_them(page: Path) -> None:
    images = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
    assert [path for words, path in images if len(words) < 20 or not (page.parent / path).exists()] == []


def test_images_are_small_and_shown() -> None:
    shown = {name for page in PAGES for name in re.findall(r"!\[[^\]]*\]\([^)]*?([^/)]+)\)", page.read_text(encoding="utf-8"))}
    images = {file.name: file.stat().st_size for file in (ROOT / "docs" / "images").iterdir()}
    assert set(images) == shown
    assert {name: size for name, size in images.items() if size > 300_000} == {}


def test_page_of_table_columns_is_up_to_date() -> None:
    assert COLUMNS.read_text(encoding="utf-8") == render_columns(), "renew it: make docs"


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
