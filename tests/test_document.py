"""Source files -> documents: metadata, JSON lines, folders, sidecars, encodings. Refusals are in test_document_errors.py."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from traced import check_trace, read, table

from extract.documents.document import list_sources, read_documents


def test_metadata_are_inferred_where_the_text_tells() -> None:
    meta = read("某某组织联合声明\n（2031年5月3日，某城）\n一、各方重申。\n二、各方支持。\n三、各方欢迎。\n（新华社某城5月3日电）").meta
    assert (meta.id, meta.title, meta.date, meta.kind) == ("x", "某某组织联合声明", "2031-05-03", "joint-statement")
    assert (meta.language, meta.source) == ("zh", "新华社某城5月3日电")


def test_day_of_the_text_goes_before_the_day_of_its_publication() -> None:
    meta = read("某某讲话\n发布时间：2031-05-04 来源：某社\n（2031年5月3日，某城）\n各位同事，我们支持贸易。").meta
    assert (meta.date, meta.kind) == ("2031-05-03", "speech")


def test_byline_tells_the_source() -> None:
    assert read("某某宣言\n2031年5月3日　　　来源：某社\n各方重申。").meta.source == "某社"


def test_heading_about_trust_is_no_letter() -> None:
    meta = read("加强互信\n1. 各方重申。\n2. 各方支持。\n3. 各方欢迎。").meta
    assert (meta.title, meta.kind) == (None, None)


def test_doubtful_metadata_stay_empty() -> None:
    meta = read("裁军审议委员会\n议程项目4\n各国应继续努力。\n2031年5月3日至7日举行会议。").meta
    assert (meta.title, meta.date, meta.kind) == (None, None, None)


def test_english_is_known_by_its_script() -> None:
    assert read("We reaffirm our commitment to the Charter.\nWe support it.").meta.language == "en"


def write_lines(path: Path, *rows: dict[str, object], ascii_only: bool = False) -> str:
    source = "\n".join(json.dumps(row, ensure_ascii=ascii_only) for row in rows)
    path.write_text(source, encoding="utf-8")
    return source


@pytest.mark.parametrize("ascii_only", [False, True])
def test_json_lines_are_read_as_they_are(tmp_path: Path, ascii_only: bool) -> None:
    rows = [
        {"doc": "b", "n": "2", "text": " 各方“重申”\\。", "mentions": []},
        {"doc": "a", "n": 1, "text": "各方支持。"},
        {"doc": "b", "n": "x", "text": "完", "section": "前言"},
    ]
    source = write_lines(tmp_path / "x.jsonl", *rows, ascii_only=ascii_only)
    documents = list(read_documents(tmp_path / "x.jsonl"))
    assert [(d.meta.id, table(d)) for d in documents] == [("b", [("2", " 各方“重申”\\。"), ("x", "完")]), ("a", [("1", "各方支持。")])]
    for document in documents:
        check_trace(document, source)


def test_folder_is_read_in_the_order_of_its_names(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for name in ("b.txt", "a.md", "c/d.html", "b.yml", "notes.odt", ".hidden.txt", "~$d.docx", "README.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("title: 某某宣言\nid: b-2031" if name == "b.yml" else "<p>各方重申。</p>", encoding="utf-8")
    assert [document.meta.id for document in read_documents(tmp_path)] == ["a", "b-2031", "d"]
    assert [path.name for path in list_sources(tmp_path).skipped] == ["README.md", "notes.odt"]
    assert "notes.odt" in caplog.text


def test_sidecar_goes_before_head_and_text(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("某某声明\n2031年5月3日\n各方重申。", encoding="utf-8")
    (tmp_path / "x.txt.yml").write_text("id: y\ndate: 2031-05\nkind: communique\nsignatories: [CHN]\nparagraphs: 1", encoding="utf-8")
    (document,) = read_documents(tmp_path / "x.txt")
    meta = document.meta
    assert (meta.id, meta.title, meta.date, meta.kind, meta.signatories) == ("y", "某某声明", "2031-05", "communique", ("CHN",))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_files_are_read(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "x.txt").write_bytes("一、各方重申。\r\n二、各方支持。\r\n三、各方欢迎。".encode(encoding))
    (document,) = read_documents(tmp_path / "x.txt")
    assert table(document)[0] == ("1", "各方重申。")
