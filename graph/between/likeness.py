"""How like two statements of two documents are, and which of them belong together, one to one.

The likeness of a pair is a weighted mean of four: of the words of the clauses (cosine of their character n-grams, each
weighted by its rarity in the two documents, so that 外长们强调 counts for little), of the words of the paragraphs around
them (呼吁各方保持克制 is said of many places), of the entities concerned (what is shared, weighted by rarity too), and of
the acts (families.yml).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from graph.between.families import load_families
from graph.between.said import Said

WORDS, PARAGRAPH, CONCERNS, ACT = 0.55, 0.15, 0.15, 0.15  # the weights of the four
LEAST = 0.3  # the least likeness of a pair that share an entity
LEAST_APART = 0.35  # of a pair of which one or both concern none: words and act must carry it alone
LEAST_TEXT = 0.12  # of words and paragraph: one entity and one act make no pair yet
_RUN = re.compile(r"(?P<han>[\u3400-\u9fff]+)|(?P<word>[^\W_]+?(?=[\u3400-\u9fff]|\b|_))")
T = TypeVar("T", bound=Hashable)
Vector = Mapping[str, float]  # n-gram -> weight; of length 1


@dataclass(frozen=True, slots=True)
class Match:
    a: Said
    b: Said
    likeness: float


def grams(text: str) -> Counter[str]:
    """Pairs of Chinese characters; of other words groups of four letters, the space around the word counted.

    Full-width and half-width forms, and capital and small letters, are the same; punctuation is left out.
    """
    found: Counter[str] = Counter()
    for run in _RUN.finditer(unicodedata.normalize("NFKC", text).casefold()):
        size, run_text = (2, run["han"]) if run["han"] else (4, f" {run['word']} ")
        found.update(run_text[i : i + size] for i in range(max(1, len(run_text) - size + 1)))
    return found


@dataclass(frozen=True, slots=True)
class Likeness:
    """Measures pairs of statements of two documents; made by `prepare`."""

    clauses: Mapping[str, Vector]  # by statement id
    paragraphs: Mapping[str, Vector]  # by place: of all that is said there
    concerns: Mapping[str, frozenset[str]]  # by statement id: the entities but for the general ones
    rarity: Mapping[str, float]  # of each entity

    def text(self, a: Said, b: Said) -> float:
        """Of words and paragraph together, from 0 to WORDS + PARAGRAPH."""
        words = cosine(self.clauses[a.id], self.clauses[b.id])
        return WORDS * words + PARAGRAPH * cosine(self.paragraphs[a.place], self.paragraphs[b.place])

    def shared(self, a: Said, b: Said) -> float:
        one, other = self.concerns[a.id], self.concerns[b.id]
        both = sum(self.rarity[key] for keys in (one, other) for key in sorted(keys))
        return 2 * sum(self.rarity[key] for key in sorted(one & other)) / both

    def measure(self, a: Said, b: Said) -> float | None:
        """From 0 to 1, or None for two statements that are too little alike to be a pair."""
        text = self.text(a, b)
        likeness = text + ACT * load_families().affinity(a.act, b.act)
        apart = not (self.concerns[a.id] and self.concerns[b.id])
        likeness = likeness / (1 - CONCERNS) if apart else likeness + CONCERNS * self.shared(a, b)
        if text < LEAST_TEXT * (WORDS + PARAGRAPH) or likeness < (LEAST_APART if apart else LEAST):
            return None
        return round(likeness, 6)  # the last digits may differ between machines


def prepare(a: Sequence[Said], b: Sequence[Said], general: Collection[str] = ()) -> Likeness:
    """The measure for statements of these two documents; it depends on nothing else, and not on their order.

    That both concern a `general` entity (the body that issues the documents) tells nothing.
    """
    both = sorted({said.id: said for said in (*a, *b)}.values(), key=lambda said: said.id)
    counted = {said.id: grams(said.quote) for said in both}
    rarity = measure_rarity(counts.keys() for counts in counted.values())
    places: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for said in both:
        places[said.place].update(counted[said.id])
    clauses, paragraphs = ({id_: _vector(c, rarity) for id_, c in counts.items()} for counts in (counted, places))
    concerns = {said.id: frozenset(said.concerns) - frozenset(general) for said in both}
    return Likeness(clauses, paragraphs, concerns, measure_rarity(concerns.values()))


def measure_rarity(bags: Iterable[Iterable[T]]) -> dict[T, float]:
    """How much it tells that two of the bags share a thing: the fewer bags hold it, the more (inverse frequency)."""
    sets = [frozenset(bag) for bag in bags]
    counts = Counter(thing for bag in sets for thing in bag)
    return {thing: math.log(1 + len(sets) / n) for thing, n in counts.items()}


def _vector(counts: Mapping[str, int], rarity: Mapping[str, float]) -> Vector:
    weights = {gram: n * rarity[gram] for gram, n in sorted(counts.items())}
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {gram: weight / length for gram, weight in weights.items()}


def cosine(a: Vector, b: Vector) -> float:
    """Of two vectors of length 1."""
    return sum(weight * b[gram] for gram, weight in a.items() if gram in b)


def pair(a: Sequence[Said], b: Sequence[Said], general: Collection[str] = ()) -> list[Match]:
    """The pairs, most alike first taken, each statement in one at most; in the order of `a`'s text."""
    measure = prepare(a, b, general)
    taken: set[str] = set()
    pairs: list[Match] = []
    for match in sorted(find_matches(a, b, measure), key=_rank):
        if not taken & {match.a.id, match.b.id}:
            taken |= {match.a.id, match.b.id}
            pairs.append(match)
    return sorted(pairs, key=lambda m: (m.a.at, m.a.id))


def closest(said: Said, others: Sequence[Said], measure: Likeness) -> Match | None:
    """The statement of another document that is most like this one, when any is like enough."""
    return min(find_matches([said], others, measure), key=_rank, default=None)


def find_matches(a: Iterable[Said], b: Sequence[Said], measure: Likeness) -> Iterator[Match]:
    """Every pair that is alike enough: of one speaker, and of one entity, or of none on one side or both."""
    by_key: defaultdict[str | None, list[Said]] = defaultdict(list)
    for said in b:
        for key in measure.concerns[said.id] or (None,):
            by_key[key].append(said)
    for one in a:
        keys: Iterable[str | None] = {*measure.concerns[one.id], None} if measure.concerns[one.id] else by_key
        near = {other.id: other for key in keys for other in by_key.get(key, ()) if same_speaker(one, other)}
        for other in near.values():
            likeness = measure.measure(one, other)
            if likeness is not None:
                yield Match(one, other, likeness)


def same_speaker(a: Said, b: Said) -> bool:
    """The documents' collectives answer to each other; named speakers only to themselves."""
    return (a.collective and b.collective) or bool({*a.speakers} & {*b.speakers})


def _rank(match: Match) -> tuple[float, tuple[int, int], tuple[int, int], str, str]:
    return -match.likeness, match.a.at, match.b.at, match.a.id, match.b.id
