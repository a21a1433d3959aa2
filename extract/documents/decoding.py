"""Bytes of a file -> text. UTF-8 (with or without BOM) and UTF-16 with BOM are read; anything else is refused by name."""

from __future__ import annotations

import codecs
import os
import stat
from pathlib import Path

from extract.model import InputError

MAX_BYTES = 50_000_000  # of one text, HTML or Markdown file, and of one line of JSON; the longest UN report has under 5 MB

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MAGIC = {
    b"%PDF": "a PDF; give it as a file with the suffix .pdf",
    b"PK\x03\x04": "a ZIP container; give a Word document as a file with the suffix .docx, save others as text",
    b"\xd0\xcf\x11\xe0": "an old Word file; save it as .docx",
    b"\x1f\x8b": "compressed; unpack it with: gunzip",
    b"\x89PNG": "an image; it needs OCR first",
    b"\xff\xd8\xff": "an image; it needs OCR first",
    b"{\\rtf": "RTF; save it as text",
}
# What Chinese, Russian and Western documents are found in. Guessing among all encodings errs on short texts.
_GUESSES = ["gbk", "big5", "gb18030", "shift_jis", "euc_kr", "cp1251", "cp1252"]
_SAMPLE, _SHORT = 200_000, 100


def read_bytes(path: Path, *, limit: int | None = MAX_BYTES) -> bytes:
    """The bytes of a regular file. Raises InputError for a missing, unreadable, special, too large or empty file."""
    check_file(path, limit=limit)
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def check_file(path: Path, *, limit: int | None = MAX_BYTES) -> None:
    """Raises InputError unless `path` is a regular file that is not empty, may be read and keeps to the limit."""
    try:
        info = path.stat()
    except OSError as error:
        raise _unreadable(path, error) from error
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
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise InputError(f"{name}: binary file, {what}")
    bom, encoding = next(((b, e) for b, e in _BOMS if data.startswith(b)), (b"", "utf-8"))
    if encoding == "utf-8" and b"\0" in data:
        raise InputError(f"{name}: binary file, or UTF-16 without BOM (NUL at byte {data.index(0)}); save it as UTF-8")
    try:
        return data[len(bom) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data, name, encoding, bool(bom), error) from error


def _undecodable(data: bytes, name: str, encoding: str, sure: bool, error: UnicodeDecodeError) -> InputError:
    place = f"not {encoding.upper()} (byte {error.start})"
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
