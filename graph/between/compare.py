"""Lines up what two documents say of the same entities: kept, strengthened, softened, new, dropped; quotes side by side.

docs/compare.md tells what the classes mean and how the pairs are found.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from extract.schema import load_schema
from graph.between.changes import DROPPED, KINDS, NEW, Change, classify, diff
from graph.between.likeness import pair
from graph.between.said import Head, Said, Text, find_head, read_heads, read_names, read_text
from graph.database.store import Store
from graph.pages.text import clean

NOTHING = ("未提及任何实体", "no entity")


@dataclass(frozen=True, slots=True)
class Item:
    """Two statements that belong together, or one that stands alone, under the entity that it is listed by."""

    change: Change
    a: Said | None
    b: Said | None
    entity: str | None = None
    likeness: float | None = None

    @property
    def sides(self) -> tuple[Said, ...]:
        return tuple(said for said in (self.a, self.b) if said)


@dataclass(frozen=True, slots=True)
class Comparison:
    """`items` are in the order of their entities' first place in `a`, then in `b`; `names` are captions of entities."""

    a: Head
    b: Head
    items: tuple[Item, ...]
    topic: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    def groups(self) -> dict[str | None, list[Item]]:
        grouped: defaultdict[str | None, list[Item]] = defaultdict(list)
        for item in self.items:
            grouped[item.entity].append(item)
        return dict(grouped)

    def counts(self) -> dict[str, int]:
        found = Counter(item.change.kind for item in self.items)
        return {kind: found[kind] for kind in KINDS}

    def caption(self, entity: str | None) -> str:
        return " / ".join(NOTHING) if entity is None else clean(self.names.get(entity, entity))


def compare_documents(store: Store, a: str, b: str, *, topic: str | None = None) -> Comparison:
    """Compares two documents of the graph, `a` as the earlier one; `topic` is an entity's key.

    Raises InputError, with the nearest documents, when one is not there.
    """
    heads = read_heads(store)
    one, other = find_head(a, heads), find_head(b, heads)
    compared = compare(read_text(store, one), read_text(store, other), topic=topic)
    keys = {item.entity for item in compared.items if item.entity} | ({topic} if topic else set())
    return replace(compared, names=read_names(store, keys))


def compare(a: Text, b: Text, *, topic: str | None = None) -> Comparison:
    """Pairs the statements and classes the changes; with a topic only those that concern it, listed under it."""
    general = {*a.head.issuers, *b.head.issuers}
    matches = pair(a.statements, b.statements, general)
    taken = {said.id for match in matches for said in (match.a, match.b)}
    items = [Item(classify(match.a, match.b), match.a, match.b, likeness=match.likeness) for match in matches]
    items += [Item(Change(DROPPED), said, None) for said in a.statements if said.id not in taken]
    items += [Item(Change(NEW), None, said) for said in b.statements if said.id not in taken]
    homes = _Homes.of(a.statements, b.statements, general)
    if topic is not None:
        listed = [replace(item, entity=topic) for item in items if any(topic in said.concerns for said in item.sides)]
    else:
        listed = [replace(item, entity=homes.find(item)) for item in items]
    return Comparison(a.head, b.head, tuple(_ordered(listed, general)), topic)


@dataclass(frozen=True, slots=True)
class _Homes:
    """Where a statement of several entities is listed: once, under the most specific."""

    general: Collection[str]
    counts: Counter[str]  # how many statements of both documents concern the entity
    common: Collection[str]  # entities that both documents say something of

    @classmethod
    def of(cls, a: Collection[Said], b: Collection[Said], general: Collection[str]) -> _Homes:
        counts = Counter(key for said in (*a, *b) for key in set(said.concerns))
        one, other = ({key for said in text for key in said.concerns} for text in (a, b))
        return cls(general, counts, one & other)

    def find(self, item: Item) -> str | None:
        """Of what both sides concern, else of what one does: not general, known to both texts, seldom named."""
        sets = [set(said.concerns) for said in item.sides]
        keys = set.intersection(*sets) - set(self.general) or set.union(*sets)
        return min(keys, key=lambda k: (k in self.general, k not in self.common, self.counts[k], k), default=None)


