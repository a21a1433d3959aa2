"""Hand-made readings for the tests of the graph."""

from __future__ import annotations

from dataclasses import replace

from extract.model import Entity, Mention, Metadata, Reading, Relation, Statement

CHINA = Entity("CHN", "Country", "中国", "中华人民共和国", "China", ("中方",), ids={"iso2": "CN"})
RUSSIA = Entity("RUS", "Country", "俄罗斯", "俄罗斯联邦", "Russia")
UN = Entity("un", "Organization", "联合国", "联合国", "United Nations")
COUNCIL = Entity("unsc", "Organization", "安理会", "联合国安全理事会", "Security Council", ("联合国安理会",), parent="un")
SUMMIT = Entity("summit-3", "Event", "第三次会晤")
CHARTER = Entity("un-charter", "Treaty", "联合国宪章", "联合国宪章")
TEXT = "中国和俄罗斯于2031年5月4日出席第三次会晤。我们重申维护《联合国宪章》，支持安理会。"


def mention(text: str, surface: str, type_: str, key: str) -> Mention:
    start = text.index(surface)
    return Mention(start, start + len(surface), type_, key)


def relation(text: str, head: str, type_: str, tail: str, **attributes: str) -> Relation:
    return Relation(head, type_, tail, 0, text.index("。") + 1, attributes)


def statement(text: str, cue: str, act: str, clause: str, *concerns: str, actors: tuple[str, ...] = ()) -> Statement:
    start, at = text.index(cue), text.index(clause)
    return Statement(cue, start, start + len(cue), act, False, actors, concerns, at, at + len(clause), 6)


def make_reading(doc: str = "a", n: str = "1") -> Reading:
    """A paragraph with mentions of five types, two statements and three facts."""
    return Reading(
        doc,
        n,
        TEXT,
        mentions=(
            mention(TEXT, "中国", "Country", "CHN"),
            mention(TEXT, "俄罗斯", "Country", "RUS"),
            mention(TEXT, "第三次会晤", "Event", "summit-3"),
            mention(TEXT, "《联合国宪章》", "Treaty", "un-charter"),
            mention(TEXT, "安理会", "Organization", "unsc"),
        ),
        statements=(
            statement(TEXT, "重申", "reaffirm", "重申维护《联合国宪章》", "un-charter"),
            statement(TEXT, "支持", "support", "支持安理会", "unsc"),
        ),
        relations=(
            relation(TEXT, "CHN", "ATTENDED", "summit-3"),
            relation(TEXT, "RUS", "ATTENDED", "summit-3", role="host"),
            relation(TEXT, "summit-3", "HELD_ON", "2031-05-04"),
        ),
        entities=(CHINA, RUSSIA, UN, COUNCIL, SUMMIT, CHARTER),
        document=Metadata(doc, title="会晤宣言", date="2031-05-04", signatories=("CHN", "RUS")),
    )


def make_corpus() -> dict[str, list[Reading]]:
    """Three documents that share entities and facts, and disagree about some."""
    first = make_reading("a")
    again = replace(make_reading("b"), document=Metadata("b", issuer="unsc", text_of="un-charter"))
    role = relation(TEXT, "CHN", "ATTENDED", "summit-3", role="observer")
    renamed = replace(CHINA, name_en="People's Republic of China", ids={"iso2": "CN", "wikidata": "Q148"}, kind="state")
    other = replace(make_reading("b", "2"), document=None, relations=(role,), entities=(renamed,))
    bare = replace(make_reading("c"), entities=(), document=None, relations=make_reading("c").relations[:1])
    return {"a": [first], "b": [again, other], "c": [bare]}


def list_corpus() -> list[Reading]:
    """The readings of all three."""
    return [reading for readings in make_corpus().values() for reading in readings]
