"""A person's own Cypher as a question: it may only read, in bounded time and so many rows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from extract.model import InputError
from graph.database.store import Store
from graph.questions.answers import Answer, cite_all
from graph.questions.guard import check_read_only
from graph.questions.queries import Group, Question, Value, read_head

NAME = "query"
GROUP = Group("own", "自拟", "Own")
_PARAMETER = re.compile(r"\$(?P<name>[A-Za-z_]\w*)")


def read_own(text: str, *, limit: int) -> Question:
    """The question of a text: Cypher, with `:param name => value;` lines before it where it has defaults.

    Raises InputError for what does anything but read (see guard.py), SchemaError for a parameter that is not written so.
    """
    defaults, cypher = read_head(text, name=NAME)
    check_read_only(cypher)
    return Question(NAME, GROUP, "自拟查询", "Own query", (), defaults, cypher.rstrip().rstrip(";"), Path(NAME), (), limit)


def parse_own(question: Question, given: Iterable[str]) -> dict[str, Value]:
    """The values of `name=value`: text, or the whole number that it is. Raises InputError for what the query does not ask for."""
    wanted = {match["name"] for match in _PARAMETER.finditer(question.cypher)}
    values: dict[str, Value] = dict(question.defaults)
    for pair in given:
        name, equals, text = pair.partition("=")
        if not equals or name not in wanted:
            raise InputError(f"{pair}: the query has no such parameter; it has {', '.join(sorted(wanted)) or 'none'}")
        values[name] = int(text) if re.fullmatch(r"-?[0-9]{1,18}", text) else text
    missing = sorted(wanted - values.keys())
    if missing:
        raise InputError(f"query: no value for {', '.join(missing)}; give --param {missing[0]}=…")
    return values


def ask_own(store: Store, question: Question, values: dict[str, Value], *, timeout: float) -> Answer:
    """The answer, at most `question.limit` rows. Raises DatabaseError after `timeout` seconds, and for a write."""
    result = store.run(question.cypher, values, limit=question.limit, timeout=timeout)
    return cite_all(store, Answer(replace(question, columns=result.columns), values, result.rows))
