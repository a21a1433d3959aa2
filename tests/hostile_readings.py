"""Readings of names, texts and ids that mean something to a spreadsheet, a shell, a parser or a database."""

from __future__ import annotations

from extract.model import Entity, Mention, Metadata, Reading, Relation, Statement

HOSTILE = (
    "=1+1",
    "＝cmd|' /C calc'!A0",
    "+1;-1",
    "a;=HYPERLINK(\"http://x\")\n@SUM(A1)\r\n\t+2",
    "'=quoted",
    "''",
    "\t tab first",
    "a,b;c|d\te",
    'a "quoted" name',
    "it's 'single'",
    "back\\slash \\' \\\" \\n \\u0027 \\\\u0041 end\\",
    "`tick` ``two``",
    "line\nbreak\rreturn\r\nboth\u2028separator\u2029paragraph\x85next\x0bvertical\x0cform",
    "bell\x07 null\x00 escape\x1b[31m delete\x7f",
    "parts\x1c\x1d\x1e\x1f \ufdd0",
    "bidi\u202egnp.exe\u2066 zero\u200b \ufeff \ufffe",
    "<b>&amp;</b> ]]> --> {x} $p :param // /* */ # %s %28 ;",
    "  spaces  ",
    "𠀀😀 中文 é e\u0301",
    "Q148'; MATCH (n) DETACH DELETE n; //",
)


def hostile_readings() -> list[Reading]:
    """Each text as the key, name, alias, external id and kind of a body, as attribute, quote, cue, section and document."""
    return [_reading(number, text) for number, text in enumerate(HOSTILE)]


def _reading(number: int, text: str) -> Reading:
    body = Entity(text, "Organization", text, text, f"{text} en", (f"{text} alias", "", text * 2), text, ids={"wikidata": text})
    whole = Entity("whole", "Organization", "全")
    meta = Metadata(f"doc {number} {text.replace('#', '')}", text, "", text, text, text, errors=(text, text))
    end = len(text)
    return Reading(
        meta.id,
        text,
        text,
        text,
        mentions=(Mention(0, end, "Organization", text), Mention(0, 1, "Organization", "", "unresolved")),
        statements=(Statement(text, 0, end, "support", True, (text,), ("whole",), 0, end, -8),),
        relations=(Relation(text, "PART_OF", "whole", 0, end, {"role": text, "since": text, "label": text}),),
        entities=(body, whole),
        document=meta,
    )
