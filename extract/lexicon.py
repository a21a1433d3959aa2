"""The names of the world: reads and checks lexicon/*.yml.

A file is `{type: Organization, entries: [...]}` (one type a file); an entry says

    key     the entity's id in every document and language (ISO 3166 alpha-3 for states, the UN symbol for resolutions)
    zh, en  the full official names (either may be missing, not both)
    short   the name that a professional would say aloud (default: zh, else en); it matches like `also`
    caption which of its names stands in a drawn circle, where a professional has a shorter one than that (生物武器公约)
    also    other names that are enough alone: 安理会, UNSC
    weak    short forms that need evidence: they count only after a full or strong name in the same document
    never   names that are not this thing, however alike: the linker never gives them this key
    kind    what it is, in a few words; parent: key of the body it belongs to; since, until: ISO dates
    members keys of the member states, or mappings {key, since, until, role}; background, never mixed with text evidence
    ids     external ids that are certain: {wikidata: Q…, un: A/RES/…, iso2: …}

lookalikes.yml lists strings inside which no name may match (中国 in 发展中国家). All names are folded (see folding.py).

A person's own folder of such files adds to this one: new entries, and more about known ones, whose `type` and `key` an
entry then repeats. What it says in one word (zh, en, short, caption, kind, parent, since, until) counts, its lists are added.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from extract.folding import fold_name
from extract.model import Entity, Membership
from extract.schema import SchemaError, load_schema

LEXICON_FOLDER = Path(__file__).with_name("lexicon")
LOOKALIKES = "lookalikes.yml"
_PLAIN = ("zh", "en", "short", "caption", "kind", "parent", "since", "until")
_LISTS = ("also", "weak", "never")
_ENTRY_KEYS = frozenset(("key", *_PLAIN, *_LISTS, "members", "ids"))


@dataclass(frozen=True, slots=True)
class Entry:
    key: str
    type: str
    zh: str | None = None
    en: str | None = None
    short: str | None = None
    caption: str | None = None
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
        known = (self.kind, self.parent, self.members, self.ids)
        return Entity(self.key, self.type, name, self.zh, self.en, aliases, *known, caption=self.caption)

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
        if name in self.entries:
            return (name,)
        return self.names.get(name) or self.names.get(fold_name(name), ())

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
def load_lexicon(folder: Path = LEXICON_FOLDER, own: Path | None = None) -> Lexicon:
    """Reads every file of the folder, and of a person's own one. Raises SchemaError with file and entry for what contradicts the format."""
    entries = {e.key: e for e in _check_once(_read_folder(folder, {}))}
    lookalikes = _read_lookalikes(folder)
    if own:
        if not own.is_dir() or not any(own.glob("*.yml")):
            raise SchemaError(f"{own}: no folder with .yml files of the lexicon's format; see the head of extract/lexicon.py")
        added = {e.key: e for e in _check_once(_read_folder(own, entries))}
        entries |= {key: _extend(entries[key], e) if key in entries else e for key, e in added.items()}
        lookalikes |= _read_lookalikes(own)
    lexicon = build_lexicon(entries.values(), lookalikes)
    _check_parents(lexicon)
    _check_captions(lexicon)
    return lexicon


def _read_folder(folder: Path, known: Mapping[str, Entry]) -> Iterator[Entry]:
    for file in sorted(folder.glob("*.yml")):
        if file.name != LOOKALIKES:
            yield from _read_file(file, known)


def _read_lookalikes(folder: Path) -> frozenset[str]:
    file = folder / LOOKALIKES
    found = _load_yaml(file) if file.exists() else []
    if not isinstance(found, list) or not all(isinstance(name, str) for name in found):
        raise SchemaError(f"{file}: want a list of strings, one a line after `- `")
    return frozenset(map(fold_name, found))


def _check_once(entries: Iterable[Entry]) -> Iterator[Entry]:
    seen: set[str] = set()
    for entry in entries:
        if entry.key in seen:
            raise SchemaError(f"lexicon: key {entry.key} stands twice; merge the two entries")
        seen.add(entry.key)
        yield entry


def _extend(known: Entry, own: Entry) -> Entry:
    """What is known, with what a person says of it."""
    if known.type != own.type:
        raise SchemaError(f"lexicon: {own.key} is of type {known.type}, not {own.type}; move the entry to a file of that type")
    said: dict[str, Any] = {name: value for name in _PLAIN if (value := getattr(own, name))}
    said |= {name: tuple(dict.fromkeys((*getattr(known, name), *getattr(own, name)))) for name in (*_LISTS, "members")}
    return replace(known, **said, ids={**known.ids, **own.ids})


def build_lexicon(entries: Iterable[Entry], lookalikes: frozenset[str] = frozenset()) -> Lexicon:
    by_key = {entry.key: entry for entry in _check_once(entries)}
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
    try:
        with file.open(encoding="utf-8") as stream:
            return yaml.load(stream, Loader=loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SchemaError(f"{file}: no YAML in UTF-8 ({' '.join(str(error).split())}); mend the file") from error


def _read_file(file: Path, known: Mapping[str, Entry]) -> Iterator[Entry]:
    raw = _load_yaml(file)
    if not isinstance(raw, dict) or set(raw) != {"type", "entries"} or raw["type"] not in load_schema().types:
        raise SchemaError(f"{file.name}: want `type:` (one of the schema's) and `entries:`, and nothing else")
    for item in raw["entries"] or ():
        if not isinstance(item, dict):
            raise SchemaError(f"{file.name}: {item!r} is no entry; write `- {{key: …, zh: …}}`")
        yield _entry(item, raw["type"], file.name, named=item.get("key") in known)


def _entry(item: dict[str, Any], type_: str, place: str, *, named: bool) -> Entry:
    """`named` where the entry adds to a known one, which has its names."""
    unknown = set(item) - _ENTRY_KEYS
    if unknown or "key" not in item or not (named or item.get("zh") or item.get("en")):
        raise SchemaError(f"{place}: {item.get('key', item)}: unknown {sorted(unknown)} or no key, zh or en; see extract/lexicon.py")
    lists: dict[str, Any] = {k: tuple(map(str, _list(item, k, place))) for k in _LISTS}
    members = tuple(_member(m, item["key"], place) for m in _list(item, "members", place))
    plain: dict[str, Any] = {k: str(item[k]) for k in ("key", *_PLAIN) if item.get(k) is not None}
    return Entry(type=type_, **lists, members=members, ids=dict(item.get("ids") or {}), **plain)


def _list(item: Mapping[str, Any], name: str, place: str) -> list[Any]:
    found = item.get(name) or []
    if not isinstance(found, list):
        raise SchemaError(f"{place}: {item['key']}: `{name}` wants a list: [{found}]")
    return found


def _member(member: Any, key: str, place: str) -> Membership:
    try:
        return Membership(member) if isinstance(member, str) else Membership(**member)
    except TypeError as error:
        raise SchemaError(f"{place}: {key}: {member!r} is no member; write a key or {{key, since, until, role}}") from error


def _check_parents(lexicon: Lexicon) -> None:
    for entry in lexicon.entries.values():
        missing = [k for k in (entry.parent, *(m.key for m in entry.members)) if k and k not in lexicon.entries]
        if missing:
            raise SchemaError(f"lexicon: {entry.key} names {missing} as parent or member, which no file defines")


def _check_captions(lexicon: Lexicon) -> None:
    for entry in lexicon.entries.values():
        if entry.caption and entry.caption not in (*entry.strong_names(), *entry.weak):
            raise SchemaError(f"lexicon: {entry.key} has a caption {entry.caption} that is none of its names; put it under also or weak")
