"""Readings into a store: documents are replaced and removed whole, and what they share is kept for the others.

What a document owns (its paragraphs, statements and their edges) is written anew. What documents share (entities,
facts, dates) is compared with what stands there, and only differences are written. Each document's ledger says what
it has brought, so that it can be taken out again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from extract.model import InputError, Reading
from graph.building.contribution import Contribution
from graph.building.spool import Spool, spool
from graph.database.rewrite import rewrite
from graph.database.store import Store

T = TypeVar("T")
GROUP = 50_000  # nodes and edges in one transaction: two thirds of the time of 20,000, and some 170 MB of a server's memory


@dataclass(frozen=True, slots=True)
class Changes:
    """`counters` are the database's own (nodes_created, properties_set …); empty when nothing was written."""

    loaded: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    counters: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Changes) -> Changes:
        return Changes(
            self.loaded + other.loaded,
            self.unchanged + other.unchanged,
            self.removed + other.removed,
            self.counters + other.counters,
        )


def load(store: Store, readings: Iterable[Reading], *, progress: Callable[[Changes], None] | None = None) -> Changes:
    """Loads every document of the readings, in place of its old self. All of a document's readings must be there.

    A document whose readings are those loaded last is left alone. Raises InputError before anything is written: all
    readings are set down first (see spool.py). See `load_spooled` for the rest.
    """
    with spool(readings) as spooled:
        return load_spooled(store, spooled, progress=progress)


def load_spooled(store: Store, spooled: Spool, *, progress: Callable[[Changes], None] | None = None) -> Changes:
    """Loads what is known to be right, in the order of the ids.

    Raises DatabaseError when the database fails; the documents of finished transactions then stay loaded. `progress` is told of
    each group of documents as soon as the database has committed it: whatever happens after that, they stay loaded.
    """
    store.prepare()
    changes = Changes()
    for group in _ahead(_grouped(spooled.contributions())):
        done = _replace(store, group)
        if progress:
            progress(done)
        changes += done
    return changes


def remove(store: Store, doc: str) -> Changes:
    """Takes the document out, with all that only it supported. Raises InputError when it is not there."""
    if doc not in list_documents(store):
        raise InputError(f"{doc}: not in the database; loaded are {', '.join(list_documents(store)) or 'none'}")
    store.prepare()
    return Changes(removed=(doc,), counters=store.write(partial(rewrite, docs=(doc,))))


def list_documents(store: Store) -> dict[str, str]:
    """The loaded documents' ids with the digests of their readings."""
    rows = store.read("MATCH (l:Ledger) RETURN l.id AS id, l.digest AS digest ORDER BY id")
    return {row["id"]: row["digest"] for row in rows}


def _replace(store: Store, group: Sequence[Contribution]) -> Changes:
    query = "MATCH (l:Ledger) WHERE l.id IN $docs RETURN l.id AS id, l.digest AS digest"
    known = {row["id"]: row["digest"] for row in store.read(query, docs=[c.doc for c in group])}
    new = [c for c in group if known.get(c.doc) != c.digest]
    counters = store.write(partial(rewrite, contributions=new)) if new else Counter[str]()
    unchanged = tuple(c.doc for c in group if known.get(c.doc) == c.digest)
    return Changes(loaded=tuple(c.doc for c in new), unchanged=unchanged, counters=counters)


def _grouped(contributions: Iterable[Contribution]) -> Iterator[list[Contribution]]:
    group: list[Contribution] = []
    size = 0
    for contribution in contributions:
        group.append(contribution)
        size += len(contribution.nodes) + len(contribution.edges)
        if size >= GROUP:
            yield group
            group, size = [], 0
    if group:
        yield group


def _ahead(groups: Iterator[T]) -> Iterator[T]:
    """The groups, each made by a thread while the database works on the one before."""
    with ThreadPoolExecutor(max_workers=1) as maker:
        coming = maker.submit(next, groups, None)
        while (group := coming.result()) is not None:
            coming = maker.submit(next, groups, None)
            yield group
