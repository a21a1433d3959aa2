"""Communiqué turns diplomatic texts into a knowledge graph that can be cited: the command line.

The one module that knows both halves, extract and graph. Nothing heavy is imported before a command needs it.
Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 failed, 2 wrong usage,
3 database, 4 data checks.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from extract.batch.options import LEXICON, How, Tables, all_of, reading_options, table_options

if TYPE_CHECKING:
    import logging

    from extract.batch.reading import Read
    from extract.lexicon import Lexicon
    from extract.model import InputError, Reading
    from graph.database.load import Changes
    from graph.database.store import Store
    from graph.questions.answers import Answer

FAILED, USAGE, DATABASE, DATA = 1, 2, 3, 4
DEFAULT_GRAPH = "communique-graph"


@dataclass(slots=True)
class _Batch:
    """What one command has read, and what it could not read."""

    documents: set[str] = field(default_factory=set)
    refused: list[type[Exception]] = field(default_factory=list)  # their kinds: an error itself would hold all that was read of its file

    def refuse(self, error: Exception) -> None:
        _tell(error)
        self.refused.append(type(error))

    def tell(self) -> None:
        if self.documents or len(self.refused) > 1:
            read, refused = len(self.documents), len(self.refused)
            _tell(f"{refused} of the inputs could not be read (see above); read were {read} documents")


class _Main(click.Group):
    """Turns the program's own errors into one line and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        from extract.model import CheckError, InputError
        from extract.schema import SchemaError
        from graph.errors import DatabaseError

        ctx.obj = batch = _Batch()
        try:
            result = super().invoke(ctx)
        except (InputError, SchemaError, DatabaseError) as error:
            _tell(error)
            codes: list[tuple[type[Exception], int]] = [(CheckError, DATA), (DatabaseError, DATABASE), (Exception, FAILED)]
            ctx.exit(next(code for kind, code in codes if isinstance(error, kind)))
        if batch.refused:
            batch.tell()
            ctx.exit(DATA if all(issubclass(kind, CheckError) for kind in batch.refused) else FAILED)
        return result


@click.group(cls=_Main, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="communique-graph", prog_name="communique")
def main() -> None:
    """Turns diplomatic texts into a knowledge graph that can be cited.

    \b
    Exit codes: 0 done, 1 failed (bad input), 2 wrong usage, 3 database, 4 data checks.
    """
    import logging

    from extract.batch.collector import collect_seldom

    collect_seldom()
    logging.basicConfig(format="communique: %(message)s", stream=sys.stderr, level=logging.WARNING)
    for handler in logging.getLogger().handlers:
        handler.addFilter(_show_plainly)
    # What goes wrong in the driver is raised as well, and told in one line; its other remarks are about empty databases.
    logging.getLogger("neo4j").setLevel(logging.CRITICAL)


def _tell(what: object) -> None:
    """One line on standard error."""
    click.echo(f"communique: {_shown(str(what))}", err=True)


