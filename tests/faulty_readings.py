"""Hand-made readings with everything wrong that the questions about data quality ask for."""

from __future__ import annotations

from dataclasses import replace

from made_readings import mention, relation, statement

from extract.model import CANDIDATE, UNRESOLVED, Entity, Mention, Metadata, Reading

FIRST = "甲国担任2030年四海论坛主席国。"
SECOND = "我们支持海洋工作组和北方会谈。"
LATER = "甲国担任2031年四海论坛主席国。"
SHORT = "我们欢迎《宪章》，重申决心。"
BARE = "北方会谈已经结束。"
ALPHA = Entity("ALF", "Country", "甲国", name_en="Alpha", kind="republic", ids={"iso2": "AF"})
FORUM = Entity("forum", "Organization", "四海论坛")


def make_faulty() -> list[Reading]:
    """Three documents: a whole one; one without a date, a kind or an issuer; one without any metadata.

    They disagree about the year of a chair, the kind of a country and the type of a name; they leave a short form
    unresolved, a name a candidate, an issuer without any record.
    """
    return [*_whole(), *_undated(), _bare()]


def _chair(text: str, year: str, country: Entity, document: Metadata) -> Reading:
    return Reading(
        document.id,
        "1",
        text,
        mentions=(mention(text, "甲国", "Country", "ALF"), mention(text, "四海论坛", "Organization", "forum")),
        relations=(relation(text, "ALF", "CHAIRS", "forum", year=year),),
        entities=(country, FORUM),
        document=document,
    )


def _whole() -> list[Reading]:
    working_group = replace(mention(SECOND, "海洋工作组", "Organization", "organization/海洋工作组"), status=CANDIDATE)
    talks = replace(mention(SECOND, "北方会谈", "Organization", "talks"), status=CANDIDATE)
    return [
        _chair(FIRST, "2030", ALPHA, Metadata("whole", title="甲文", date="2030-05-01", kind="declaration", issuer="secretariat")),
        Reading(
            "whole",
            "2",
            SECOND,
            mentions=(working_group, talks),
            statements=(statement(SECOND, "支持", "support", "支持海洋工作组和北方会谈", "talks"),),
        ),
    ]


def _undated() -> list[Reading]:
    start = SHORT.index("《宪章》")
    return [
        _chair(LATER, "2031", replace(ALPHA, name_en="Alfa", kind="kingdom"), Metadata("undated", title="乙文")),
        Reading(
            "undated",
            "2",
            SHORT,
            mentions=(Mention(start, start + 4, "Treaty", status=UNRESOLVED),),
            statements=(statement(SHORT, "欢迎", "welcome", "欢迎《宪章》"), statement(SHORT, "重申", "reaffirm", "重申决心")),
        ),
    ]


def _bare() -> Reading:
    talks = replace(mention(BARE, "北方会谈", "Event", "talks"), status=CANDIDATE)
    return Reading("bare", "1", BARE, mentions=(talks,))
