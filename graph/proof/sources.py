"""The readings of the source texts against those that the documents were loaded from."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from extract.model import InputError, Reading, to_dict
from graph.building.shape import DOCUMENT, PARAGRAPH, node_id
from graph.proof.elements import RELOAD, Finding

Marks = Mapping[str, str]  # a reading's fields, each as a digest: whole texts would fill the memory
Sources = Mapping[str, Mapping[str, Marks]]  # document, paragraph's n


def mark(readings: Iterable[Reading]) -> Sources:
    """Raises InputError where a paragraph is read twice, differently."""
    found: defaultdict[str, dict[str, Marks]] = defaultdict(dict)
    for reading in readings:
        marks = _marks(reading)
        if found[reading.doc].setdefault(reading.n, marks) != marks:
            raise InputError(f"{reading.doc}#{reading.n}: read twice, differently; give one reading of each paragraph")
    return found


def compare_sources(doc: str, loaded: Iterable[Reading], given: Mapping[str, Marks]) -> Iterator[Finding]:
    """What the source of a document says otherwise than the readings it was loaded from."""
    there = {reading.n: _marks(reading) for reading in loaded}
    for n in sorted(there.keys() | given.keys()):
        names = [name for name in _FIELDS if there.get(n, {}).get(name) != given.get(n, {}).get(name)]
        if n not in there or n not in given:
            problem = f"the source {'has it, the graph does not' if n in given else 'does not have it'}"
            yield Finding(node_id(PARAGRAPH, f"{doc}#{n}"), problem, RELOAD)
        elif names:
            yield Finding(node_id(PARAGRAPH, f"{doc}#{n}"), f"the source is read otherwise now: {', '.join(names)}", RELOAD)


def not_loaded(doc: str) -> Finding:
    return Finding(node_id(DOCUMENT, doc), "the graph does not have it", "load it")


def _marks(reading: Reading) -> Marks:
    return {name: hashlib.sha256(json.dumps(value).encode()).hexdigest()[:16] for name, value in to_dict(reading).items() if value}


_FIELDS = tuple(name for name in Reading.__dataclass_fields__ if name not in ("doc", "n"))
