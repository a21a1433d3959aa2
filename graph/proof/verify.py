"""Proves a loaded graph, document by document, then what the documents share.

Three questions are asked of everything that stands in the database, on either engine:

* do the texts there bear it out (texts.py, facts.py): document, paragraph, span, quote to the byte, ends that the schema allows;
* is it what was loaded, no more and no less (ledgers.py, differences.py): each document's ledger keeps the readings it was
  loaded from, with their digest; from them the nodes and edges are built again and compared, property for property;
* where sources are given, are those readings what is read in the sources (sources.py).

The memory holds one document, and of all of them what they share: entities and facts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from extract.model import InputError, Reading, read_lines
from graph.building.contribution import Contribution
from graph.building.shape import DOCUMENT, ENTITY, LEDGER, PARAGRAPH, STATEMENT, Edge
from graph.database.write import batches
from graph.proof.differences import compare
from graph.proof.elements import Finding, to_link, to_vertex
from graph.proof.facts import check_facts
from graph.proof.found import Part, Read, find_dates, find_document, find_entities, find_ids, find_ledger, find_strays
from graph.proof.ledgers import Shared, rebuild
from graph.proof.sources import Sources, compare_sources, mark, not_loaded
from graph.proof.texts import check_texts


@dataclass(slots=True)
class Proof:
    """`counts` says how much was looked at. No findings: nothing is wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        return {"verified": dict(self.counts), "findings": [finding.to_dict() for finding in self.findings]}


def verify(read: Read, sources: Iterable[Reading] | None = None) -> Proof:
    """Everything that is wrong in the graph. `read` is a store's `read`, or a transaction's `run`.

    With `sources`, readings made of the source texts now, those documents must have been loaded from the same readings.
    Raises InputError where there is nothing to verify.
    """
    proof, shared, given = Proof(), Shared(), mark(sources or ())
    found = chain(_verify_documents(read, proof, shared, given), _verify_shared(read, proof, shared), find_strays(read))
    proof.findings.extend(dict.fromkeys(found))
    if not proof.counts and not proof.findings:
        raise InputError("the graph is empty; load documents, or name another graph")
    return proof


def _verify_documents(read: Read, proof: Proof, shared: Shared, given: Sources) -> Iterator[Finding]:
    loaded = {*find_ids(read, DOCUMENT), *find_ids(read, LEDGER)}
    yield from map(not_loaded, sorted(given.keys() - loaded))
    for doc in sorted(loaded):
        contribution, findings = rebuild(doc, find_ledger(read, doc))
        yield from findings
        yield from _verify_document(read, proof, doc, contribution)
        if contribution:
            shared.add(contribution)
            if doc in given:
                proof.counts["sources"] += 1
                yield from compare_sources(doc, read_lines(contribution.lines), given[doc])
        else:
            shared.whole = False


def _verify_document(read: Read, proof: Proof, doc: str, contribution: Contribution | None) -> Iterator[Finding]:
    vertices = [to_vertex(node) for node in contribution.nodes] if contribution else []
    part = find_document(read, doc, [vertex.name for vertex in vertices])
    _count(proof, part)
    yield from check_texts(part)
    if contribution:
        yield from compare(part.vertices, vertices)
        yield from compare(part.links, map(to_link, contribution.edges))


def _verify_shared(read: Read, proof: Proof, shared: Shared) -> Iterator[Finding]:
    background = shared.background()
    for keys in batches(sorted({*find_ids(read, ENTITY), *shared.entities})):
        part = find_entities(read, keys)
        _count(proof, part)
        yield from _verify_entities(part, shared, keys, background)
    if shared.whole:
        yield from compare(find_dates(read), shared.dates())


def _verify_entities(part: Part, shared: Shared, keys: Sequence[str], background: Sequence[Edge]) -> Iterator[Finding]:
    yield from check_facts(part, shared.typed)
    if shared.whole:
        yield from compare(part.vertices, shared.vertices(keys))
        yield from compare(part.links, shared.links(frozenset(keys), background))


def _count(proof: Proof, part: Part) -> None:
    proof.counts.update(_LABELS[vertex.label] for vertex in part.vertices if vertex.label in _LABELS)
    proof.counts.update("mentions" for link in part.links if link.type == "MENTIONS")
    proof.counts.update("facts" for link in part.links if link.properties.get("background") is False)


COUNTED = ("documents", "paragraphs", "mentions", "statements", "facts", "entities")
_LABELS = {DOCUMENT: "documents", PARAGRAPH: "paragraphs", STATEMENT: "statements", ENTITY: "entities"}


def describe(proof: Proof, limit: int) -> str:
    """One line an element that is wrong, at most `limit` of them, then the remedies; one line when nothing is."""
    seen = ", ".join(f"{proof.counts[name]} {name}" for name in COUNTED)
    if proof.counts["sources"]:
        seen += f", {proof.counts['sources']} documents against their sources"
    if not proof.findings:
        return f"verified {seen}: nothing wrong"
    by_place: dict[str, list[str]] = {}
    for finding in proof.findings:
        by_place.setdefault(finding.place, []).append(finding.problem)
    lines = [f"{place}: {'; '.join(problems)}" for place, problems in by_place.items()]
    more = [f"… {len(lines) - limit} more" if len(lines) > limit else ""]
    remedies = [f"remedy: {remedy}" for remedy in dict.fromkeys(finding.remedy for finding in proof.findings)]
    return "\n".join(filter(None, [*lines[:limit], *more, f"verified {seen}: {len(lines)} wrong", *remedies]))