def _ordered(items: Iterable[Item], general: Collection[str]) -> list[Item]:
    """Entity by entity, the general ones and none at the end; within an entity as the first text goes, then the second."""
    listed = list(items)
    first: dict[str | None, tuple[Any, ...]] = {}
    for item in listed:
        first[item.entity] = min(first.get(item.entity, _place(item)), _place(item))
    return sorted(listed, key=lambda i: (i.entity is None, i.entity in general, first[i.entity], i.entity or "", _place(i)))


def _place(item: Item) -> tuple[Any, ...]:
    """Sorts by the place in the first text, then by that in the second."""
    said = item.a or item.b
    assert said is not None
    return item.a is None, said.at, said.id


def check_order(a: Head, b: Head) -> str | None:
    """A warning when the second document is the older one."""
    if not a.is_later_than(b):
        return None
    return f"{b.id} ({b.date}) is older than {a.id} ({a.date}): what is called new here came first; swap them if that is not meant"


def to_dict(comparison: Comparison) -> dict[str, Any]:
    """Plain data for JSON: heads, counts, and entity by entity the statements with the changes of their words."""
    entities = [
        {"entity": key, "name": comparison.caption(key), "statements": [_item(item) for item in items]}
        for key, items in comparison.groups().items()
    ]
    return {
        "a": comparison.a.to_dict(),
        "b": comparison.b.to_dict(),
        "topic": comparison.topic,
        "counts": comparison.counts(),
        "entities": entities,
    }


def _item(item: Item) -> dict[str, Any]:
    made: dict[str, Any] = {"class": item.change.kind, "reasons": item.change.reasons, "likeness": item.likeness}
    made |= {"a": item.a.to_dict() if item.a else None, "b": item.b.to_dict() if item.b else None}
    return made | {"diff": diff(item.a.quote, item.b.quote) if item.a and item.b else None}


def describe(comparison: Comparison) -> str:
    """For a terminal: counts first, then entity by entity, the quotes of a pair one below the other."""
    return "\n".join(map(clean, _lines(comparison)))


def _lines(comparison: Comparison) -> Iterator[str]:
    for side, head in (("A", comparison.a), ("B", comparison.b)):
        yield f"{side}  {head.id}  {head.date or '(no date)'}  {head.name}"
    if comparison.topic:
        yield f"only what concerns {comparison.caption(comparison.topic)}"
    yield ""
    for kind, count in comparison.counts().items():
        zh, en, meaning = KINDS[kind]
        yield f"{count:5}  {en} {zh}: {meaning}"
    for entity, items in comparison.groups().items():
        yield ""
        yield comparison.caption(entity)
        for item in items:
            yield from _item_lines(item)


def _item_lines(item: Item) -> Iterator[str]:
    zh, en, _ = KINDS[item.change.kind]
    yield f"  {en} {zh}  {' → '.join(map(act_label, item.sides))}{_because(item)}"
    for side, said in (("A", item.a), ("B", item.b)):
        if said:
            yield f"    {side} {said.cited}  {said.quote}"


def _because(item: Item) -> str:
    reasons = f", by {' and '.join(item.change.reasons)}" if item.change.reasons else ""
    return reasons if item.likeness is None else f"{reasons} (likeness {item.likeness:.2f})"


def act_label(said: Said) -> str:
    """The act with its cue, strength, and who says it where it is not the document's collective."""
    who = "" if said.collective else f"{', '.join(said.speakers)}: "
    strength = f"{said.strength:+d}" if said.strength else "0"
    binds = " commitment" if said.commitment else ""
    limits = "".join(f" ({what}: {words})" for what, words in (("denied by", said.negated), ("condition", said.condition)) if words)
    return clean(f"{who}{said.act} {load_schema().acts[said.act].zh} {strength}{binds} “{said.cue}”{limits}")
