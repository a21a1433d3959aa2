"""From a document to its readings: the only place where the steps meet."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from extract.folding import Folded, fold
from extract.lexicon import Lexicon
from extract.mentions.find import find_mentions
from extract.mentions.link import link
from extract.model import Document, Entity, Mention, Metadata, Promise, Reading, Relation, Span, Statement
from extract.passage import Passage
from extract.profile import find_homes, infer_profile
from extract.records import change
from extract.relations.relate import relate
from extract.statements.find import find_statements
from extract.statements.stages import AGREED, ESTABLISHED, PROPOSED


def read(document: Document, lexicon: Lexicon) -> Iterator[Reading]:
    """The readings of a document, one a paragraph, in its order; the same for the same text and lexicon anywhere."""
    folded = [fold(paragraph.text) for paragraph in document.paragraphs]
    passages = [
        Passage(p.n, f.text, p.section, tuple(find_mentions(f.text, lexicon)))
        for p, f in zip(document.paragraphs, folded, strict=True)
    ]
    passages = link(passages, lexicon, document.meta)
    profile = infer_profile(document.meta, passages)
    passages = find_statements(passages, profile, find_homes(passages))
    relations = relate(passages, profile, lexicon)
    meta = resolve_speakers(document.meta, lexicon, profile.date)
    named = {m.key for p in passages for m in p.mentions}.union(meta.speakers, meta.signatories)
    described: dict[str, Entity] = {}
    for i, passage in enumerate(passages):
        new = [_only_named(e, named, profile.date) for e in _describe_new(passage, relations[i], document, lexicon, described)]
        yield Reading(
            doc=document.meta.id,
            n=passage.n,
            text=document.paragraphs[i].text,
            section=passage.section,
            mentions=_unfold_mentions(passage.mentions, folded[i]),
            statements=tuple(_unfold_statement(s, folded[i]) for s in passage.statements),
            relations=tuple(_unfold_relation(r, folded[i]) for r in relations[i]),
            entities=tuple(new),
            document=meta if i == 0 else None,
            pages=document.paragraphs[i].pages,
        )


def resolve_speakers(meta: Metadata, lexicon: Lexicon, date: str | None) -> Metadata:
    """The metadata with those for whom the collective speaks: the signatories, else the issuer's members at the date."""
    issuer = lexicon.entries.get(meta.issuer or "")
    members = issuer.members_on(date) if issuer and date else ()
    return replace(meta, speakers=meta.signatories or members)


def _only_named(entity: Entity, named: Collection[str], date: str | None) -> Entity:
    """Of a body's members those that the document names and that belonged to it at the document's date."""
    if not entity.members:
        return entity
    members = (m for m in entity.members if m.key in named and (date is None or m.holds_on(date)))
    return replace(entity, members=tuple(members))


def _unfold_mentions(mentions: tuple[Mention, ...], folded: Folded) -> tuple[Mention, ...]:
    if folded.is_aligned:
        return mentions
    spans = (folded.span(mention.start, mention.end) for mention in mentions)
    return tuple(change(mention, start=start, end=end) for mention, (start, end) in zip(mentions, spans, strict=True))


def _unfold_statement(statement: Statement, folded: Folded) -> Statement:
    start, end = folded.span(statement.start, statement.end)
    cue = folded.source[start:end]
    if folded.is_aligned:
        return statement if cue == statement.cue else change(statement, cue=cue)
    clause_start, clause_end = folded.span(statement.clause_start, statement.clause_end)
    return change(
        statement,
        cue=cue,
        start=start,
        end=end,
        clause_start=clause_start,
        clause_end=clause_end,
        negated=_unfold(statement.negated, folded),
        condition=_unfold(statement.condition, folded),
        promise=_unfold_promise(statement.promise, folded) if statement.promise else None,
    )


def _unfold_promise(promise: Promise, folded: Folded) -> Promise:
    return change(
        promise,
        discrete=_unfold(promise.discrete, folded),
        specific=_unfold(promise.specific, folded),
        future=_unfold(promise.future, folded),
        deadline=_unfold(promise.deadline, folded),
    )


def _unfold(span: Span | None, folded: Folded) -> Span | None:
    return Span(*folded.span(span.start, span.end)) if span else None


def _unfold_relation(relation: Relation, folded: Folded) -> Relation:
    stage = _stage_of(relation)
    if folded.is_aligned and not stage:
        return relation
    start, end = folded.span(relation.start, relation.end)
    return change(relation, start=start, end=end, attributes={**relation.attributes, **stage})


def _stage_of(relation: Relation) -> dict[str, str]:
    """Where the relation puts a body in its life."""
    if relation.type == "PROPOSED":
        return {"stage": PROPOSED}
    if relation.type == "ESTABLISHED":
        return {"stage": AGREED if relation.attributes.get("status") == "planned" else ESTABLISHED}
    return {}


def _describe_new(
    passage: Passage,
    relations: Sequence[Relation],
    document: Document,
    lexicon: Lexicon,
    described: dict[str, Entity],
) -> tuple[Entity, ...]:
    """The entities that the document uses here for the first time, parents included, in the order of their keys."""
    meta = document.meta
    ends = [k for r in relations for k in (r.head, r.tail)]
    heads = [meta.issuer, meta.chair, meta.text_of, *meta.signatories] if not described else []
    names = {m.key: m for m in passage.mentions}
    fresh: dict[str, Entity] = {}
    queue = [k for k in (*names, *ends, *heads) if k]
    while queue:
        key = queue.pop()
        if key in described or key in fresh:
            continue
        entity = _describe(key, names, passage, lexicon)
        if entity:
            fresh[key] = entity
            queue += [entity.parent] if entity.parent else []
    described.update(fresh)
    return tuple(fresh[key] for key in sorted(fresh))


@functools.lru_cache(maxsize=10_000)
def _entity(lexicon: Lexicon, key: str) -> Entity:
    """What documents name again and again is described once."""
    return lexicon.entries[key].entity()


def _describe(key: str, names: Mapping[str, Mention], passage: Passage, lexicon: Lexicon) -> Entity | None:
    if key in lexicon.entries:
        return _entity(lexicon, key)
    mention = names.get(key)
    if mention is None:
        return None
    name = mention.name or passage.text[mention.start : mention.end].strip("《》“”")
    return Entity(key, mention.type, name, name_zh=name, status=mention.status)
