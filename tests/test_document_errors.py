"""Every way in which a source file can be refused: InputError, one line, naming the file and the remedy."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extract.documents import bounds, decoding
from extract.documents.decoding import decode, guess_encoding, held_still
from extract.documents.document import HTML, MARKDOWN, first_gap, read_document_text, read_documents
from extract.model import InputError, Paragraph

TEXT = "金砖国家领导人重申支持联合国在国际体系中的核心作用，欢迎各国加强合作，共同应对全球性挑战。\n" * 5
TRADITIONAL = "各國領導人重申支持聯合國在國際體系中的核心作用，歡迎各國加強合作，共同應對全球性挑戰。\n" * 5


def refuse(path: Path, pattern: str) -> None:
    with pytest.raises(InputError, match=pattern) as caught:
        list(read_documents(path))
    assert "\n" not in str(caught.value)
    assert path.name in str(caught.value)


FILES = {
    "empty": ("x.txt", b"", "empty; put"),
    "blank": ("x.txt", b" \n\t\n", "no text in it"),
    "PDF": ("x.txt", b"%PDF-1.7 ...", r"suffix \.pdf"),
    "DOCX": ("x.txt", b"PK\x03\x04....", r"suffix \.docx"),
    "NUL": ("x.txt", b"abc\0def", "binary file, or UTF-16 without BOM"),
    "UTF-16 without BOM": ("x.txt", "We agree.".encode("utf-16-le"), "UTF-16 without BOM"),
    "broken UTF-16": ("x.txt", b"\xff\xfe\x00\xd8\x00", "not UTF-16-LE"),
    "GBK": ("x.txt", TEXT.encode("gbk"), "looks like GBK; convert it: iconv -f GBK -t UTF-8 "),
    "Big5": ("x.txt", TRADITIONAL.encode("big5"), r"looks like BIG5.*iconv -f BIG5 -t UTF-8 "),
    "unknown suffix": ("x.odt", b"abc", r"unknown kind of file; known are \.txt"),
    "old Word file": ("x.doc", b"abc", r"an old Word file; save it as \.docx"),
    "only headings": ("x.html", b"<nav><a href='/'>x</a></nav>", "no paragraph of text"),
    "empty page": ("x.html", b"<!-- x -->", "holds no text|no paragraph"),
    "unclosed attribute": ("x.html", "<p a='>各方。</p>".encode(), "holds no text|no paragraph"),
    "deep page": ("x.html", b"<div>" * 5000 + b"x", "nested too deeply"),
    "malformed head": ("x.md", "---\ntitle: a\nsignatories: [CHN\n---\n各方。".encode(), r"x\.md:4: malformed YAML"),
    "deep head": ("x.md", b"---\n" + b"[" * 5000 + b"\n---\nx", "malformed YAML"),
    "head is no mapping": ("x.md", "---\n- a\n---\n各方。".encode(), "want a YAML mapping"),
    "unknown key of a head": ("x.md", "---\nid: x\nsignatory: CHN\n---\n各方。".encode(), "unknown metadata keys signatory"),
    "impossible date": ("x.md", "---\nid: x\ndate: soon\n---\n各方。".encode(), "is no date; write it as 2021-06-01"),
    "list for a value": ("x.md", "---\nid: x\ntitle: [a]\n---\n各方。".encode(), "title must be one value"),
    "value for a list": ("x.md", "---\nid: x\nsignatories: CHN\n---\n各方。".encode(), "signatories must be a list"),
    "count is no number": ("x.md", "---\nid: x\nparagraphs: many\n---\n各方。".encode(), "must be the number of paragraphs"),
    "wrong count": ("x.md", "---\nid: y\nparagraphs: 3\n---\n各方。".encode(), "y must have 3 paragraphs, 1 were found"),
    "malformed JSON": ("x.jsonl", b'{"doc": "a", "n": "1", "text": "x"}\n{"doc"', r"x\.jsonl:2: malformed JSON"),
    "deep JSON": ("x.jsonl", b"[" * 100_000, r"x\.jsonl:1: malformed JSON"),
    "no object": ("x.jsonl", b"[1]", r"x\.jsonl:1: a list where an object"),
    "keys missing": ("x.jsonl", b'{"doc": "a"}', r"x\.jsonl:1: no n, text"),
    "text is no string": ("x.jsonl", b'{"doc": "a", "n": "1", "text": 5}', r"x\.jsonl:1: text must be a string"),
    "n is no number": ("x.jsonl", b'{"doc": "a", "n": [], "text": "x"}', r"x\.jsonl:1: n must be"),
    "n twice": ("x.jsonl", b'{"doc": "a", "n": "1", "text": "x"}\n{"doc": "a", "n": 1, "text": "y"}', r"x\.jsonl:2: n '1' stands twice"),
    "half a character": ("x.jsonl", rb'{"doc": "a", "n": "1", "text": "\ud800"}', r"x\.jsonl:1: malformed JSON .*surrogates"),
    "UTF-32": ("x.txt", TEXT.encode("utf-32"), "UTF-32; save it as UTF-8"),
    "UTF-16 with NUL": ("x.txt", "各\0方".encode("utf-16"), "NUL at character 1"),
    "blank lines": ("x.jsonl", b"\n\n", "no text|no paragraph"),
}


@pytest.mark.parametrize("case", FILES)
def test_file_is_refused(tmp_path: Path, case: str) -> None:
    name, data, pattern = FILES[case]
    (tmp_path / name).write_bytes(data)
    refuse(tmp_path / name, pattern)


SIDECARS = {
    "malformed": ("id: [", r"x\.yml:\d+: malformed YAML"),
    "unknown key": ("id: x\nissued_by: brics", r"x\.yml: unknown metadata keys issued_by; known are chair"),
    "impossible value": ("date: 2021-13-45", r"x\.yml:1: malformed YAML|is no date"),
    "no mapping": ("x", "want a YAML mapping"),
}


@pytest.mark.parametrize("case", SIDECARS)
def test_sidecar_is_refused(tmp_path: Path, case: str) -> None:
    sidecar, pattern = SIDECARS[case]
    (tmp_path / "x.txt").write_text("各方。", encoding="utf-8")
    (tmp_path / "x.yml").write_text(sidecar, encoding="utf-8")
    with pytest.raises(InputError, match=pattern):
        list(read_documents(tmp_path / "x.txt"))


@pytest.mark.parametrize(
    ("numbers", "gap"),
    [
        (["1", "2", "4"], "3 is missing before 4"),
        (["2"], "1 is missing before 2"),
        (["1", "2"], "no gap in the numbering, the last is 2"),
        (["pp1"], "no paragraph has a number"),
    ],
)
def test_first_gap_is_named(numbers: list[str], gap: str) -> None:
    assert first_gap([Paragraph(n, "各方。") for n in numbers]) == gap


def test_wrong_count_names_the_gap(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("1、各方重申。\n2、各方支持。\n4、各方欢迎。", encoding="utf-8")
    (tmp_path / "x.yml").write_text("id: x\nparagraphs: 4", encoding="utf-8")
    refuse(tmp_path / "x.txt", r"must have 4 paragraphs, 3 were found \(3 is missing before 4\)")


def test_missing_file_and_folder(tmp_path: Path) -> None:
    refuse(tmp_path / "none.txt", "no such file or folder")
    refuse(tmp_path / "none", "no such file or folder")


def test_folder_without_documents(tmp_path: Path) -> None:
    (tmp_path / "x.odt").write_bytes(b"x")
    refuse(tmp_path, "no document in this folder")


def test_two_documents_with_one_id(tmp_path: Path) -> None:
    for name in ("a.txt", "a.html"):
        (tmp_path / name).write_text("<p>各方。</p>", encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.txt: the id 'a' is taken by .*a\.html; give another"):
        list(read_documents(tmp_path))


def test_bad_file_in_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("各方。", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(TEXT.encode("gbk"))
    with pytest.raises(InputError, match=r"b\.txt: not UTF-8"):
        list(read_documents(tmp_path))


def test_pipes_and_devices(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.txt")
    refuse(tmp_path / "x.txt", "not a regular file")
    refuse(Path("/dev/null"), "not a regular file")


def test_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A privileged user may read everything, so the answer of the system is given here."""
    (tmp_path / "x.txt").write_text("各方。", encoding="utf-8")
    monkeypatch.setattr(os, "access", lambda *_: False)
    refuse(tmp_path / "x.txt", r"no permission to read it; try: chmod \+r")


