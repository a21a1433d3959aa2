"""The table of patterns over typed mentions: reads, checks and compiles relations.yml.

A passage is matched as a *typed text*: every mention and every date is one character that stands for its type, all
other characters stand as they are. `{C}` in a pattern is one Country, `{CO}` a Country or an Organization, `{C+}` a
coordinated list of Countries (甲、乙和丙), `[^{=CO}]` anything but the two, `{adverbs}` a fragment of the same file.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.nlp import WordFinder
from extract.schema import Schema, SchemaError, load_schema

PATTERNS_FILE = Path(__file__).with_name("relations.yml")
DATE_LETTER = "D"
LETTERS = {
    "C": "Country",
    "L": "Place",
    "O": "Organization",
    "T": "Treaty",
    "R": "Resolution",
    "I": "Instrument",
    "E": "Event",
    "P": "Person",
    DATE_LETTER: "Date",
}
# Private-use characters: none of them can stand in a document's own text once it is folded and printed.
CHARS = {letter: chr(0xE000 + i) for i, letter in enumerate(LETTERS)}
CHAR_OF = {LETTERS[letter]: char for letter, char in CHARS.items()}
_SLOT = re.compile(r"\{(?P<bare>=?)(?P<letters>[A-Z]+)(?P<many>\+?)\}|\{(?P<fragment>[a-z_]+)\}")
_NEEDED = frozenset({"name", "type", "pattern", "examples", "counter"})
_KEYS = _NEEDED | {"words", "scope", "unless", "head", "tail", "take", "where", "attributes"}
_IMPLIED = frozenset({"event", "leaders", "issuer", "parties", "body", "chaired", "prefix"})


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of the table.

    words: the pattern cannot match unless one of them (if there are any) stands in the sentence; needs: unless one
    character of each set does. unless: what may not stand in the clause before the match. implied: which bare noun
    (会议, 双方) stands for an end that no mention fills. types: of the mentions that count at an end. where: what the
    surface of such a mention must look like.
    """

    name: str
    type: str
    regex: re.Pattern[str]
    words: frozenset[str]
    needs: tuple[frozenset[str], ...]
    whole: bool  # matched over the whole passage, not sentence by sentence
    unless: re.Pattern[str] | None
    implied: Mapping[str, str]
    types: Mapping[str, frozenset[str]]
    where: Mapping[str, re.Pattern[str]]
    attributes: Mapping[str, str]
    examples: tuple[tuple[str, ...], ...]
    counter: tuple[str, ...]

    def may_match(self, words: Set[str], types: Set[str]) -> bool:
        """Whether a stretch that holds these words and these types' characters has what the pattern cannot do without."""
        if self.words and self.words.isdisjoint(words):
            return False
        return self.fits(types)

    def fits(self, types: Set[str]) -> bool:
        return not any(need.isdisjoint(types) for need in self.needs)


@dataclass(frozen=True, slots=True)
class Table:
    patterns: tuple[Pattern, ...]
    finder: WordFinder  # of all the patterns' words
    by_word: Mapping[str, frozenset[int]]  # word -> the places in `patterns` of those that it lets match
    wordless: frozenset[int]  # the places of those that need no word
    by_types: dict[frozenset[str], frozenset[int]]  # the places of those that fit types which stood together, found so far
    roles: Mapping[str, str]  # the words of a title -> the role's name, the same in every language
    meetings: re.Pattern[str]  # what the name of an Event that can adopt and be attended looks like

    def select(self, words: Set[str], types: frozenset[str]) -> Iterator[Pattern]:
        """The patterns that may match where these words and types stand, in the order of the table."""
        if types not in self.by_types:
            self.by_types[types] = frozenset(at for at, pattern in enumerate(self.patterns) if pattern.fits(types))
        found = self.wordless.union(*map(self.by_word.__getitem__, words)) & self.by_types[types]
        return map(self.patterns.__getitem__, sorted(found))


