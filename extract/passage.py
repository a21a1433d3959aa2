"""A paragraph on its way through the pipeline, and what is known of its document. All offsets are into folded text."""

from __future__ import annotations

from extract.model import Mention, Relation, Statement
from extract.records import record


@record
class Passage:
    """`text` is folded (see folding.py); mentions are in the order of the text and never overlap."""

    n: str
    text: str
    section: str | None = None
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    relations: tuple[Relation, ...] = ()


@record
class Profile:
    """What the whole document tells about each of its paragraphs, from its metadata and, failing that, its own words.

    genre: declaration (we, ministers, both sides speak), resolution, news, speech or letter. date: ISO, as exact as known.
    issuer: key of the body that speaks in a resolution. parties: keys of the two sides of a joint statement.
    event: key of the meeting that the document comes from or tells of.
    """

    genre: str = "declaration"
    date: str | None = None
    issuer: str | None = None
    parties: tuple[str, ...] = ()
    event: str | None = None
