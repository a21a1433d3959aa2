"""A person's own Cypher may read, and is told by name what it may not."""

from __future__ import annotations

import pytest

from extract.model import InputError
from graph.questions.guard import REFUSED, check_read_only
from graph.questions.queries import list_questions

READING = [
    "MATCH (n) RETURN n LIMIT 5",
    "MATCH (n) WHERE n.name = 'CREATE (n)' RETURN n.set, n.`DELETE`",
    "MATCH (n:Set)-[:CREATE]->(m) RETURN $delete, {set: 1, create : 2}",
    "// SET nothing\nMATCH (n) /* DELETE n */ RETURN count(n)",
    "CALL { MATCH (n) RETURN n } RETURN n",
    "MATCH (d:Document) CALL (d) { MATCH (d)-->(p) RETURN count(p) AS c } RETURN d, c",
    "CALL db.index.fulltext.queryNodes('Entity[allNames]', '安理会') YIELD node RETURN node",
    "call db.labels",
    "MATCH (n) WHERE n.name STARTS WITH 'x' RETURN n.offset, n.created, n.dropped",
    r"RETURN 'it\'s SET' AS s, ""\"say \\\"MERGE\\\"\"",
]
WRITING = {
    "CREATE (n)": "CREATE",
    "MATCH (n) SET n.x = 1": "SET",
    "MATCH (n)set n.x=1": "SET",
    "MATCH (n) DETACH DELETE n": "DETACH",
    "MATCH (n)\nREMOVE\n n.x": "REMOVE",
    "MERGE(n:Entity)": "MERGE",
    "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row": "LOAD",
    "FOREACH (x IN [1] | CREATE (:A))": "FOREACH",
    "DROP INDEX a": "DROP",
    "USE system SHOW USERS": "USE",
    "RETURN ''/**/CREATE (n)": "CREATE",
    "RETURN 'a' //'\nCREATE (n)": "CREATE",
    "MATCH (n) CALL (n) { RETURN 1 AS a } IN TRANSACTIONS RETURN a": "IN TRANSACTIONS",
    "MATCH (n) CALL (n) { RETURN 1 AS a } IN 4 CONCURRENT TRANSACTIONS RETURN a": "IN TRANSACTIONS",
    "CALL apoc.cypher.run('CREATE (n)', {})": "the procedure apoc.cypher.run",
    "CALL dbms.killQuery('x')": "the procedure dbms.killQuery",
    "CALL `db.createLabel`('x')": "the procedure db.createLabel",
    "CALL db . `create` . setNodeVectorProperty(n, 'x', [])": "the procedure db.create.setNodeVectorProperty",
    "CALL sql('DELETE FROM V')": "the procedure sql",
    r"MATCH (n) S\u0045T n.x = 1": "an escaped character",
    r"\u0043REATE (n)": "an escaped character",
    r"MATCH (n) WHERE n.name = '\u0027 SET n.x = 1 //'": "an escaped character",
}


@pytest.mark.parametrize("query", READING)
def test_what_reads_passes(query: str) -> None:
    assert check_read_only(query) == query


@pytest.mark.parametrize("query", WRITING)
def test_what_writes_is_refused_by_name(query: str) -> None:
    with pytest.raises(InputError, match=f"^query: refused for {WRITING[query]}"):
        check_read_only(query)


@pytest.mark.parametrize("word", REFUSED)
@pytest.mark.parametrize("shape", ["{} x", "MATCH (n) {}\tx", "MATCH (n)\n{}(x)", "/* */{} x"])
def test_every_clause_is_seen_in_every_case(word: str, shape: str) -> None:
    for written in (word, word.lower(), word.title()):
        with pytest.raises(InputError, match=f"refused for {word};"):
            check_read_only(shape.format(written))


def test_nothing_is_no_question() -> None:
    with pytest.raises(InputError, match="nothing to ask"):
        check_read_only(" \n")


def test_the_saved_questions_only_read() -> None:
    assert [question.name for question in list_questions() if check_read_only(question.cypher) != question.cypher] == []
