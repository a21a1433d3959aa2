"""The graph as what `neo4j-admin database import full` takes: CSV files with typed headers, and the script that imports them.

The rows wait in spools until all have passed by, for only then it is known which properties there are, which character
parts the items of lists because no item holds it, and how long the longest value is.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from extract.model import InputError
from extract.schema import load_schema
from graph.building.shape import ENTITY, STATEMENT, Edge, Node, Properties, Value, ends
from graph.database.ddl import cypher_statements
from graph.exports.elements import Element
from graph.files import filling_folder

SCRIPT = Path(__file__).with_name("import.sh")
TYPES = {str: "string", bool: "boolean", int: "long", list: "string[]"}
# Control characters that part records, then characters that Unicode gives to nobody: one of them is in no list.
DELIMITERS = ("\x1f", "\x1e", "\x1d", "\x1c", *map(chr, range(0xFDD0, 0xFDF0)))
DELIMITER = re.compile(f"[{''.join(DELIMITERS)}]")
END = "\uffff"  # neo4j-admin takes it for the end of the file
BUFFER = 4 << 20  # bytes of neo4j-admin's reading buffer, which must hold the longest value
Cell = str | list[str]


@dataclass(slots=True)
class Values:
    """What must be known of all values before the first is written."""

    delimiters: list[str] = field(default_factory=lambda: list(DELIMITERS))
    longest: int = 0  # bytes

    def look(self, place: str, value: Value) -> None:
        """Raises InputError for what neo4j-admin cannot read."""
        texts = value if isinstance(value, list) else [value] if isinstance(value, str) else []
        if any(END in text for text in texts):
            raise InputError(f"{place}: holds U+FFFF, which neo4j-admin cannot read; take it out, or export --for cypher")
        if texts == [""] and isinstance(value, list):
            raise InputError(f"{place}: has a list of one empty text, which neo4j-admin cannot read; take it out, or export --for cypher")
        self.longest = max(self.longest, sum(len(text.encode()) + 2 for text in texts))
        if isinstance(value, list):
            for found in {char for text in value for char in DELIMITER.findall(text)} & {*self.delimiters}:
                self.delimiters.remove(found)


@dataclass(slots=True)
class Spool:
    """The rows of one kind of node or edge, a line of JSON each: cells for the header's columns, then the properties."""

    path: Path
    option: str  # of neo4j-admin: --nodes=Entity
    header: tuple[str, ...]
    file: IO[str]
    types: dict[str, str] = field(default_factory=dict)

    def add(self, place: str, cells: Iterable[Cell], properties: Properties) -> None:
        for name, value in properties.items():
            type_ = TYPES[type(value)]
            if self.types.setdefault(name, type_) != type_:
                raise InputError(f"{place}: {name} is a {type_} here and a {self.types[name]} elsewhere; correct the reading")
        self.file.write(json.dumps([*cells, properties], ensure_ascii=False) + "\n")


def write_import(path: Path, elements: Iterable[Element]) -> None:
    """A folder with a CSV file for each kind of node (nodes-*) and edge (relationships-*), import.sh and schema.cypher.

    Raises InputError for a graph that is empty, a folder that is not, and for the few values that neo4j-admin cannot read.
    """
    with filling_folder(path) as folder:
        values = Values()
        spools = _spool(folder, elements, values)
        if not spools:
            raise InputError(f"{path}: there is nothing to import; load a document first")
        if not values.delimiters:
            raise InputError(f"{path}: every character that could part the items of a list is in a text; export --for cypher")
        for spool in spools:
            _unspool(spool, values.delimiters[0])
        _write_script(folder / SCRIPT.name, spools, values)
        ddl = "".join(f"{statement};\n" for statement in cypher_statements(load_schema()))
        (folder / "schema.cypher").write_text(ddl, encoding="utf-8", newline="\n")


def _spool(folder: Path, elements: Iterable[Element], values: Values) -> list[Spool]:
    spools: dict[str, Spool] = {}
    with contextlib.ExitStack() as stack:
        for element in elements:
            kind = element.labels[0] if isinstance(element, Node) else element.type
            if kind not in spools:
                spools[kind] = _open(stack, folder, element, kind)
            place = f"{kind} {element.id}" if isinstance(element, Node) else f"{kind} of {element.head}"
            for value in element.properties.values():
                values.look(place, value)
            spools[kind].add(place, *_cells(element))
    return sorted(spools.values(), key=lambda spool: spool.path.name)


def _open(stack: contextlib.ExitStack, folder: Path, element: Element, kind: str) -> Spool:
    if isinstance(element, Node):
        what, header = "nodes", (f"id:ID({kind})", *([":LABEL"] if kind in (ENTITY, STATEMENT) else []))
    else:
        head, tail = ends(kind)
        what, header = "relationships", (f":START_ID({head})", f":END_ID({tail})")
    path = folder / f"{what}-{kind}.csv"
    file = stack.enter_context(path.with_suffix(".spool").open("w", encoding="utf-8", newline="\n"))
    return Spool(path, f"--{what}={kind}", header, file)


def _cells(element: Element) -> tuple[list[Cell], Properties]:
    if isinstance(element, Edge):
        return [element.head, element.tail], element.properties
    labels: list[Cell] = [list(element.labels[1:])] if element.labels[0] in (ENTITY, STATEMENT) else []
    return [element.id, *labels], {name: value for name, value in element.properties.items() if name != "id"}


def _unspool(spool: Spool, delimiter: str) -> None:
    names = sorted(spool.types)
    source = spool.path.with_suffix(".spool")
    with source.open(encoding="utf-8", newline="\n") as rows, spool.path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join([*spool.header, *(f"{name}:{spool.types[name]}" for name in names)]) + "\n")
        for row in rows:
            *cells, properties = json.loads(row)
            file.write(",".join(_quote(value, delimiter) for value in (*cells, *map(properties.get, names))) + "\n")
    source.unlink()


def _quote(value: Value | None, delimiter: str) -> str:
    """An empty text stands in quotes; nothing at all means that there is no such property."""
    if value is None or value == []:
        return ""
    if isinstance(value, (bool, int)):
        return str(value).lower()
    text = value if isinstance(value, str) else delimiter.join(value)
    return f'"{text.replace(chr(34), chr(34) * 2)}"'


def _write_script(path: Path, spools: Iterable[Spool], values: Values) -> None:
    lines = [SCRIPT.read_text(encoding="utf-8").rstrip("\n"), *_options(spools, values)]
    path.write_text(" \\\n  ".join(lines) + "\n", encoding="utf-8", newline="\n")
    path.chmod(0o755)


def _options(spools: Iterable[Spool], values: Values) -> Iterator[str]:
    yield f"--array-delimiter=U+{ord(values.delimiters[0]):04X}"
    yield f"--read-buffer-size={max(BUFFER, 2 * values.longest)}"
    yield from (f"{spool.option}={spool.path.name}" for spool in spools)
