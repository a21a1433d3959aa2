"""docs/queries.md, written from the files of the questions: `python tests/question_catalogue.py` writes it anew."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from graph.questions.queries import Question, list_questions, show_value  # noqa: E402

PAGE = ROOT / "docs" / "queries.md"
HEAD = """\
# The saved questions

*Written from `queries/*.cypher` by `python tests/question_catalogue.py`; change those files, not this page.*

Each question is one file of Cypher, in `queries/`. They give the same rows, in the same order, on the embedded graph and
on Neo4j 5.

```
communique query                                          # the list
communique query citations --explain                      # what one asks, with its Cypher
communique query citations --param document=fm-2021       # ask it
communique query citations --param document=fm-2021 --json
```

* `--param NAME=VALUE` sets a parameter; give the option once for each. Lists are written with commas.
* A parameter that may be empty (`document=`) asks about everything.
* `entity` takes a key (`un-security-council`) or any name that only one entity bears (`安理会`); `find-entity` finds keys.
* An answer has at most 300 rows. When it has that many, a warning says so: narrow it with a parameter.

**In Neo4j Browser** the files run as they are. A file without parameters shows its picture or its table at once. Browser runs
a file with parameters as several commands, and shows of these only whether they succeeded: run the whole
file once to set the parameters, then run the part from `MATCH` on to see the answer. To ask with other values, change the `:param` lines.
"""


def render_catalogue(questions: Iterable[Question]) -> str:
    """The page, in Markdown."""
    found = list(questions)
    index = [f"* [`{q.name}`](#{q.name}): {q.title_zh} | {q.title_en}" for q in found]
    return "\n".join([HEAD, *index, *(line for question in found for line in _section(question)), ""])


def _section(question: Question) -> Iterator[str]:
    yield from ("", f"## {question.name}", "", f"**{question.title_zh}**  ", f"**{question.title_en}**", "")
    yield from (line for zh, en in question.caveats for line in (f"* {zh}  ", f"  {en}"))
    if question.defaults:
        yield from ("", "| Parameter | Default | |", "| --- | --- | --- |")
    for name, value in question.defaults.items():
        shown = f"`{show_value(value)}`" if value is not None else ""
        yield f"| `{name}` | {shown} | {'may be empty' if question.is_optional(name) else ''} |"
    yield from ("", "```cypher", question.cypher, "```")


if __name__ == "__main__":
    PAGE.write_text(render_catalogue(list_questions()), encoding="utf-8")
