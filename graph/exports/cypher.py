"""The graph as a Cypher script that makes it again in an empty Neo4j 5: the statements of an ordinary load, with literals.

Each statement stands on a line of its own, so that a driver can run the script line by line as cypher-shell does.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any

from extract.schema import load_schema
from graph.building.shape import Node
from graph.database.ddl import cypher_statements
from graph.database.write import edge_query, edge_row, node_query, node_row
from graph.exports.elements import Element
from graph.files import writing_whole

BATCH = 100_000  # characters of a statement's rows, about: a server takes time to parse long ones
ESCAPES: Mapping[str, str] = {"\\": "\\\\", "'": "\\'", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# What some programs take for the end of a line, cannot show, or drop.
ESCAPED = re.compile(r"[\\'\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
Key = tuple[str, ...]


def write_script(path: Path, elements: Iterable[Element]) -> None:
    """Constraints and indexes, then nodes (ledgers too), then edges. Raises InputError for a place that cannot be written."""
    with writing_whole(path) as file, tempfile.TemporaryFile(dir=path.parent) as later:
        for statement in cypher_statements(load_schema()):
            file.write(f"{statement};\n".encode())
        nodes, edges = Batches(file), Batches(later)
        for element in elements:
            if isinstance(element, Node):
                nodes.add(node_query(element.labels), node_row(element))
            else:
                edges.add(edge_query(element.type), edge_row(element))
        nodes.finish()
        edges.finish()
        later.seek(0)
        shutil.copyfileobj(later, file)


class Batches:
    """Rows on their way into the statement that takes them, written when there are enough of them."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._rows: defaultdict[str, list[str]] = defaultdict(list)
        self._size: defaultdict[str, int] = defaultdict(int)

    def add(self, query: str, row: Mapping[str, Any]) -> None:
        """`query` takes its rows from the parameter $rows."""
        text = to_literal(row)
        self._rows[query].append(text)
        self._size[query] += len(text)
        if self._size[query] >= BATCH:
            self._write(query)

    def finish(self) -> None:
        for query in list(self._rows):
            self._write(query)

    def _write(self, query: str) -> None:
        statement = query.replace("$rows", f"[{', '.join(self._rows.pop(query))}]", 1)
        self._size.pop(query)
        self._file.write(f"{statement};\n".encode())


def to_literal(value: Any) -> str:
    """A value as Cypher writes it. The names of a mapping must be plain ones, as those of the graph are."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return f"'{ESCAPED.sub(_escape, value)}'"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {to_literal(part)}" for name, part in value.items()) + "}"
    return f"[{', '.join(map(to_literal, value))}]"


def _escape(found: re.Match[str]) -> str:
    return ESCAPES.get(found[0], f"\\u{ord(found[0]):04X}")
