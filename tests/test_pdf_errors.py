"""Every way in which a PDF is refused: one line, naming the file and the remedy, within bounds of memory and time."""

from __future__ import annotations

import time
import zlib
from pathlib import Path

import pytest
from made_pdf import Setting, Text, set_pages, write_pdf
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from extract.documents.document import read_documents
from extract.documents.pdf import layer
from extract.model import InputError

ROWS = [Text(85, 700, "一、各方重申。"), Text(85, 680, "二、各方支持。")]


def refuse(path: Path, pattern: str) -> None:
    with pytest.raises(InputError, match=pattern) as caught:
        list(read_documents(path))
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def scan(path: Path, *stamps: str) -> Path:
    """Pages that are pictures, each with a stamp of the scanner's program as its only text."""
    canvas = Canvas(str(path), invariant=1)
    for stamp in stamps:
        canvas.drawInlineImage(Image.new("1", (40, 40)), 0, 0, 500, 700)
        canvas.drawString(10, 10, stamp)
        canvas.showPage()
    canvas.save()
    return path


@pytest.mark.parametrize("stamp", ["", "CamScanner"])
def test_scan_is_sent_to_ocr(tmp_path: Path, stamp: str) -> None:
    refuse(scan(tmp_path / "x.pdf", stamp, stamp), "no text layer.* run OCR first, for example: ocrmypdf")


def test_picture_among_pages_of_text_is_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    canvas = Canvas(str(tmp_path / "x.pdf"), invariant=1)
    canvas.drawString(85, 700, "We reaffirm our commitment to the Charter of the Organization.")
    canvas.showPage()
    canvas.drawInlineImage(Image.new("1", (40, 40)), 0, 0, 500, 700)
    canvas.save()
    (document,) = read_documents(tmp_path / "x.pdf")
    assert len(document.paragraphs) == 1
    assert "no text on page 2, which shows a picture" in caplog.text


def test_blank_pages_are_refused(tmp_path: Path) -> None:
    refuse(write_pdf(tmp_path / "x.pdf", [[], []]), "no text in it")


def test_password_is_asked_for_only_where_one_is_set(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "x.pdf", [ROWS], encrypt=StandardEncryption("secret", "owner"))
    refuse(path, "encrypted.* qpdf --decrypt")
    (document,) = read_documents(write_pdf(path, [ROWS], encrypt=StandardEncryption("", "owner")))
    assert [p.text for p in document.paragraphs] == [row.text for row in ROWS]


def test_what_is_cut_off_or_damaged_is_refused(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "x.pdf", set_pages(["各方重申《宪章》。" * 500], Setting()))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3])
    refuse(path, "cut off, its end is missing")
    path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"\n%%EOF\n")
    refuse(path, "damaged, so that no page can be read")
    path.write_bytes(b"<html>not found</html>")
    refuse(path, "not a PDF, whatever its name says")


def test_characters_that_a_font_does_not_tell_are_refused(tmp_path: Path) -> None:
    fonts = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[5 0 R]>>"
    inner = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
    content = b"BT /F 12 Tf 85 700 Td <" + b"".join(b"%04X" % code for code in range(1, 90)) + b"> Tj ET"
    refuse(_made_by_hand(tmp_path / "x.pdf", [fonts, inner, content]), "fonts do not tell which characters.* run OCR")


def _made_by_hand(path: Path, parts: list[bytes], extra: bytes = b"") -> Path:
    """A page with one font, its descendant, and a content stream."""
    font, inner, content = parts
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 4 0 R>>>>/Contents 6 0 R>>"
    stream = b"<<%s/Length %d>>stream\n%s\nendstream" % (extra, len(content), content)
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, font, inner, stream]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(data))
    path.write_bytes(data + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table) + tail)
    return path


def test_too_many_pages_and_characters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_pdf(tmp_path / "x.pdf", [ROWS, ROWS, ROWS])
    monkeypatch.setattr(layer, "MAX_CHARACTERS", 30)
    refuse(path, "more than 30 characters of text; split it")
    monkeypatch.setattr(layer, "MAX_PAGES", 2)
    refuse(path, "3 pages, more than the limit of 2; split it")
    monkeypatch.setattr(layer, "MAX_FILE_BYTES", 100)
    refuse(path, "more than the limit of 100")


def test_bomb_ends_with_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A megabyte that unpacks into 500 MB of lines to draw."""
    monkeypatch.setattr(layer, "MAX_SECONDS", 3)
    packer = zlib.compressobj(9)
    content = b"".join([*(packer.compress(b"0 0 m 1 1 l S " * 70_000) for _ in range(500)), packer.flush()])
    helvetica = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    path = _made_by_hand(tmp_path / "x.pdf", [helvetica, b"<<>>", content], b"/Filter/FlateDecode")
    assert path.stat().st_size < 1_000_000
    begun = time.monotonic()
    refuse(path, "more memory or time than is allowed")
    assert time.monotonic() - begun < 30


def test_reader_that_dies_is_no_crash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dies.py").write_text("import os\nos.abort()", encoding="utf-8")
    monkeypatch.setattr(layer, "_PROGRAM", tmp_path / "dies.py")
    refuse(write_pdf(tmp_path / "x.pdf", [ROWS]), "more memory or time than is allowed, or it is made to break readers")


def test_text_from_top_to_bottom_is_refused(tmp_path: Path) -> None:
    columns = [Text(500 - 30 * i, 700 - 14 * j, char) for i in range(6) for j, char in enumerate("各方重申致力于多边主义")]
    refuse(write_pdf(tmp_path / "x.pdf", [columns]), "runs from top to bottom")
