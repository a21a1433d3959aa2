"""What trace and follow have found, in words for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from extract.schema import load_schema
from graph.between.changes import KINDS
from graph.between.trace import SILENT, load_stages
from graph.pages.text import clean, on_page

Row = Mapping[str, Any]


def describe_trace(traced: Row) -> str:
    """Document after document what it does with the entity, with its quotes; `silent` where it says nothing."""
    return "\n".join(clean_lines(_trace_lines(traced)))


def _trace_lines(traced: Row) -> Iterator[str]:
    said = [document for document in traced["documents"] if SILENT not in document["stages"]]
    silent = len(traced["documents"]) - len(said)
    yield f"{traced['name']}  [{traced['entity']}]"
    yield f"named in {len(said)} documents; {silent} between them silent, {len(traced['silent_since'])} since"
    for document in traced["documents"]:
        yield ""
        yield _head_line(document) + "  " + ", ".join(map(stage_label, document["stages"]))
        for statement in document["statements"]:
            yield f"    {stage_label(statement['stage'])}  {_paragraph(statement, 'n')}  {_act(statement)}  {statement['quote']}"
        for mention in document["mentions"]:
            yield f"    {stage_label('mentioned')}  {_paragraph(mention)}  {mention['quote']}"
        for fact in document["facts"]:
            yield f"    {_fact(fact)}  {_paragraph(fact)}  {fact['quote']}"
    if traced["silent_since"]:
        yield ""
        yield f"silent since 此后未提及: {', '.join(head['id'] for head in traced['silent_since'])}"


def describe_follow(followed: Row) -> str:
    """The statement, and document after document what answers to it."""
    return "\n".join(clean_lines(_follow_lines(followed)))


def _follow_lines(followed: Row) -> Iterator[str]:
    statement = followed["statement"]
    yield f"{statement['id']}  {statement['date']}  {_act(statement)}"
    yield f"    {statement['quote']}"
    for document in followed["documents"]:
        yield ""
        found = document["found"]
        if not found:
            yield f"{_head_line(document)}  not taken up 未见呼应"
            continue
        zh, en, _ = KINDS[document["class"]]
        reasons = f", by {' and '.join(document['reasons'])}" if document["reasons"] else ""
        yield f"{_head_line(document)}  {en} {zh}{reasons} (likeness {document['likeness']:.2f})"
        yield f"    {_paragraph(found, 'n')}  {_act(found)}  {found['quote']}"
    if not followed["documents"]:
        yield "no later document in the graph"
    if followed["undated"]:
        yield f"left out, having no date: {', '.join(followed['undated'])}"


def clean_lines(lines: Iterator[str]) -> Iterator[str]:
    """No control character of a text may reach the terminal."""
    yield from (clean(line) for line in lines)


def stage_label(stage: str) -> str:
    zh, en = load_stages().labels[stage]
    return f"{en} {zh}"


def _paragraph(row: Row, name: str = "paragraph") -> str:
    return on_page(f"§{row[name]}", row.get("page"))


def _head_line(head: Row) -> str:
    return f"{head['date'] or '(no date)'}  {head['id']}  {head['name']}"


def _act(statement: Row) -> str:
    who = "" if statement["collective"] else f"{', '.join(statement['speakers'])}: "
    return f"{who}{statement['act']} {statement['strength']:+d}{' commitment' if statement['commitment'] else ''}"


def _fact(fact: Row) -> str:
    relation = load_schema().relations[fact["type"]]
    return f"{fact['headName']} {relation.en} {relation.zh} {fact['tailName']}"
