"""Names and texts that mean something to a database, a page, a spreadsheet, a parser or a terminal: as many as are wanted, by a seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import islice

from extract.model import Entity, Mention, Metadata, Reading, Relation, Statement

SEED = 20320109
TOGETHER = 100  # names in one document
KEY_LENGTH = 300  # a longer one is more than Neo4j can index
_PARTS = (
    *("`", "``", "'", '"', "''", "\\", "\\'", '\\"', "\\u0060", "\\u0027", "\t", "\n", "\r\n", "\u2028", "\x85", "\x0b", "\x1c"),
    *("</script>", "<script>document.title='owned'</script>", "<!--", "-->", "]]>", "<![CDATA[", "&lt;", "&#60;", "</style>", "</title>"),
    *('<img src=x onerror="alert(1)">', '" onmouseover="alert(1)', "javascript:alert(1)", "<svg/onload=alert(1)>", "{{7*7}}", "${x}"),
    *("=cmd()", "=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠A1", ";=1+1", ",=1+1", '=HYPERLINK("http://x")', "|cmd"),
    *("\x00", "\x07", "\x1b[31m", "\x7f", "\u202e", "\u202d", "\u2066", "\u2069", "\u200f", "\u200b", "\ufeff", "\ufffe", "\ufdd0"),
    *("e\u0301", "\u0301\u0302\u0303", "𠀀", "😀", "👨‍👩‍👧", "\U0010ffff", "é", "ﷺ", "İ", "ß", "中文", "联合国", "《宪章》", "第2254号"),
    *(
        "') MATCH (n) DETACH DELETE n //",
        "}) SET n:Owned //",
        "; DROP",
        "$id",
        "{id: 1}",
        ":Owned",
        "/*",
        "*/",
        "#",
        "%s",
        "%00",
        "../x",
        " ",
    ),
)


def make_names(total: int, seed: int = SEED) -> list[str]:
    """So many, no two alike. One in a hundred is very long."""
    return list(islice(dict.fromkeys(_names(random.Random(seed))), total)) if total else []


def _names(dice: random.Random) -> Iterator[str]:
    """Without end, but for what nobody asks for."""
    for number in range(1_000_000):
        parts = dice.choices(_PARTS, k=dice.randint(1, 6))
        parts += [chr(dice.choice((dice.randrange(0xD800), dice.randrange(0xE000, 0x110000))))] * (number % 3 == 0)
        yield "".join(parts) * (dice.randint(100, 200) if number % 100 == 0 else 1)


def make_readings(names: Sequence[str]) -> list[Reading]:
    """Each text is the names, kind, id and key of a body, its quote and cue, an attribute, the text, and one in a hundred a document."""
    return [_reading(number, name, names[number - number % TOGETHER]) for number, name in enumerate(names)]


def key_of(number: int, name: str) -> str:
    return name if len(name) <= KEY_LENGTH else f"{number} {name[:KEY_LENGTH]}"


def _reading(number: int, name: str, first: str) -> Reading:
    key, end = key_of(number, name), len(name)
    date = f"20{10 + number // TOGETHER % 80}"
    doc = f"{number // TOGETHER} {key_of(0, first).replace('#', '')}"
    body = Entity(key, "Organization", name, name, f"{name} en", (f"{name} alias",), name, ids={"wikidata": name})
    said = Statement(name, 0, end, "note", True, (key,), ("whole",), 0, end, -8)
    part = Relation(key, "PART_OF", "whole", 0, end, {"role": name, "since": name})
    meta = Metadata(doc, title=first, date=date, kind=first, issuer=key_of(0, first), source=first) if name == first else None
    mentions = (Mention(0, end, "Organization", key),)
    return Reading(doc, str(number), f"{name}。", name, mentions, (said,), (part,), (body, Entity("whole", "Organization", "全")), meta)
