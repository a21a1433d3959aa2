"""Values as cells of a CSV table that is safe to open in a spreadsheet, and back.

Rows follow RFC 4180 in UTF-8, with the mark at the beginning by which Excel knows UTF-8. Texts stand in quotes, numbers do
not. A spreadsheet runs a cell that begins with one of = + - @ as a formula, the full-width forms too; and where it takes
`;` or a tab for what parts the cells, as it does by default in half of Europe, the beginning of a cell may be anywhere
after one, or after a line break. So one apostrophe is put before these. `restore` takes it away again, and only it: where
a text has apostrophes there already, one more stands in front of them.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping
from typing import IO, Any

# What some program may cut off before it looks for a formula (white space, control characters, what has no width, quotes), and
# our own apostrophes; but nothing that parts cells.
BEFORE = r"['\"\x00-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]*"
FORMULA = rf"{BEFORE}[=+\-@＝＋－＠]"
START = rf"{BEFORE}[=+\-@＝＋－＠\t\r\n]"
RISKY = re.compile(rf"\A(?={START})|(?<=[;\t\r\n])(?={FORMULA})")
DEFUSED = re.compile(rf"\A'(?={START})|(?<=[;\t\r\n])'(?={FORMULA})")
ENCODING = "utf-8-sig"


def defuse(text: str) -> str:
    return RISKY.sub("'", text)


def restore(cell: str) -> str:
    """The text of a cell, to the letter."""
    return DEFUSED.sub("", cell)


def to_cell(value: Any) -> str | int | float:
    """Lists and mappings are JSON; what is unknown is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return value
    return defuse(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


class Table:
    """A table of named columns being written. What a row lacks is empty; what no column is named for is not written."""

    def __init__(self, file: IO[str], columns: Iterable[str]) -> None:
        self._columns = tuple(columns)
        self._writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
        self._writer.writerow(self._columns)

    def add(self, row: Mapping[str, Any]) -> None:
        self._writer.writerow([to_cell(row.get(name)) for name in self._columns])
