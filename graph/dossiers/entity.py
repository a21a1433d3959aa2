"""All that the store holds of one entity, with the paragraphs that it rests on, in the order of time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.between.said import Head, read_heads
from graph.between.trace import sentence, trace
from graph.database.store import Store
from graph.dossiers.dossier import collect
from graph.dossiers.passages import Name, Passage, Span, Told, named_keys, read_names, read_passages

Row = Mapping[str, Any]
Said = tuple[Passage, Told]


@dataclass(frozen=True, slots=True)
class Dossier:
    """`facts` is what `collect` tells, `course` the documents as `trace` has them; `heads` are all documents of the graph.

    `passages` are the paragraphs that name the entity, or in which something is said about it or by it: those of the
    oldest document first, undated ones last.
    """

    key: str
    facts: Row
    course: Row
    passages: tuple[Passage, ...]
    names: Mapping[str, Name]
    heads: Mapping[str, Head]

    def about(self) -> list[Said]:
        return [(passage, told) for passage in self.passages for told in passage.told if told.concern(self.key)]

    def by(self, *, collective: bool) -> list[Said]:
        """What it says by its name, or what is said for it as the body that issued the document."""
        said = [(passage, told) for passage in self.passages for told in passage.told]
        return [(passage, told) for passage, told in said if self.key in told.speakers and told.collective == collective]

    def others(self) -> list[tuple[Passage, list[Span]]]:
        """The other paragraphs, which only name it or prove a relation, with the sentences and the quotes that do."""
        said = {passage.id for passage, _ in [*self.about(), *self.by(collective=False)]}
        proofs = _proofs(self.facts)
        found = ((p, _sentences(self.key, p) or proofs.get(p.id, [])) for p in self.passages if p.id not in said)
        return [(passage, spans) for passage, spans in found if spans]

    def surfaces(self) -> dict[str, Counter[str]]:
        """What texts call it -> how often each document does; the most frequent first."""
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for passage in self.passages:
            for naming in passage.namings:
                if naming.key == self.key:
                    found[passage.text[naming.start : naming.end]][passage.doc] += 1
        return dict(sorted(found.items(), key=lambda item: (-item[1].total(), item[0])))

    def companions(self) -> list[tuple[str, int]]:
        """What the same statements are about, too, and how many; the most frequent first."""
        counts = Counter(c.key for _, told in self.about() for c in told.concerns if c.key != self.key)
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def read_dossier(store: Store, key: str) -> Dossier:
    """Raises InputError when the store has no such entity."""
    facts = collect(store, key)
    heads = read_heads(store)
    order = {doc: number for number, doc in enumerate(heads)}
    ids = _list_places(store, key) | set(_proofs(facts))
    passages = sorted(read_passages(store, ids), key=lambda passage: (order[passage.doc], passage.order))
    others = {fact["id"] for relation in facts["relations"].values() for fact in (*relation["out"], *relation["in"])}
    names = read_names(store, {key, *named_keys(passages), *others, *(parent["id"] for parent in facts["parents"])})
    return Dossier(key, facts, trace(store, key), tuple(passages), names, heads)


def _list_places(store: Store, key: str) -> set[str]:
    """The paragraphs that name it, or in which something is said about it or by it."""
    paths = ("(p:Paragraph)-[:MENTIONS]->(e:Entity)", "(p:Paragraph)<-[:IN]-(:Statement)-[:CONCERNS|BY]->(e:Entity)")
    queries = (f"MATCH {path} WHERE e.id = $key RETURN DISTINCT p.id AS id" for path in paths)
    return {row["id"] for query in queries for row in store.read(query, key=key)}


def _proofs(facts: Row) -> dict[str, list[Span]]:
    """The paragraphs that state a relation of it -> where."""
    found: defaultdict[str, list[Span]] = defaultdict(list)
    for relation in facts["relations"].values():
        for fact in (*relation["out"], *relation["in"]):
            for place in fact["evidence"]:
                start, end = place["at"].rsplit(":", 1)[1].split("-")
                found[f"{place['document']}#{place['paragraph']}"].append((int(start), int(end)))
    return {id_: sorted(set(spans)) for id_, spans in found.items()}


def _sentences(key: str, passage: Passage) -> list[Span]:
    """The sentences that name it."""
    found = (sentence(passage.text, naming.start, naming.end) for naming in passage.namings if naming.key == key)
    return list(dict.fromkeys(found))


def by_document(said: Sequence[Said]) -> Iterator[tuple[str, list[tuple[Passage, list[Told]]]]]:
    """Document by document, paragraph by paragraph, in the order given."""
    found: defaultdict[str, dict[str, tuple[Passage, list[Told]]]] = defaultdict(dict)
    for passage, told in said:
        found[passage.doc].setdefault(passage.id, (passage, []))[1].append(told)
    yield from ((doc, list(passages.values())) for doc, passages in found.items())
