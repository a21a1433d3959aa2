"""The only importer of PySpark: the same reading over partitions, on this machine or on a cluster.

The driver lists the units (where each document stands, not its text); a task reads its share of them, with the lexicon
loaded once in each worker process, and gives a row a document with all its tables. The rows are kept on disk until all
are read, so that the driver can judge ids and failures before anything is written.

A task that fails is tried again by Spark. From its second attempt on, documents are read in a process of their own: one
with which a worker dies is then named, and the others of its partition are read.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.batch.reading import Read, Reader
from extract.batch.tables import TABLES, check_new, check_whole, make_schema, tabulate
from extract.batch.units import READINGS, Refused, Unit, list_units
from extract.batch.workers import Outcome, read_in_workers
from extract.documents.document import taken
from extract.model import CheckError, InputError

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

LOCAL = "local[*,4]"  # all cores; a task may fail four times, as on a cluster
UNITS = 1000  # at the most in a partition, where the number of partitions is not given
_RAISED = re.compile(r"(?:[A-Za-z_]+\.)*[A-Za-z_]*(?:Error|Interrupt|Exception): ")
Units = list[Unit | Refused]


@contextlib.contextmanager
def open_session(master: str | None) -> Iterator[SparkSession]:
    """A session on this machine, or where `master` or `spark-submit` says. Raises InputError for whatever Spark cannot do."""
    with explaining():
        session = _build_session(master)
        try:
            yield session
        finally:
            session.stop()


@contextlib.contextmanager
def explaining() -> Iterator[None]:
    """Says in one line what Spark says in pages."""
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
    except ImportError as error:
        raise InputError("--engine spark needs PySpark: pip install 'communique-graph[spark]', and Java 17") from error
    try:
        yield
    except (Py4JError, PySparkException) as error:
        raise InputError(f"spark: {_first_line(error)}") from error


def _build_session(master: str | None) -> SparkSession:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("communique").config("spark.log.level", "OFF").config("spark.ui.showConsoleProgress", "false")
    master = master or (None if "PYSPARK_GATEWAY_PORT" in os.environ else LOCAL)
    if master:
        builder = builder.master(master)
    if master and master.startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")  # nobody else is to reach it
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.ui.enabled", "false")
    return builder.getOrCreate()


def _first_line(error: Exception) -> str:
    """Of a task's failure the Python error in it, which stands below its traceback."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    raised = [line for line in lines if _RAISED.match(line)]
    return (raised or lines or [type(error).__name__])[0]


def read_on_spark(
    session: SparkSession,
    paths: Iterable[str],
    reader: Reader,
    folder: str,
    *,
    refuse: Callable[[InputError], None],
    partitions: int | None = None,
) -> list[str]:
    """Writes the tables of `tables.py` as Parquet into the folder, a folder each; returns the ids of the documents.

    `refuse` is called, in the order of the inputs, for what cannot be read, before anything is written. Paths must mean
    the same on every machine; the folder may be any that Spark can write (hdfs://…, s3a://…). Raises SchemaError for a
    wrong lexicon.
    """
    _check_place(folder)
    reader.lexicon()  # where it is wrong, that is said here and not by every task
    with ExitStack() as copies:
        units = list(list_units(paths, copies))
        found = _read_units(session, units, reader, partitions).persist(_disk_only())
        try:
            docs, wrong = _judge(units, found, refuse)
            _write(found, wrong, folder)
        finally:
            found.unpersist()
    return docs


def _check_place(folder: str) -> None:
    if "://" not in folder:
        check_new(Path(folder))


def _disk_only() -> Any:
    from pyspark import StorageLevel

    return StorageLevel.DISK_ONLY


def _read_units(session: SparkSession, units: Units, reader: Reader, partitions: int | None) -> DataFrame:
    context = session.sparkContext
    rows = [(number, bytearray(pickle.dumps(unit))) for number, unit in enumerate(units) if isinstance(unit, Unit)]
    slices = partitions or max(context.defaultParallelism * 4, len(rows) // UNITS + 1)
    listed = session.createDataFrame(context.parallelize(rows, slices), "number long, unit binary")
    return listed.mapInArrow(partial(_read_batches, reader=reader), _row_type())


def _row_type() -> Any:
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(_row_schema())


def _row_schema() -> pa.Schema:
    schemas = {table: make_schema(table) for table in TABLES}
    import pyarrow as pa

    tables = [(table, pa.list_(pa.struct(list(schema)))) for table, schema in schemas.items()]
    return pa.schema([("number", pa.int64()), ("doc", pa.string()), ("error", pa.string()), ("check", pa.bool_()), *tables])


def _read_batches(batches: Iterable[pa.RecordBatch], *, reader: Reader) -> Iterator[pa.RecordBatch]:
    """What one task does."""
    import pyarrow as pa

    schema = _row_schema()
    rows = ((row["number"], pickle.loads(row["unit"])) for batch in batches for row in batch.to_pylist())
    for number, outcome in _read_safely(rows, reader):
        yield pa.RecordBatch.from_pylist([{"number": number, **_to_row(outcome)}], schema)


def _read_safely(rows: Iterator[tuple[int, Unit]], reader: Reader) -> Iterator[tuple[int, Outcome]]:
    from pyspark import TaskContext

    task = TaskContext.get()
    if task is None or task.attemptNumber() == 0:
        return ((number, reader(unit)) for number, unit in rows)
    given = list(rows)
    outcomes = read_in_workers((unit for _, unit in given), reader, 1)
    return ((number, outcome) for (number, _), (_, outcome) in zip(given, outcomes, strict=True))


def _to_row(outcome: Outcome) -> dict[str, Any]:
    try:
        if isinstance(outcome, Read):
            check_whole(outcome)
            return {"doc": outcome.doc, **tabulate(outcome)}
    except InputError as error:
        outcome = error
    return {"error": str(outcome), "check": isinstance(outcome, CheckError)}


def _judge(units: Units, found: DataFrame, refuse: Callable[[InputError], None]) -> tuple[list[str], list[int]]:
    """The ids of what was read, and the numbers of rows that do not count: of two documents of one path with one id the second."""
    rows = {row["number"]: row for row in found.select("number", "doc", "error", "check").collect()}
    docs, wrong, seen = [], [], dict[tuple[int, str], str]()
    for number, unit in enumerate(units):
        if isinstance(unit, Refused):
            refuse(unit.error)
            continue
        row = rows[number]
        if row["error"] is not None:
            refuse((CheckError if row["check"] else InputError)(row["error"]))
        elif unit.kind != READINGS and (unit.path, row["doc"]) in seen:
            refuse(taken(row["doc"], unit.name, seen[unit.path, row["doc"]]))
            wrong.append(number)
        else:
            seen[unit.path, row["doc"]] = unit.name
            docs.append(row["doc"])
    return docs, wrong


def _write(found: DataFrame, wrong: list[int], folder: str) -> None:
    from pyspark.sql.functions import col, explode

    kept = found.filter(~col("number").isin(wrong)) if wrong else found
    for table in TABLES:
        kept.select(explode(table).alias("row")).select("row.*").write.parquet(f"{folder.rstrip('/')}/{table}")
