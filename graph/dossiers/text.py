"""A dossier in words, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from graph.pages.text import clean, on_page, type_label

MOST = 40  # statements that are printed of each kind; --json prints them all
Row = Mapping[str, Any]
ROLE_TEXTS = {"issued": "issued by it", "signed": "signed by it", "text": "its text"}


class Found(Protocol):
    """What a name was found to stand for, and the nearest names where it was not."""

    @property
    def keys(self) -> Sequence[str]: ...

    @property
    def nearest(self) -> Sequence[str]: ...


def describe(name: str, found: Found, dossiers: Sequence[Mapping[str, Any]]) -> str:
    """One dossier whole; of several the ids to choose from; of none the names that come nearest."""
    if len(dossiers) == 1:
        [dossier] = dossiers
        return "\n".join(_statement(dossier) if dossier["type"] == "Statement" else _entity(dossier))
    if dossiers:
        lines = [f"{clean(name)} may be any of these {len(dossiers)}; show one by its id:", *map(_choice, dossiers)]
        return "\n".join(lines)
    near = [f"  {clean(nearest)}" for nearest in found.nearest]
    return "\n".join([f"{clean(name)}: nothing of that name in the graph{'; the nearest names:' if near else ''}", *near])


def _choice(dossier: Row) -> str:
    statements, documents = len(dossier["about"]) + len(dossier["by"]), len(dossier["documents"])
    return f"  {clean(dossier['id'])}  {_names(dossier)} ({_type(dossier)}; {statements} statements, {documents} documents)"


def _names(dossier: Row) -> str:
    names = (dossier.get(name) for name in ("name", "nameZh", "nameEn"))
    return " · ".join(dict.fromkeys(clean(name) for name in names if name))


def _type(dossier: Row) -> str:
    return " ".join(type_label(dossier["type"]))


def _entity(dossier: Row) -> Iterator[str]:
    yield _names(dossier)
    about = (dossier["id"], _type(dossier), dossier.get("kind"), dossier.get("status"))
    yield " · ".join(clean(item) for item in about if item)
    ids = [f"{name} {value}" for name, value in dossier["ids"].items()]
    parents = [f"{parent['name']} [{parent['id']}]" for parent in dossier["parents"]]
    named = (("also", dossier.get("aliases", ())), ("ids", ids), ("part of", parents), ("doubtful", dossier.get("alternatives", ())))
    yield from (f"{label:<9}{', '.join(map(clean, values))}" for label, values in named if values)
    yield from _relations(dossier["relations"])
    yield from _life(dossier["life"])
    yield from _statements("Statements about it", dossier["about"])
    yield from _statements("Statements by it", dossier["by"])
    yield from _documents(dossier["documents"])


def _relations(relations: Mapping[str, Row]) -> Iterator[str]:
    if relations:
        yield from ("", "Relations")
    for relation in relations.values():
        yield f"  {relation['zh']} {relation['en']}"
        for arrow, direction in (("→", "out"), ("←", "in")):
            for fact in relation[direction]:
                yield from _fact(arrow, fact)


def _fact(arrow: str, fact: Row) -> Iterator[str]:
    apart = {"id", "name", "background", "evidence"}
    stated = [f"{name}: {', '.join(values)}" for name, values in fact.items() if name not in apart]
    background = ["from the lexicon, not from a text"] if fact["background"] else []
    details = "; ".join(map(clean, [*stated, *background]))
    yield f"    {arrow} {clean(fact['name'])} [{clean(fact['id'])}]" + (f"  {details}" if details else "")
    yield from (f"        “{clean(place['quote'])}” {_cite(place)}" for place in fact["evidence"])


def _cite(place: Row) -> str:
    return on_page(clean(f"{place['document']}#{place['paragraph']}"), place.get("page"))


def _life(stages: Sequence[Row]) -> Iterator[str]:
    if stages:
        yield from ("", "Life")
    for row in stages:
        yield f"  {row['date'] or 'undated':<10}  {row['stage']:<12}{on_page(clean(row['statement']), row.get('page'))}"
        yield f"        “{clean(row['quote'])}”"


def _statements(title: str, statements: Sequence[Row]) -> Iterator[str]:
    if statements:
        yield from ("", f"{title} ({len(statements)})")
    for row in statements[:MOST]:
        yield f"  {row['date'] or 'undated':<10}  {on_page(clean(row['id']), row.get('page'))}  {_act(row)}  {_speakers(row)}"
        yield f"        “{clean(row['quote'])}”"
    if len(statements) > MOST:
        yield f"  … and {len(statements) - MOST} more; --json prints them all"


def _act(row: Row) -> str:
    return f"{row['zh']} {row['act']} {row['strength']:+d}" + (", a commitment" if row["commitment"] else "")


def _speakers(row: Row) -> str:
    """The collective speaker of a joint statement is its signatories as a group, none of them by itself."""
    names = _listed(row["speakers"])
    if row["speaker"] != "collective":
        return names
    return f"{names} (collective)" if names else "the signatories (collective)"


def _listed(rows: Iterable[Row], *, ids: bool = False) -> str:
    return ", ".join(clean(f"{row['name']} [{row['id']}]" if ids else row["name"]) for row in rows)


def _documents(documents: Sequence[Row]) -> Iterator[str]:
    if documents:
        yield from ("", f"Documents ({len(documents)})")
    for row in documents:
        told = [f"mentioned {row['mentions']}× (§ {', '.join(row['paragraphs'])})"] if row["mentions"] else []
        told += [f"cited {row['citations']}×{': ' + ', '.join(row['acts']) if row['acts'] else ''}"] if "citations" in row else []
        told += [ROLE_TEXTS[role] for role in row["role"]]
        title = row["title"] or row["titleEn"] or ""
        yield clean(f"  {row['date'] or 'undated':<10}  {row['id']}  {title}")
        yield clean(f"        {'; '.join(told)}")


def _statement(row: Row) -> Iterator[str]:
    yield f"{clean(row['id'])} · statement"
    yield f"{_act(row)}, by its cue {clean(row['cue'])}"
    yield f"speaker   {_speakers(row)}"
    if row["speaker"] == "collective" and row["signatories"]:
        yield f"signed by {_listed(row['signatories'])}"
    yield f"concerns  {_listed(row['concerns'], ids=True) or '–'}"
    yield f"quote     “{clean(row['quote'])}”"
    yield clean(f"document  {row['title'] or row['document']} ({', '.join(filter(None, (row['document'], row['date'])))})")
    yield from ("", clean(f"{on_page('§ ' + row['paragraph'], row.get('page'))}  {row['text']}"))
