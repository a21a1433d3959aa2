"""All that the store holds of one thing, an entity or a statement: as plain data, with every quote and its place."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from extract.model import InputError
from extract.schema import load_schema
from graph.building.merge import NAMES, RESERVED_IDS
from graph.building.shape import natural_key, split_place
from graph.database.pages import read_pages
from graph.database.store import Store
from graph.dossiers.text import describe

__all__ = ["collect", "describe", "holds_statement", "list_names"]

Row = dict[str, Any]
ROLES = {"ISSUED_BY": "issued", "SIGNED_BY": "signed", "TEXT_OF": "text"}
STATEMENT = """
    OPTIONAL MATCH (s)-[b:BY]->(who:Entity)
    OPTIONAL MATCH (s)-[:CONCERNS]->(what:Entity)
    RETURN s.id AS id, s.act AS act, s.cue AS cue, s.strength AS strength, s.commitment AS commitment,
           s.speaker AS speaker, s.quote AS quote, s.page AS page, p.n AS n, d.id AS document, d.title AS title, d.date AS date,
           collect(DISTINCT {id: who.id, name: who.name, collective: b.collective}) AS speakers,
           collect(DISTINCT {id: what.id, name: what.name}) AS concerns
"""


def list_names(store: Store) -> dict[str, tuple[str, ...]]:
    """The id of every entity in the store -> all its names, the one that it is called by first."""
    rows = store.read(
        """
        MATCH (e:Entity)
        RETURN e.id AS id, e.name AS name, e.nameZh AS nameZh, e.nameEn AS nameEn, e.aliases AS aliases ORDER BY id
        """
    )
    return {row["id"]: tuple(dict.fromkeys(n for n in (*map(row.get, NAMES), *(row["aliases"] or ())) if n)) for row in rows}


def holds_statement(store: Store, key: str) -> bool:
    """Whether `key` is the id of a statement: doc#n:start."""
    return bool(store.read("MATCH (s:Statement) WHERE s.id = $key RETURN s.id AS id", key=key))


def collect(store: Store, key: str) -> dict[str, Any]:
    """The dossier of the entity or the statement of this id, ready for JSON; everything sorted.

    An entity: id, type, names, ids, `parents`, `relations` (type -> label, out, in; each with its places), the stages of its
    `life`, statements `about` it and `by` it in the order of their documents' dates, `documents` with counts. A statement: what
    `about` holds of one, with the paragraph's whole text. Raises InputError when the store has neither.
    """
    rows = store.read("MATCH (e:Entity) WHERE e.id = $key RETURN labels(e) AS labels, properties(e) AS properties", key=key)
    if rows:
        return _collect_entity(store, key, rows[0]["labels"], rows[0]["properties"])
    found = store.read(
        f"MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph)<-[:IN]-(s:Statement) WHERE s.id = $key {STATEMENT}", key=key
    )
    if not found:
        raise InputError(f"{key}: neither an entity nor a statement in the database; look it up by a name")
    return _collect_statement(store, found[0])


def _collect_entity(store: Store, key: str, labels: list[str], properties: Mapping[str, Any]) -> dict[str, Any]:
    type_ = next(iter(sorted(set(labels) - {"Entity"})), "Entity")
    known = {name: properties[name] for name in (*NAMES, "aliases", "kind", "status", "alternatives") if properties.get(name)}
    return {
        "id": key,
        "type": type_,
        **known,
        "ids": {name: properties[name] for name in sorted(properties) if name not in RESERVED_IDS},
        "parents": _collect_parents(store, key),
        "relations": _collect_relations(store, key),
        "life": _collect_life(store, key),
        "about": _collect_statements(store, key, "CONCERNS"),
        "by": _collect_statements(store, key, "BY"),
        "documents": _collect_documents(store, key),
    }


def _collect_life(store: Store, key: str) -> list[Row]:
    """The stages at which statements show a body (proposed, agreed, established, operational), in the order of time."""
    rows = store.read(
        """
        MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph)<-[:IN]-(s:Statement)-[c:CONCERNS]->(e:Entity)
        WHERE e.id = $key AND c.stage IS NOT NULL
        RETURN d.date AS date, d.id AS document, p.n AS paragraph, c.stage AS stage, s.id AS statement, s.quote AS quote,
               s.page AS page
        """,
        key=key,
    )
    return sorted(map(_known, rows), key=lambda row: (row["date"] or "9999", natural_key(row["statement"]), row["statement"]))


def _collect_parents(store: Store, key: str) -> list[Row]:
    """What it is part of, as a text or the lexicon says, and what that is part of, up to the top."""
    query = "MATCH (a:Entity)-[:PART_OF]->(b:Entity) WHERE a.id IN $keys RETURN DISTINCT b.id AS id, b.name AS name ORDER BY id"
    found: dict[str, Row] = {}
    reached = [key]
    while reached:
        rows = [row for row in store.read(query, keys=reached) if row["id"] not in found and row["id"] != key]
        found |= {row["id"]: row for row in rows}
        reached = [row["id"] for row in rows]
    return list(found.values())


