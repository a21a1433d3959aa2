"""Hand-made readings for the tests of views: two documents, five countries, a body and its parent, two meetings."""

from __future__ import annotations

from made_readings import mention, relation, statement

from extract.model import Entity, Metadata, Reading

BLUE, RED, GREEN = (Entity(key, "Country", name, name_en=en) for key, name, en in [
    ("BLU", "蓝国", "Blue"), ("RED", "红国", "Red"), ("GRN", "绿国", "Green"),
])  # fmt: skip
UNION = Entity("union", "Organization", "联盟", "四海联盟", "Union", ("海盟",))
COURT = Entity("court", "Organization", "法院", "四海联盟法院", "Court", parent="union")
MEETING = Entity("meeting", "Event", "一次会晤")
PACT = Entity("pact", "Treaty", "海洋公约", "海洋公约", "Sea Pact")
FIRST = "蓝国和红国出席一次会晤。我们重申海洋公约和法院。"
SECOND = "红国加入联盟。蓝国支持海洋公约和法院，呼吁红国遵守海洋公约。"


def first_reading(doc: str = "alpha") -> Reading:
    """Dated 2030-05. Blue and Red attend; the collective speaks of pact and court."""
    return Reading(
        doc,
        "1",
        FIRST,
        mentions=(
            mention(FIRST, "蓝国", "Country", "BLU"),
            mention(FIRST, "红国", "Country", "RED"),
            mention(FIRST, "一次会晤", "Event", "meeting"),
            mention(FIRST, "海洋公约", "Treaty", "pact"),
            mention(FIRST, "法院", "Organization", "court"),
        ),
        statements=(statement(FIRST, "重申", "reaffirm", "重申海洋公约和法院", "pact", "court"),),
        relations=(
            relation(FIRST, "BLU", "ATTENDED", "meeting"),
            relation(FIRST, "RED", "ATTENDED", "meeting", role="observer"),
            relation(FIRST, "meeting", "HELD_ON", "2030-05-04"),
        ),
        entities=(BLUE, RED, UNION, COURT, MEETING, PACT),
        document=Metadata(doc, title="甲宣言", title_en="Declaration A", date="2030-05", issuer="union"),
    )


def second_reading(doc: str = "beta") -> Reading:
    """Dated 2032-01-09. Red joins; Blue, by name, speaks of pact and court, and of Red and pact; Green is only named."""
    return Reading(
        doc,
        "1",
        SECOND,
        mentions=(
            mention(SECOND, "红国", "Country", "RED"),
            mention(SECOND, "联盟", "Organization", "union"),
            mention(SECOND, "蓝国", "Country", "BLU"),
            mention(SECOND, "海洋公约", "Treaty", "pact"),
            mention(SECOND, "法院", "Organization", "court"),
            mention(SECOND, "遵守", "Country", "GRN"),
        ),
        statements=(
            statement(SECOND, "支持", "support", "蓝国支持海洋公约和法院", "pact", "court", actors=("BLU",)),
            statement(SECOND, "呼吁", "call", "呼吁红国遵守海洋公约", "RED", "pact", actors=("BLU",)),
        ),
        relations=(relation(SECOND, "RED", "MEMBER_OF", "union", since="2032"),),
        entities=(BLUE, RED, GREEN, UNION, COURT, PACT),
        document=Metadata(doc, title="乙声明", date="2032-01-09"),
    )


def readings() -> list[Reading]:
    return [first_reading(), second_reading()]