def _shown(text: str) -> str:
    """The text in one line that shows what it is: a file's name may hold line breaks, a terminal's commands or turned writing."""
    from unicodedata import category

    return "".join(char if category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp") else f"\\u{ord(char):04x}" for char in text)


def _show_plainly(record: logging.LogRecord) -> bool:
    record.msg, record.args = _shown(record.getMessage()), ()
    return True


# Where the graph is: an embedded one in a directory, unless a server is named.
_graph_options = all_of(
    click.option("--graph", type=click.Path(path_type=Path), envvar="COMMUNIQUE_GRAPH", default=DEFAULT_GRAPH, show_default=True,
                 show_envvar=True, help="Directory of the embedded graph."),
    click.option("--uri", envvar="NEO4J_URI", show_envvar=True, help="A Neo4j server (bolt://…) in place of the embedded graph."),
    click.option("--user", envvar="NEO4J_USERNAME", default="neo4j", show_default=True, show_envvar=True),
    click.option("--password-file", type=click.File(encoding="utf-8"),
                 help="File with the server's password (else NEO4J_PASSWORD, else a prompt)."),
    click.option("--database", envvar="NEO4J_DATABASE", show_envvar=True, help="Database on the server."),
)


_NETWORK_FILTERS = ("documents", "since", "until", "types", "relations")


# What of the graph an institution network shows.
_network_filters = all_of(
    click.option("--only", "documents", multiple=True, metavar="DOC", help="Network: only what these documents say."),
    click.option("--since", metavar="DATE", help="Network: only documents of this day, month or year and later."),
    click.option("--until", metavar="DATE", help="Network: only documents of this day, month or year and earlier."),
    click.option("--type", "types", multiple=True, metavar="TYPE", help="Network: only entities of these types."),
    click.option("--relation", "relations", multiple=True, metavar="RELATION", help="Network: only relations of these types."),
)


_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH…")


@main.command()
@_PATHS
@click.option("-o", "--output", type=click.Path(), default="-", help="File, or new folder of tables, to write; - is standard output.")
@reading_options
@table_options
def extract(paths: tuple[str, ...], output: str, how: How, tables: Tables) -> None:
    """Read documents; write one reading (a paragraph and what it says) a line, as JSON.

    PATH is a file or folder (.txt, .md, .html, .pdf, .docx, .jsonl of paragraphs); - is standard input.
    """
    if tables.are_wanted(output):
        return _extract_tables(paths, output, how, tables)
    with _writing(output) as stream:
        for document in _read_each(paths, how):
            stream.writelines(f"{line}\n" for line in document.lines())
    return None


def _extract_tables(paths: tuple[str, ...], output: str, how: How, tables: Tables) -> None:
    from extract.batch.spark import open_session, read_on_spark
    from extract.batch.tables import write_tables

    batch, refuse = _batch(how)
    if tables.engine == "local":
        return write_tables(Path(output), _read_each(paths, how), refuse=refuse)
    with open_session(tables.master) as session:
        batch.documents.update(read_on_spark(session, paths, how.reader(), output, refuse=refuse, partitions=tables.partitions))
    return None


@main.command()
@_PATHS
@reading_options
@click.option("--unchecked", is_flag=True, help="Load documents even if they yield less than is expected of them.")
@click.option("--progress", is_flag=True, help="Print each document to standard error as soon as the graph has it for good.")
@_graph_options
@_JSON
def load(paths: tuple[str, ...], how: How, unchecked: bool, progress: bool, as_json: bool, **where: Any) -> None:
    """Read documents, or take READINGS (what `extract` wrote), and load them into the graph.

    A document that is there already is replaced; one that has not changed is left alone.
    """
    from graph.building.spool import spool
    from graph.database.load import load_spooled

    with spool(_read(paths, how, checked=not unchecked)) as spooled:
        if not spooled.counts:
            return
        with _open(**where) as store:
            changes = load_spooled(store, spooled, progress=_tell_stored if progress else None)
    counters = {name: changes.counters[name] for name in sorted(changes.counters)}
    report = {"loaded": changes.loaded, "unchanged": changes.unchanged, "changes": sum(counters.values()), "counters": counters}
    _print(report, as_json, lambda: _describe_load(report, spooled.counts))


@main.command()
@click.argument("name", required=False)
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter of the question.")
@click.option("--explain", is_flag=True, help="Say what the question asks, with its Cypher; do not run it.")
@click.option("--format", "form", type=click.Choice(["table", "json", "csv", "markdown"]), help="How to print the answer (else a table).")
@click.option("--cypher", metavar="QUERY", help="Ask this in place of a saved question; - reads it from standard input. It may only read.")
@click.option("--limit", type=click.IntRange(1), default=300, show_default=True, help="The most rows of --cypher.")
@click.option("--timeout", type=click.FloatRange(0, min_open=True), default=30.0, show_default=True, help="Seconds for --cypher.")
@_graph_options
@_JSON
def query(
    name: str | None,
    params: tuple[str, ...],
    explain: bool,
    form: str | None,
    cypher: str | None,
    limit: int,
    timeout: float,
    as_json: bool,
    **where: Any,
) -> None:
    """List the saved questions, explain one, or ask it, or ask one of your own (--cypher)."""
    from graph.questions.answers import ask
    from graph.questions.parameters import parse_parameters
    from graph.questions.queries import find_question, list_questions
    from graph.questions.tables import describe_question, describe_questions

    form = _choose_format(form, as_json, asked=bool(name or cypher) and not explain)
    if cypher is not None:
        if name or explain:
            raise click.UsageError("--cypher is a question of its own: leave NAME and --explain out")
        return _print_answer(_ask_own(cypher, params, limit, timeout, where), form)
    if name is None:
        questions = list_questions()
        return _print([q.summary() for q in questions], form == "json", lambda: describe_questions(questions))
    question = find_question(name)
    if explain:
        return _print(question.summary(), form == "json", lambda: describe_question(question))
    given = parse_parameters(question, params)
    with _open(**where) as store:
        answer = ask(store, question, given, lambda entity: _find_key(store, entity))
    return _print_answer(answer, form)


def _ask_own(cypher: str, params: tuple[str, ...], limit: int, timeout: float, where: dict[str, Any]) -> Answer:
    from graph.questions.own import ask_own, parse_own, read_own

    text = sys.stdin.read() if cypher == "-" else cypher
    question = read_own(text, limit=limit)
    values = parse_own(question, params)
    with _open(**where) as store:
        return ask_own(store, question, values, timeout=timeout)


def _print_answer(answer: Answer, form: str) -> None:
    from graph.questions.formats import as_csv, as_markdown
    from graph.questions.tables import as_table

    if form == "csv":
        click.echo(as_csv(answer), nl=False)
    else:
        _print(answer.records(), form == "json", lambda: as_markdown(answer) if form == "markdown" else as_table(answer))


def _choose_format(form: str | None, as_json: bool, *, asked: bool) -> str:
    """The format of `query`: --json is --format json, and only an answer comes as CSV or Markdown."""
    if as_json and form not in (None, "json"):
        raise click.UsageError(f"--json and --format {form}: give one of them")
    if form in ("csv", "markdown") and not asked:
        raise click.UsageError(f"--format {form} prints the answer to a question: name one, without --explain")
    return "json" if as_json else form or "table"


@main.command()
@_PATHS
@click.option("--limit", default=20, show_default=True, help="How many of each kind to list.")
@reading_options
@_JSON
def check(paths: tuple[str, ...], limit: int, how: How, as_json: bool) -> None:
    """List what was not understood in documents or READINGS, with lines to paste into the lexicon."""
    from extract.gaps import describe_gaps, find_gaps, to_dict

    gaps = find_gaps(_read(paths, how))
    _print(to_dict(gaps), as_json, lambda: describe_gaps(gaps, limit))


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH…]")
@click.option("--limit", default=20, show_default=True, help="How many wrong nodes and edges to list.")
@reading_options
@_graph_options
@_JSON
def verify(paths: tuple[str, ...], limit: int, how: How, as_json: bool, **where: Any) -> None:
    """Prove the loaded graph: every fact against the text it cites, every node and edge against what was loaded.

    With PATH, documents or READINGS, what was loaded is compared with these sources, too.
    """
    from graph.proof.verify import describe
    from graph.proof.verify import verify as verify_graph

    with _open(**where) as store:
        proof = verify_graph(store.read, _read(paths, how) if paths else ())
    _print(proof.to_dict(), as_json, lambda: describe(proof, limit))
    if proof.findings:
        sys.exit(DATA)


