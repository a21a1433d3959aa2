"""Scores readings against reference annotations: precision, recall and F1 of every layer.

Keys need not be spelled alike on both sides: linking is scored as clustering (B-cubed, Bagga and Baldwin 1998), and the
keys of statements and relations are compared through the one-to-one pairing of keys that shares the most mentions.
Texts may differ in white space: offsets are compared with white space left out. A cue counts as found where its first
character is found, because stacked cues differ in length.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from extract.model import COLLECTIVE, InputError, Reading
from extract.schema import DATE, load_schema

Key = tuple[str, str]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """Precision, recall and F1, with the number of items in the reference and in the system's answer."""

    precision: float
    recall: float
    f1: float
    reference: int
    system: int


@dataclass(frozen=True, slots=True)
class Score:
    layers: Mapping[str, Figures]
    missing: tuple[str, ...]  # doc/n of reference paragraphs that the system did not read


def score(reference: Iterable[Reading], system: Iterable[Reading]) -> Score:
    """Compares two sets of readings paragraph by paragraph. Raises InputError when a paragraph stands twice."""
    ref, sys_ = _by_paragraph(reference, "reference"), _by_paragraph(system, "system")
    pairs = [(r, sys_.get(key, Reading(*key, r.text))) for key, r in ref.items()]
    rename = _pair_keys(pairs)
    bags: defaultdict[str, tuple[Counter[object], Counter[object]]] = defaultdict(lambda: (Counter(), Counter()))
    for pair in pairs:
        for side, name in ((0, lambda key: key), (1, lambda key: rename.get(key, f"?{key}"))):
            for layer, item in _items(pair[side], name):
                bags[layer][side][(pair[0].doc, pair[0].n, item)] += 1
    layers = {layer: _count(*bags[layer]) for layer in sorted(bags)}
    linking = _b_cubed(pairs)
    if linking:
        layers["linking B3"] = linking
    return Score(layers, tuple("/".join(key) for key in ref if key not in sys_))


def _by_paragraph(readings: Iterable[Reading], side: str) -> dict[Key, Reading]:
    out: dict[Key, Reading] = {}
    for reading in readings:
        if (reading.doc, reading.n) in out:
            raise InputError(f"{side}: paragraph {reading.doc}#{reading.n} stands twice; every paragraph is scored once")
        out[reading.doc, reading.n] = reading
    return out


def _squeeze(text: str) -> list[int]:
    """For every offset of the text its offset with white space left out."""
    out, count = [], 0
    for char in text:
        out.append(count)
        count += not char.isspace()
    return [*out, count]


def _items(reading: Reading, name: Callable[[str], str]) -> Iterator[tuple[str, object]]:
    """Everything in a reading that is scored, as (layer, comparable item)."""
    at = _squeeze(reading.text)
    for m in reading.mentions:
        span = (at[m.start], at[m.end])
        yield "mention exact", span
        yield "mention exact+type", (span, m.type)
        yield f"type {m.type}", span
    for s in reading.statements:
        start = at[s.start]
        yield "statement cue", start
        yield "statement cue+act", (start, s.act)
        if s.commitment:
            yield "commitment", start
        yield from (("statement actor", (start, COLLECTIVE if k == COLLECTIVE else name(k))) for k in s.actors or (COLLECTIVE,))
        yield from (("statement concerns", (start, name(k))) for k in s.concerns)
    for r in reading.relations:
        tail = r.tail if load_schema().relations[r.type].tail == {DATE} else name(r.tail)
        item = (name(r.head), r.type, tail)
        yield "relation", item
        yield f"relation {r.type}", item


def _pair_keys(pairs: Iterable[tuple[Reading, Reading]]) -> dict[str, str]:
    """System key -> reference key: one to one, most shared mentions first."""
    shared: Counter[tuple[str, str]] = Counter()
    for ref, sys_ in pairs:
        ours, theirs = _keys_by_span(ref), _keys_by_span(sys_)
        shared.update((ours[span], theirs[span]) for span in ours.keys() & theirs.keys())
    rename: dict[str, str] = {}
    used: set[str] = set()
    for (ours_key, theirs_key), _ in sorted(shared.items(), key=lambda x: (-x[1], x[0])):
        if ours_key not in used and theirs_key not in rename:
            rename[theirs_key] = ours_key
            used.add(ours_key)
    return rename


def _keys_by_span(reading: Reading) -> dict[Span, str]:
    at = _squeeze(reading.text)
    return {(at[m.start], at[m.end]): m.key for m in reading.mentions}


def _count(reference: Counter[object], system: Counter[object]) -> Figures:
    return _figures((reference & system).total(), reference.total(), system.total())


def _figures(hits: float, reference: int, system: int) -> Figures:
    p, r = hits / system if system else 0.0, hits / reference if reference else 0.0
    return Figures(p, r, 2 * p * r / (p + r) if p + r else 0.0, reference, system)


def _b_cubed(pairs: Iterable[tuple[Reading, Reading]]) -> Figures | None:
    """B-cubed over the mentions that both sides found, all documents together: an entity has one key everywhere."""
    clusters: tuple[defaultdict[str, set[object]], defaultdict[str, set[object]]] = (defaultdict(set), defaultdict(set))
    mentions: list[tuple[object, str, str]] = []
    for ref, sys_ in pairs:
        ours, theirs = _keys_by_span(ref), _keys_by_span(sys_)
        for span in sorted(ours.keys() & theirs.keys()):
            mention = (ref.doc, ref.n, span)
            mentions.append((mention, ours[span], theirs[span]))
            clusters[0][ours[span]].add(mention)
            clusters[1][theirs[span]].add(mention)
    if not mentions:
        return None
    common = [(len(clusters[0][a] & clusters[1][b]), len(clusters[0][a]), len(clusters[1][b])) for _, a, b in mentions]
    p = sum(both / theirs for both, _, theirs in common) / len(mentions)
    r = sum(both / ours for both, ours, _ in common) / len(mentions)
    return Figures(p, r, 2 * p * r / (p + r), len(mentions), len(mentions))


def to_dict(result: Score) -> dict[str, object]:
    """The figures as plain values, rounded to four digits."""
    layers = {
        name: {"p": round(f.precision, 4), "r": round(f.recall, 4), "f1": round(f.f1, 4), "ref": f.reference, "sys": f.system}
        for name, f in result.layers.items()
    }
    return {"layers": layers, "missing": list(result.missing)}


def describe_score(result: Score) -> str:
    """A table in words: a layer a line."""
    lines = [
        f"{name:28} P {f.precision:.3f}  R {f.recall:.3f}  F1 {f.f1:.3f}   reference {f.reference:5d}  system {f.system:5d}"
        for name, f in result.layers.items()
    ]
    if result.missing:
        lines.append(f"not read: {len(result.missing)} paragraphs: {', '.join(result.missing[:10])}")
    return "\n".join(lines)
