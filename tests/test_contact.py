"""Whether a database still answers, and how long an attempt is made again, without any database."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from graph.database.contact import Contact, contact_server, greet


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def answer_once(listener: socket.socket, what: bytes) -> None:
    def answer() -> None:
        with listener.accept()[0] as connection:
            connection.recv(20)
            connection.sendall(what)

    threading.Thread(target=answer, daemon=True).start()


def test_four_bytes_are_an_answer_and_silence_is_none(listener: socket.socket) -> None:
    answer_once(listener, bytes(4))
    assert greet(listener.getsockname(), 5)
    assert not greet(listener.getsockname(), 0.1)


def test_an_end_is_an_answer_where_encryption_is_wanted(listener: socket.socket) -> None:
    answer_once(listener, b"")
    assert not greet(listener.getsockname(), 5)
    answer_once(listener, b"")
    assert greet(listener.getsockname(), 5, encrypted=True)


def test_nobody_listens(listener: socket.socket) -> None:
    host, port = listener.getsockname()
    listener.close()
    assert not contact_server(f"bolt://{host}:{port}").answers(0.1)


def persist(contact: Contact, failures: list[Exception]) -> str:
    def attempt() -> str:
        if failures:
            raise failures.pop()
        return "done"

    return contact.persist(attempt, lost=lambda error: isinstance(error, ConnectionError), give_up=lambda: None)


def test_a_lost_attempt_is_made_again_when_the_database_answers() -> None:
    assert persist(Contact(lambda seconds: True), [ConnectionError(), ConnectionError()]) == "done"


def test_an_attempt_is_not_made_again_when_nobody_answers() -> None:
    begin = time.monotonic()
    with pytest.raises(ConnectionError):
        persist(Contact(lambda seconds: False, patience=0.3), [ConnectionError()])
    assert 0.3 <= time.monotonic() - begin < 2


def test_an_attempt_that_always_fails_is_not_made_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.database.contact.PAUSES", (0.0, 0.0))
    assert persist(Contact(lambda seconds: True), [ConnectionError()] * 2) == "done"
    with pytest.raises(ConnectionError):
        persist(Contact(lambda seconds: True), [ConnectionError()] * 3)


def test_other_errors_are_not_lost_connections() -> None:
    with pytest.raises(ValueError, match="wrong"):
        persist(Contact(lambda seconds: True), [ValueError("wrong")])


@pytest.mark.parametrize("answers", [True, False])
def test_a_silent_attempt_is_given_up_only_when_nobody_answers(answers: bool) -> None:
    given_up = threading.Event()
    contact = Contact(lambda seconds: answers, patience=0.2)
    contact.persist(lambda: given_up.wait(2), lost=lambda error: False, give_up=given_up.set)
    assert given_up.is_set() is not answers
