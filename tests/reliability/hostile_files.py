"""Files that are broken, wrongly named, huge once they are unpacked, or made to break readers: each made by code when it is wanted."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import re
import socket
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from made_pdf import Text, write_pdf
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

TEXT = "一、我们重申恪守《联合国宪章》。\n\n二、我们欢迎中国和俄罗斯的努力。\n"
PAGE = "<html><body><p>一、我们重申恪守《联合国宪章》。</p>{}</body></html>"
TRADITIONAL = "各國領導人重申支持聯合國在國際體系中的核心作用，歡迎各國加強合作，共同應對全球性挑戰。\n" * 3
LOOP = "loop"
READ = ""  # in place of what a refusal says: the file is read
MEGA = 1_000_000
UNPACKED = 60 * MEGA
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_XML = '<?xml version="1.0"?>'


@dataclass(frozen=True, slots=True)
class Hostile:
    """One file: its name, what writes it to a path, and what the line that refuses it says (reason and remedy)."""

    name: str
    write: Callable[[Path], object]
    refusal: str
    without: str = ""  # what must not stand in what is read of it


def make_hostile_files(folder: Path) -> list[Hostile]:
    """Writes all of them, a link that leads in a circle, and a good document before and behind them (`00.txt`, `zz.txt`)."""
    (folder / LOOP).symlink_to(folder)
    for name in ("00.txt", "zz.txt"):
        (folder / name).write_text(TEXT, encoding="utf-8")
    files = list(hostile_files())
    for file in files:
        file.write(folder / file.name)
    return files


def hostile_files() -> Iterator[Hostile]:
    yield from _bombs()
    yield from _pages()
    yield from _sizes()
    yield from _encodings()
    yield from _no_files()
    yield from _no_documents()
    yield from _lines()


def _bombs() -> Iterator[Hostile]:
    unpacked = b"\0" * UNPACKED
    yield _bytes("zip-bomb.txt", lambda: _zip({"x.txt": unpacked}), r"ZIP container; give a Word document .*save others as text")
    yield _bytes("zip-bomb.docx", lambda: _docx(unpacked), "unpacks to more than the limit .* save its text alone")
    yield _bytes("lying-zip-bomb.docx", lambda: _lie(_docx(unpacked)), "damaged, or no Word document; open it")
    yield _bytes("many-parts.docx", lambda: _docx(b"", {f"{i}.bin": b"" for i in range(10_001)}), "more than the limit of .* parts; save")
    yield _bytes(
        "many-elements.docx", lambda: _docx(_body("<w:p/>" * (4 * MEGA))), r"\d+ elements, more than the limit of \d+; save its text alone"
    )
    yield _bytes("gzip-bomb.txt", lambda: gzip.compress(unpacked, 1, mtime=0), "compressed; unpack it with: gunzip")
    yield _bytes("gzip-bomb.pdf", lambda: gzip.compress(unpacked, 1, mtime=0), "not a PDF, .*give it the suffix of what it is")
    laughs = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(9))
    yield _bytes(
        "billion-laughs.docx",
        lambda: _docx(_body("&e9;", f'<!DOCTYPE d [<!ENTITY e0 "x">{laughs}]>')),
        "document type with entities|damaged",
    )
    outside = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    yield _bytes("outside-entity.docx", lambda: _docx(_body("&e;", outside)), "document type with entities")
    yield _bytes("flate-bomb.pdf", lambda: _pdf(_deflate(b"0 0 m 1 1 l S " * 70_000, 200)), "more memory or time than is allowed.*print it")
    yield _bytes("memory-bomb.pdf", lambda: _pdf(_deflate(b"q " * 500_000, 200)), "more memory or time than is allowed.*print it")


def _pages() -> Iterator[Hostile]:
    yield _text("deep.html", "<div>" * 100_000 + "x", "nested too deeply .*save the page as text")
    yield _text("endless.html", "<html><body>" + "<p>各方重申" * 300_000, "more than 50000 lines; split it")
    yield _text("endless-attribute.html", PAGE.format('<a href="' + "x" * (5 * MEGA)), READ)
    yield _text("endless-comment.html", PAGE.format("<!--" + "x" * (5 * MEGA)), READ)
    yield _text("tags.html", PAGE.format("<" * (5 * MEGA)), r"\d+ tags, more than the limit of .*save the page as text")
    yield _text("scripts.html", PAGE.format('<script>alert("</p>")</script><p onclick="evil()">二、完。</p>' * 5_000), READ, "alert|evil")
    yield _text("entities.html", PAGE.format("&amp;" * MEGA), "more than .* characters of text; split it|without a break")
    laughs = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(f'<!ENTITY {b} "&{a};&{a};">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    yield _text("own-entities.html", laughs + "]>" + PAGE.format("<p>&i;</p>"), READ, "haha")


def _sizes() -> Iterator[Hostile]:
    yield Hostile(
        "one-line.txt", lambda path: _write_parts(path, "各方重申".encode(), 100 * MEGA // 12), "more than the limit .*split the file"
    )
    yield _text("long-line.txt", "各方重申。" * (MEGA // 5), "without a break, more than the limit of .*blank lines")
    yield _text("many-paragraphs.txt", "各方。\n\n" * (MEGA * 8 // 10), "more than .* lines; split it")
    yield _text("many-sentences.txt", "".join(f"{i}、各方重申。\n" for i in range(1, 15_000)), "14999 paragraphs, more than the limit")
    yield _text("many-marks.md", "[" * 19_000 + "*" * 900, READ)
    yield _text("metadata.md", "---\nid: x\nnote: " + "[" * 200_000 + "\n---\n" + TEXT, "characters of metadata, more than the limit")
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefghijk", "bcdefghijkl", strict=True))
    yield _text("aliases.md", f"---\nid: x\n{bomb}---\n{TEXT}", "unknown metadata keys")


def _encodings() -> Iterator[Hostile]:
    yield _bytes("nul.txt", lambda: b"abc\0def", "binary file, .*save it as UTF-8")
    yield _bytes("gbk.txt", lambda: TEXT.encode("gbk"), "looks like GBK; convert it: iconv -f GBK")
    yield _bytes("big5.txt", lambda: TRADITIONAL.encode("big5"), "looks like BIG5; convert it: iconv -f BIG5")
    yield _bytes("mixed.txt", lambda: TEXT.encode() + TRADITIONAL.encode("big5"), "not UTF-8 .*(convert|save) it")
    yield _bytes("utf-16-le.txt", lambda: b"\xff\xfe" + TEXT.encode("utf-16-le"), READ)
    yield _bytes("utf-16-be.txt", lambda: b"\xfe\xff" + TEXT.encode("utf-16-be"), READ)
    yield _bytes("utf-16-without-bom.txt", lambda: ("We agree. " + TEXT).encode("utf-16-le"), "UTF-16 without BOM .*save it as UTF-8")
    yield _bytes("utf-32.txt", lambda: TEXT.encode("utf-32"), "UTF-32; save it as UTF-8")
    yield _bytes("half-characters.txt", lambda: TEXT.encode() + b"\xed\xa0\x80", "not UTF-8 .*save it as UTF-8|looks like")
    yield _text("bidi.txt", TEXT.replace("我们", "\u202e我们\u202c\u2066\u2069"), READ, "[\u202e\u2066]")
    yield _text("turned\u202etxt.cod.html", "", "empty; put the document's text in it")


def _no_files() -> Iterator[Hostile]:
    """What stands in a folder and is no file, or cannot be opened."""
    yield _text("empty.txt", "", "empty; put the document's text in it")
    yield _text("blank.txt", " \n\t\n\u3000", "no text in it; put")
    yield Hostile("link.txt", lambda path: path.symlink_to("link.txt"), "cannot be read .*check the path")
    yield Hostile("dangling.txt", lambda path: path.symlink_to("nowhere"), "no such file or folder; check the path")
    yield Hostile("pipe.txt", os.mkfifo, "not a regular file; give")
    yield Hostile("device.txt", lambda path: path.symlink_to("/dev/zero"), "not a regular file; give")
    yield Hostile("socket.txt", _listen, "not a regular file; give")
    yield Hostile("forbidden.txt", _write_forbidden, r"no permission to read it; try: chmod \+r")
    yield Hostile("closed", lambda path: path.mkdir(mode=0), "this folder cannot be listed; check its permissions")
    yield _text("line\nbreak\x1b[31m.txt", "", r"line\\u000abreak\\u001b\[31m\.txt: the file is empty")


def _no_documents() -> Iterator[Hostile]:
    yield _bytes("broken.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"\n%%EOF\n", "damaged, so that no page can be read; fetch")
    rows = [[Text(85, 700, "一、各方重申。")]]
    yield Hostile(
        "encrypted.pdf", lambda path: write_pdf(path, rows, encrypt=StandardEncryption("x", "y")), "a password opens it; save it without"
    )
    yield Hostile("scan.pdf", _scan, "no text layer, .*run OCR first")
    yield Hostile("cut-off.pdf", lambda path: path.write_bytes(_pdf(b"", b"")[:-7]), "cut off, its end is missing; fetch it again")
    yield _bytes("program.txt", lambda: b"\x7fELF\2\1\1" + bytes(9) + random.Random(1).randbytes(5_000), "binary file")
    yield _bytes("noise.docx", lambda: random.Random(2).randbytes(5_000), "damaged, or no Word document; open it")
    yield _bytes("picture.html", lambda: b"\x89PNG\r\n\x1a\n" + bytes(90), "an image; it needs OCR first")


def _lines() -> Iterator[Hostile]:
    good = '{"doc": "j", "n": 1, "text": "各方。"}\n'
    yield _text("broken.jsonl", good + '{"doc": "j"', r"jsonl:2: malformed JSON .*want one object")
    yield _text("deep.jsonl", "[" * 200_000, r"jsonl:1: malformed JSON .*want one object|without a break")
    yield _text("types.jsonl", json.dumps({"doc": ["j"], "n": {}, "text": 5}), r"jsonl:1: doc must be a string")
    yield _text("half-characters.jsonl", r'{"doc": "j", "n": 1, "text": "\ud800"}', r"jsonl:1: .*surrogates not allowed")
    yield _text("long-line.jsonl", json.dumps({"doc": "j", "n": 1, "text": "x" * (10 * MEGA)}), "a line of more than .*; break it up")
    reading = {"doc": "r", "n": "1", "text": 5, "mentions": []}
    yield _text("types-of-readings.jsonl", json.dumps(reading), r"jsonl:1: (not a reading .*want JSON|text must be a string)")


def _text(name: str, text: str, refusal: str, without: str = "") -> Hostile:
    return Hostile(name, lambda path: path.write_text(text, encoding="utf-8"), refusal, without)


def _bytes(name: str, make: Callable[[], bytes], refusal: str) -> Hostile:
    return Hostile(name, lambda path: path.write_bytes(make()), refusal)


def _write_parts(path: Path, part: bytes, times: int) -> None:
    with path.open("wb") as file:
        for _ in range(100):
            file.write(part * (times // 100))


def _zip(parts: dict[str, bytes]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as container:
        for name, data in parts.items():
            container.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 1)
    return memory.getvalue()


def _docx(document: bytes, parts: dict[str, bytes] | None = None) -> bytes:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    package = "http://schemas.openxmlformats.org/package/2006"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = (
        f'{_XML}<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    )
    related = f'<Relationship Id="r1" Type="{office}" Target="word/document.xml"/>'
    links = f'{_XML}<Relationships xmlns="{package}/relationships">{related}</Relationships>'
    shell = {"[Content_Types].xml": types.encode(), "_rels/.rels": links.encode()}
    return _zip({**shell, "word/document.xml": document, **(parts or {})})


def _body(inner: str, head: str = "") -> bytes:
    paragraph = inner if inner.startswith("<") else f"<w:p><w:r><w:t>{inner}</w:t></w:r></w:p>"
    return f'{_XML}{head}<w:document xmlns:w="{_WORD}"><w:body>{paragraph}</w:body></w:document>'.encode()


def _lie(container: bytes) -> bytes:
    """The container with 1,000 as the size of its one large part, in both of its tables."""
    return container.replace(UNPACKED.to_bytes(4, "little"), (1_000).to_bytes(4, "little"))


def _deflate(part: bytes, times: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(part) for _ in range(times)), packer.flush()])


def _pdf(content: bytes, extra: bytes = b"/Filter/FlateDecode") -> bytes:
    """A page that draws the content."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"
    stream = b"<<%s/Length %d>>stream\n%s\nendstream" % (extra, len(content), content)
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream], 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (table, len(data))


def _scan(path: Path) -> None:
    canvas = Canvas(str(path), invariant=1)
    canvas.drawInlineImage(Image.new("1", (40, 40)), 0, 0, 500, 700)
    canvas.save()


def _write_forbidden(path: Path) -> None:
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)


def _listen(path: Path) -> None:
    """Its address may be longer than a socket's can be, so it is made under a short one."""
    before = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(path.name)
    finally:
        os.chdir(before)


def told_of(file: Hostile, lines: list[str]) -> list[str]:
    """The lines that name the file, as a terminal shows its name."""
    shown = re.sub(r"[\x00-\x1f\u202e]", lambda match: f"\\u{ord(match[0]):04x}", file.name)
    return [line for line in lines if f"/{shown}:" in line]
