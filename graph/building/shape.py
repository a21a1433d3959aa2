"""What the graph is made of, apart from the schema's types and relations; docs/graph-model.md describes every property.

A node is known by its first label and its id; `node_id` joins them, because a document and the instrument whose text
it is may well bear the same id.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from extract.model import Pages, page_at
from extract.schema import DATE, Schema

Value = str | int | bool | list[str]
Properties = dict[str, Value]

DOCUMENT, PARAGRAPH, STATEMENT, ENTITY, LEDGER = "Document", "Paragraph", "Statement", "Entity", "Ledger"
COMMITMENT = "Commitment"
HAS_PARAGRAPH, IN = "HAS_PARAGRAPH", "IN"
HELD_ON, MEMBER_OF, PART_OF = "HELD_ON", "MEMBER_OF", "PART_OF"

# The first labels. A ledger notes what one document has brought into the nodes and edges that documents share, so that
# the document can be taken out again; it has no edges and no part in the graph's content.
LABELS = (DOCUMENT, PARAGRAPH, STATEMENT, ENTITY, DATE, LEDGER)

# The edges that belong to one document alone: type -> (first label it leaves, first label it enters).
STRUCTURE: Mapping[str, tuple[str, str]] = {
    HAS_PARAGRAPH: (DOCUMENT, PARAGRAPH),
    "MENTIONS": (PARAGRAPH, ENTITY),
    IN: (STATEMENT, PARAGRAPH),
    "BY": (STATEMENT, ENTITY),
    "CONCERNS": (STATEMENT, ENTITY),
    "ISSUED_BY": (DOCUMENT, ENTITY),
    "SIGNED_BY": (DOCUMENT, ENTITY),
    "TEXT_OF": (DOCUMENT, ENTITY),
    "CITES": (DOCUMENT, ENTITY),
}
CITED_TYPES = frozenset({"Treaty", "Resolution", "Instrument"})


@dataclass(frozen=True, slots=True)
class Node:
    """`labels[0]` and the property `id` say which node it is."""

    labels: tuple[str, ...]
    properties: Properties

    @property
    def id(self) -> str:
        return str(self.properties["id"])


@dataclass(frozen=True, slots=True)
class Edge:
    """From `head` to `tail`, both ids; their first labels follow from the type (see `ends`)."""

    type: str
    head: str
    tail: str
    properties: Properties


def ends(type_: str) -> tuple[str, str]:
    """The first labels of the nodes that an edge of this type leaves and enters."""
    return STRUCTURE.get(type_, (ENTITY, DATE if type_ == HELD_ON else ENTITY))


def all_labels(schema: Schema) -> tuple[str, ...]:
    """Every label that may be written, the schema's types last."""
    return (*LABELS, COMMITMENT, *schema.types)


def node_id(label: str, id_: str) -> str:
    return f"{label}:{id_}"


def natural_key(text: str) -> list[tuple[bool, int, str]]:
    """Sorts `2` before `10`, `9a` before `9b`, and the same on every machine."""
    parts = re.findall(r"[0-9]+|[^0-9]+", text)
    return [(True, int(part), part) if part[0].isascii() and part[0].isdigit() else (False, 0, part) for part in parts]


def split_place(at: str) -> tuple[str, str]:
    """The document and the paragraph's n of a place that evidence cites: doc#n:start-end."""
    doc, place = at.split("#", 1)
    return doc, place.rsplit(":", 1)[0]


def split_start(at: str) -> int:
    """The offset at which a place begins: doc#n:start-end."""
    return int(at.rsplit(":", 1)[1].split("-")[0])


def write_pages(pages: Pages) -> Properties:
    """`page`, on which a paragraph begins, and `pages` (`offset:page`) where it runs over to others."""
    runs_over: Properties = {"pages": [f"{start}:{page}" for start, page in pages]} if len(pages) > 1 else {}
    return {"page": pages[0][1], **runs_over} if pages else {}


def read_page(properties: Mapping[str, Any], offset: int) -> int | None:
    """The page of the character at `offset`, by a paragraph's `page` and `pages`; None where it has none."""
    pages = ((int(start), int(page)) for start, _, page in (text.partition(":") for text in properties.get("pages") or ()))
    return page_at(tuple(pages), offset) or properties.get("page")
