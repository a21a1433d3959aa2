""".docx -> paragraphs: Word's own numbers, headings, tables, text boxes, tracked changes, pages; and what is refused."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from docx.document import Document as Made
from docx.oxml import parse_xml
from made_docx import W, add_list, add_xml, make_docx, numbered, run
from traced import check_trace, table

from extract.documents.document import read_documents
from extract.documents.word import package
from extract.documents.word.read import read_docx
from extract.documents.word.spelling import spell_number
from extract.mentions.numerals import read_number
from extract.model import Document, InputError

TEXTS = ["各方重申《宪章》。", "各方支持联合国。", "各方欢迎成果。", "各方同意合作。"]


def save(made: Made, folder: Path) -> Path:
    made.save(str(folder / "x.docx"))
    return folder / "x.docx"


def read(made: Made, folder: Path) -> Document:
    (document,) = read_documents(save(made, folder))
    return document


def add_items(made: Made, list_id: str, texts: Iterable[str] = TEXTS, level: int = 0) -> None:
    for text in texts:
        made.add_paragraph(text)._p.get_or_add_pPr().append(numbered(list_id, level))


LISTS = {
    "digits": ("decimal", "%1."),
    "digits without a stop": ("decimal", "%1"),
    "Chinese": ("chineseCounting", "%1、"),
    "Chinese in brackets": ("chineseCountingThousand", "（%1）"),
    "digits in brackets": ("decimal", "(%1)"),
    "articles": ("japaneseCounting", "第%1条"),
    "full-width": ("decimalFullWidth", "%1．"),
    "Roman": ("upperRoman", "%1."),
}


@pytest.mark.parametrize("form", LISTS)
def test_word_numbers_the_paragraphs(tmp_path: Path, form: str) -> None:
    made = make_docx()
    add_items(made, add_list(made, LISTS[form]))
    assert table(read(made, tmp_path)) == [(str(i), text) for i, text in enumerate(TEXTS, 1)]


def test_list_goes_on_behind_other_paragraphs_and_begins_anew_where_told(tmp_path: Path) -> None:
    made = make_docx()
    first = add_list(made, ("decimal", "%1."), start=7)
    add_items(made, first, TEXTS[:2])
    made.add_paragraph("双方还讨论了贸易。")
    add_items(made, first, TEXTS[2:])
    made.add_heading("附件", 1)
    add_items(made, add_list(made, like=first), TEXTS[:3])
    assert [n for n, _ in table(read(made, tmp_path))] == ["0.7", "0.8", "0.8-2", "0.9", "0.10", "1.1", "1.2", "1.3"]


def test_levels_count_within_their_paragraph(tmp_path: Path) -> None:
    made = make_docx()
    list_id = add_list(made, ("decimal", "%1."), ("lowerLetter", "(%2)"))
    for text in TEXTS[:3]:
        add_items(made, list_id, [text])
        add_items(made, list_id, ["请秘书长任命一人；", "请秘书长提出报告。"], level=1)
    assert [n for n, _ in table(read(made, tmp_path))] == ["1", "1(a)", "1(b)", "2", "2(a)", "2(b)", "3", "3(a)", "3(b)"]


def test_style_brings_its_list_and_a_paragraph_may_leave_it(tmp_path: Path) -> None:
    made = make_docx()
    made.styles["List Number"].element.get_or_add_pPr().append(numbered(add_list(made, ("decimal", "%1."))))
    for text in TEXTS[:3]:
        made.add_paragraph(text, style="List Number")
    made.add_paragraph("双方还讨论了贸易。", style="List Number")._p.get_or_add_pPr().append(numbered("0"))
    made.add_paragraph(TEXTS[3], style="List Number")
    assert [n for n, _ in table(read(made, tmp_path))] == ["1", "2", "3", "3-2", "4"]


@pytest.mark.parametrize("form", ["chineseCounting", "ideographDigital", "decimalFullWidth"])
def test_numbers_are_spelled_as_they_are_read(form: str) -> None:
    plain = str.maketrans("〇０１２３４５６７８９", "○0123456789")
    assert [n for n in range(1, 1200) if read_number(spell_number(n, form).translate(plain)) != n] == []


def test_other_numbers_of_word() -> None:
    forms = {
        "lowerRoman": "xiv",
        "upperLetter": "N",
        "decimalZero": "14",
        "decimalEnclosedCircle": "⑭",
        "ideographTraditional": "14",
        "none": "",
    }
    assert {form: spell_number(14, form) for form in forms} == forms
    assert [spell_number(n, "lowerLetter") for n in (1, 26, 27)] == ["a", "z", "aa"]


def test_headings_are_sections(tmp_path: Path) -> None:
    made = make_docx()
    made.add_paragraph("某某组织宣言", style="Title")
    for heading, text in (("政治安全", TEXTS[0]), ("经贸", TEXTS[1])):
        made.add_heading(heading, 1)
        made.add_paragraph(text)
    document = read(made, tmp_path)
    assert document.meta.title == "某某组织宣言"
    assert [(p.section, p.text) for p in document.paragraphs] == [("政治安全", TEXTS[0]), ("经贸", TEXTS[1])]


def test_cells_of_a_table_are_paragraphs(tmp_path: Path) -> None:
    made = make_docx()
    cells = made.add_table(2, 2)
    for i, text in enumerate(TEXTS):
        cells.cell(i // 2, i % 2).text = text
    assert table(read(made, tmp_path)) == [(str(i), text) for i, text in enumerate(TEXTS, 1)]


def test_what_stands_around_the_text_is_not_read(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    made = make_docx()
    made.sections[0].header.paragraphs[0].text = "页眉"
    made.sections[0].footer.paragraphs[0].text = "第1页"
    add_xml(made, run("各方重申") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("隐藏", "<w:vanish/>") + run("《宪章》。"))
    add_xml(made, "<w:r><w:instrText>PAGE \\* MERGEFORMAT</w:instrText></w:r>" + run("各方支持。"))
    assert table(read(made, tmp_path)) == [("1", "各方重申《宪章》。"), ("2", "各方支持。")]
    assert "footnotes are not read (references to them: 1)" in caplog.text


def test_tracked_changes_count_as_made(tmp_path: Path) -> None:
    made = make_docx()
    who = 'w:id="1" w:author="a"'
    gone = f"<w:del {who}><w:r><w:delText>谴责</w:delText></w:r></w:del><w:moveFrom {who}>{run('移走')}</w:moveFrom>"
    add_xml(made, run("各方") + gone + f"<w:ins {who}>{run('最强烈地谴责')}</w:ins>" + run("恐怖主义。"))
    add_xml(made, f"<w:pPr><w:rPr><w:del {who}/></w:rPr></w:pPr>" + run("各方重申"))
    add_xml(made, f"<w:moveTo {who}>{run('《宪章》')}</w:moveTo>" + run("的宗旨。"))
    assert table(read(made, tmp_path)) == [("1", "各方最强烈地谴责恐怖主义。"), ("2", "各方重申《宪章》的宗旨。")]


def test_deleted_paragraph_and_row_leave_no_gap(tmp_path: Path) -> None:
    made = make_docx()
    list_id = add_list(made, ("decimal", "%1."))
    gone = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    for i, text in enumerate(TEXTS):
        properties = f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list_id}"/></w:numPr>{gone if i == 1 else ""}</w:pPr>'
        add_xml(made, properties + (f'<w:del w:id="2" w:author="a">{run(text)}</w:del>' if i == 1 else run(text)))
    row = made.add_table(1, 1).rows[0]
    row.cells[0].text = "已删去。"
    row._tr.get_or_add_trPr().append(parse_xml(f'<w:del {W} w:id="3" w:author="a"/>'))
    assert table(read(made, tmp_path)) == [("1", TEXTS[0]), ("2", TEXTS[2]), ("3", TEXTS[3])]


def test_text_box_is_read_once(tmp_path: Path) -> None:
    made = make_docx()
    box = f"<w:txbxContent><w:p>{run('框内的文字。')}</w:p></w:txbxContent>"
    choices = f"<mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    both = f"<mc:AlternateContent>{choices}</mc:AlternateContent>"
    add_xml(made, run("各方重申。") + f"<w:r>{both}</w:r>" + run("各方支持。"))
    assert table(read(made, tmp_path)) == [("1", "各方重申。各方支持。"), ("2", "框内的文字。")]


def test_links_fields_and_breaks_inside_a_paragraph(tmp_path: Path) -> None:
    made = make_docx()
    link = f'<w:hyperlink w:anchor="a">{run("《宪章》")}</w:hyperlink><w:sdt><w:sdtContent>{run("的宗旨")}</w:sdtContent></w:sdt>'
    add_xml(made, run("1. 各方重申") + link + "<w:r><w:noBreakHyphen/></w:r>" + run("原则。") + "<w:r><w:br/></w:r>" + run("2. 各方支持。"))
    add_xml(made, run("3.") + "<w:r><w:tab/></w:r>" + run("各方欢迎。"))
    document = read(made, tmp_path)
    assert table(document) == [("1", "各方重申《宪章》的宗旨-原则。"), ("2", "各方支持。"), ("3", "各方欢迎。")]
    check_trace(document, read_docx(tmp_path / "x.docx").source)


def _with_pages(made: Made, pages: int, application: str = "Microsoft Office Word") -> None:
    for part in made.part.package.iter_parts():
        if part.partname == "/docProps/app.xml":
            space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
            part._blob = f'<Properties xmlns="{space}"><Pages>{pages}</Pages><Application>{application}</Application></Properties>'.encode()


def _on_pages() -> Made:
    made = make_docx()
    list_id, page = add_list(made, ("decimal", "%1.")), "<w:lastRenderedPageBreak/>"
    number = f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list_id}"/></w:numPr></w:pPr>'
    add_xml(made, number + run("各方重申。"))
    add_xml(made, number + run("各方支持") + f"<w:r>{page}<w:t>联合国。</w:t></w:r>")
    add_xml(made, number + f'<w:r><w:br w:type="page"/></w:r><w:r>{page}<w:t>各方欢迎。</w:t></w:r>')
    add_xml(made, f"<w:r>{page}</w:r>")
    add_xml(made, number + run("各方同意。"))
    return made


def test_pages_are_those_that_word_has_laid_out(tmp_path: Path) -> None:
    made = _on_pages()
    _with_pages(made, 4)
    assert [(p.n, p.pages) for p in read(made, tmp_path).paragraphs] == [
        ("1", ((0, 1),)),
        ("2", ((0, 1), (4, 2))),
        ("3", ((0, 3),)),
        ("4", ((0, 4),)),
    ]


@pytest.mark.parametrize(("pages", "application"), [(5, "Microsoft Office Word"), (4, "LibreOffice/7.4")])
def test_doubtful_pages_are_none(tmp_path: Path, pages: int, application: str) -> None:
    made = _on_pages()
    _with_pages(made, pages, application)
    assert {p.pages for p in read(made, tmp_path).paragraphs} == {()}


def refuse(path: Path, pattern: str) -> None:
    with pytest.raises(InputError, match=pattern) as caught:
        list(read_documents(path))
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def rewrite(path: Path, name: str, data: bytes) -> None:
    """The container with another part of that name."""
    with zipfile.ZipFile(path) as container:
        parts = {part: container.read(part) for part in container.namelist()} | {name: data}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as container:
        for part, content in parts.items():
            container.writestr(part, content)


@pytest.mark.parametrize(
    ("data", "pattern"),
    [(b"abc", "damaged, or no Word document"), (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "an old Word file"), (b"PK\x03\x04abc", "damaged")],
)
def test_what_is_no_docx_is_refused(tmp_path: Path, data: bytes, pattern: str) -> None:
    (tmp_path / "x.docx").write_bytes(data)
    refuse(tmp_path / "x.docx", pattern)


def test_damaged_docx_is_refused(tmp_path: Path) -> None:
    made = make_docx()
    made.add_paragraph(TEXTS[0])
    path = save(made, tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    refuse(path, "damaged")
    path.write_bytes(whole)
    rewrite(path, "word/document.xml", b"<w:document")
    refuse(path, "damaged")


def test_other_container_and_empty_document_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.docx", "w") as container:
        container.writestr("content.xml", "<a/>")
    refuse(tmp_path / "x.docx", "no Word document")
    refuse(save(make_docx(), tmp_path), "no text in it")


def test_entities_are_refused(tmp_path: Path) -> None:
    path = save(make_docx(), tmp_path)
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    entity = f'<!DOCTYPE d [<!ENTITY e SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    document = f'{entity}<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>'
    rewrite(path, "word/document.xml", document.encode())
    refuse(path, "document type with entities")


def test_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = save(make_docx(), tmp_path)
    rewrite(path, "word/document.xml", b" " * (package.MAX_XML_BYTES + 1))
    assert path.stat().st_size < 1_000_000
    refuse(path, "unpacks to more than the limit")
