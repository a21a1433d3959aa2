"""What a user gives for the parameters of a question, in the types that the question wants."""

from __future__ import annotations

from collections.abc import Iterable

from extract.model import InputError
from graph.questions.queries import Question, Value

# What a parameter means follows from its name: an entity, or the id of a document.
ENTITY_PARAMETERS = frozenset({"entity", "partner"})
DOCUMENT_PARAMETERS = frozenset({"document", "other"})


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