@functools.cache
def load_table(file: Path = PATTERNS_FILE) -> Table:
    """Raises SchemaError naming the row where the table contradicts the schema or itself."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    raw = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)
    if set(raw) != {"fragments", "roles", "meetings", "patterns"}:
        raise SchemaError(f"{file.name}: want fragments, roles, meetings and patterns, and nothing else")
    fragments: dict[str, str] = {}
    for name, source in raw["fragments"].items():
        fragments[name] = f"(?:{expand(source, fragments, place=name)})"
    patterns = tuple(_read_row(row, fragments, load_schema()) for row in raw["patterns"])
    return _make_table(patterns, dict(raw["roles"]), re.compile(raw["meetings"], re.VERBOSE))


def _make_table(patterns: tuple[Pattern, ...], roles: Mapping[str, str], meetings: re.Pattern[str]) -> Table:
    words = {word for pattern in patterns for word in pattern.words}
    by_word = {word: frozenset(at for at, pattern in enumerate(patterns) if word in pattern.words) for word in sorted(words)}
    wordless = frozenset(at for at, pattern in enumerate(patterns) if not pattern.words)
    return Table(patterns, WordFinder(words), by_word, wordless, {}, roles, meetings)


def expand(source: str, fragments: Mapping[str, str], *, place: str) -> str:
    """The regular expression that a pattern stands for, with its slots filled in."""

    def fill(match: re.Match[str]) -> str:
        if match["fragment"]:
            if match["fragment"] not in fragments:
                raise SchemaError(f"{PATTERNS_FILE.name}: {place}: no fragment {match['fragment']} above it")
            return fragments[match["fragment"]]
        chars = _chars(match["letters"], place)
        return chars if match["bare"] else _one_or_list(chars, bool(match["many"]))

    return _SLOT.sub(fill, source)


def _chars(letters: str, place: str) -> str:
    unknown = set(letters) - set(LETTERS)
    if unknown:
        raise SchemaError(f"{PATTERNS_FILE.name}: {place}: no letters {sorted(unknown)}; there are {sorted(LETTERS)}")
    return "".join(CHARS[letter] for letter in letters)


def _one_or_list(chars: str, many: bool) -> str:
    """A mention, or a list: 甲、乙和丙; “甲”、“乙”; 俄美; 甲(甲的简称)和乙."""
    one = f"[{chars}]"
    quoted = rf"[“‘《]?{one}[”’》]?(?:\({one}\))?"
    return rf"(?:{quoted}(?:(?:[、，]|[、，]?(?:和|与|及|以及|暨|同)|(?={one})){quoted})*)" if many else one


def _read_row(row: Mapping[str, Any], fragments: Mapping[str, str], schema: Schema) -> Pattern:
    name = str(row.get("name", row.get("pattern", "?")))
    _check_row(row, name, schema)
    types = _types(row, schema)
    return Pattern(
        name=name,
        type=row["type"],
        regex=_compile(row["pattern"], fragments, name),
        words=frozenset(row.get("words", ())),
        needs=tuple(frozenset(CHAR_OF[t] for t in found) for end, found in types.items() if end not in row),
        whole="scope" in row,
        unless=_compile(row["unless"], fragments, name) if "unless" in row else None,
        implied={end: row[end] for end in ("head", "tail") if end in row},
        types=types,
        where={end: re.compile(source) for end, source in row.get("where", {}).items()},
        attributes={k: str(v) for k, v in row.get("attributes", {}).items()},
        examples=tuple(tuple(example) for example in row["examples"]),
        counter=tuple(row["counter"]),
    )


def _types(row: Mapping[str, Any], schema: Schema) -> dict[str, frozenset[str]]:
    """The types of the mentions that count at each end: those that the schema allows and the row takes."""
    spec = schema.relations[row["type"]]
    taken = {end: {LETTERS[letter] for letter in row.get("take", {}).get(end, LETTERS)} for end in ("head", "tail")}
    return {"head": spec.head & taken["head"], "tail": spec.tail & taken["tail"]}


def _check_row(row: Mapping[str, Any], name: str, schema: Schema) -> None:
    missing, unknown = sorted(_NEEDED - set(row)), sorted(set(row) - _KEYS)
    if missing or unknown or row.get("scope", "passage") != "passage":
        raise SchemaError(f"{PATTERNS_FILE.name}: {name}: missing {missing}, unknown {unknown}, or scope not `passage`")
    if row["type"] not in schema.relations:
        raise SchemaError(f"{PATTERNS_FILE.name}: {name}: {row['type']} is no relation of the schema")
    implied = {row[end] for end in ("head", "tail") if end in row}
    if implied - _IMPLIED:
        raise SchemaError(f"{PATTERNS_FILE.name}: {name}: head and tail may be one of {sorted(_IMPLIED)}")


def _compile(source: str, fragments: Mapping[str, str], place: str) -> re.Pattern[str]:
    try:
        return re.compile(expand(source, fragments, place=place), re.VERBOSE)
    except re.error as error:
        raise SchemaError(f"{PATTERNS_FILE.name}: {place}: {error}; correct the regular expression") from error
