"""Follows one statement, a commitment above all, through the later documents: what in them answers to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extract.model import InputError
from graph.between.changes import classify, diff
from graph.between.likeness import closest, prepare
from graph.between.said import Said, Text, find_head, read_heads, read_text
from graph.database.store import Store


def is_statement_id(name: str) -> bool:
    """Whether it has the form doc#n:start, which no name of an entity has."""
    place, _, start = name.rpartition(":")
    return "#" in place and start.isascii() and start.isdigit()


def follow(store: Store, id_: str) -> dict[str, Any]:
    """The statement, and for each later document the one most like it (or none, where none is like enough): for JSON.

    Raises InputError when there is no such statement, with those of its paragraph, or its document has no date.
    """
    heads = read_heads(store)
    origin = read_text(store, find_head(id_.split("#", 1)[0], heads))
    said = find_said(id_, origin)
    if not origin.head.date:
        raise InputError(f"{origin.head.id}: has no date, so nothing is known to be later; give the document one")
    later = [head for head in heads.values() if head.is_later_than(origin.head)]
    return {
        "statement": {**said.to_dict(), "date": origin.head.date},
        "documents": [_answer(said, origin, read_text(store, head)) for head in later],
        "undated": [head.id for head in heads.values() if not head.date],
    }


def find_said(id_: str, text: Text) -> Said:
    """Raises InputError, with the statements of the paragraph, when there is none of that id."""
    found = {said.id: said for said in text.statements}
    if id_ in found:
        return found[id_]
    place = id_.rpartition(":")[0]
    near = [said.id for said in text.statements if said.place == place] or [said.id for said in text.statements[:5]]
    raise InputError(f"{id_}: no statement of the graph; nearest are {', '.join(near) or 'none: the document has no statements'}")


def _answer(said: Said, origin: Text, later: Text) -> dict[str, Any]:
    """The most like statement, measured as `compare` measures the two documents."""
    measure = prepare(origin.statements, later.statements, {*origin.head.issuers, *later.head.issuers})
    match = closest(said, later.statements, measure)
    answer: Mapping[str, Any] = {"class": None, "reasons": (), "likeness": None, "found": None, "diff": None}
    if match:
        change = classify(said, match.b)
        answer = {"class": change.kind, "reasons": change.reasons, "likeness": match.likeness, "found": match.b.to_dict()}
        answer = {**answer, "diff": diff(said.quote, match.b.quote)}
    return {**later.head.to_dict(), **answer}
