"""Follows an entity, or one statement, through the documents in time: what was said of it where, and where nothing was."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.schema import SchemaError, load_schema
from graph.between.said import Head, Said, read_about, read_heads, read_names
from graph.building.shape import natural_key, read_page, split_place
from graph.database.pages import read_pages
from graph.database.store import Store

FILE = Path(__file__).with_name("trace.yml")
PROMISED, REITERATED, MENTIONED, SILENT = "promised", "reiterated", "mentioned", "silent"
_SENTENCE_END = re.compile(r"[。！？\n]|[.!?](?=\s)")


@dataclass(frozen=True, slots=True)
class Stages:
    labels: Mapping[str, tuple[str, str]]  # stage -> zh, en
    by_act: Mapping[str, str]
    relations: tuple[str, ...]


@functools.cache
def load_stages() -> Stages:
    """Raises SchemaError unless every act of the schema belongs to one stage and every relation is the schema's."""
    import yaml

    raw: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    listed = [(act, stage) for stage, spec in raw["stages"].items() for act in spec["acts"]]
    schema = load_schema()
    wrong = ({act for act, _ in listed} ^ set(schema.acts)) | (set(raw["relations"]) - set(schema.relations))
    if wrong or len(listed) != len(dict(listed)):
        what = ", ".join(sorted(wrong)) or "an act"
        raise SchemaError(f"{FILE.name}: {what} must stand once, as in schema.yml; correct the list")
    labels = {stage: (spec["zh"], spec["en"]) for stage, spec in raw["stages"].items()}
    return Stages(labels, dict(listed), tuple(raw["relations"]))


def trace(store: Store, key: str) -> dict[str, Any]:
    """The entity's way through the documents, ready for JSON: `documents` in the order of their dates, undated ones last.

    Each has `stages` (what it does with the entity, or `silent`), `statements`, `mentions` in paragraphs where no
    statement concerns it, and the `facts` it states of it. A document is silent when its date lies between the first
    and the last that name the entity; `silent_since` lists the later ones.
    """
    heads = read_heads(store)
    said, mentions, facts = _by_document(read_about(store, key)), _read_mentions(store, key), _read_facts(store, key)
    named = [doc for doc in heads if doc in said or doc in mentions or doc in facts]
    dated = [head.date for doc in named if (head := heads[doc]).date]
    staged = _stage(said, heads)
    kept = [head for head in heads.values() if head.id in named or _between(head, dated)]
    since = [head for head in heads.values() if dated and head.date and head.date > max(dated) and head.id not in named]
    return {
        "entity": key,
        "name": read_names(store, [key]).get(key, key),
        "documents": [_document(head, staged.get(head.id, []), mentions.get(head.id, []), facts.get(head.id, [])) for head in kept],
        "silent_since": [head.to_dict() for head in since],
    }


def _between(head: Head, dates: Sequence[str]) -> bool:
    return bool(dates and head.date and min(dates) <= head.date <= max(dates))


def _by_document(said: Iterable[Said]) -> dict[str, list[Said]]:
    grouped: defaultdict[str, list[Said]] = defaultdict(list)
    for one in said:
        grouped[one.doc].append(one)
    return dict(grouped)


def _stage(said: Mapping[str, Sequence[Said]], heads: Mapping[str, Head]) -> dict[str, list[tuple[str, Said]]]:
    """The stage of each statement; the documents are gone through in the order of time."""
    staged: dict[str, list[tuple[str, Said]]] = {}
    promised: dict[str, str] = {}  # who has made a commitment -> date of the first
    for head in (head for head in heads.values() if head.id in said):
        staged[head.id] = [(_stage_of(one, head, promised), one) for one in said[head.id]]
        for one in said[head.id]:
            if one.commitment and head.date:
                promised |= {who: head.date for who in _speakers(one, head) if who not in promised}
    return staged


