"""Parts of .docx files for the tests that python-docx has no call for: lists, tracked changes, text boxes."""

from __future__ import annotations

from typing import Any

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

W = nsdecls("w")


def make_docx() -> Document:
    return docx.Document()


def add_list(document: Document, *levels: tuple[str, str], start: int = 1, like: str | None = None) -> str:
    """Adds a list and gives its numId; a level has a form and a text such as `%1.`. `like`: it counts with that list, anew from `start`."""
    root = document.part.numbering_part.element
    number = str(900 + len(root))
    if like is None:
        body = "".join(
            f'<w:lvl w:ilvl="{i}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for i, (form, text) in enumerate(levels)
        )
        root.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="{number}">{body}</w:abstractNum>'))
        root.append(parse_xml(f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))
    else:
        again = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        root.append(parse_xml(f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="{like}"/>{again}</w:num>'))
    return number


def numbered(list_id: str, level: int = 0) -> Any:
    return parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def add_xml(document: Document, inner: str) -> None:
    """Adds a paragraph whose content is given as XML."""
    namespaces = f'{W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    document.element.body.insert(-1, parse_xml(f"<w:p {namespaces}>{inner}</w:p>"))


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
