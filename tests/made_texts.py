"""Hand-made statements for the tests of comparisons and traces."""

from __future__ import annotations

import random

from extract.model import Entity, Mention, Metadata, Reading, Relation, Statement
from extract.schema import load_schema
from graph.between.said import Head, Said, Text


def made_said(
    quote: str,
    act: str,
    *concerns: str,
    doc: str = "a",
    n: str = "1",
    at: int = 0,
    strength: int | None = None,
    commitment: bool = False,
    speakers: tuple[str, ...] = (),
) -> Said:
    """A statement whose cue is its first two characters; the named speakers, or the collective."""
    measured = load_schema().acts[act].strength if strength is None else strength
    return Said(
        f"{doc}#{n}:{at}", doc, n, (int(n), at), act, quote[:2], measured, commitment, quote, not speakers, speakers, concerns
    )


def made_text(doc: str, *statements: tuple[str, ...], date: str | None = None, issuers: tuple[str, ...] = ("club",)) -> Text:
    """A document of one statement a paragraph: (quote, act, concerns …), `!` before the act for a commitment."""
    said = [
        made_said(quote, act.lstrip("!"), *concerns, doc=doc, n=str(number), commitment=act.startswith("!"))
        for number, (quote, act, *concerns) in enumerate(statements, 1)
    ]
    return Text(Head(doc, doc, date, None, issuers), tuple(said))


def random_text(doc: str, dice: random.Random) -> Text:
    """Statements of chance words on few entities."""
    words, keys = ["支持", "渔业", "贷款", "灯塔", "基金", "卫星", "合作", "条约"], ["x", "y", "z", "club"]
    acts = ["support", "call", "note", "condemn"]
    made = [("".join(dice.choices(words, k=6)), dice.choice(acts), *dice.sample(keys, dice.randrange(3))) for _ in range(25)]
    return made_text(doc, *made)


def made_readings(
    doc: str, date: str | None, *statements: tuple[str, ...], facts: tuple[Relation, ...] = (), mentions: str = ""
) -> list[Reading]:
    """Readings of one statement a paragraph, as in `made_text`; the last paragraph mentions the entity `mentions` only."""
    readings = [_reading(doc, str(number), *statement) for number, statement in enumerate(statements, 1)]
    if mentions:
        text = f"与会者参观了{mentions}。"
        named = (Mention(6, 6 + len(mentions), "Organization", mentions),)
        readings.append(Reading(doc, str(len(readings) + 1), text, mentions=named))
    first, *rest = readings
    described = tuple(Entity(key, "Organization", key) for key in _keys(readings, facts))
    head = Metadata(doc, title=f"{doc}公报", date=date, issuer="club")
    return [Reading(doc, first.n, first.text, None, first.mentions, first.statements, facts, described, head), *rest]


def _keys(readings: list[Reading], facts: tuple[Relation, ...]) -> list[str]:
    said = {key for reading in readings for statement in reading.statements for key in statement.concerns}
    return sorted({"club"} | said | {key for fact in facts for key in (fact.head, fact.tail)})


def _reading(doc: str, n: str, quote: str, act: str, *concerns: str) -> Reading:
    binds, act = act.startswith("!"), act.lstrip("!")
    statement = Statement(quote[:2], 0, 2, act, binds, (), concerns, 0, len(quote), load_schema().acts[act].strength)
    return Reading(doc, n, f"{quote}。", statements=(statement,))
