"""What was read of a document, kept in a folder: a document that has not changed is not read again.

An entry's name is a digest of all that its readings come from: the text with its sidecar and the name of its file, the
program's rules and lexicon, a person's own lexicon, the libraries. So no entry can be out of date, and
the folder may be deleted at any time. What another program wrote there, or only half, is not believed.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sys
import tempfile
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from extract.batch.units import FILE, PARAGRAPHS, Unit
from extract.documents.decoding import check_file
from extract.documents.headers import find_sidecar
from extract.documents.jsonl import read_block_bytes
from extract.model import InputError

log = logging.getLogger(__name__)

HEAD = "communique-readings-1"
RULES = Path(__file__).parent.parent
LIBRARIES = ("charset-normalizer", "jieba", "lxml", "opencc-python-reimplemented", "pyahocorasick", "pypdfium2", "python-docx", "spacy")


@dataclass(frozen=True, slots=True)
class Cache:
    """`rules` is the digest of all that reads; the entries for other rules lie in folders beside it."""

    folder: Path
    rules: str

    def key(self, unit: Unit) -> str:
        """Raises InputError for a file that cannot be read."""
        return digest(self.rules.encode(), *_parts(unit))

    def find(self, key: str) -> tuple[str, tuple[str, ...]] | None:
        """The document's id and the lines of its readings; None for an entry that is not there, damaged or not ours."""
        try:
            entry = self._path(key).read_bytes()
        except OSError:
            return None
        head, _, packed = entry.partition(b"\n")
        if head.decode("utf-8", "replace").split(" ") != [HEAD, key, digest(packed)]:
            log.warning("%s: damaged, or not written by communique; read anew", self._path(key))
            return None
        doc, *lines = json.loads(zlib.decompress(packed))
        return doc, tuple(lines)

    def keep(self, key: str, doc: str, lines: Iterable[str]) -> None:
        """Writes the entry, under its name only when all of it is written. A folder that is full costs no more than the saving."""
        packed = zlib.compress(json.dumps([doc, *lines], ensure_ascii=False).encode("utf-8", "surrogatepass"), level=1)
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, f"{HEAD} {key} {digest(packed)}\n".encode() + packed)
        except OSError as error:
            log.warning("%s: cannot be kept (%s)", path, error.strerror)

    def _path(self, key: str) -> Path:
        return self.folder / self.rules[:16] / key[:2] / key[2:]


def open_cache(folder: Path, own: Path | None) -> Cache:
    """The cache for these rules and this own lexicon. Raises InputError for a folder that cannot be made or written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise InputError(f"{folder}: no folder for a cache ({error.strerror}); name another") from error
    return Cache(folder, digest_rules(own))


def digest_rules(own: Path | None = None) -> str:
    """Of the program's code and data that have a part in reading, the libraries, and a person's own lexicon."""
    files = sorted(file for suffix in ("py", "yml") for file in RULES.rglob(f"*.{suffix}"))
    added = sorted(own.glob("*.yml")) if own else []
    names = [*(str(file.relative_to(RULES)) for file in files), *(f"own/{file.name}" for file in added)]
    versions = [f"{name} {version(name)}" for name in LIBRARIES]
    python = f"{sys.version_info[:2]} {unicodedata.unidata_version}"
    return digest(*(text.encode() for text in (python, *versions, *names)), *(file.read_bytes() for file in (*files, *added)))


def _parts(unit: Unit) -> Iterator[bytes]:
    """All of the unit that its readings come from."""
    file = Path(unit.file)
    if unit.kind == PARAGRAPHS:
        yield from (unit.kind.encode(), *read_block_bytes(file, unit.blocks))
        return
    sidecar = find_sidecar(file) if unit.kind == FILE else None
    yield from (unit.kind.encode(), file.name.encode("utf-8", "surrogateescape"), _digest_file(file))
    yield _digest_file(sidecar) if sidecar else b""


def _digest_file(file: Path) -> bytes:
    check_file(file, limit=None)
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").digest()


def digest(*parts: bytes) -> str:
    """Of the parts with their lengths, so that nothing can move from one to the next."""
    found = hashlib.sha256()
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()


def write_whole(path: Path, data: bytes) -> None:
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with open(handle, "wb") as stream:
            stream.write(data)
        os.replace(part, path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
