"""The corpus folder: every file yields what its metadata promise, in the words that the reference annotations hold."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from traced import check_trace

from extract.documents.decoding import decode, read_bytes
from extract.documents.document import list_sources, read_documents
from extract.documents.headers import find_sidecar
from extract.model import Document, metadata

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus"
FILES = list_sources(CORPUS).files
SECTIONS = {
    "moscow-2020": ["前言", "团结共创美好世界", "政治安全合作", "经贸财金以及政府间合作"],
    "industry-2022": [None, "加强全面合作", "促进传统产业数字化转型", "强化产业链供应链合作", "提升工业发展能力", "盘点落实情况和前进方向"],
}


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return {document.meta.id: document for document in read_documents(CORPUS)}


def test_nothing_in_the_corpus_is_left_unread() -> None:
    assert list_sources(CORPUS).skipped == ()


def test_corpus_has_the_five_documents_of_brics(documents: dict[str, Document]) -> None:
    found = {doc: len(document.paragraphs) for doc, document in documents.items()}
    assert found == {"moscow-2020": 65, "fm-2021": 35, "fm-2020": 31, "industry-2022": 31, "summit-2022": 18}


@pytest.mark.parametrize("doc", ["moscow-2020", "fm-2021", "fm-2020", "industry-2022", "summit-2022"])
def test_paragraphs_are_numbered_without_a_gap(documents: dict[str, Document], doc: str) -> None:
    numbers = [int(paragraph.n) for paragraph in documents[doc].paragraphs]
    assert numbers[0] == 1
    assert all(after == before + 1 for before, after in pairwise(numbers))


@pytest.mark.parametrize("doc", SECTIONS)
def test_headings_become_sections(documents: dict[str, Document], doc: str) -> None:
    sections = [paragraph.section for paragraph in documents[doc].paragraphs]
    assert list(dict.fromkeys(sections)) == SECTIONS[doc]


def test_sections_change_at_the_numbers_where_the_headings_stand(documents: dict[str, Document]) -> None:
    first = defaultdict(list)
    for paragraph in documents["moscow-2020"].paragraphs:
        first[paragraph.section].append(paragraph.n)
    assert [numbers[0] for numbers in first.values()] == ["1", "3", "13", "46"]


def test_texts_are_those_of_the_reference_annotations(documents: dict[str, Document]) -> None:
    lines = (ROOT / "tests/data/dev.jsonl").read_text(encoding="utf-8").splitlines()
    wanted = {(raw["doc"], raw["n"]): raw["text"] for raw in map(json.loads, lines)}
    found = {(document.meta.id, p.n): p.text for document in documents.values() for p in document.paragraphs}
    assert len(wanted) == 99
    assert {key: "".join(found[key].split()) for key in wanted} == {key: "".join(text.split()) for key, text in wanted.items()}


@pytest.mark.parametrize(
    ("doc", "n", "words"),
    [
        ("moscow-2020", "13", "开展更紧密合作的可能性。我们也欢迎"),  # a sentence that the page breaks
        ("moscow-2020", "38", "我们指定金砖国国家安全事务高级代表牵头"),  # a running head between the halves (and a doubled 国)
        ("moscow-2020", "50", "优先事项，包括对《二十国集团行动计划》进行更新。"),
        ("fm-2020", "8", "并对所有一线卫生工作者表示感谢。"),
        ("fm-2020", "16", "(CWC)保护 CWC 的完整性"),
        ("industry-2022", "12", "行业协会、企业等多利益攸关方"),
        ("summit-2022", "2", "新华社北京 6 月 23 日电（记者杨依军）国家主席习近平"),
    ],
)
def test_broken_sentences_are_whole(documents: dict[str, Document], doc: str, n: str, words: str) -> None:
    text = next(paragraph.text for paragraph in documents[doc].paragraphs if paragraph.n == n)
    assert words in text


@pytest.mark.parametrize("words", ["下转", "新华社贵阳", "金砖国家领导人第十二次会晤莫斯科宣言", "<p>", "img", "workers.dev"])
def test_page_furniture_is_no_text(documents: dict[str, Document], words: str) -> None:
    assert not [p.n for document in documents.values() for p in document.paragraphs if words in p.text]


def test_captions_are_not_read_twice(documents: dict[str, Document]) -> None:
    captions = [p.text for p in documents["summit-2022"].paragraphs if p.text.endswith("摄")]
    assert len(captions) == 2
    assert "李涛" in captions[1]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_character_stands_in_the_source(file: Path) -> None:
    source = decode(read_bytes(file), name=str(file))
    (document,) = read_documents(file)
    check_trace(document, source)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_metadata_are_complete(file: Path) -> None:
    sidecar = find_sidecar(file)
    assert sidecar is not None
    meta = metadata(yaml.safe_load(sidecar.read_text(encoding="utf-8")))
    assert re.fullmatch(r"[a-z0-9-]+", meta.id)
    assert meta.title
    assert meta.title_en
    assert meta.kind
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", meta.date or "")
    assert all(re.fullmatch(r"[A-Z]{3}", key) for key in (*meta.signatories, *filter(None, [meta.chair])))
    assert meta.paragraphs


def test_noted_errors_quote_what_stands_there(documents: dict[str, Document]) -> None:
    """`§6 应振振和改革: …` must quote paragraph 6; a note whose words are gone is stale."""
    quote = re.compile(r"§(?P<n>\d+) (?P<words>[^:§/… ]+?)(?:[:/…]| … )")
    notes = [(doc, match) for doc, d in documents.items() for note in d.meta.errors if (match := quote.match(note))]
    texts = {(doc, paragraph.n): paragraph.text for doc, document in documents.items() for paragraph in document.paragraphs}
    assert len(notes) > 40
    assert [note[0] for doc, note in notes if note["words"] not in texts[doc, note["n"]]] == []
