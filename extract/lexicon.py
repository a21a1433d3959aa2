"""The names of the world: reads and checks lexicon/*.yml.

A file is `{type: Organization, entries: [...]}` (one type a file); an entry says

    key     the entity's id in every document and language (ISO 3166 alpha-3 for states, the UN symbol for resolutions)
    zh, en  the full official names (either may be missing, not both)
    short   the caption a professional would say aloud (default: zh, else en); it matches like `also`
    also    other names that are enough alone: 安理会, UNSC
    weak    short forms that need evidence: they count only after a full or strong name in the same document
    never   names that are not this thing, however alike: the linker never gives them this key
    kind    what it is, in a few words; parent: key of the body it belongs to; since, until: ISO dates
    members keys of the member states, or mappings {key, since, until, role}; background, never mixed with text evidence
    ids     external ids that are certain: {wikidata: Q…, un: A/RES/…, iso2: …}

lookalikes.yml lists strings inside which no name may match (中国 in 发展中国家). All names are folded (see folding.py).
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract.folding import fold_name
from extract.model import Entity, Membership
from extract.schema import SchemaError, load_schema

LEXICON_FOLDER = Path(__file__).with_name("lexicon")
LOOKALIKES = "lookalikes.yml"
_ENTRY_KEYS = frozenset(("key", "zh", "en", "short", "also", "weak", "never", "kind", "parent", "since", "until", "members", "ids"))


@dataclass(frozen=True, slots=True)
class Entry:
    key: str
    type: str
    zh: str | None = None
    en: str | None = None
    short: str | None = None
    also: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    kind: str | None = None
    parent: str | None = None
    since: str | None = None
    until: str | None = None
    members: tuple[Membership, ...] = ()
    ids: Mapping[str, str] = field(default_factory=dict)

    def strong_names(self) -> tuple[str, ...]:
        """The names that are enough alone, as written, without repetition."""
        return tuple(dict.fromkeys(n for n in (self.zh, self.en, self.short, *self.also) if n))

    def entity(self) -> Entity:
        name = self.short or self.zh or self.en or self.key
        aliases = tuple(n for n in (*self.strong_names(), *self.weak) if n not in (name, self.zh, self.en))
        return Entity(self.key, self.type, name, self.zh, self.en, aliases, self.kind, self.parent, self.members, self.ids)

    def members_on(self, date: str) -> tuple[str, ...]:
        """The keys of those who were members on an ISO date."""
        return tuple(m.key for m in self.members if m.holds_on(date))


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """`names` and `weak` map folded names to the keys that bear them, in the order of the keys.

    A lexicon equals only itself, so that functools.cache keeps what is made once for each.
    """

    entries: Mapping[str, Entry]
    names: Mapping[str, tuple[str, ...]]
    weak: Mapping[str, tuple[str, ...]]
    lookalikes: frozenset[str]

    def find(self, name: str) -> tuple[str, ...]:
        """The keys that bear this name as a strong name, the key itself included."""
        return (name,) if name in self.entries else self.names.get(fold_name(name), ())

    def forbids(self, surface: str, key: str) -> bool:
        """Whether a person has decided that this folded name is not the entity of this key."""
        entry = self.entries.get(key)
        return entry is not None and surface in map(fold_name, entry.never)

    def without(self, types: Iterable[str]) -> Lexicon:
        """This lexicon with the entries of these types taken away, but acronyms in Latin letters kept."""
        dropped = set(types)
        kept = [_acronyms(e) if e.type in dropped else e for e in self.entries.values()]
        return build_lexicon((e for e in kept if e is not None), self.lookalikes)


def _acronyms(entry: Entry) -> Entry | None:
    names = tuple(n for n in entry.strong_names() if n.isascii() and n.isupper())
    return Entry(entry.key, entry.type, en=names[0], also=names[1:]) if names else None


@functools.cache
def load_lexicon(folder: Path = LEXICON_FOLDER) -> Lexicon:
    """Reads every file of the folder. Raises SchemaError with file and entry where they contradict the format."""
    entries = [e for file in sorted(folder.glob("*.yml")) if file.name != LOOKALIKES for e in _read_file(file)]
    lookalikes = _load_yaml(folder / LOOKALIKES) if (folder / LOOKALIKES).exists() else []
    lexicon = build_lexicon(entries, frozenset(map(fold_name, lookalikes)))
    _check_parents(lexicon)
    return lexicon


def build_lexicon(entries: Iterable[Entry], lookalikes: frozenset[str] = frozenset()) -> Lexicon:
    by_key: dict[str, Entry] = {}
    for entry in entries:
        if entry.key in by_key:
            raise SchemaError(f"lexicon: key {entry.key} stands twice; merge the two entries")
        by_key[entry.key] = entry
    strong = _by_name((name, e.key) for e in by_key.values() for name in e.strong_names())
    weak = _by_name((name, e.key) for e in by_key.values() for name in e.weak)
    return Lexicon(by_key, strong, weak, lookalikes)


def _by_name(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, key in pairs:
        found[fold_name(name)].add(key)
    return {name: tuple(sorted(keys)) for name, keys in found.items()}


def _load_yaml(file: Path) -> Any:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with file.open(encoding="utf-8") as stream:
        return yaml.load(stream, Loader=loader)


def _read_file(file: Path) -> Iterator[Entry]:
    raw = _load_yaml(file)
    if not isinstance(raw, dict) or set(raw) != {"type", "entries"} or raw["type"] not in load_schema().types:
        raise SchemaError(f"{file.name}: want `type:` (one of the schema's) and `entries:`, and nothing else")
    for item in raw["entries"]:
        yield _entry(item, raw["type"], file.name)


def _entry(item: dict[str, Any], type_: str, place: str) -> Entry:
    unknown = set(item) - _ENTRY_KEYS
    if unknown or "key" not in item or not (item.get("zh") or item.get("en")):
        raise SchemaError(f"{place}: {item.get('key', item)}: unknown {sorted(unknown)} or no key, zh or en; see extract/lexicon.py")
    lists: dict[str, Any] = {k: tuple(map(str, item.get(k, ()))) for k in ("also", "weak", "never")}
    members = tuple(Membership(m) if isinstance(m, str) else Membership(**m) for m in item.get("members", ()))
    plain: dict[str, Any] = {k: str(v) for k, v in item.items() if k not in {"also", "weak", "never", "members", "ids"}}
    return Entry(type=type_, **lists, members=members, ids=dict(item.get("ids", {})), **plain)


def _check_parents(lexicon: Lexicon) -> None:
    for entry in lexicon.entries.values():
        missing = [k for k in (entry.parent, *(m.key for m in entry.members)) if k and k not in lexicon.entries]
        if missing:
            raise SchemaError(f"lexicon: {entry.key} names {missing} as parent or member, which no file defines")
