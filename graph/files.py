"""Files and folders that are there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from extract.model import InputError


def write_whole(path: Path, content: bytes) -> None:
    """Raises InputError for a place that cannot be written."""
    with writing_whole(path) as file:
        file.write(content)


@contextlib.contextmanager
def writing_whole(path: Path) -> Iterator[IO[bytes]]:
    """A file to write into that appears under its name, in place of what stood there, when all of it is written.

    Raises InputError for a place that cannot be written, and for a text that holds half a character.
    """
    with (
        _explained(path, "name a file in a folder that can be written"),
        tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file,
    ):
        try:
            yield file
            file.close()
            os.chmod(file.name, 0o666 & ~_umask())
            os.replace(file.name, path)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(file.name)
            raise


@contextlib.contextmanager
def filling_folder(path: Path) -> Iterator[Path]:
    """A folder to fill that appears under its name when it is full; see `check_folder` for what may stand there before.

    Raises InputError for a place that cannot be written, and for a text that holds half a character.
    """
    check_folder(path)
    with _explained(path, "name a folder in a folder that can be written"):
        made = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}."))
        try:
            yield made
            os.chmod(made, 0o777 & ~_umask())
            os.replace(made, path)
        finally:
            shutil.rmtree(made, ignore_errors=True)


def check_folder(path: Path) -> None:
    """Raises InputError unless the folder can be made here: nothing, or an empty folder, stands there."""
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        raise InputError(f"{path}: is there already and is no folder; name a new or an empty one")
    if path.is_dir() and any(path.iterdir()):
        raise InputError(f"{path}: is not empty; name a new or an empty folder")


@contextlib.contextmanager
def _explained(path: Path, remedy: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; {remedy}") from error
    except UnicodeEncodeError as error:
        shown = error.object[max(0, error.start - 10) : error.start]
        raise InputError(f"{path}: a text holds half a character after {shown!r}; decode its source again") from error


def _umask() -> int:
    """The process's mask, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
