"""docs/queries.md, written from the files of the questions: `python tests/question_catalogue.py` writes it anew."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from hand_answers import Known, read_known  # noqa: E402

from graph.questions.parameters import show_value  # noqa: E402
from graph.questions.queries import Question, list_groups, list_questions  # noqa: E402
from graph.questions.tables import show  # noqa: E402

PAGE = ROOT / "docs" / "queries.md"
SHORT = 5  # rows of an answer that is shown
HEAD = """\
# The saved questions

*Written from `queries/` by `python tests/question_catalogue.py`; change the files there, not this page.*

Each question is one file of Cypher, in the folder of its group, with an answer beside it (`NAME.answer.yml`) that was worked
out by hand from the texts. They give the same rows, in the same order, on the embedded graph and on Neo4j 5.

```
communique query                                          # the list
communique query citations --explain                      # what one asks, with its Cypher
communique query citations --param document=fm-2021       # ask it
communique query citations --param entity=UNSC --format csv > citations.csv
communique query commitments --format markdown            # to paste into a paper
```

* `--param NAME=VALUE` sets a parameter; give the option once for each. Lists are written with commas.
* A parameter that may be empty (`document=`) asks about everything.
* `entity` and `partner` take a key (`un-security-council`) or any name that people use (`安理会`, `UNSC`), as `show` does.
* An answer has at most 300 rows. When it has that many, a warning says so: narrow it with a parameter.

| `--format` | |
| --- | --- |
| `table` | for the eye: long cells are cut, keys and spans left out |
| `json` | everything as it is, nodes and edges with all their properties; the same as `--json` |
| `csv` | for a spreadsheet: every column, and where the rows quote, a last one with title, date, paragraph and page of each quote |
| `markdown` | a table whose quotes are numbered notes below it: title, date, paragraph, page and the words |

CSV is UTF-8 with a byte order mark, because Excel takes Chinese for something else without it. A text that begins with `=`, `+`,
`-`, `@`, a tab or a line break has an apostrophe put before it, so that no spreadsheet runs it as a formula (the measure that OWASP
recommends); numbers are left alone. A node is written `name [key]`, an edge as its type, a list with semicolons.

**A question of your own:** `communique query --cypher 'MATCH …'` (`-` reads it from standard input) takes one question that only
reads: writing clauses, `LOAD CSV` and procedures that are not listed are refused by name before anything is sent, the session is
opened for reading, a question ends after `--timeout` seconds and gives at most `--limit` rows. That keeps honest people from
accidents. What a database does with a question only the database can guarantee:

* *Who may write.* The embedded engine asks as a user of its own who has no right to write. A Neo4j server holds a session to its
  access mode, but whoever knows the password can open another. Neo4j Enterprise and Aura have roles (`GRANT ROLE reader TO …`); Community,
  which docker-compose.yml starts, has none: every user is an administrator. There, give others a copy of the graph
  (`communique export --for neo4j-admin`), or a server with `server.databases.default_to_read_only=true`.
* *How much a question may cost.* `--timeout` is sent to Neo4j, which ends the transaction (the embedded engine ends with it). Set
  `db.transaction.timeout`, `db.memory.transaction.max` and `dbms.memory.transaction.total.max` for everybody else.
* *What a question may reach.* `dbms.security.allow_csv_import_from_file_urls=false` and an empty import folder for files,
  `dbms.security.procedures.allowlist` for procedures; install no plugin that is not needed. `LOAD CSV` from the network is bounded by
  a firewall, and by `internal.dbms.cypher_ip_blocklist` where the server has it.

**In Neo4j Browser:** `make queries.zip`, then drop the file on Browser. The questions appear among the saved Cypher, a folder a
group; click one and press Ctrl+Enter. Each is a single statement there, with its parameters in a map at the top, because Browser
shows of several statements (`:param` lines among them) only whether they succeeded. Needs Neo4j 5.23 or newer.
"""


def render_catalogue(given: Iterable[Question]) -> str:
    """The page, in Markdown."""
    found = list(given)
    groups = [(group.title, [q for q in found if q.group == group]) for group in list_groups()]
    lines = [HEAD]
    for title, questions in groups:
        lines += [f"**{title}**", "", *(f"* [`{q.name}`](#{q.name}): {q.title_zh} | {q.title_en}" for q in questions), ""]
    for title, questions in groups:
        lines += [f"## {title}", "", *(line for question in questions for line in _section(question))]
    return "\n".join(lines)


def _section(question: Question) -> Iterator[str]:
    yield from (f"### {question.name}", "", f"**{question.title_zh}**  ", f"**{question.title_en}**", "")
    yield from (line for zh, en in question.caveats for line in (f"* {zh}  ", f"  {en}"))
    yield ""
    if question.defaults:
        yield from ("| Parameter | Default | |", "| --- | --- | --- |")
        yield from (_parameter(question, name) for name in question.defaults)
        yield ""
    yield from _example(question)
    yield from ("```cypher", question.cypher, "```", "")


def _parameter(question: Question, name: str) -> str:
    value = question.defaults[name]
    shown = f"`{show_value(value)}`" if value is not None else ""
    return f"| `{name}` | {shown} | {'may be empty' if question.is_optional(name) else ''} |"


def _example(question: Question) -> Iterator[str]:
    """The first answer worked out by hand that is short, if there is one."""
    known = next((known for known in read_known(question) if len(known.rows) <= SHORT and known.fixture != "faults"), None)
    if known:
        yield from (f"An answer: `{_command(known)}`", "", _row(known.columns), _row("---" for _ in known.columns))
        yield from (*(_row(row) for row in known.rows), "")


def _command(known: Known) -> str:
    given = (f" --param {name}={show_value(value)}" for name, value in known.parameters.items())
    return f"communique query {known.question.name}{''.join(given)}"


def _row(cells: Iterable[Any]) -> str:
    return f"| {' | '.join(show(cell).replace('|', chr(92) + '|') for cell in cells)} |"


if __name__ == "__main__":
    PAGE.write_text(render_catalogue(list_questions()), encoding="utf-8")
