"""On which page of its file a piece of evidence stands."""

from __future__ import annotations

from collections.abc import Iterable

from graph.building.shape import read_page, split_place, split_start
from graph.database.store import Store


def read_pages(store: Store, evidence: Iterable[str]) -> dict[str, int]:
    """The page of each place (doc#n:start-end) whose document has pages."""
    paragraphs = {at: "#".join(split_place(at)) for at in evidence if "#" in at}
    query = "MATCH (p:Paragraph) WHERE p.id IN $ids AND p.page IS NOT NULL RETURN p.id AS id, p.page AS page, p.pages AS pages ORDER BY id"
    rows = store.read(query, ids=sorted(set(paragraphs.values()))) if paragraphs else []
    known = {row["id"]: row for row in rows}
    found = {at: read_page(known[id_], split_start(at)) for at, id_ in paragraphs.items() if id_ in known}
    return {at: page for at, page in found.items() if page}
