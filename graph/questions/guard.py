"""What a person's own Cypher may do here: read.

The server's access mode is the lock; this is the sign on the door, which says at once and by name what is refused. It
looks at words outside strings, comments and back-ticks. A name that only looks like a clause (`AS set`) is refused too,
and may be written in back-ticks.
"""

from __future__ import annotations

import re

from extract.model import InputError

# Clauses that write, administer, or fetch files and addresses.
REFUSED = tuple(
    """
    CREATE INSERT MERGE SET DELETE DETACH REMOVE FOREACH DROP ALTER RENAME GRANT DENY REVOKE LOAD USE
    TERMINATE ENABLE DEALLOCATE REALLOCATE START STOP
    """.split()  # noqa: SIM905 - two lines of words
)
# Procedures that read and only read; every other one is refused, whatever its name promises.
PROCEDURES = frozenset(
    name.lower()
    for name in (
        "db.labels",
        "db.relationshipTypes",
        "db.propertyKeys",
        "db.index.fulltext.queryNodes",
        "db.index.fulltext.queryRelationships",
        "db.schema.visualization",
        "db.schema.nodeTypeProperties",
        "db.schema.relTypeProperties",
        "dbms.components",
    )
)
_HIDDEN = re.compile(
    r"""
      ' (?: [^'\\] | \\. )* (?: ' | \Z )     # strings
    | " (?: [^"\\] | \\. )* (?: " | \Z )
    | ` (?: [^`] | `` )* (?: ` | \Z )        # names in back-ticks
    | // [^\n\r]*                            # comments
    | /\* .*? (?: \*/ | \Z )
    """,
    re.VERBOSE | re.DOTALL,
)
# Neo4j reads \u0043 as C and \u0027 as ' before anything else: no word may be hidden, and no string closed, in such a way.
_ESCAPED = re.compile(r"\\u+[0-9A-Fa-f]{4}")
# A word that is no property (.set), label or type (:Set), parameter ($set), and no key of a map (set: 1).
_CLAUSE = re.compile(rf"(?<![.:$\w])(?P<word>{'|'.join(REFUSED)})(?![\w])(?!\s*:(?!:))", re.IGNORECASE)
_CALL = re.compile(r"(?<![.:$\w])CALL\s*(?P<name>[\w.`\s]*?)\s*(?P<after>[({]|YIELD\b|RETURN\b|;|\Z)", re.IGNORECASE)
_TRANSACTIONS = re.compile(r"\bIN\s+(?:\S+\s+)?(?:CONCURRENT\s+)?TRANSACTIONS?\b", re.IGNORECASE)


def check_read_only(cypher: str) -> str:
    """The query as it came. Raises InputError, naming the word, for one that does anything but read."""
    if not cypher.strip():
        raise InputError("query: nothing to ask; give a query such as MATCH (d:Document) RETURN d.id ORDER BY d.id")
    if _ESCAPED.search(cypher):
        raise InputError("query: refused for an escaped character (\\u…); write the character itself")
    shown = _HIDDEN.sub(_blank, cypher)
    clause = _CLAUSE.search(shown)
    if clause:
        raise InputError(f"query: refused for {clause['word'].upper()}; only reading is done here (a name may be written in back-ticks)")
    if _TRANSACTIONS.search(shown):
        raise InputError("query: refused for IN TRANSACTIONS; only reading is done here")
    for call in _CALL.finditer(_HIDDEN.sub(_keep_names, cypher)):
        name = re.sub(r"[`\s]", "", call["name"])
        if name and name.lower() not in PROCEDURES:
            raise InputError(f"query: refused for the procedure {name}; allowed are {', '.join(sorted(PROCEDURES))}")
    return cypher


def _blank(found: re.Match[str]) -> str:
    """A string, name or comment as what it stands for: a value, or a gap."""
    return " " if found[0][0] == "/" else " x "


def _keep_names(found: re.Match[str]) -> str:
    """Names in back-ticks as they are, for a procedure's name may be written so."""
    return found[0] if found[0][0] == "`" else _blank(found)
