"""What a proof looks at: the nodes and edges of the database, right or wrong, under names that say which they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.building.shape import LABELS, Edge, Node, ends, node_id

RELOAD = "load its document again"
REBUILD = "the graph is no longer what was loaded: empty the database, or name a new --graph directory, and load all documents again"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong. `place` is the name of a node or an edge, `problem` what is wrong there."""

    place: str
    problem: str
    remedy: str = REBUILD

    def to_dict(self) -> dict[str, str]:
        return {"place": self.place, "problem": self.problem, "remedy": self.remedy}


@dataclass(frozen=True, slots=True)
class Vertex:
    """A node. `name` is `Label:id` (see shape.node_id), `labels` are sorted."""

    name: str
    labels: tuple[str, ...]
    properties: Mapping[str, Any]

    @property
    def label(self) -> str:
        return self.name.split(":", 1)[0]

    @property
    def id(self) -> str:
        return self.name.split(":", 1)[1]


@dataclass(frozen=True, slots=True)
class Link:
    """An edge between the nodes of these names. Several mentions of one thing in one paragraph bear one `name`.

    `labels` are those of both ends as they stand in the database.
    """

    head: str
    type: str
    tail: str
    properties: Mapping[str, Any]
    labels: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    @property
    def name(self) -> str:
        return f"{self.head} -{self.type}-> {self.tail}"


def name_node(labels: Iterable[str], id_: object) -> str:
    """`Label:id` by the label that says what kind of node it is; all labels where none or several do."""
    given = sorted(labels)
    first = [label for label in given if label in LABELS]
    return node_id(first[0] if len(first) == 1 else "+".join(given) or "?", str(id_))


def to_vertex(node: Node) -> Vertex:
    return Vertex(node_id(node.labels[0], node.id), tuple(sorted(node.labels)), node.properties)


def to_link(edge: Edge) -> Link:
    head, tail = ends(edge.type)
    return Link(node_id(head, edge.head), edge.type, node_id(tail, edge.tail), edge.properties)


def listed(value: object) -> list[str]:
    """The strings of a list; none where the database holds something else in its place."""
    return [str(part) for part in value] if isinstance(value, list) else []
