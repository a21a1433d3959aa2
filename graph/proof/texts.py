"""One document's nodes and edges against its own text: what can be seen to be wrong without knowing what was loaded."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from extract.model import InputError
from extract.schema import load_schema
from graph.building.check import bare
from graph.building.shape import COMMITMENT, HAS_PARAGRAPH, IN, PARAGRAPH, STATEMENT, STRUCTURE, ends, node_id
from graph.proof.elements import Finding, Link, Vertex, listed
from graph.proof.found import Part
from graph.proof.quotes import check_words, cut, split_span, tell

QUOTED = ("negated", "condition", "specific", "future", "deadline")  # each with its place under nameAt
_UNRESOLVED = re.compile(r"(?P<start>[0-9]+)-(?P<end>[0-9]+) (?P<words>.+)", re.DOTALL)
Problems = Iterator[str]


def check_texts(part: Part) -> Iterator[Finding]:
    """Whatever in a document's nodes and edges its own text and the schema do not bear out."""
    around = _Around(part)
    for vertex in part.vertices:
        yield from (Finding(vertex.name, problem) for problem in _NODES.get(vertex.label, _nothing)(vertex, around))
    for link in part.links:
        yield from (Finding(link.name, problem) for problem in _check_link(link, around))


@dataclass
class _Around:
    """The other nodes and edges that a check of one looks at."""

    part: Part

    @property
    def texts(self) -> Mapping[str, str]:
        return self.part.texts

    @cached_property
    def vertices(self) -> Mapping[str, Vertex]:
        return {vertex.name: vertex for vertex in self.part.vertices}

    @cached_property
    def leaving(self) -> Mapping[tuple[str, str], Sequence[Link]]:
        return _grouped(self.part.links, lambda link: (link.head, link.type))

    @cached_property
    def entering(self) -> Mapping[tuple[str, str], Sequence[Link]]:
        return _grouped(self.part.links, lambda link: (link.tail, link.type))

    @cached_property
    def mentions(self) -> frozenset[tuple[str, str]]:
        """Where which entity is named: (node name, place)."""
        links = (link for link in self.part.links if link.type == "MENTIONS")
        return frozenset((link.tail, _place(link.head, link.properties, "start", "end")) for link in links)


def _grouped(links: Sequence[Link], key: Callable[[Link], tuple[str, str]]) -> Mapping[tuple[str, str], Sequence[Link]]:
    found: defaultdict[tuple[str, str], list[Link]] = defaultdict(list)
    for link in links:
        found[key(link)].append(link)
    return found


def _nothing(vertex: Vertex, around: _Around) -> Problems:
    return iter(())


def _check_paragraph(vertex: Vertex, around: _Around) -> Problems:
    documents = [link.head.partition(":")[2] for link in around.entering.get((vertex.name, HAS_PARAGRAPH), ())]
    if len(documents) > 1:
        yield f"{len(documents)} documents have it"
    if any(vertex.id != f"{doc}#{vertex.properties.get('n')}" for doc in documents):
        yield f"its id does not say that it is paragraph {vertex.properties.get('n')} of {', '.join(documents)}"
    if not isinstance(vertex.properties.get("text"), str):
        yield "it has no text"
        return
    for told in listed(vertex.properties.get("unresolved")):
        found = _UNRESOLVED.fullmatch(told.removeprefix(f"{vertex.id}:"))
        at = f"{vertex.id}:{found['start']}-{found['end']}" if found else told
        if problem := check_words("unresolved", found and found["words"], at, around.texts):
            yield problem


def _check_statement(vertex: Vertex, around: _Around) -> Problems:
    given = vertex.properties
    paragraph = vertex.id.rpartition(":")[0]
    if [link.tail for link in around.leaving.get((vertex.name, IN), ())] != [node_id(PARAGRAPH, paragraph)]:
        yield f"it is not in one paragraph, {paragraph}"
    if vertex.id != f"{paragraph}:{given.get('start')}":
        yield f"its cue begins at {given.get('start')}, which its id does not say"
    if given.get("act") not in load_schema().acts:
        yield f"act {given.get('act')} is unknown to the schema"
    if given.get("commitment") != (COMMITMENT in vertex.labels):
        yield f"commitment is {given.get('commitment')}, its labels are {', '.join(vertex.labels)}"
    yield from _check_spans(vertex, around.texts.get(paragraph, ""))
    yield from _check_quoted(vertex, paragraph, around.texts)
    yield from _check_speaker(vertex, around.leaving.get((vertex.name, "BY"), ()))


