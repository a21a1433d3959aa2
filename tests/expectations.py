"""Writes down what the corpus yields now, beside each document and for all: `python tests/expectations.py` (or `make golden`)."""

from __future__ import annotations

import re
import sys
from itertools import groupby
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from extract.documents.document import list_sources, read_documents  # noqa: E402
from extract.documents.headers import find_sidecar  # noqa: E402
from extract.expectations import Tally, count  # noqa: E402
from extract.model import Reading, read_lines  # noqa: E402

CORPUS = ROOT / "corpus"
GOLDEN = ROOT / "tests" / "data" / "golden.jsonl"
_BLOCK = re.compile(r"^expect:\n(?:[ ].*\n)*", re.MULTILINE)


def write_expectations(readings: list[Reading]) -> None:
    tallies = {doc: count(group) for doc, group in groupby(readings, key=lambda reading: reading.doc)}
    for file in list_sources(CORPUS).files:
        [document] = read_documents(file)
        sidecar = find_sidecar(file)
        assert sidecar
        told = _BLOCK.sub("", sidecar.read_text(encoding="utf-8"))
        sidecar.write_text(told + yaml.safe_dump({"expect": _of_one(tallies[document.meta.id])}, sort_keys=False), encoding="utf-8")
    (CORPUS / "expect.yml").write_text(
        "# What these documents yield together; a fall by more than a fifth fails (see extract/expectations.py).\n"
        + yaml.safe_dump(count(readings).to_dict(), sort_keys=False),
        encoding="utf-8",
    )


def _of_one(tally: Tally) -> dict[str, object]:
    return {name: value for name, value in tally.to_dict().items() if name not in ("documents", "paragraphs")}


if __name__ == "__main__":
    write_expectations(list(read_lines(GOLDEN.read_text(encoding="utf-8").splitlines())))
