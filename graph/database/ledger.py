"""A document's ledger: the readings it was loaded from, and what it has brought into the nodes and edges that documents share."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from extract.model import Reading, read_lines
from graph.building.contribution import MODEL_VERSION, Contribution
from graph.building.merge import EntityState, Fact, entity_from_json, entity_to_json
from graph.building.shape import LEDGER, Node, Properties
from graph.database.store import Transaction


@dataclass(frozen=True, slots=True)
class Ledger:
    doc: str
    entities: Mapping[str, EntityState]
    facts: tuple[Fact, ...]


def ledger_node(contribution: Contribution) -> Node:
    """The node that keeps it: `keys` and `states` are parallel lists, `facts` holds JSON triples, `readings` see `pack`."""
    states = dict(sorted(contribution.entities.items()))
    properties: Properties = {
        "id": contribution.doc,
        "name": contribution.doc,
        "model": MODEL_VERSION,
        "digest": contribution.digest,
        "readings": pack(contribution.lines),
        "keys": list(states),
        "states": [entity_to_json(state) for state in states.values()],
        "facts": [json.dumps(fact, ensure_ascii=False) for fact in sorted(contribution.facts)],
    }
    return Node((LEDGER,), {name: value for name, value in properties.items() if value})


def pack(lines: Iterable[str]) -> str:
    """The readings' JSON lines, compressed to about a quarter: what `verify` builds the document again from."""
    return base64.b64encode(zlib.compress("\n".join(lines).encode("utf-8", "surrogatepass"))).decode("ascii")


def unpack(packed: str) -> list[Reading]:
    """Raises ValueError, zlib.error or InputError for what `pack` has not made."""
    lines = zlib.decompress(base64.b64decode(packed, validate=True))
    return list(read_lines(lines.decode("utf-8", "surrogatepass").split("\n")))


def read_digests(transaction: Transaction, docs: Sequence[str]) -> dict[str, str]:
    """The digests of those of the documents that are loaded."""
    rows = transaction.run("MATCH (l:Ledger) WHERE l.id IN $docs RETURN l.id AS id, l.digest AS digest", docs=list(docs))
    return {row["id"]: row["digest"] for row in rows}


def read_ledgers(transaction: Transaction, docs: Sequence[str]) -> list[Ledger]:
    if not docs:
        return []
    query = """
        MATCH (l:Ledger) WHERE l.id IN $docs
        RETURN l.id AS doc, l.keys AS keys, l.states AS states, l.facts AS facts ORDER BY doc
    """
    rows = transaction.run(query, docs=list(docs))
    return [Ledger(row["doc"], _states(row["keys"], row["states"]), _facts(row["facts"])) for row in rows]


def read_others(transaction: Transaction, keys: Collection[str], *, without: Sequence[str]) -> dict[str, list[EntityState]]:
    """What documents other than `without` say of the entities, in the order of the documents."""
    if not keys:
        return {}
    query = """
        MATCH (l:Ledger) WHERE NOT l.id IN $docs AND any(key IN l.keys WHERE key IN $keys)
        RETURN l.keys AS keys, l.states AS states ORDER BY l.id
    """
    found: dict[str, list[EntityState]] = {}
    for row in transaction.run(query, docs=list(without), keys=sorted(keys)):
        for key, state in zip(row["keys"], row["states"], strict=True):
            if key in keys:
                found.setdefault(key, []).append(entity_from_json(state))
    return found


def _states(keys: list[str] | None, states: list[str] | None) -> dict[str, EntityState]:
    return {key: entity_from_json(state) for key, state in zip(keys or (), states or (), strict=True)}


def _facts(facts: list[str] | None) -> tuple[Fact, ...]:
    read = (json.loads(fact) for fact in facts or ())
    return tuple((head, type_, tail) for head, type_, tail in read)
