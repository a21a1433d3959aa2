"""The only user of the neo4j driver: connections, transactions, questions. Which engine answers it does not ask.

Only managed transactions, string ids, bound values: the common ground of Neo4j and the embedded engine.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar, cast

from extract.schema import load_schema
from graph.database.contact import AWAY_SECONDS, Contact, contact_server
from graph.database.ddl import FULL_TEXT, cypher_statements, sql_statements
from graph.database.deadline import run_within
from graph.database.driver import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    Node,
    Relationship,
    ServiceUnavailable,
    SessionExpired,
    neo4j,
)
from graph.database.driver import Path as GraphPath
from graph.database.embedded import Engine, start_engine
from graph.errors import DatabaseError

__all__ = ["DatabaseError", "Result", "Store", "Transaction", "open_embedded", "open_store"]

UNREACHABLE = "no database answers there; start it or correct the address"
GRACE_SECONDS = 1.0  # beyond a question's time, for a server that ends it itself and says so
_LATE = "the query took longer than it may; narrow it, or give it more time (--timeout)"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Result:
    """Rows of plain values: a node is {id, labels, properties}, an edge {type, head, tail, properties}.

    `truncated` tells that the limit has cut rows off.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool = False


@dataclass(slots=True)
class Transaction:
    """A running transaction. `counters` sums what the database says it has changed. `_alone` says that nobody else can write."""

    _transaction: neo4j.ManagedTransaction
    _alone: bool = True
    counters: Counter[str] = field(default_factory=Counter)
    _sent: tuple[neo4j.Result, str | None, int] | None = None

    def run(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        """The rows of the answer."""
        self.settle()
        result = self._transaction.run(cast("Any", query), parameters)
        rows = [record.data() for record in result]
        self._add(result)
        return rows

    def lock(self, label: str, ids: Collection[str]) -> list[str]:
        """Those of the ids whose nodes are there. Nobody else writes, creates or deletes nodes of these ids until the transaction ends.

        What is read of them from now on stays true. A server locks an id, even one that nothing has yet, when a query that
        writes looks it up in the index (NodeUniqueIndexSeek(Locking)); this one writes what stands there already.
        """
        if self._alone or not ids:
            return sorted(ids)
        self.settle()
        query = f"MATCH (n:{label}) USING INDEX n:{label}(id) WHERE n.id IN $ids SET n.id = n.id RETURN n.id AS id"
        return [record["id"] for record in self._transaction.run(cast("Any", query), {"ids": sorted(ids)})]

    def send(self, query: str, rows: Sequence[Mapping[str, Any]], *, counter: str | None = None) -> None:
        """Runs a query that writes the rows and answers none; the database writes them while the next are packed.

        With a counter, it must grow by one a row. What has gone wrong is raised by what is asked next, at the latest by `settle`.
        """
        result = self._transaction.run(cast("Any", query), {"rows": rows})
        self.settle()
        self._sent = result, counter, len(rows)

    def settle(self) -> None:
        """Waits until what was sent is written. Raises DatabaseError when that is less than was due."""
        if self._sent is None:
            return
        (result, counter, due), self._sent = self._sent, None
        done = self._add(result)
        if counter and done[counter] != due:
            raise DatabaseError(f"{counter}: {done[counter]} where {due} were due; empty the database and load again")

    def _add(self, result: neo4j.Result) -> Counter[str]:
        counters = result.consume().counters
        done = Counter({name: n for name, n in vars(counters).items() if type(n) is int and n > 0})
        self.counters += done
        return done


@dataclass(slots=True)
class Store:
    """An open database. Close it, or use it in a `with` statement: an embedded engine stops with it."""

    uri: str
    database: str | None
    _writer: neo4j.Driver
    _reader: neo4j.Driver
    _contact: Contact
    _engine: Engine | None = None
    _prepared: bool = False
    _writing: threading.Lock = field(default_factory=threading.Lock)

    def prepare(self) -> None:
        """Makes the constraints and indexes that are missing, once. The embedded engine has got them when it started."""
        if self._engine is None and not self._prepared:
            self._persist(self._writer, _make_indexes)
            self._prepared = True

    def write(self, work: Callable[[Transaction], object]) -> Counter[str]:
        """Runs the work in one transaction, all or nothing; what it changed, as the database counts it.

        One writer at a time: the work reads what stands there before it writes; where others may write to the same server, it
        locks that first. Work that is done must do nothing when it is run again: a connection may break after the database
        has committed and before it says so.
        """
        counts: list[Counter[str]] = []
        with self._writing:
            self._persist(self._writer, lambda session: session.execute_write(_count, work, counts, alone=self._engine is not None))
        return next((count for count in reversed(counts) if count), Counter())

    def read(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        """The rows of a question of our own."""
        return self._persist(self._reader, lambda session: session.execute_read(_rows, query, parameters), access="READ")

    def run(
        self, query: str, params: Mapping[str, Any] | None = None, *, limit: int | None = None, timeout: float | None = None
    ) -> Result:
        """The answer to anybody's question; at most `limit` rows. Raises DatabaseError for a write, and after `timeout` seconds."""
        if timeout is None:
            return self._run(query, dict(params or {}), limit)
        try:
            return run_within(timeout + GRACE_SECONDS, lambda: self._run(query, dict(params or {}), limit, timeout))
        except TimeoutError as error:
            if self._engine:
                self._engine.stop()  # an engine of our own knows no time limit: its process ends with the question
            raise DatabaseError(f"{self.uri}: {_LATE}") from error

    def _run(self, query: str, params: dict[str, Any], limit: int | None, timeout: float | None = None) -> Result:
        work = neo4j.unit_of_work(timeout=timeout)(_answer)
        arguments = (query, params, limit, self.uri)
        return self._persist(self._reader, lambda session: session.execute_read(work, *arguments), access="READ")

    def search(self, words: str, *, label: str = "Entity", limit: int = 25) -> Result:
        """Entities (by any of their names) or paragraphs (by their text) that hold the words, best first."""
        if label not in FULL_TEXT:
            raise DatabaseError(f"{label}: has no full-text index; search {' or '.join(FULL_TEXT)}")
        query = """
            CALL db.index.fulltext.queryNodes($index, $words) YIELD node, score
            RETURN node, score ORDER BY score DESC, node.id LIMIT $limit
        """
        terms = _quote(words)
        parameters = {"index": f"{label}[{FULL_TEXT[label]}]", "words": terms, "limit": limit}
        return self.run(query, parameters) if terms else Result(("node", "score"), ())

    def close(self) -> None:
        self._writer.close()
        self._reader.close()
        if self._engine:
            self._engine.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _persist(self, driver: neo4j.Driver, use: Callable[[neo4j.Session], T], *, access: str = "WRITE") -> T:
        """What comes of a session; a connection that is lost is made again while the database answers (see contact.py)."""

        def attempt() -> T:
            with driver.session(database=self.database, default_access_mode=access, fetch_size=1000) as session:
                return use(session)

        with _explained(self.uri, self.database, gone=self._gone()):
            return self._contact.persist(attempt, lost=_is_lost, give_up=driver.close)

    def _gone(self) -> str:
        if self._engine:
            return f"the embedded engine has ended; see {self._engine.log} and run the same command again"
        return "the database has gone and did not come back; see that it runs and run the same command again"


def open_store(uri: str, user: str, password: str, database: str | None = None) -> Store:
    """The store on a running Neo4j; `database` is the server's default when not named.

    Raises DatabaseError, within five seconds, when nobody answers, the password is wrong or the database is missing.
    """
    contact = contact_server(uri)
    with _explained(uri, database):
        driver = _connect(uri, (user, password), database, contact)
    return Store(uri, database, driver, driver, contact)


def open_embedded(directory: Path | str, *, heap: str = "1g") -> Store:
    """The store on an embedded engine of its own, whose files live in the directory (made when missing).

    Raises DatabaseError when the directory is in use or holds something else, or the engine does not start.
    """
    engine = start_engine(directory, statements=sql_statements(load_schema()), heap=heap)
    contact = Contact(lambda _: engine.process.poll() is None, patience=0)  # our own child: it does not come back
    try:
        with _explained(str(engine.directory), engine.database):
            writer = _connect(engine.uri, ("root", engine.password), engine.database, contact)
            reader = _connect(engine.uri, ("reader", engine.reader_password), engine.database, contact)
    except BaseException:
        engine.stop()
        raise
    return Store(str(engine.directory), engine.database, writer, reader, contact, engine)


def _connect(uri: str, auth: tuple[str, str], database: str | None, contact: Contact) -> neo4j.Driver:
    # What the driver logs (hints about queries, retries) goes where logging is set up, else nowhere: never to stderr.
    logging.getLogger("neo4j").addHandler(logging.NullHandler())
    driver = neo4j.GraphDatabase.driver(
        uri,
        auth=auth,
        connection_timeout=AWAY_SECONDS,
        connection_acquisition_timeout=AWAY_SECONDS,
        max_transaction_retry_time=0,  # contact.py sees to that
        telemetry_disabled=True,
    )

    def ask() -> None:
        with driver.session(database=database) as session:
            session.run("RETURN 1").consume()

    try:
        contact.persist(ask, lost=lambda error: False, give_up=driver.close)
    except BaseException:
        driver.close()
        raise
    return driver


def _is_lost(error: Exception) -> bool:
    """Whether the same work may succeed on another connection, or a moment later."""
    if isinstance(error, Neo4jError):
        made_meanwhile = (error.code or "").startswith("Neo.ClientError.Schema.") and (error.code or "").endswith("AlreadyExists")
        return error.is_retryable() or made_meanwhile
    return isinstance(error, (ServiceUnavailable, SessionExpired))


@contextlib.contextmanager
def _explained(uri: str, database: str | None, *, gone: str = UNREACHABLE) -> Iterator[None]:
    """Turns every error of the driver into one clear line; `gone` is the one for a database that cannot be reached."""
    try:
        yield
    except AuthError as error:
        raise DatabaseError(f"{uri}: user or password refused; check both") from error
    except ClientError as error:
        raise DatabaseError(f"{uri}: {_reason(error, database)}") from error
    except Neo4jError as error:
        raise DatabaseError(f"{uri}: {_line(error.message or str(error))}; see the server's log") from error
    except ConfigurationError as error:
        raise DatabaseError(f"{uri}: {_line(str(error))}; write bolt://host:port") from error
    except (ServiceUnavailable, DriverError, OSError) as error:
        raise DatabaseError(f"{uri}: {gone}") from error


def _reason(error: ClientError, database: str | None) -> str:
    code = error.code or ""
    if code.endswith("DatabaseNotFound"):
        return f"there is no database {database}; create it or name another"
    if code.endswith(("AccessMode", "Security.Forbidden")):
        return "the query writes; only questions are asked here"
    if code.endswith("ConstraintValidationFailed"):
        return "somebody else has written the same meanwhile; run the same command again"
    if "TransactionTimedOut" in code:
        return _LATE
    if "CredentialsExpired" in code:
        return "the password must be changed before anything else; change it in Neo4j"
    return f"{_line(error.message or str(error))}; correct the query ({code})"


def _line(text: str) -> str:
    return " ".join(text.split()).rstrip(".")


def _count(running: neo4j.ManagedTransaction, work: Callable[[Transaction], object], counts: list[Counter[str]], *, alone: bool) -> None:
    counting = Transaction(running, alone)
    work(counting)
    counting.settle()
    counts.append(counting.counters)


def _rows(transaction: neo4j.ManagedTransaction, query: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    return Transaction(transaction).run(query, **parameters)


def _make_indexes(session: neo4j.Session) -> None:
    for statement in cypher_statements(load_schema()):
        session.execute_write(_run_alone, statement)
    session.execute_read(_run_alone, "CALL db.awaitIndexes(60)")


def _run_alone(transaction: neo4j.ManagedTransaction, statement: str) -> None:
    transaction.run(cast("Any", statement)).consume()


def _answer(transaction: neo4j.ManagedTransaction, query: str, params: dict[str, Any], limit: int | None, uri: str) -> Result:
    result = transaction.run(cast("Any", query), params)
    columns = tuple(result.keys())
    records = result.fetch(limit + 1) if limit is not None else list(result)
    if result.consume().counters.contains_updates:  # the embedded engine lets some through; leaving here undoes them
        raise DatabaseError(f"{uri}: the query writes; only questions are asked here")
    rows = tuple(tuple(_plain(value) for value in record.values()) for record in records[:limit])
    return Result(columns, rows, len(records) > len(rows))


def _plain(value: Any) -> Any:
    """Plain Python for a value of the driver's."""
    if isinstance(value, Node):
        return {"id": value.get("id"), "labels": sorted(value.labels), "properties": _sorted(value)}
    if isinstance(value, Relationship):
        head, tail = ((node.get("id") if node is not None else None) for node in value.nodes)
        return {"type": value.type, "head": head, "tail": tail, "properties": _sorted(value)}
    if isinstance(value, GraphPath):
        pairs = zip(value.nodes, (*value.relationships, None), strict=True)
        return [_plain(part) for pair in pairs for part in pair][:-1]
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, (list, tuple)) else _simple(value)


def _simple(value: Any) -> Any:
    """Dates, durations and points of the database as text; the rest as it is."""
    return value if value is None or isinstance(value, (str, int, float, bool, bytes)) else str(value)


def _sorted(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(properties[name]) for name in sorted(properties)}


def _quote(words: str) -> str:
    """Each word as one Lucene phrase, all of them asked for: 联合国安理会 must not find all that holds one 国."""
    phrases: Iterable[str] = (word.replace("\\", "").replace('"', "") for word in words.split())
    return " AND ".join(f'"{phrase}"' for phrase in phrases if phrase)
