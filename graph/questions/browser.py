"""The saved questions as Neo4j Browser runs them: `python -m graph.questions.browser queries.zip`.

Browser shows the answer of a single statement only (of several, `:param` lines among them, it shows whether they
succeeded). So each file is one statement here: its parameters stand in a map at the top, and the question is a subquery
that reads them. A zip dropped on Browser becomes saved Cypher, a folder a group.
"""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from graph.questions.queries import QUERIES, Question, Value, list_questions

_HOW = "在此改值 | change the values here"
_EVERYTHING = "null：不限 | null: everything"
_README = """\
# Communiqué：Neo4j Browser 查询 | Questions for Neo4j Browser

* 把 queries.zip 拖进 Neo4j Browser：所有查询出现在左侧的收藏（Favorites / Saved Cypher）里，一类一个文件夹。
  Drop queries.zip on Neo4j Browser: the questions appear on the left among the favorites (saved Cypher), a folder a group.
* 点一个查询，按 Ctrl+Enter（macOS：Cmd+Enter）看答案。
  Click one and press Ctrl+Enter (macOS: Cmd+Enter) to see its answer.
* 参数在开头的大括号里，改了再运行即可。entity 要用实体的键，用 find-entity 查得到。
  The parameters stand in the braces at the top: change them and run it again. entity wants a key; find-entity finds it.
* 要 Neo4j 5.23 或更新的版本。 Neo4j 5.23 or newer is needed.
{style}"""
_STYLE = "* 把 {name} 拖进 Browser，图就有颜色和标题。 Drop {name} on Browser, and pictures have colours and captions.\n"


def as_statement(question: Question) -> str:
    """The question as one statement, with its defaults and the comments of its head."""
    pairs = [(question.title_zh, question.title_en), *question.caveats]
    comments = [*(f"// {zh} | {en}" for zh, en in pairs), f"// communique query {question.name}"]
    if not question.defaults:
        return "\n".join([*comments, question.cypher, ""])
    body = re.sub(r"\$(\w+)", r"ask.\1", question.cypher).replace("\n", "\n  ")
    head = ["WITH {", f"  // {_HOW}", *_values(question), "} AS ask"]
    return "\n".join([*comments, *head, "CALL (ask) {", f"  {body}", "}", f"RETURN {', '.join(question.columns)}", ""])


def _values(question: Question) -> Iterator[str]:
    last = list(question.defaults)[-1]
    for name, value in question.defaults.items():
        note = f"  // {_EVERYTHING}" if question.is_optional(name) else ""
        yield f"  {name}: {_literal(value)}{'' if name == last else ','}{note}"


def _literal(value: Value) -> str:
    if value is None or isinstance(value, (bool, int)):
        return "null" if value is None else str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def write_zip(path: Path) -> None:
    """Writes the questions, how to use them, and any graph style beside them; the same bytes wherever it is made."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in list_entries():
            # Stored, not deflated: zlib's output differs from one build to another.
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o40755 << 16 if name.endswith("/") else 0o100644 << 16
            archive.writestr(entry, text)


def list_entries() -> Iterator[tuple[str, str]]:
    """The names in the zip with their texts. Browser makes a folder of its own only of one that is listed."""
    styles = sorted(QUERIES.glob("**/*.grass"))
    yield "README.md", _README.format(style="".join(_STYLE.format(name=style.name) for style in styles))
    yield from ((style.name, style.read_text(encoding="utf-8")) for style in styles)
    folders: set[str] = set()
    for question in list_questions():
        folder = f"{question.group.zh} {question.group.en}/"
        if folder not in folders:
            yield folder, ""
        folders.add(folder)
        yield f"{folder}{question.name}.cypher", as_statement(question)


if __name__ == "__main__":
    write_zip(Path(sys.argv[1]))