@main.command()
@click.argument("gold", metavar="GOLD")
@click.argument("readings", required=False)
@click.option("--grammars-only", is_flag=True, help="Read without the lexicon's organisations, treaties, instruments and events.")
@LEXICON
@_JSON
def evaluate(gold: str, readings: str | None, grammars_only: bool, own: Path | None, as_json: bool) -> None:
    """Score readings against reference annotations: precision, recall and F1 of each layer.

    Without READINGS the paragraphs of GOLD are read now.
    """
    from extract.inputs import read_all, read_readings, rebuild_documents
    from extract.scoring import describe_score, score, to_dict

    if readings and grammars_only:
        raise click.UsageError("--grammars-only reads GOLD itself: leave READINGS out")
    reference = read_readings(gold)
    system = read_readings(readings) if readings else read_all(rebuild_documents(reference), _lexicon(own, grammars_only=grammars_only))
    result = score(reference, system)
    _print(to_dict(result), as_json, lambda: describe_score(result))


@main.command()
@click.argument("name")
@_graph_options
@_JSON
def show(name: str, as_json: bool, **where: Any) -> None:
    """Print an entity or a statement with its facts and quotes, by any name that people use."""
    from extract.lookup import Found, find_keys
    from graph.dossiers.dossier import collect, describe, holds_statement, list_names

    with _open(**where) as store:
        found = Found((name,)) if holds_statement(store, name) else find_keys(name, list_names(store), _lexicon)
        dossiers = [collect(store, key) for key in found.keys]
    _print({**found.to_dict(), "found": dossiers}, as_json, lambda: describe(name, found, dossiers))
    if len(dossiers) != 1:
        sys.exit(FAILED)