def _check_spans(vertex: Vertex, text: str) -> Problems:
    given = vertex.properties
    try:
        clause = cut(text, given.get("clauseStart"), given.get("clauseEnd"), _place(vertex.id, given, "clauseStart", "clauseEnd"))
        cue = cut(text, given.get("start"), given.get("end"), _place(vertex.id, given, "start", "end"))
    except InputError as error:
        yield str(error)
        return
    if given.get("quote") != clause:
        yield f"quote {tell(given.get('quote'), clause)}"
    if bare(str(given.get("cue"))) != bare(cue):
        yield f"cue {tell(given.get('cue'), cue)}"
    if given.get("name") != given.get("cue"):
        yield f"name {tell(given.get('name'), given.get('cue'))}"
    if not given["clauseStart"] <= given["start"] < given["end"] <= given["clauseEnd"]:
        yield "its clause does not hold its cue"


def _check_quoted(vertex: Vertex, paragraph: str, texts: Mapping[str, str]) -> Problems:
    for name in QUOTED:
        words, at = vertex.properties.get(name), vertex.properties.get(f"{name}At")
        if words is None and at is None:
            continue
        if not str(at).startswith(f"{paragraph}:"):
            yield f"{name}At {at} is not in its paragraph"
        elif problem := check_words(name, words, at, texts):
            yield problem


def _check_speaker(vertex: Vertex, links: Sequence[Link]) -> Problems:
    named = vertex.properties.get("speaker") == "named"
    if (named and not links) or any(link.properties.get("collective") != (not named) for link in links):
        yield f"speaker is {vertex.properties.get('speaker')}, which its {len(links)} BY edges do not bear out"


_NODES: Mapping[str, Callable[[Vertex, _Around], Problems]] = {PARAGRAPH: _check_paragraph, STATEMENT: _check_statement}


def _check_link(link: Link, around: _Around) -> Problems:
    if link.type not in STRUCTURE:
        yield "the schema has no such edge here"
    elif (_label(link.head), _label(link.tail)) != ends(link.type):
        yield f"the schema lets it run from {' to '.join(ends(link.type))} only"
    else:
        yield from _LINKS.get(link.type, _no_evidence)(link, around)


def _check_mention(link: Link, around: _Around) -> Problems:
    at = _place(link.head, link.properties, "start", "end")
    if problem := check_words("surface", link.properties.get("surface"), at, around.texts):
        yield problem


def _check_by(link: Link, around: _Around) -> Problems:
    if link.properties.get("evidence") != [_clause(link.head, around)]:
        yield f"evidence {tell(link.properties.get('evidence'), [_clause(link.head, around)])}"


def _check_concern(link: Link, around: _Around) -> Problems:
    clause = _clause(link.head, around)
    given = listed(link.properties.get("evidence"))
    outside = [at for at in given if at != clause and ((link.tail, at) not in around.mentions or not _holds(clause, at))]
    if outside or not given:
        yield f"evidence {', '.join(outside) or 'none'} is neither the clause {clause} nor a mention in it"


def _check_citation(link: Link, around: _Around) -> Problems:
    evidence = listed(link.properties.get("evidence"))
    unnamed = [at for at in evidence if (link.tail, at) not in around.mentions]
    if unnamed or not evidence:
        yield f"evidence {', '.join(unnamed) or 'none'} is no mention of it"
    if link.properties.get("count") != len(evidence):
        yield f"count {tell(link.properties.get('count'), len(evidence))}"
    concerned = (around.vertices.get(concern.head) for concern in around.entering.get((link.tail, "CONCERNS"), ()))
    acts = sorted({str(statement.properties.get("act")) for statement in concerned if statement})
    if link.properties.get("acts", []) != acts:
        yield f"acts {tell(link.properties.get('acts', []), acts)}"


def _check_metadata(link: Link, around: _Around) -> Problems:
    if link.properties.get("evidence") != ["metadata"]:
        yield f"evidence {tell(link.properties.get('evidence'), ['metadata'])}"


def _no_evidence(link: Link, around: _Around) -> Problems:
    if link.properties:
        yield f"it has properties, {', '.join(sorted(link.properties))}, and should have none"


_LINKS: Mapping[str, Callable[[Link, _Around], Problems]] = {
    "MENTIONS": _check_mention,
    "BY": _check_by,
    "CONCERNS": _check_concern,
    "CITES": _check_citation,
    **dict.fromkeys(("ISSUED_BY", "SIGNED_BY", "TEXT_OF"), _check_metadata),
}


def _clause(statement: str, around: _Around) -> str:
    found = around.vertices.get(statement)
    return _place(statement.rpartition(":")[0], found.properties if found else {}, "clauseStart", "clauseEnd")


def _place(paragraph: str, properties: Mapping[str, Any], start: str, end: str) -> str:
    id_ = paragraph.removeprefix(f"{PARAGRAPH}:").removeprefix(f"{STATEMENT}:")
    return f"{id_}:{properties.get(start)}-{properties.get(end)}"


def _holds(clause: str, at: str) -> bool:
    try:
        (paragraph, start, end), (outer, first, last) = split_span(at), split_span(clause)
    except InputError:
        return False
    return paragraph == outer and first <= start and end <= last


def _label(name: str) -> str:
    return name.split(":", 1)[0]
