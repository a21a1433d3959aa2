"""Every quote of a network once, numbered, in the order of documents and texts; what rests on it names its number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx

from graph.building.shape import natural_key, read_page, split_place, split_start
from graph.pages.elements import element
from graph.pages.text import clean

LONG = 1000  # names
Quote = tuple[str, str]  # the place (doc#n:start-end) and the words
Quotes = Mapping[Quote, int]  # a quote's number, from 1


def number_quotes(network: nx.MultiDiGraph) -> dict[Quote, int]:
    found = {quote for *_, data in network.edges(data=True) for quote in edge_quotes(data)}
    found |= {quote for node in network for quote in node_quotes(network, node)}
    ordered = sorted(found, key=lambda quote: (natural_key(split_place(quote[0])[0]), *map(natural_key, quote)))
    return {quote: number for number, quote in enumerate(ordered, 1)}


def edge_quotes(data: Mapping[str, Any]) -> list[Quote]:
    return list(zip(data.get("evidence", ()), data.get("quotes", ()), strict=True))


def date_quotes(data: Mapping[str, Any]) -> list[Quote]:
    """What says when a meeting was held."""
    return list(zip(data.get("heldOnEvidence", ()), data.get("heldOnQuotes", ()), strict=True))


def node_quotes(network: nx.MultiDiGraph, node: str) -> list[Quote]:
    """What a node rests on by itself: the sentences of its date, and, where no link quotes a text, the one that names it first.

    The latter only in a network of LONG names at most: a page of more would be too large to send.
    """
    data = network.nodes[node]
    links = (data for *_, data in [*network.out_edges(node, data=True), *network.in_edges(node, data=True)])
    if "firstEvidence" not in data or len(network) > LONG or date_quotes(data) or any(data.get("evidence") for data in links):
        return date_quotes(data)
    return [(data["firstEvidence"], data["firstQuote"])]


def cite(quotes: Iterable[Quote], numbers: Quotes) -> Iterator[ET.Element]:
    """The numbers of the quotes, as links to them."""
    for quote in quotes:
        yield element("a", str(numbers[quote]), href=f"#q{numbers[quote]}")


def list_quotes(numbers: Quotes, heads: Sequence[Mapping[str, Any]], paragraphs: Mapping[str, Mapping[str, Any]]) -> Iterator[ET.Element]:
    """A heading and a list for each document: paragraphs as terms, their quotes below them.

    `paragraphs`: `doc#n` -> the properties that tell its printed page (see `graph.building.shape.read_page`).
    """
    for number, head in enumerate(heads):
        own = [quote for quote in numbers if split_place(quote[0])[0] == head["id"]]
        if own:
            title = clean(head.get("title") or head["id"])
            yield element("h3", "", element("a", "", element("bdi", title), href=f"#d{number}"))
            yield element("dl", "", *_list_document(own, numbers, paragraphs), data_d=str(number))


def _list_document(own: Sequence[Quote], numbers: Quotes, paragraphs: Mapping[str, Mapping[str, Any]]) -> Iterator[ET.Element]:
    for (paragraph, page), quotes in groupby(own, key=lambda quote: _find_page(quote[0], paragraphs)):
        printed = [element("span", f"第{page}页 p. {page}")] if page else []
        yield element("dt", clean(f"§{paragraph}"), *printed)
        for at, text in quotes:
            yield element("dd", clean(text), id=f"q{numbers[at, text]}", title=at.rsplit(":", 1)[1])


def _find_page(at: str, paragraphs: Mapping[str, Mapping[str, Any]]) -> tuple[str, int | None]:
    doc, paragraph = split_place(at)
    return paragraph, read_page(paragraphs.get(f"{doc}#{paragraph}", {}), split_start(at))
