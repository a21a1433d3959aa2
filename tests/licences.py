"""Under which licences stands what a plain installation brings along: docs/licences.md, written by `python tests/licences.py`.

Communiqué is Apache-2.0; whoever installs it must get nothing that asks more of them than that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

PAGE = Path(__file__).parent.parent / "docs" / "licences.md"
PROJECT = "communique-graph"
PERMISSIVE = ("MIT", "BSD", "Apache", "PSF", "Python-2.0", "ISC", "Zlib", "Unlicense", "CC0", "HPND", "0BSD", "Public-Domain")
WEAK = ("MPL", "Mozilla")  # copyleft file by file: it may be used and passed on unchanged
# Packages whose own files say more than their metadata do.
TOLD = {"pypdfium2": "BSD-3-Clause AND Apache-2.0"}  # the binding is under either; PDFium is BSD-3-Clause, with parts under Apache-2.0
HEAD = """\
# What is installed, and under which licence

*Written from the packages' own metadata by `python tests/licences.py`; a test holds it to what is installed.*

What `pip install communique-graph` brings along (versions: `requirements.lock`), extras and the tools of the tests not counted:

| package | licence |
| --- | --- |
"""

SPARK = """
`pip install communique-graph[spark]` brings along besides (Spark itself, Apache-2.0, is part of pyspark):

| package | licence |
| --- | --- |
"""


def installed(name: str = PROJECT, extras: frozenset[str] = frozenset()) -> dict[str, Distribution]:
    """What the project needs when installed without extras, and what that needs, by normal name."""
    found: dict[str, Distribution] = {}
    waiting = [(name, extras)]
    while waiting:
        wanted, extras = waiting.pop()
        for requirement in _requirements(distribution(wanted), extras):
            key = _normal(requirement.name)
            if key not in found:
                try:
                    found[key] = distribution(requirement.name)
                except PackageNotFoundError:
                    continue  # for another system than this one
                waiting.append((requirement.name, frozenset(requirement.extras)))
    return dict(sorted(found.items()))


def _requirements(package: Distribution, extras: frozenset[str]) -> Iterator[Requirement]:
    for line in package.requires or ():
        requirement = Requirement(line)
        if requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield requirement


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def licence(package: Distribution) -> str:
    """The licence as an expression, else as classifiers, else in the package's own short words; empty where none is told."""
    told = package.metadata
    classifiers = [c.rsplit(" :: ", 1)[1] for c in told.get_all("Classifier", []) if c.startswith("License :: ") and c.count(" :: ") > 1]
    words = (told.get("License") or "").strip()
    short = words if "\n" not in words and len(words) < 60 else ""
    return TOLD.get(_normal(told["Name"])) or told.get("License-Expression") or short or "; ".join(classifiers)


def is_allowed(words: str) -> bool:
    """Whether everything that is joined by AND is permissive, or copyleft file by file; of what is joined by OR one is enough."""
    either = (re.split(r"\band\b|;|,|/", choice, flags=re.IGNORECASE) for choice in re.split(r"\bor\b", words, flags=re.IGNORECASE))
    return any(all(any(name in part for name in (*PERMISSIVE, *WEAK)) and "GPL" not in part for part in parts) for parts in either)


def added(extra: str) -> dict[str, Distribution]:
    """What an extra brings along besides."""
    plain = installed()
    return {name: package for name, package in installed(extras=frozenset((extra,))).items() if name not in plain}


def render() -> str:
    return HEAD + _rows(installed()) + SPARK + _rows(added("spark"))


def _rows(packages: dict[str, Distribution]) -> str:
    return "".join(f"| {name} | {licence(package)} |\n" for name, package in packages.items())


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
