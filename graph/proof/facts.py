"""Facts, the edges that documents share, against the texts that they cite and the schema."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from extract.schema import load_schema
from graph.building.merge import fact_properties, read_fact
from graph.building.shape import ENTITY
from graph.proof.elements import Finding, Link, listed
from graph.proof.found import Part
from graph.proof.quotes import check_words, tell

LISTS = ("evidence", "quotes", "stated")
BACKGROUND = frozenset({"background", "since", "until", "role"})
Types = Callable[[str], Collection[str]]


def check_facts(part: Part, types: Types) -> Iterator[Finding]:
    """Whatever in the edges that leave entities the cited texts and the schema do not bear out.

    `types` gives, for a node's name, every type that a document says it has, for it may not be the one that stands: what
    one document takes for a body another may know to be a meeting.
    """
    for link in part.links:
        problems = (*_check_ends(link, types), *_check_properties(link, part))
        yield from (Finding(link.name, problem) for problem in problems)


def _check_ends(link: Link, types: Types) -> Iterator[str]:
    schema = load_schema()
    if link.type not in schema.relations:
        yield "the schema has no such relation"
        return
    heads, tails = ({*labels, *types(name)} - {ENTITY} for name, labels in zip((link.head, link.tail), link.labels, strict=True))
    if not any(schema.allows(h, link.type, t) for h in heads for t in tails):
        yield f"the schema does not allow it from {'/'.join(sorted(heads))} to {'/'.join(sorted(tails))}"


def _check_properties(link: Link, part: Part) -> Iterator[str]:
    given = link.properties
    if given.get("background") is True:
        if unknown := sorted(given.keys() - BACKGROUND):
            yield f"the lexicon knows no {', '.join(unknown)}"
    elif given.get("background") is not False:
        yield "nothing says whether a text states it or the lexicon knows it"
    elif len({len(listed(given.get(name))) for name in LISTS}) != 1 or not listed(given.get("evidence")):
        yield "evidence, quotes and stated are not lists of one length"
    else:
        yield from _check_evidence(link, part)


def _check_evidence(link: Link, part: Part) -> Iterator[str]:
    pairs = zip(link.properties["evidence"], link.properties["quotes"], strict=True)
    yield from filter(None, (check_words("quote", quote, at, part.texts) for at, quote in pairs))
    try:
        expected = fact_properties(read_fact(link.properties))
    except (ValueError, TypeError, AttributeError) as error:
        yield f"what is stated cannot be read ({error})"
        return
    for name in sorted(expected.keys() | link.properties.keys()):
        if repr(expected.get(name)) != repr(link.properties.get(name)):
            yield f"{name} {tell(link.properties.get(name), expected.get(name))}"
