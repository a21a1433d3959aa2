"""Renders docs/lexicon.md: what the lexicon covers. `python tests/lexicon_table.py` renews it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import yaml

from extract.lexicon import LEXICON_FOLDER, LOOKALIKES, load_lexicon

PAGE = Path(__file__).parent.parent / "docs" / "lexicon.md"
_HEAD = """# What the lexicon covers

One YAML file a subject in [extract/lexicon/](../extract/lexicon/); the format stands at the head of
[extract/lexicon.py](../extract/lexicon.py). A *strong* name is enough alone; a *weak* one counts only after a strong one of the same
thing in the same document. A *caption* is the one of its names that stands in the circles of a picture; most entries need none,
because their name is short or is shortened by rule ([graph-model.md](graph-model.md#captions)). This page is generated from the
files (`make docs`), and a test holds it to them.

| file | type | entries | strong names | weak names | with a caption | with a parent | with members | with external ids |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
"""


def render() -> str:
    lexicon = load_lexicon()
    rows, total = [], Counter[str]()
    for file in sorted(LEXICON_FOLDER.glob("*.yml")):
        if file.name == LOOKALIKES:
            continue
        raw = yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        entries = [lexicon.entries[str(item["key"])] for item in raw["entries"]]
        counts = [
            len(entries),
            sum(len(e.strong_names()) for e in entries),
            sum(len(e.weak) for e in entries),
            sum(bool(e.caption) for e in entries),
            sum(bool(e.parent) for e in entries),
            sum(bool(e.members) for e in entries),
            sum(bool(e.ids) for e in entries),
        ]
        total[raw["type"]] += len(entries)
        rows.append(f"| {file.name} | {raw['type']} | " + " | ".join(map(str, counts)) + " |")
    sums = ", ".join(f"{count} {type_}" for type_, count in sorted(total.items()))
    return f"{_HEAD}" + "\n".join(rows) + f"\n\nEntries by type: {sums}; look-alikes that are nobody: {len(lexicon.lookalikes)}.\n"


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
