"""A batch of hostile files: each is refused in one line or read, in bounded time and memory, and the rest of the batch is read."""

from __future__ import annotations

from pathlib import Path

from reliability.hostile import MEGABYTES, SECONDS, check_batch, extract, load, refusals
from reliability.hostile_files import READ, make_hostile_files


def test_a_batch_of_hostile_files(tmp_path: Path) -> None:
    files = make_hostile_files(tmp_path)
    assert len(files) >= 30
    run = extract(tmp_path)
    assert check_batch(files, run) == []
    refused = sum(file.refusal != READ for file in files)
    summary = f"communique: {refused} of the inputs could not be read (see above); read were {len(files) - refused + 2} documents"
    assert (run.code, run.lines[-1], len(refusals(run))) == (1, summary, refused + 1)
    assert run.megabytes <= MEGABYTES
    assert run.pause <= SECONDS * load()
