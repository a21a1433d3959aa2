"""The answers worked out by hand (queries/GROUP/NAME.answer.yml), and how much of them a store's answers equal."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from graph.questions.answers import Answer
from graph.questions.queries import Question

Rows = list[list[Any]]


@dataclass(frozen=True)
class Known:
    """What a question must answer on a set of readings, in these columns, row for row; nodes by id, edges by type."""

    question: Question
    fixture: str  # corpus, reference or faults
    parameters: Mapping[str, Any]
    columns: Sequence[str]
    rows: Rows


def read_known(question: Question) -> list[Known]:
    """The answers that are kept beside the question."""
    path = question.path.with_suffix(".answer.yml")
    found = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else []
    return [Known(question, known["fixture"], known.get("parameters", {}), known["columns"], known["rows"]) for known in found]


def select_rows(known: Known, answer: Answer) -> Rows:
    """The answer's rows in the columns that are known."""
    return [[_plain(record[name]) for name in known.columns] for record in answer.records()]


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping) and "properties" in value:
        return value["id"] if "labels" in value else value["type"]
    return value


def count_equal(known: Rows, given: Rows) -> int:
    """How many rows are equal and in the same order."""
    matcher = difflib.SequenceMatcher(None, *([repr(row) for row in rows] for rows in (known, given)), autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())


def describe_difference(known: Known, given: Rows) -> str:
    """The rows of the one and not of the other: - by hand only, + by the program only."""
    lines = difflib.ndiff([repr(row) for row in known.rows], [repr(row) for row in given])
    differing = [line.rstrip("\n") for line in lines if line[0] in "-+"]
    return "\n".join([f"{known.question.name} {dict(known.parameters)}", *differing]) if differing else ""
