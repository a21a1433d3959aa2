"""Who follows the tutorial by its words gets what it shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from tutorial import PAGE, Step, read_steps, render, run_steps, shows

pytestmark = pytest.mark.embedded


def test_every_command_of_the_tutorial_answers_as_shown(tmp_path: Path) -> None:
    steps = read_steps(PAGE.read_text(encoding="utf-8"))
    assert len(steps) >= 7
    printed = run_steps(steps, tmp_path)
    differing = [(s.commands, s.answer, p) for s, p in zip(steps, printed, strict=True) if s.answer is not None and not shows(s.answer, p)]
    assert differing == [], "renew it: python tests/tutorial.py"


def test_an_answer_may_leave_lines_out_and_nothing_else() -> None:
    assert shows("a\n…\nd\n", "a\nb\nc\nd\n")
    assert shows("a\n…\n", "a\n")
    assert not shows("a\nd\n", "a\nb\nd\n")
    assert not shows("a\n…\nd\n", "a\nb\nc\n")


def test_steps_are_read_and_renewed() -> None:
    page = "Do\n\n```sh\necho 1\n```\n\n```text\n2\n```\n\nand\n\n```sh\ntrue\n```\n"
    assert read_steps(page) == [Step("echo 1\n", "2\n"), Step("true\n", None)]
    assert render(page, ["1\n", ""]) == page.replace("2\n", "1\n")


def test_a_failing_command_fails_the_run(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="no such thing"):
        run_steps([Step("echo no such thing >&2; false\n", None)], tmp_path)
