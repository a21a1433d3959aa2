"""The saved questions (queries/*.cypher): finds them, reads their heads, and asks a store.

A file's text runs as it stands in Neo4j Browser, which understands its `:param` lines. Over Bolt only Cypher runs, so
the head is read here and its defaults are bound like any other value.
"""

from __future__ import annotations

import difflib
import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from extract.model import InputError
from extract.schema import SchemaError
from graph.database.store import Store

QUERIES = Path(__file__).parents[2] / "queries"  # beside the package, in a checkout and in an installed wheel
Value = str | int | bool | list[str] | None

# What a parameter means follows from its name: the key of an entity, or the id of a document.
ENTITY_PARAMETERS = frozenset({"entity"})
DOCUMENT_PARAMETERS = frozenset({"document", "other"})

COMMENT = re.compile(
    r"""
    // [ ] (?P<zh> [^|]* [^|\s] )   # // 谁主办 | Who hosts
    [ ] [|] [ ] (?P<en> \S .* )
    """,
    re.VERBOSE,
)
# Browser takes several commands at once only with a semicolon after each.
PARAMETER = re.compile(
    r"""
    :param [ ] (?P<name> [a-z][A-Za-z]* )   # :param document => 'moscow-2020';
    [ ] => [ ] (?P<value> \S .* ) ;
    """,
    re.VERBOSE,
)
LIMIT = re.compile(r"\nLIMIT [ ] (?P<limit> [1-9][0-9]* ) \Z", re.VERBOSE)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Question:
    """`caveats` are what the answer does not say, in pairs (Chinese, English); `cypher` is the file without its head.

    `limit` is the most rows that it returns.
    """

    name: str
    title_zh: str
    title_en: str
    caveats: tuple[tuple[str, str], ...]
    defaults: Mapping[str, Value]
    cypher: str
    path: Path
    limit: int

    def is_optional(self, name: str) -> bool:
        """Whether the parameter may be left empty (null), which asks about everything."""
        return f"${name} IS NULL" in self.cypher

    def summary(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "title_zh": self.title_zh,
            "title_en": self.title_en,
            "caveats": [{"zh": zh, "en": en} for zh, en in self.caveats],
            "parameters": dict(self.defaults),
            "cypher": self.cypher,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What a store has answered; values as in graph.database.store.Result."""

    question: Question
    parameters: Mapping[str, Value]
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    @property
    def is_full(self) -> bool:
        """Whether the question's LIMIT was reached, so that there may be more."""
        return len(self.rows) >= self.question.limit

    def records(self) -> list[dict[str, Any]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def list_questions() -> list[Question]:
    """Every saved question, by name. Raises SchemaError for a file that is not written as one."""
    return [read_question(path) for path in sorted(QUERIES.glob("*.cypher"))]


def find_question(name: str) -> Question:
    """The question of that name. Raises InputError, with the nearest names, when there is none."""
    names = sorted(path.stem for path in QUERIES.glob("*.cypher"))
    if name not in names:
        raise InputError(f"{name}: no such question; {_nearest(name, names)}")
    return read_question(QUERIES / f"{name}.cypher")


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
    return Question(path.stem, *comments[0], tuple(comments[1:]), dict(parameters), cypher, path, int(limit["limit"]))


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


def parse_parameters(question: Question, given: Iterable[str]) -> dict[str, Value]:
    """The question's defaults, with those given as `name=value` in their place, each in its default's type.

    A list is written with commas; an empty value asks about everything where the question allows it.
    Raises InputError for an unknown name or a value of another type.
    """
    values: dict[str, Value] = {}
    for pair in given:
        name, equals, text = pair.partition("=")
        if not equals or name not in question.defaults:
            raise InputError(f"{pair}: {question.name} has no such parameter; {_known(question)}")
        if name in values:
            raise InputError(f"{pair}: {name} is given twice; give it once, lists with commas")
        values[name] = _convert(question, name, text.strip())
    return {**question.defaults, **values}


def _convert(question: Question, name: str, text: str) -> Value:
    default = question.defaults[name]
    if isinstance(default, list):
        return [part.strip() for part in text.split(",") if part.strip()]
    if not text and question.is_optional(name):
        return None
    if not text:
        raise InputError(f"{name}=: {question.name} needs a value here; {_known(question)}")
    return _convert_plain(name, text, default)


def _convert_plain(name: str, text: str, default: Value) -> Value:
    if isinstance(default, bool):
        if text not in ("true", "false"):
            raise InputError(f"{name}={text}: want true or false")
        return text == "true"
    if not isinstance(default, int):
        return text
    try:
        return int(text)
    except ValueError as error:
        raise InputError(f"{name}={text}: want a whole number such as {default}") from error


def _known(question: Question) -> str:
    names = ", ".join(f"{name}={show_value(value)}" for name, value in question.defaults.items())
    return f"its parameters are {names}" if names else "it has none"


def show_value(value: Value) -> str:
    """A value as it is written after `--param name=`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(value) if isinstance(value, list) else "" if value is None else str(value)


def ask(store: Store, question: Question, params: Mapping[str, Value]) -> Answer:
    """Asks the store, with the question's defaults where `params` says nothing.

    An entity may be given by its key or any of its names. Raises InputError for an entity or a document that is not in
    the graph; logs a warning when the answer is as long as it may be.
    """
    values = {name: _resolve(store, name, value) for name, value in {**question.defaults, **params}.items()}
    result = store.run(question.cypher, values)
    answer = Answer(question, values, result.columns, result.rows)
    if answer.is_full:
        log.warning("%s: these are the first %d rows; narrow it with a parameter", question.name, question.limit)
    return answer


def _resolve(store: Store, name: str, value: Value) -> Value:
    if isinstance(value, str) and name in ENTITY_PARAMETERS:
        return _find_key(store, name, value)
    if isinstance(value, str) and name in DOCUMENT_PARAMETERS:
        known = [row["id"] for row in store.read("MATCH (d:Document) RETURN d.id AS id ORDER BY id")]
        if value not in known:
            raise InputError(f"{name}={value}: no such document in the graph; {_nearest(value, known)}")
    return value


def _find_key(store: Store, name: str, value: str) -> str:
    """The key itself, else that of the one entity which bears the name."""
    query = """
        MATCH (e:Entity) WHERE e.id = $value OR $value IN split(e.allNames, $line)
        RETURN e.id AS id ORDER BY id
    """
    keys = [str(row["id"]) for row in store.read(query, value=value, line="\n")]
    if value in keys or len(keys) == 1:
        return value if value in keys else keys[0]
    if keys:
        raise InputError(f"{name}={value}: several entities bear that name; give one of {', '.join(keys)}")
    raise InputError(f"{name}={value}: no entity in the graph bears that name; find its key with the question find-entity")


def _nearest(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    return f"nearest are {', '.join(near)}" if near else f"there are {', '.join(known) or 'none'}"