@main.command()
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.option("--topic", metavar="ENTITY", help="Only what concerns this entity, by any of its names.")
@click.option("-o", "--output", type=click.File("wb", lazy=True, atomic=True), metavar="FILE.html", help="Write a page to read, too.")
@_graph_options
@_JSON
def compare(a: str, b: str, topic: str | None, output: Any, as_json: bool, **where: Any) -> None:
    """Line up what two documents of the graph, A the earlier one, say of the same entities, with both quotes."""
    from graph.between.compare import check_order, compare_documents, describe, to_dict
    from graph.between.page import export_page

    with _open(**where) as store:
        comparison = compare_documents(store, a, b, topic=_find_key(store, topic) if topic else None)
    warning = check_order(comparison.a, comparison.b)
    if warning:
        _tell(warning)
    if output:
        output.write(export_page(comparison))
    if as_json or not output:
        _print(to_dict(comparison), as_json, lambda: describe(comparison))


@main.command()
@click.argument("name", metavar="ENTITY")
@_graph_options
@_JSON
def trace(name: str, as_json: bool, **where: Any) -> None:
    """Follow an entity, by any name, or a statement (doc#n:start), through the documents in time."""
    from graph.between.follow import follow, is_statement_id
    from graph.between.trace import trace as trace_entity
    from graph.between.trace_text import describe_follow, describe_trace

    statement = is_statement_id(name)
    with _open(**where) as store:
        result = follow(store, name) if statement else trace_entity(store, _find_key(store, name))
    _print(result, as_json, lambda: describe_follow(result) if statement else describe_trace(result))


@main.command()
@click.argument("doc")
@_graph_options
@_JSON
def remove(doc: str, as_json: bool, **where: Any) -> None:
    """Take a document out of the graph, with everything that only it supported."""
    from graph.database.load import remove as remove_document

    with _open(**where) as store:
        changes = remove_document(store, doc)
    report = {"removed": changes.removed, "changes": sum(changes.counters.values())}
    _print(report, as_json, lambda: f"removed {doc}: {report['changes']} changes")


@main.command()
@click.argument("entity", metavar="[ENTITY]", required=False)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True,
              help="HTML file to write; for the network also GEXF or GraphML.")