def test_too_large_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.txt").write_bytes(b"")
    os.truncate(tmp_path / "x.txt", decoding.MAX_BYTES + 1)
    refuse(tmp_path / "x.txt", "more than the limit of 10000000; split the file")


@pytest.mark.parametrize(
    ("name", "text", "bound", "most", "pattern"),
    [
        ("x.jsonl", '{"doc": "a", "n": "1", "text": "甲乙丙。"}', "MAX_PARAGRAPH", 3, r"x\.jsonl:1: 4 characters without a break"),
        ("x.txt", "甲乙丙。", "MAX_PARAGRAPH", 3, "paragraph 1: 4 characters without a break, .*; part its paragraphs"),
        ("x.txt", "甲。\n\n乙。\n\n丙。", "MAX_PARAGRAPHS", 2, "3 paragraphs, more than the limit of 2; split it"),
        ("x.txt", "甲。\n\n乙。\n\n丙。", "MAX_LINES", 2, "more than 2 lines; split it"),
        ("x.html", "<p>甲乙丙。<p>丁。", "MAX_CHARACTERS", 4, "more than 4 characters of text; split it"),
        ("x.html", "<p>甲乙丙。<p>丁。", "MAX_TAGS", 1, "2 tags, more than the limit of 1; save the page as text"),
    ],
)
def test_a_document_has_bounds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str, bound: str, most: int, pattern: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert list(read_documents(tmp_path / name))
    monkeypatch.setattr(bounds, bound, most)
    refuse(tmp_path / name, pattern)


