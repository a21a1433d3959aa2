"""Questions and answers as plain text. Chinese characters are two columns wide, so tables are aligned by width."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from graph.questions.answers import Answer
from graph.questions.parameters import show_value
from graph.questions.queries import Question, list_groups

WIDTH = 160  # columns of a table, where its narrowest form allows; the full text is in the JSON
NARROWEST, WIDEST = 10, 72  # columns of a cell that has to be cut
GAP = "  "


def as_table(answer: Answer, *, width: int = WIDTH) -> str:
    """The answer as an aligned table, followed by the number of rows and what the answer does not say.

    Nodes are shown by name, edges by type. Where the table would be wider than `width` columns, long cells end in ….
    Columns for programs (keys beside names, spans of evidence) are in the JSON only.
    """
    shown = list_shown(answer.columns)
    cells = [[show(row[at]) for at in shown] for row in (answer.columns, *answer.rows)]
    widest = _fit([max(map(measure, column)) for column in zip(*cells, strict=True)], width)
    table = _align([_cut(cell, widest) for cell in row] for row in cells) if answer.rows else []
    return "\n".join([*table, *_footer(answer)])


def list_shown(columns: Sequence[str]) -> list[int]:
    """Where the columns stand that people read; the others are for programs."""
    return [at for at, name in enumerate(columns) if not name.endswith("_key") and name != "evidence"]


def _fit(widths: Sequence[int], width: int) -> int:
    """How wide a cell may be, so that columns of these widths fit: long columns give way, short ones stay whole."""
    room = width - len(GAP) * (len(widths) - 1)
    fitting = (cap for cap in range(WIDEST, NARROWEST, -1) if sum(min(cap, own) for own in widths) <= room)
    return next(fitting, NARROWEST)


def _footer(answer: Answer) -> Iterator[str]:
    count = len(answer.rows)
    more = f", the most that {answer.question.name} returns; narrow it with a parameter" if answer.is_full else ""
    yield f"({count} row{'' if count == 1 else 's'}{more})"
    for zh, en in answer.question.caveats:
        yield f"* {zh}"
        yield f"  {en}"


def describe_questions(questions: Sequence[Question]) -> str:
    """The groups with their questions, one line each: its name and titles."""
    lines = _align([[f"  {q.name}", q.title_zh, q.title_en] for q in questions], ruled=False)
    pairs = list(zip(questions, lines, strict=True))
    return "\n".join(
        line for group in list_groups() for line in (group.title, *(line for q, line in pairs if q.group == group), "")
    ).rstrip()


def describe_question(question: Question) -> str:
    """Everything about a question: titles, caveats, parameters with their defaults, Cypher."""
    return "\n".join(
        [
            f"{question.name} ({question.group.title})",
            f"  {question.title_zh}",
            f"  {question.title_en}",
            "",
            "What the answer does not say:",
            *(f"  * {zh}\n    {en}" for zh, en in question.caveats),
            "",
            "Parameters (--param NAME=VALUE):",
            *(f"  {line}" for line in _parameters(question)),
            "",
            question.cypher,
        ]
    )


def _parameters(question: Question) -> list[str]:
    rows = [[name, show_value(value), _note(question, name)] for name, value in question.defaults.items()]
    return _align(rows, ruled=False) if rows else ["none"]


def _note(question: Question, name: str) -> str:
    return "(empty: everything)" if question.is_optional(name) else ""


def _align(rows: Iterable[Sequence[str]], *, ruled: bool = True) -> list[str]:
    """Lines with their columns under each other, the last one left as it is; the first row is the head of a ruled one."""
    table = [list(row) for row in rows]
    widths = [max(measure(cell) for cell in column) for column in zip_longest(*table, fillvalue="")]
    lines = [GAP.join(_pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table]
    return [lines[0], GAP.join("-" * width for width in widths), *lines[1:]] if ruled else lines


def measure(text: str) -> int:
    """The columns that a terminal gives the text: two a wide character, none a combining one."""
    return sum(map(_width, text))


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _pad(text: str, width: int) -> str:
    return text + " " * (width - measure(text))


def _cut(text: str, widest: int) -> str:
    if measure(text) <= widest:
        return text
    kept, room = "", widest - 1
    for character in text:
        room -= _width(character)
        if room < 0:
            break
        kept += character
    return f"{kept}…"


def show(value: Any) -> str:
    """One value on one line: a node by its name, an edge by its type."""
    if isinstance(value, Mapping) and "labels" in value:
        return str(value["properties"].get("name") or value["id"])
    if isinstance(value, Mapping) and "head" in value:
        return str(value["type"])
    if isinstance(value, Mapping):
        return ", ".join(f"{name}={show(part)}" for name, part in value.items())
    if isinstance(value, list):
        return ", ".join(map(show, value))
    return _show_plain(value)


def _show_plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.2f}" if isinstance(value, float) else " ".join(str(value).split())
