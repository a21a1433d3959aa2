"""Fetches what some tests need: a real Neo4j, the Cypher checker, the page checker, a browser, Gephi. Run by `make test`.

What cannot be had is said in one line; the tests that need it are then skipped, and named at the end of their run.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from browser import REMEDY as BROWSER_REMEDY
from browser import find_chromium
from gephi_toolkit import NoGephi, fetch_toolkit
from neo4j_server import NoServer, fetch_jars

CHECKER = Path(__file__).parent / "cypher"
PAGE_CHECKER = Path(__file__).parent / "axe"
INSTALL = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]


class NoChecker(Exception):
    """A checker or the browser cannot be had; the message says why."""


def main() -> None:
    for what, install in (
        ("a real Neo4j", install_neo4j),
        ("the Cypher checker", lambda: install_checker(CHECKER)),
        ("the page checker", lambda: install_checker(PAGE_CHECKER)),
        ("the pages in a browser", install_browser),
        ("what Gephi reads", fetch_toolkit),
    ):
        try:
            install()
        except (NoServer, NoChecker, NoGephi) as error:
            print(f"tests of {what} will be skipped: {error}")


def install_neo4j() -> None:
    if not shutil.which("java"):
        raise NoServer("no Java")
    fetch_jars()


def install_checker(folder: Path) -> None:
    """Raises NoChecker when node or npm is missing, or npm fails."""
    if is_installed(folder):
        return
    missing = [name for name in ("node", "npm") if not shutil.which(name)]
    if missing:
        raise NoChecker(f"no {' and no '.join(missing)}")
    done = subprocess.run(INSTALL, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoChecker(f"npm failed: {' '.join((done.stderr + done.stdout).split())[:300]}")


def is_installed(folder: Path) -> bool:
    """Whether what is there is what the lock file asks for."""
    there = folder / "node_modules" / ".package-lock.json"
    if not there.exists() or not shutil.which("node"):
        return False
    wanted = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    found = json.loads(there.read_text(encoding="utf-8"))["packages"]
    return bool(found == {name: spec for name, spec in wanted.items() if name})


def install_browser() -> None:
    """The system's Chromium, else Playwright's own; raises NoChecker when neither can be had."""
    if find_chromium():
        return
    done = subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoChecker(f"Playwright could not fetch Chromium; {BROWSER_REMEDY}")


if __name__ == "__main__":
    main()