def _stage_of(said: Said, head: Head, promised: Mapping[str, str]) -> str:
    stage = load_stages().by_act[said.act]
    if not said.commitment or stage == REITERATED:
        return stage
    again = any(head.date and promised[who] < head.date for who in _speakers(said, head) if who in promised)
    return REITERATED if again else PROMISED


def _speakers(said: Said, head: Head) -> tuple[str, ...]:
    """Whom the text names, else the body that speaks as one, else those who signed."""
    return said.speakers or head.issuers


def _document(
    head: Head, staged: Sequence[tuple[str, Said]], mentions: Sequence[Mapping[str, Any]], facts: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    places = {said.n for _, said in staged}
    only = [mention for mention in mentions if mention["paragraph"] not in places]
    found = {stage for stage, _ in staged} or {MENTIONED if mentions or facts else SILENT}
    return {
        **head.to_dict(),
        "stages": [stage for stage in load_stages().labels if stage in found],
        "statements": [{"stage": stage, **said.to_dict()} for stage, said in staged],
        "mentions": only,
        "facts": list(facts),
    }


def _read_mentions(store: Store, key: str) -> dict[str, list[dict[str, Any]]]:
    """By document: the paragraphs that name it, each with its first sentence that does."""
    query = """
        MATCH (d:Document)-[:HAS_PARAGRAPH]->(p:Paragraph)-[m:MENTIONS]->(e:Entity) WHERE e.id = $key
        RETURN d.id AS doc, p.id AS id, p.n AS n, p.order AS order, p.text AS text, m.start AS start, m.end AS end,
               p.page AS page, p.pages AS pages
        ORDER BY doc, order, start
    """
    found: defaultdict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for row in store.read(query, key=key):
        start, end = sentence(row["text"], row["start"], row["end"])
        place = {"paragraph": row["n"], "at": f"{row['id']}:{row['start']}-{row['end']}", "quote": row["text"][start:end]}
        place |= {"page": page} if (page := read_page(row, row["start"])) else {}
        found[row["doc"]].setdefault(row["n"], place)
    return {doc: list(places.values()) for doc, places in found.items()}


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the sentence around a span, its full stop with it."""
    before = [stop.end() for stop in _SENTENCE_END.finditer(text, 0, start)]
    after = _SENTENCE_END.search(text, end)
    first = before[-1] if before else 0
    last = after.end() if after else len(text)
    return first + len(text[first:start]) - len(text[first:start].lstrip()), last


def _read_facts(store: Store, key: str) -> dict[str, list[dict[str, Any]]]:
    """By document: the facts that are stages in the life of the entity, with their quotes."""
    types = list(load_stages().relations)
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for pattern in ("(a:Entity)-[r]->(b) WHERE a.id = $key", "(a:Entity)-[r]->(b:Entity) WHERE b.id = $key AND a.id <> $key"):
        query = f"""
            MATCH {pattern} AND type(r) IN $types AND r.background = false
            RETURN a.id AS head, a.name AS headName, type(r) AS type, b.id AS tail, b.name AS tailName, properties(r) AS properties
        """
        for row in store.read(query, key=key, types=types):
            for at, quote in zip(row["properties"]["evidence"], row["properties"]["quotes"], strict=True):
                found[split_place(at)[0]].append(_fact(row, at, quote))
    pages = read_pages(store, (fact["at"] for facts in found.values() for fact in facts))
    for fact in (fact for facts in found.values() for fact in facts if fact["at"] in pages):
        fact["page"] = pages[fact["at"]]
    return {doc: sorted(facts, key=_fact_order) for doc, facts in found.items()}


def _fact_order(fact: Mapping[str, Any]) -> tuple[Any, ...]:
    return natural_key(fact["at"]), fact["type"], fact["head"], fact["tail"]


def _fact(row: Mapping[str, Any], at: str, quote: str) -> dict[str, Any]:
    names = {name: row[name] for name in ("head", "headName", "type", "tail", "tailName")}
    return {**names, "paragraph": split_place(at)[1], "at": at, "quote": quote}
