"""Opens a .docx, having made sure that it may be: the only importer of python-docx.

A .docx is a ZIP container of XML. Whatever could fill the memory (a small file that unpacks into a huge one) or lead
out of the file (entities) is refused before its text is read.
"""

from __future__ import annotations

import functools
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import lxml.etree
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError

from extract.documents.decoding import check_file
from extract.model import InputError

MAX_FILE_BYTES = 200_000_000
MAX_XML_BYTES, MAX_BYTES, MAX_PARTS = 30_000_000, 200_000_000, 10_000  # unpacked
MAX_TAGS = 1_000_000  # in all parts; a page of Word has some hundreds
_CHUNK = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = 0x1
_DAMAGED = "damaged, or no Word document; open it in Word or LibreOffice and save it anew as .docx"
_TAG = re.compile(r"\{(?P<namespace>[^}]*)\}(?P<name>.*)")
_WORD = "schemas.openxmlformats.org/wordprocessingml"


@dataclass(frozen=True, slots=True)
class Package:
    """The root elements of the parts that text is read from; `properties` is what the program that saved it says of the file."""

    body: Any
    styles: Any | None
    numbering: Any | None
    properties: Any | None


def open_package(path: Path) -> Package:
    """Raises InputError naming the file and the remedy."""
    check_file(path, limit=MAX_FILE_BYTES)
    _check_container(path)
    try:
        document = docx.Document(str(path))
        parts = _find_parts(document)
        package = Package(document.element, parts.get("styles"), parts.get("numbering"), parts.get("app"))
    except (PackageNotFoundError, KeyError, ValueError, AttributeError, OSError, zipfile.BadZipFile, zlib.error) as error:
        raise InputError(f"{path}: {_DAMAGED}") from error
    except lxml.etree.XMLSyntaxError as error:
        raise InputError(f"{path}: {_DAMAGED} ({error.msg})") from error
    _check_entities(path, package)
    return package


def _check_container(path: Path) -> None:
    with path.open("rb") as file:
        if file.read(4) == _OLE:
            raise InputError(f"{path}: an old Word file, or one with a password; save it as .docx without one")
    try:
        with zipfile.ZipFile(path) as container:
            parts = container.infolist()
    except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
        raise InputError(f"{path}: {_DAMAGED}") from error
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise InputError(f"{path}: encrypted; save it without a password")
    xml = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if len(parts) > MAX_PARTS or xml > MAX_XML_BYTES or sum(part.file_size for part in parts) > MAX_BYTES:
        limit = f"{MAX_XML_BYTES} bytes of text, {MAX_BYTES} of all or {MAX_PARTS} parts"
        raise InputError(f"{path}: unpacks to more than the limit of {limit}; save its text alone")
    try:
        tags = sum(_count_tags(path))
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, zlib.error) as error:
        raise InputError(f"{path}: {_DAMAGED}") from error
    if tags > MAX_TAGS:
        raise InputError(f"{path}: {tags} elements, more than the limit of {MAX_TAGS}; save its text alone")


def _count_tags(path: Path) -> Iterator[int]:
    """Of each part, a piece at a time, for all together may be larger than the memory."""
    with zipfile.ZipFile(path) as container:
        for part in container.infolist():
            if part.filename.endswith((".xml", ".rels")):
                with container.open(part) as stream:
                    yield from (piece.count(b"<") for piece in iter(lambda: stream.read(_CHUNK), b""))


def _find_parts(document: Document) -> dict[str, Any]:
    """The roots of styles.xml, numbering.xml and app.xml, where the file has them."""
    found: dict[str, Any] = {}
    for part in document.part.package.iter_parts():
        name = Path(str(part.partname)).stem
        if name in ("styles", "numbering"):
            found[name] = getattr(part, "element", None)
        elif name == "app":
            found[name] = lxml.etree.fromstring(part.blob, lxml.etree.XMLParser(resolve_entities=False, no_network=True))
    return found


def _check_entities(path: Path, package: Package) -> None:
    """Word writes no document type; where there is one, an entity may stand for another file, or for a billion laughs."""
    for root in (package.body, package.styles, package.numbering, package.properties):
        if root is not None and root.getroottree().docinfo.doctype:
            raise InputError(f"{path}: its XML has a document type with entities, which Word never writes; save it anew")


def name_of(element: Any) -> str:
    """`p` for an element w:p; the end of the namespace goes before the names of other vocabularies (`math:t`); "" for comments."""
    return _short_name(element.tag) if isinstance(element.tag, str) else ""


@functools.cache
def _short_name(tag: str) -> str:
    match = _TAG.fullmatch(tag)
    if match is None:
        return tag
    return match["name"] if _WORD in match["namespace"] else f"{match['namespace'].rsplit('/', 1)[-1]}:{match['name']}"


def child(element: Any | None, *names: str) -> Any | None:
    """The first child of that name, its first child of the next name, and so on."""
    for name in names:
        element = next((other for other in element if name_of(other) == name), None) if element is not None else None
    return element


def children(element: Any | None, name: str) -> Iterator[Any]:
    return (other for other in (element if element is not None else ()) if name_of(other) == name)


def value(element: Any | None, attribute: str = "val") -> str | None:
    """An attribute of Word's own vocabulary."""
    if element is None:
        return None
    return next((str(text) for name, text in element.attrib.items() if name.rsplit("}", 1)[-1] == attribute), None)


def is_on(element: Any | None) -> bool:
    """Whether a switch such as w:vanish is there and not switched off."""
    return element is not None and value(element) not in ("0", "false", "off", "none")
