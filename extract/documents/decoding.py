"""Bytes of a file -> text. UTF-8 (with or without BOM) and UTF-16 with BOM are read; anything else is refused by name."""

from __future__ import annotations

import codecs
import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from extract.model import InputError
from extract.records import record

MAX_BYTES = 10_000_000  # of one text, HTML or Markdown file, and of one line of JSON; the longest UN report has under 5 MB
MAX_JSONL_BYTES = 50_000_000  # where a file of readings is read at once

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MAGIC = {
    b"%PDF": "a PDF; give it as a file with the suffix .pdf",
    b"PK\x03\x04": "a ZIP container; give a Word document as a file with the suffix .docx, save others as text",
    b"\xd0\xcf\x11\xe0": "an old Word file; save it as .docx",
    b"\x1f\x8b": "compressed; unpack it with: gunzip",
    b"\x89PNG": "an image; it needs OCR first",
    b"\xff\xd8\xff": "an image; it needs OCR first",
    b"{\\rtf": "RTF; save it as text",
    codecs.BOM_UTF32_LE: "or UTF-32; save it as UTF-8",
    codecs.BOM_UTF32_BE: "or UTF-32; save it as UTF-8",
}
# What Chinese, Russian and Western documents are found in. Guessing among all encodings errs on short texts.
_GUESSES = ["gbk", "big5", "gb18030", "shift_jis", "euc_kr", "cp1251", "cp1252"]
_SAMPLE, _SHORT, _HEAD = 200_000, 100, 8


def read_bytes(path: Path, *, limit: int | None = MAX_BYTES) -> bytes:
    """The bytes of a regular file. Raises InputError for a missing, unreadable, special, too large or empty file."""
    check_file(path, limit=limit)
    try:
        with held_still(path), path.open("rb") as file:
            return file.read(path.stat().st_size + 1)
    except OSError as error:
        raise _unreadable(path, error) from error


@contextlib.contextmanager
def held_still(path: Path) -> Iterator[None]:
    """Raises InputError when the file has changed at the end: nobody knows what was read then."""
    before = path.stat()
    yield
    after = path.stat()
    if (before.st_size, before.st_mtime_ns, before.st_ino) != (after.st_size, after.st_mtime_ns, after.st_ino):
        raise InputError(f"{path}: changed while it was read; read it again when nothing writes to it")


def check_file(path: Path, *, limit: int | None = MAX_BYTES) -> None:
    """Raises InputError unless `path` is a regular file that is not empty, may be read and keeps to the limit."""
    try:
        info = path.stat()
    except OSError as error:
        raise _unreadable(path, error) from error
    if stat.S_ISDIR(info.st_mode):
        raise InputError(f"{path}: this folder cannot be listed; check its permissions")
    if not stat.S_ISREG(info.st_mode):
        raise InputError(f"{path}: not a regular file; give a file or a folder, or pipe the text to standard input")
    if not info.st_size:
        raise InputError(f"{path}: the file is empty; put the document's text in it or leave it out")
    if limit is not None and info.st_size > limit:
        raise InputError(f"{path}: {info.st_size} bytes, more than the limit of {limit}; split the file")
    if not os.access(path, os.R_OK):
        raise InputError(f"{path}: no permission to read it; try: chmod +r {path}")


def _unreadable(path: Path, error: OSError) -> InputError:
    if isinstance(error, FileNotFoundError):
        return InputError(f"{path}: no such file or folder; check the path")
    if isinstance(error, PermissionError):
        return InputError(f"{path}: no permission to read it; try: chmod +r {path}")
    return InputError(f"{path}: cannot be read ({error.strerror}); check the path")


def decode(data: bytes, *, name: str) -> str:
    """The text of the bytes, without BOM and with the line ends that stand there.

    Raises InputError for binary data and for other encodings, naming the likely one and how to convert.
    """
    _check_magic(data, name)
    bom, encoding = next(((b, e) for b, e in _BOMS if data.startswith(b)), (b"", "utf-8"))
    if encoding == "utf-8" and b"\0" in data:
        raise InputError(f"{name}: binary file, or UTF-16 without BOM (NUL at byte {data.index(0)}); save it as UTF-8")
    try:
        text = data[len(bom) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data, name, encoding, bool(bom), error.start) from error
    if "\0" in text:
        raise InputError(f"{name}: binary file (NUL at character {text.index(chr(0))}); save it as UTF-8")
    return text


def _check_magic(data: bytes, name: str) -> None:
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise InputError(f"{name}: binary file, {what}")


@record
class Line:
    """A line of a file, without its end; `start` and `end` are its bytes there, the end of the line included."""

    text: str
    start: int
    end: int


def read_file_lines(path: Path, *, name: str) -> Iterator[Line]:
    """The lines of a file of any size, of which memory holds one. Raises InputError as `read_bytes` and `decode` do.

    UTF-16 is no form in which lines can be found again by their bytes: see `copy_as_utf8`.
    """
    check_file(path, limit=None)
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
        _check_magic(head, name)
        at = len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0
        stream.seek(at)
        while data := stream.readline(MAX_BYTES + 1):
            if len(data) > MAX_BYTES:
                raise InputError(f"{name}: a line of more than {MAX_BYTES} bytes (from byte {at}); break it up")
            yield Line(_decode_line(data, at, stream, name), at, at + len(data))
            at += len(data)


def _decode_line(data: bytes, at: int, stream: BinaryIO, name: str) -> str:
    if b"\0" in data:
        raise InputError(f"{name}: binary file, or UTF-16 without BOM (NUL at byte {at + data.index(0)}); save it as UTF-8")
    try:
        return data.decode("utf-8").removesuffix("\n")
    except UnicodeDecodeError as error:
        raise _undecodable(data + stream.read(_SAMPLE), name, "utf-8", False, at + error.start) from error


def is_utf16(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def copy_as_utf8(path: Path, copy: Path, *, name: str) -> None:
    """Writes a file of UTF-16 with BOM anew, in UTF-8, with the line ends that stand there."""
    with path.open(encoding="utf-16", newline="") as source, copy.open("w", encoding="utf-8", newline="") as target:
        try:
            while part := source.read(_SAMPLE):
                target.write(part)
        except UnicodeError as error:
            raise InputError(f"{name}: not UTF-16 ({error}); save it as UTF-8") from error


def _undecodable(data: bytes, name: str, encoding: str, sure: bool, at: int) -> InputError:
    place = f"not {encoding.upper()} (byte {at})"
    guess = None if sure else guess_encoding(data)
    if guess is None:
        return InputError(f"{name}: {place} and no encoding that is known here; damaged or binary? save it as UTF-8")
    return InputError(f"{name}: {place}, looks like {guess}; convert it: iconv -f {guess} -t UTF-8 {name} > {name}.utf8")


def guess_encoding(data: bytes) -> str | None:
    """The likely encoding of bytes that are not UTF-8, by its iconv name (GBK, BIG5, …), or None."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=_GUESSES, preemptive_behaviour=False).best()
    name = None if best is None else best.encoding.upper().replace("_", "-")
    if name == "GB18030" or (name == "BIG5" and len(data) < _SHORT):
        narrower = "gbk" if name == "GB18030" else "gb2312"  # a few words of GBK may pass for Big5; Big5 hardly ever is GB 2312
        return "GBK" if _decodes(data, narrower) else name
    return name


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
