"""Whoever installs the project gets nothing that asks more than its own licence does."""

from __future__ import annotations

import pytest
from licences import PAGE, added, installed, is_allowed, licence, render


def test_everything_installed_is_under_a_permissive_licence() -> None:
    refused = {name: licence(package) for name, package in (installed() | added("spark")).items() if not is_allowed(licence(package))}
    assert refused == {}


def test_the_page_lists_what_is_installed() -> None:
    assert PAGE.read_text(encoding="utf-8") == render(), "renew it: make docs"


@pytest.mark.parametrize("words", ["MIT", "Apache-2.0 OR GPL-2.0-only", "BSD-3-Clause AND MPL-2.0", "MIT License; Apache Software License"])
def test_allowed(words: str) -> None:
    assert is_allowed(words)


@pytest.mark.parametrize("words", ["", "GPL-3.0-only", "MIT AND GPL-2.0", "GNU Lesser General Public License v3 (LGPLv3)", "Proprietary"])
def test_refused(words: str) -> None:
    assert not is_allowed(words)