def test_too_much_metadata(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("---\nid: x\n" + "# note\n" * 20_000 + "---\n各方。", encoding="utf-8")
    refuse(tmp_path / "x.md", r"x\.md: \d+ characters of metadata, more than the limit of 100000")


def test_a_file_that_changes_while_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("各方。", encoding="utf-8")
    with pytest.raises(InputError, match=r"x\.txt: changed while it was read; read it again"), held_still(tmp_path / "x.txt"):
        (tmp_path / "x.txt").write_text("各方重申。", encoding="utf-8")


def test_a_link_to_a_folder_is_told_and_not_followed(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "x.txt").write_text("各方。", encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert len(list(read_documents(tmp_path))) == 1
    assert "loop: skipped, a link to a folder; to read what it holds, name the folder itself" in caplog.text


@pytest.mark.parametrize(("form", "pattern"), [(HTML, "no text"), (MARKDOWN, "no text")])
def test_standard_input_is_refused_by_its_name(form: str, pattern: str) -> None:
    with pytest.raises(InputError, match=f"^standard input: {pattern}"):
        read_document_text("  \n", name="standard input", form=form)


def test_text_that_is_no_unicode() -> None:
    with pytest.raises(InputError, match="not UTF-8"):
        read_document_text("各方\ud800。", name="-")


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (TEXT, "gbk", "GBK"),
        ("联合国", "gbk", "GBK"),
        ("一、双方重申。", "gbk", "GBK"),
        (TEXT + "㐀", "gb18030", "GB18030"),
        (TRADITIONAL, "big5", "BIG5"),
        ("各國領導人重申支持", "big5", "BIG5"),
    ],
)
def test_encodings_are_guessed_by_their_iconv_names(text: str, encoding: str, name: str) -> None:
    assert guess_encoding(text.encode(encoding)) == name


def test_byte_order_mark_is_no_text() -> None:
    assert decode(b"\xef\xbb\xbfabc", name="x") == "abc"
