"""Constraints and indexes, written from the schema: in Cypher for Neo4j, in SQL for the embedded engine.

The engine names an index after what it indexes, so Neo4j's full-text indexes bear those names too, and one Cypher
call asks either: `CALL db.index.fulltext.queryNodes('Entity[allNames]', '"安理会"')`.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.schema import DATE, Schema
from graph.building.shape import COMMITMENT, DOCUMENT, ENTITY, LEDGER, PARAGRAPH, STATEMENT, STRUCTURE, all_labels

# Chinese has no spaces: both engines index pairs of characters.
FULL_TEXT = {ENTITY: "allNames", PARAGRAPH: "text"}
# The embedded engine sees a unique id twice when a node goes and comes again under other labels in one transaction
# ("Duplicated key"), as a statement does that is now a commitment. So only labels that stand alone are unique there; for
# the others its directory's lock, one writer at a time and the look before (rewrite.py) see to it.
SINGLE = frozenset({DOCUMENT, PARAGRAPH, DATE, LEDGER})
LOOKED_UP = ((DOCUMENT, "date"), (STATEMENT, "act"))
_CJK = '{"analyzer": "org.apache.lucene.analysis.cjk.CJKAnalyzer"}'


def cypher_statements(schema: Schema) -> Iterator[str]:
    for label in all_labels(schema):
        yield f"CREATE CONSTRAINT {label}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
    for label, name in LOOKED_UP:
        yield f"CREATE INDEX {label}_{name} IF NOT EXISTS FOR (n:{label}) ON (n.{name})"
    for label, name in FULL_TEXT.items():
        yield (
            f"CREATE FULLTEXT INDEX `{label}[{name}]` IF NOT EXISTS FOR (n:{label}) ON EACH [n.{name}] "
            "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
        )


def sql_statements(schema: Schema) -> Iterator[str]:
    for label in all_labels(schema):
        yield f"CREATE VERTEX TYPE {label} IF NOT EXISTS"
        yield from _indexed(label, "id", "UNIQUE" if label in SINGLE else "NOTUNIQUE")
    for label, name in LOOKED_UP:
        yield from _indexed(label, name, "NOTUNIQUE")
    for label, name in FULL_TEXT.items():
        yield from _indexed(label, name, f"FULL_TEXT METADATA {_CJK}")
    for type_ in (*STRUCTURE, *schema.relations):
        yield f"CREATE EDGE TYPE `{type_}` IF NOT EXISTS"
    yield from _combined(schema)


def _indexed(label: str, name: str, index: str) -> Iterator[str]:
    yield f"CREATE PROPERTY {label}.{name} IF NOT EXISTS STRING"
    yield f"CREATE INDEX IF NOT EXISTS ON {label} ({name}) {index}"


def _combined(schema: Schema) -> Iterator[str]:
    """The engine keeps a node of two labels in a type of its own, named after both; made here, none is ever made
    inside a transaction."""
    for pair in ((COMMITMENT, STATEMENT), *((ENTITY, type_) for type_ in schema.types)):
        first, second = sorted(pair)
        yield f"CREATE VERTEX TYPE `{first}~{second}` IF NOT EXISTS EXTENDS {first}, {second}"
