"""The vendored library is the one that VENDORED.yml names, and our own script is whole and readable."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
import yaml
from conftest import miss

from graph.network.page.page import FOLDER, SCRIPTS, STYLES, VENDORED, join_script

ROOT = Path(__file__).parent.parent
SOURCES = sorted((FOLDER / "script").glob("*.js"))
DECLARED = re.compile(r"^(?:async )?(?:function\*?|const|let|class) (\w+)", re.MULTILINE)


def test_the_vendored_file_has_the_checksum_that_was_noted() -> None:
    noted = yaml.safe_load((VENDORED.parent / "VENDORED.yml").read_text(encoding="utf-8"))
    assert noted["file"] == VENDORED.name
    assert hashlib.sha256(VENDORED.read_bytes()).hexdigest() == noted["sha256"]


def test_what_is_vendored_is_what_the_lock_file_pins() -> None:
    noted = yaml.safe_load((VENDORED.parent / "VENDORED.yml").read_text(encoding="utf-8"))
    lock = json.loads((ROOT / "graph" / "network" / "vendor" / "bundle" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for package in noted["packages"]:
        pinned = lock[f"node_modules/{package['name']}"]
        assert (package["version"], package["integrity"]) == (pinned["version"], pinned["integrity"])
        assert package["licence"] == "MIT"


def test_every_package_brings_its_licence_along() -> None:
    noted = yaml.safe_load((VENDORED.parent / "VENDORED.yml").read_text(encoding="utf-8"))
    banner, licences = VENDORED.read_text(encoding="utf-8")[:2500], (VENDORED.parent / "LICENSES.txt").read_text(encoding="utf-8")
    for package in noted["packages"]:
        assert f"{package['name']} {package['version']}. Copyright" in banner
        assert re.search(rf"^{package['name']}\n\n[\s\S]*?Permission is hereby granted", licences, re.MULTILINE)
    assert "Permission is hereby granted" in banner  # the pages carry copies of it


def test_every_part_of_the_script_and_of_the_style_is_used() -> None:
    assert sorted(SCRIPTS) == [path.stem for path in SOURCES]
    assert sorted(STYLES) == sorted(path.stem for path in (FOLDER / "style").glob("*.css"))


def test_no_two_parts_of_the_script_give_one_name_to_two_things() -> None:
    names = Counter(name for path in SOURCES for name in DECLARED.findall(path.read_text(encoding="utf-8")))
    assert [name for name, count in names.items() if count > 1] == []


def test_the_parts_of_the_script_stay_readable() -> None:
    for path in [*SOURCES, *(FOLDER / "style").glob("*.css")]:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(lines) < 300, path
        assert max(map(len, lines)) <= 140, path


def test_the_script_can_be_parsed_in_parts_and_as_a_whole(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        miss(request.config, "page-checker", "no Node.js", "install Node.js with npm and run `python tests/install.py`")
        return
    (tmp_path / "whole.js").write_text(join_script(), encoding="utf-8")
    for path in [*SOURCES, tmp_path / "whole.js"]:
        done = subprocess.run([node, "--check", str(path)], capture_output=True, text=True, check=False)
        assert (path.name, done.returncode, done.stderr) == (path.name, 0, "")
