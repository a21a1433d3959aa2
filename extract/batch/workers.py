"""Units read by several processes, with the results in the order of the units.

Processes are started anew (spawn), not forked: a database or threads of this one cannot harm them, and it is the same on
every system. A worker has one unit in hand and one waiting, so that it need not wait for this process; how far reading may
run ahead of what has been taken is bounded, and so is the memory.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue

from extract.batch.collector import collect_seldom
from extract.batch.reading import Read, Reader
from extract.batch.units import Refused, Unit
from extract.model import InputError

IN_HAND = 2  # units that a worker has been given
AHEAD = 8  # units, for each worker, that may be read before their turn
_SPAWN = multiprocessing.get_context("spawn")

Outcome = Read | InputError
Pair = tuple[Unit | Refused, Outcome]


class _Worker:
    def __init__(self, reader: Reader) -> None:
        self.given: deque[tuple[int, Unit]] = deque()
        self.connection, far = _SPAWN.Pipe()
        self.process = _SPAWN.Process(target=_work, args=(far, reader), daemon=True)
        with _deaf_to_interrupts():
            self.process.start()
        far.close()

    def give(self, number: int, unit: Unit) -> None:
        self.given.append((number, unit))
        with contextlib.suppress(OSError):  # it has died, which is seen when its results are collected
            self.connection.send(unit)

    def stop(self) -> None:
        self.process.terminate()
        self.process.join()
        self.connection.close()

    def describe_end(self) -> str:
        code = self.process.exitcode or 0
        return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def read_in_workers(units: Iterable[Unit | Refused], reader: Reader, workers: int) -> Iterator[Pair]:
    """Every unit with what came of it, in the order of the units, whatever the number of workers.

    A unit with which its worker dies is one that cannot be read, and another worker is started. Raises SchemaError, as
    reading in one process does.
    """
    crew: list[_Worker] = []
    try:
        yield from _take_turns(enumerate(units), crew, workers, reader)
    finally:
        for worker in crew:
            worker.stop()


def _take_turns(units: Iterator[tuple[int, Unit | Refused]], crew: list[_Worker], size: int, reader: Reader) -> Iterator[Pair]:
    asked: deque[Unit | Refused] = deque()  # from the one whose turn it is
    done: dict[int, Outcome] = {}
    turn, more = 0, True
    while more or asked:
        while more and len(asked) < AHEAD * size and (free := _find_free(crew, size, reader)):
            number, unit = next(units, (0, None))
            if unit is None:
                more = False
                break
            asked.append(unit)
            if isinstance(unit, Refused):
                done[number] = unit.error
            else:
                free.give(number, unit)
        if asked and turn not in done:
            done.update(_collect(crew, reader))
        while asked and turn in done:
            yield asked.popleft(), done.pop(turn)
            turn += 1


def _find_free(crew: list[_Worker], size: int, reader: Reader) -> _Worker | None:
    """The worker with the least to do, or a new one, as long as there is not one with nothing to do; none if all have enough."""
    worker = min(crew, key=lambda w: len(w.given), default=None)
    if (worker is None or worker.given) and len(crew) < size:
        worker = _Worker(reader)
        crew.append(worker)
    return worker if worker and len(worker.given) < IN_HAND else None


def _collect(crew: list[_Worker], reader: Reader) -> Iterator[tuple[int, Outcome]]:
    """What the workers have done by now: of one at least."""
    ready = wait([worker.connection for worker in crew])
    for worker in [worker for worker in crew if worker.connection in ready]:
        try:
            outcome = worker.connection.recv()
        except (EOFError, OSError):
            yield from _bury(worker, crew, reader)
            continue
        if not isinstance(outcome, Read | InputError):
            raise outcome
        yield worker.given.popleft()[0], outcome


def _bury(dead: _Worker, crew: list[_Worker], reader: Reader) -> Iterator[tuple[int, Outcome]]:
    """The unit with which a worker died, as one that cannot be read; what it had not begun goes to another one."""
    dead.stop()
    crew.remove(dead)
    if not dead.given:
        return
    number, unit = dead.given.popleft()
    yield number, _name_death(unit, dead.describe_end())
    if dead.given:
        crew.append(_Worker(reader))
        for waiting in dead.given:
            crew[-1].give(*waiting)


def _name_death(unit: Unit, end: str) -> InputError:
    name = unit.name if unit.doc is None else f"{unit.name}: {unit.doc}"
    return InputError(f"{name}: the process that read it died ({end}); the others were read, try this one alone")


@contextlib.contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """What is started here does not get Ctrl-C: it is this process that stops it. The mask is inherited."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # multiprocessing starts it with the first process, and lets interrupts through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(connection: Connection, reader: Reader) -> None:
    """The life of a worker: it ends with its parent, however that ends."""
    collect_seldom()
    units: SimpleQueue[Unit] = SimpleQueue()
    threading.Thread(target=_receive, args=(connection, units.put), daemon=True).start()
    while True:
        connection.send(_attempt(reader, units.get()))


def _receive(connection: Connection, put: Callable[[Unit], None]) -> None:
    """Takes units off the connection while others are read: else both sides could wait for the other to take something."""
    while True:
        try:
            put(connection.recv())
        except (EOFError, OSError):
            os._exit(0)


def _attempt(reader: Reader, unit: Unit) -> Outcome | Exception:
    try:
        found = reader(unit)
    except Exception as error:  # noqa: BLE001  # raised again in the parent
        return error
    return found if isinstance(found, InputError) else Read(found.doc, tuple(found.lines()))
