"""The saved questions (queries/GROUP/NAME.cypher): finds them and reads their heads.

Over Bolt only Cypher runs, so the head of a file is read here and its defaults are bound like any other value.
"""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from extract.model import InputError
from extract.schema import SchemaError

QUERIES = Path(__file__).parents[2] / "queries"  # beside the package, in a checkout and in an installed wheel
Value = str | int | bool | list[str] | None

COMMENT = re.compile(
    r"""
    // [ ] (?P<zh> [^|]* [^|\s] )   # // 谁主办 | Who hosts
    [ ] [|] [ ] (?P<en> \S .* )
    """,
    re.VERBOSE,
)
PARAMETER = re.compile(
    r"""
    :param [ ] (?P<name> [a-z][A-Za-z]* )   # :param document => 'moscow-2020';
    [ ] => [ ] (?P<value> \S .* ) ;
    """,
    re.VERBOSE,
)
LIMIT = re.compile(r"\nLIMIT [ ] (?P<limit> [1-9][0-9]* ) \Z", re.VERBOSE)
_BRACKETED = re.compile(r"\([^()\[\]{}]*\)|\[[^()\[\]{}]*\]|\{[^()\[\]{}]*\}")


@dataclass(frozen=True, slots=True)
class Group:
    """What a user wants to know: the folder that its questions lie in, with its title."""

    name: str
    zh: str
    en: str

    @property
    def title(self) -> str:
        return f"{self.zh} | {self.en}"


@dataclass(frozen=True, slots=True)
class Question:
    """`caveats` are what the answer does not say, in pairs (Chinese, English); `cypher` is the file without its head.

    `columns` are the names of what it returns; `limit` is the most rows.
    """

    name: str
    group: Group
    title_zh: str
    title_en: str
    caveats: tuple[tuple[str, str], ...]
    defaults: Mapping[str, Value]
    cypher: str
    path: Path
    columns: tuple[str, ...]
    limit: int

    def is_optional(self, name: str) -> bool:
        """Whether the parameter may be left empty (null), which asks about everything."""
        return f"${name} IS NULL" in self.cypher

    def summary(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "group": self.group.name,
            "title_zh": self.title_zh,
            "title_en": self.title_en,
            "caveats": [{"zh": zh, "en": en} for zh, en in self.caveats],
            "parameters": dict(self.defaults),
            "columns": list(self.columns),
            "cypher": self.cypher,
        }


@functools.cache
def list_groups() -> tuple[Group, ...]:
    """The groups in the order in which they are shown (queries/groups.yml)."""
    raw = yaml.safe_load((QUERIES / "groups.yml").read_text(encoding="utf-8"))
    return tuple(Group(name, titles["zh"], titles["en"]) for name, titles in raw.items())


def list_questions() -> list[Question]:
    """Every saved question, group by group. Raises SchemaError for a file that is not written as one."""
    order = [group.name for group in list_groups()]
    found = [read_question(path) for path in _list_paths()]
    return sorted(found, key=lambda question: (order.index(question.group.name), question.name))


def find_question(name: str) -> Question:
    """The question of that name. Raises InputError, with the nearest names, when there is none."""
    paths = {path.stem: path for path in _list_paths()}
    if name not in paths:
        raise InputError(f"{name}: no such question; {list_nearest(name, sorted(paths))}")
    return read_question(paths[name])


def list_nearest(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    return f"nearest are {', '.join(near)}" if near else f"there are {', '.join(known) or 'none'}"


def _list_paths() -> list[Path]:
    return sorted(QUERIES.glob("*/*.cypher"))


def read_head(text: str, *, name: str) -> tuple[dict[str, Value], str]:
    """The `:param` lines before a query, as values, and the query. Raises SchemaError for a line that is not written so."""
    lines = text.strip().splitlines()
    parameters = [_parameter(Path(name), number, line) for number, line in _leading(lines, 0, ":param")]
    return dict(parameters), "\n".join(lines[len(parameters) :])


def read_question(path: Path) -> Question:
    """The question of a file. Raises SchemaError, with the line, where the file is not written as one."""
    lines = path.read_text(encoding="utf-8").strip().splitlines()
    comments = [_comment(path, number, line) for number, line in _leading(lines, 0, "//")]
    parameters = [_parameter(path, number, line) for number, line in _leading(lines, len(comments), ":param")]
    if len(comments) < 2:
        raise SchemaError(f"{path.name}:1: needs a title and what the answer does not say; write // 中文 | English")
    cypher = "\n".join(lines[len(comments) + len(parameters) :])
    limit = LIMIT.search(cypher)
    if not limit:
        raise SchemaError(f"{path.name}: does not end in a LIMIT; write LIMIT 300 on the last line")
    caveats, columns = tuple(comments[1:]), _columns(cypher)
    return Question(path.stem, _group(path), *comments[0], caveats, dict(parameters), cypher, path, columns, int(limit["limit"]))


def _group(path: Path) -> Group:
    for group in list_groups():
        if group.name == path.parent.name:
            return group
    raise SchemaError(f"{path.parent.name}/{path.name}: in no group; name the folder in {QUERIES.name}/groups.yml")


def _columns(cypher: str) -> tuple[str, ...]:
    """The names that the last RETURN gives to what it returns: `d.id AS document, share`."""
    returned = cypher.rpartition("RETURN ")[2].partition("\nORDER BY ")[0]
    while (shorter := _BRACKETED.sub("", returned)) != returned:
        returned = shorter
    return tuple(item.split()[-1] for item in returned.split(",") if item.split())


def _leading(lines: list[str], start: int, mark: str) -> Iterable[tuple[int, str]]:
    for number, line in enumerate(lines[start:], start + 1):
        if not line.startswith(mark):
            return
        yield number, line


def _comment(path: Path, number: int, line: str) -> tuple[str, str]:
    found = COMMENT.fullmatch(line)
    if not found:
        raise SchemaError(f"{path.name}:{number}: not in two languages; write // 中文 | English")
    return found["zh"], found["en"]


def _parameter(path: Path, number: int, line: str) -> tuple[str, Value]:
    """A default is written in Cypher; texts, whole numbers, truth values, null and lists of texts are YAML as well."""
    found = PARAMETER.fullmatch(line)
    if not found:
        raise SchemaError(f"{path.name}:{number}: not a parameter; write :param name => 'value';")
    try:
        value = yaml.safe_load(found["value"])
    except yaml.YAMLError:
        value = ...
    if not _is_value(value):
        raise SchemaError(f"{path.name}:{number}: want a quoted text, a whole number, true, false, null or a list of texts")
    return found["name"], value


def _is_value(value: object) -> bool:
    texts = isinstance(value, list) and all(isinstance(v, str) for v in value)
    return texts or value is None or isinstance(value, (str, int))
