"""Answers for a spreadsheet (CSV) and for a paper (Markdown)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph.exports.cells import defuse
from graph.questions.answers import QUOTE, Answer, Citation, Row, Source, cite, cite_column
from graph.questions.parameters import show_value
from graph.questions.tables import list_shown, show

_MARKED = re.compile(r"[\\`*_\[\]<>|]")


def as_csv(answer: Answer) -> bytes:
    """A head and a line a row, with every column and, where the row quotes, a last one with the sources of its quotes.

    UTF-8 with a byte order mark (without it Excel takes Chinese for something else) and lines that end in CR LF. A text
    that a spreadsheet would take for a formula begins with an apostrophe (see exports/cells.py); numbers are left alone.
    """
    lines = io.StringIO()
    writer = csv.writer(lines)
    cited = [cite(answer.columns, row) for row in answer.rows]
    quotes = any(cited)
    writer.writerow([*answer.columns, *(["sources"] if quotes else [])])
    for row, citations in zip(answer.rows, cited, strict=True):
        sources = list(dict.fromkeys(describe_source(answer, citation) for citation in citations))
        writer.writerow(map(_cell, [*row, *([sources] if quotes else [])]))
    return lines.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str | int | float:
    """A number as it is; a text that is no formula."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    return defuse(_write(value))


def _write(value: Any) -> str:
    """A node as `name [id]`, an edge as its type, a list with semicolons."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping) and "labels" in value:
        name = value["properties"].get("name") or value["id"]
        return f"{name} [{value['id']}]" if name != value["id"] else name
    if isinstance(value, list):
        return "; ".join(map(_write, value))
    return show(value) if isinstance(value, Mapping) else str(value)


def describe_source(answer: Answer, citation: Citation) -> str:
    """Where a quote stands, as a reader looks it up: title, date, paragraph and page."""
    source = answer.sources.get(citation.place, Source(citation.document))
    pages = f"p{'p' * (len(source.pages) > 1)}. {'–'.join(source.pages)}" if source.pages else ""
    title = f"{source.title} ({source.title_en})" if source.title_en else source.title
    return ", ".join(part for part in (title, source.date, f"§ {citation.paragraph}", pages) if part)


def as_markdown(answer: Answer) -> str:
    """The title, a table that refers to its quotes by number, the quotes with their sources, and what is not said."""
    notes: dict[Citation, int] = {}
    table = list(_table(answer, notes))
    title = f"**{_escape(answer.question.title_zh)} | {_escape(answer.question.title_en)}**"
    quotes = [f"{number}. {_escape(describe_source(answer, note))}: “{_escape(note.quote)}”" for note, number in notes.items()]
    caveats = [[f"*{_escape(zh)}* *{_escape(en)}*"] for zh, en in answer.question.caveats]
    return "\n\n".join("\n".join(part) for part in ([title], _given(answer), table, quotes, *caveats) if part)


def _given(answer: Answer) -> list[str]:
    """What narrows the question; a list or a number that was left as it is narrows nothing."""
    usual, given = answer.question.defaults, answer.parameters
    narrow = [f"{name}={show_value(given[name])}" for name in usual if given[name] != usual[name] or isinstance(given[name], str)]
    return [_escape("; ".join(narrow))] if narrow else []


def _table(answer: Answer, notes: dict[Citation, int]) -> Iterator[str]:
    """Numbers the quotes in the order in which the rows cite them; the quotes that edges and nodes bear get a column."""
    shown = list_shown(answer.columns)
    drawn = any(_list_drawn(answer, row) for row in answer.rows)
    head = [*(answer.columns[at] for at in shown), *(["quotes"] if drawn else [])]
    yield _line(map(_escape, head))
    yield _line("---" for _ in head)
    for row in answer.rows:
        cells = [_mark(answer, row, at, notes) for at in shown]
        refs = [_number(citation, notes) for citation in _list_drawn(answer, row)]
        yield _line([*cells, *([" ".join(refs)] if drawn else [])])


def _list_drawn(answer: Answer, row: Row) -> list[Citation]:
    return cite(answer.columns, row) if not any(name.endswith(QUOTE) for name in answer.columns) else []


def _mark(answer: Answer, row: Row, at: int, notes: dict[Citation, int]) -> str:
    """A cell; a quote is a reference to its note."""
    name = answer.columns[at]
    if not name.endswith(QUOTE) or not row[at]:
        return _escape(show(row[at]))
    return _number(cite_column(dict(zip(answer.columns, row, strict=True)), name), notes)


def _number(citation: Citation, notes: dict[Citation, int]) -> str:
    return f"[{notes.setdefault(citation, len(notes) + 1)}]"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escape(text: str) -> str:
    return _MARKED.sub(lambda found: f"\\{found[0]}", " ".join(text.split()))