@click.option("--document", metavar="DOC", help="The page of this document (id or title): its text, marked.")
@_network_filters
@_graph_options
def view(entity: str | None, output: Path, document: str | None, **options: Any) -> None:
    """Write a page: of ENTITY (by any of its names), of a document, or of the institution network.

    The network can be written for other tools, too: .gexf, .graphml (and more by `export --network`).
    """
    chosen = {name: options.pop(name) for name in _NETWORK_FILTERS}
    if entity is None and document is None:
        _draw_network(output, options, chosen)
    else:
        _check_page(entity, document, output, network_only=any(chosen.values()))
        _write_page(entity, document, output, options)
    click.echo(f"{output}", err=True)


def _draw_network(output: Path, where: dict[str, Any], chosen: dict[str, Any]) -> None:
    from graph.database.fetch import fetch_graph
    from graph.network.views import write_view

    with _open(**where) as store:
        graph = fetch_graph(store)
    write_view(graph, output, **chosen)


def _check_page(entity: str | None, document: str | None, output: Path, *, network_only: bool) -> None:
    """A page is of one thing, and is nothing but a page."""
    if entity is not None and document is not None:
        raise click.UsageError(f"a page is of one thing: name the entity ({entity}) or the document ({document})")
    if network_only:
        raise click.UsageError("--only, --since, --until, --type and --relation choose from the network: leave them out for a page")
    if output.suffix.lower() != ".html":
        raise click.UsageError(f"{output}: a page is HTML; end the file's name with .html (.gexf and .graphml are for the network)")


def _write_page(entity: str | None, document: str | None, output: Path, where: dict[str, Any]) -> None:
    from graph.dossiers.document import read_document
    from graph.dossiers.document_page import export_document
    from graph.dossiers.entity import read_dossier
    from graph.dossiers.entity_page import export_dossier
    from graph.files import write_whole

    with _open(**where) as store:
        if document is not None:
            page = export_document(read_document(store, document))
        else:
            page = export_dossier(read_dossier(store, _find_key(store, str(entity))))
    write_whole(output, page)


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH…]")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, metavar="PLACE",
              help="File (.gexf, .graphml, .cypher, .jsonld, .zip of CSV tables) or new folder (CSV tables, --for neo4j-admin).")
@click.option("--for", "form", type=click.Choice(["gephi", "graphml", "csv", "cypher", "jsonld", "neo4j-admin"]),
              help="What to write, where the ending of PLACE does not tell.")
@click.option("--network", is_flag=True, help="The institution network with its measures, as `view` draws it: gephi, graphml, csv.")
@_network_filters
@reading_options
@_graph_options
def export(paths: tuple[str, ...], output: Path, form: str | None, network: bool, how: How, **options: Any) -> None:
    """Write the loaded graph for other tools: Gephi, spreadsheets and R, Neo4j, linked data.

    With PATH…, documents or READINGS, the graph of these is written, and no database is opened.
    """
    from graph.exports.export import choose_format, write_export, write_network

    chosen = {name: options.pop(name) for name in _NETWORK_FILTERS}
    if any(chosen.values()) and not network:
        raise click.UsageError("--only, --since, --until, --type and --relation choose what is in a --network: add it")
    form = choose_format(output, form, network=network)
    with contextlib.nullcontext(_read(paths, how)) if paths else _open(**options) as source:
        if network:
            write_network(output, source, form=form, **chosen)
        else:
            write_export(output, source, form=form)
    click.echo(f"{output}", err=True)


def _find_key(store: Store, name: str) -> str:
    """The one entity of the graph that the name stands for. Raises InputError, with the nearest names, for none or several."""
    from extract.lookup import find_keys
    from extract.model import InputError
    from graph.dossiers.dossier import list_names

    found = find_keys(name, list_names(store), _lexicon)
    if not found.keys:
        raise InputError(f"{name}: no entity of the graph; nearest are {', '.join(found.nearest) or 'none'}")
    if len(found.keys) > 1:
        raise InputError(f"{name}: stands for several; name one of {', '.join(found.keys)}")
    return found.keys[0]


