"""docs/export-tables.md, written from graph/exports/tables.yml: `python tests/table_columns.py` writes it anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.exports.tables import Layout, load_layouts

PAGE = Path(__file__).parent.parent / "docs" / "export-tables.md"
HEAD = """\
# The columns of the CSV tables

*Written from [graph/exports/tables.yml](../graph/exports/tables.yml) by `make docs`; change that file, not this page.*
[exports.md](exports.md) says how to open the tables. An *array* and an *object* are JSON in the cell. A column that
*refers to* a table holds the `id` of one of its rows.
"""


def render_columns() -> str:
    return "\n".join([HEAD, *(line for name, layout in load_layouts().items() for line in _section(name, layout))])


def _section(name: str, layout: Layout) -> Iterator[str]:
    yield from (f"## {name}.csv", "", f"{layout.what[0].upper()}{layout.what[1:]}.", "")
    yield from ("| column | type | what it holds |", "| --- | --- | --- |")
    for column, told in layout.columns.items():
        refers = f"; refers to {told.of}" if told.of else ""
        what = told.what.replace("|", "\\|")
        yield f"| `{column}` | {told.type} | {what}{refers} |"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(render_columns(), encoding="utf-8")
