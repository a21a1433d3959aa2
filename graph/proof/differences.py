"""What stands in the database against what should: node for node, edge for edge, property for property."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from typing import Any, TypeVar

from graph.proof.elements import Finding, Link, Vertex
from graph.proof.quotes import tell

ADDED, MISSING = "no reading brings it", "it is missing"
Element = TypeVar("Element", Vertex, Link)


def compare(found: Iterable[Element], expected: Iterable[Element]) -> Iterator[Finding]:
    """Every node, or every edge, that is too many, missing or otherwise than it should be.

    Where several bear one name (mentions of one thing in one paragraph), those that are right are set aside first.
    """
    there, wanted = _by_name(found), _by_name(expected)
    for name in sorted(there.keys() | wanted.keys()):
        left, right = _without_equal(there.get(name, []), wanted.get(name, []))
        for one, other in zip_longest(left, right):
            yield from (Finding(name, problem) for problem in _problems(one, other))


def _by_name(elements: Iterable[Element]) -> dict[str, list[Element]]:
    named: defaultdict[str, list[Element]] = defaultdict(list)
    for element in elements:
        named[element.name].append(element)
    return named


def _without_equal(found: list[Element], expected: list[Element]) -> tuple[list[Element], list[Element]]:
    left, right = list(found), []
    for other in expected:
        same = next((i for i, one in enumerate(left) if not any(_problems(one, other))), None)
        if same is None:
            right.append(other)
        else:
            del left[same]
    return left, right


def _problems(found: Vertex | Link | None, expected: Vertex | Link | None) -> Iterator[str]:
    if expected is None or found is None:
        yield ADDED if expected is None else MISSING
        return
    if isinstance(found, Vertex) and isinstance(expected, Vertex) and found.labels != expected.labels:
        yield f"labels: {', '.join(found.labels)} should be {', '.join(expected.labels)}"
    yield from _differing(found.properties, expected.properties)


def _differing(found: Mapping[str, Any], expected: Mapping[str, Any]) -> Iterator[str]:
    """Types count: 1 is not true."""
    for name in sorted(found.keys() | expected.keys()):
        if repr(found.get(name)) != repr(expected.get(name)):
            yield f"{name} {tell(found.get(name), expected.get(name))}"