def _print(value: Any, as_json: bool, text: Callable[[], str]) -> None:
    """A result on standard output: as JSON, or in words."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=list) if as_json else text())


def _tell_stored(changes: Changes) -> None:
    for word, docs in (("loaded", changes.loaded), ("unchanged", changes.unchanged)):
        for doc in docs:
            click.echo(f"{word} {doc}", err=True)


def _describe_load(report: dict[str, Any], counts: Mapping[str, int]) -> str:
    read = ", ".join(f"{counts.get(what, 0)} {what}" for what in ("mentions", "statements", "relations"))
    return "\n".join(
        [
            f"read       {counts['paragraphs']} paragraphs: {read}",
            f"loaded     {', '.join(report['loaded']) or 'nothing'}",
            f"unchanged  {', '.join(report['unchanged']) or 'nothing'}",
            f"changes    {report['changes']}" + "".join(f", {k} {v}" for k, v in report["counters"].items()),
        ]
    )


@contextlib.contextmanager
def _open(*, graph: Path, uri: str | None, user: str, password_file: Any, database: str | None) -> Iterator[Store]:
    from graph.database.store import open_embedded, open_store

    store = open_store(uri, user, _password(password_file, uri), database) if uri else open_embedded(graph)
    with store:
        yield store


def _password(file: Any, uri: str) -> str:
    """From the file, the environment or a prompt; never from the command line, where others could read it."""
    if file:
        return str(file.readline().rstrip("\n"))
    given = os.environ.get("NEO4J_PASSWORD")
    if not given and not sys.stdin.isatty():
        raise click.UsageError("no password: set NEO4J_PASSWORD or give --password-file")
    return given or str(click.prompt(f"Password for {uri}", hide_input=True, err=True))


def _lexicon(own: Path | None = None, *, grammars_only: bool = False) -> Lexicon:
    from extract.lexicon import load_lexicon

    lexicon = load_lexicon(own=own)
    return lexicon.without(["Organization", "Treaty", "Instrument", "Event"]) if grammars_only else lexicon


@contextlib.contextmanager
def _writing(path: str) -> Iterator[IO[str]]:
    """Standard output for `-`; else a file that appears under its name only when all of it is written."""
    if path == "-":
        yield sys.stdout
        return
    part = Path(f"{path}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
        part.replace(path)
    except OSError as error:
        raise click.ClickException(f"{path}: cannot be written ({error.strerror})") from error
    finally:
        part.unlink(missing_ok=True)


def _read(paths: Iterable[str], how: How, *, checked: bool = False) -> Iterator[Reading]:
    for document in _read_each(paths, how, checked=checked):
        yield from document.readings()


def _read_each(paths: Iterable[str], how: How, *, checked: bool = False) -> Iterator[Read]:
    """What every document of the paths says, with a count of them on a terminal's standard error while they come."""
    from extract.inputs import Inputs, read_each

    batch, refuse = _batch(how)
    documents = read_each(Inputs(tuple(paths), how.reader(), refuse, how.workers), checked=checked)
    if sys.stderr.isatty():
        with click.progressbar(documents, label="documents read", file=sys.stderr, show_pos=True, width=0) as counted:
            yield from _noted(counted, batch)
    else:
        yield from _noted(documents, batch)


def _batch(how: How) -> tuple[_Batch, Callable[[InputError], None]]:
    """What is noted of the inputs of this command, and what is done with one that cannot be read."""
    from extract.model import raise_error

    batch: _Batch = click.get_current_context().find_root().obj
    return batch, raise_error if how.strict else batch.refuse


def _noted(documents: Iterable[Read], batch: _Batch) -> Iterator[Read]:
    for document in documents:
        batch.documents.add(document.doc)
        yield document


if __name__ == "__main__":
    main()