def _collect_relations(store: Store, key: str) -> dict[str, Any]:
    types = sorted(load_schema().relations)
    returned = "RETURN type(r) AS type, properties(r) AS properties, b.id AS id, b.name AS name, labels(b) AS labels"
    leaving = store.read(f"MATCH (a:Entity)-[r]->(b) WHERE a.id = $key AND type(r) IN $types {returned}", key=key, types=types)
    entering = store.read(f"MATCH (a:Entity)<-[r]-(b) WHERE a.id = $key AND type(r) IN $types {returned}", key=key, types=types)
    grouped: defaultdict[str, dict[str, list[Row]]] = defaultdict(lambda: {"out": [], "in": []})
    pages = read_pages(store, (at for row in (*leaving, *entering) for at in row["properties"].get("evidence", ())))
    for direction, rows in (("out", leaving), ("in", entering)):
        for row in sorted(rows, key=lambda r: (r["id"], r["properties"]["background"])):
            grouped[row["type"]][direction].append(_relation(row, pages))
    labels = load_schema().relations
    return {type_: {"zh": labels[type_].zh, "en": labels[type_].en, **grouped[type_]} for type_ in types if type_ in grouped}


def _relation(row: Mapping[str, Any], pages: Mapping[str, int]) -> Row:
    properties = row["properties"]
    apart = {"background", "evidence", "quotes", "stated", "documents"}
    stated = {name: properties[name] for name in sorted(properties) if name not in apart}
    columns = (properties.get(name, ()) for name in ("evidence", "quotes", "stated"))
    places = [_place(at, quote, told, pages.get(at)) for at, quote, told in zip(*columns, strict=True)]
    return {"id": row["id"], "name": row["name"], **stated, "background": properties["background"], "evidence": places}


def _place(at: str, quote: str, stated: str, page: int | None) -> Row:
    """Where a text states the fact, in which words, and what attributes it states there."""
    document, paragraph = split_place(at)
    told = {"stated": json.loads(stated)} if stated != "{}" else {}
    return _known({"document": document, "paragraph": paragraph, "at": at, "quote": quote, "page": page, **told})


def _known(row: Mapping[str, Any]) -> Row:
    """Without the page where there is none."""
    return {name: value for name, value in row.items() if name != "page" or value is not None}


def _collect_statements(store: Store, key: str, edge: str) -> list[Row]:
    query = f"""
        MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph)<-[:IN]-(s:Statement)-[:{edge}]->(e:Entity)
        WHERE e.id = $key WITH DISTINCT d, p, s {STATEMENT}
    """
    rows = map(_statement, store.read(query, key=key))
    return sorted(rows, key=lambda row: (row["date"] or "9999", natural_key(row["id"]), row["id"]))


def _statement(row: Mapping[str, Any]) -> Row:
    """Whoever speaks: those whom the text names, else the body that speaks as one, else the document's signatories."""
    act = load_schema().acts[row["act"]]
    speakers = [{"id": s["id"], "name": s["name"]} for s in _sorted(row["speakers"])]
    concerns = [{"id": c["id"], "name": c["name"]} for c in _sorted(row["concerns"])]
    plain = {name: row[name] for name in ("id", "act", "cue", "strength", "commitment", "speaker", "quote")}
    place = _known({"document": row["document"], "date": row["date"], "paragraph": row["n"], "page": row["page"]})
    return {**plain, "zh": act.zh, "en": act.en, "speakers": speakers, "concerns": concerns, **place}


def _sorted(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Without the empty row that an OPTIONAL MATCH leaves where it finds nothing."""
    return sorted((row for row in rows if row["id"] is not None), key=lambda row: str(row["id"]))


def _collect_statement(store: Store, row: Mapping[str, Any]) -> dict[str, Any]:
    found = store.read("MATCH (p:Paragraph) WHERE p.id = $id RETURN p.text AS text", id=f"{row['document']}#{row['n']}")
    signed = store.read(
        "MATCH (d:Document)-[:SIGNED_BY]->(e:Entity) WHERE d.id = $doc RETURN e.id AS id, e.name AS name ORDER BY id", doc=row["document"]
    )
    return {"type": "Statement", **_statement(row), "title": row["title"], "text": found[0]["text"], "signatories": signed}


def _collect_documents(store: Store, key: str) -> list[Row]:
    """The documents that mention, cite, issue or sign it or give its text, with counts, in the order of their dates.

    `role` holds issued (by it), signed (by it) or text (of it); `paragraphs` where it is mentioned.
    """
    mentioned = """
        MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph)-[:MENTIONS]->(e:Entity) WHERE e.id = $key
        RETURN d.id AS id, count(*) AS mentions, collect(DISTINCT p.n) AS paragraphs
    """
    linked = """
        MATCH (d:Document)-[r]->(e:Entity) WHERE e.id = $key AND type(r) IN $types
        RETURN d.id AS id, type(r) AS type, r.count AS count, r.acts AS acts ORDER BY id, type
    """
    found: defaultdict[str, Row] = defaultdict(lambda: {"mentions": 0, "paragraphs": [], "role": []})
    for row in store.read(mentioned, key=key):
        found[row["id"]] |= {"mentions": row["mentions"], "paragraphs": sorted(row["paragraphs"], key=natural_key)}
    for row in store.read(linked, key=key, types=["CITES", *ROLES]):
        cited = {"citations": row["count"], "acts": row["acts"] or []}
        found[row["id"]] |= cited if row["type"] == "CITES" else {"role": [*found[row["id"]]["role"], ROLES[row["type"]]]}
    return [head | found[head["id"]] for head in _heads(store, sorted(found))]


def _heads(store: Store, docs: list[str]) -> list[Row]:
    query = "MATCH (d:Document) WHERE d.id IN $docs RETURN d.id AS id, d.title AS title, d.titleEn AS titleEn, d.date AS date"
    return sorted(store.read(query, docs=docs), key=lambda row: (row["date"] or "9999", row["id"]))
