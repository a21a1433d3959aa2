"""The pages of the corpus: all that the graph holds is on them, and people can use them with any screen, light and paper."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from browser import DESKTOP, PHONE, find_hindrances, open_page
from page_checks import check_inert, check_links, parse
from playwright.sync_api import Browser, Page
from printed import A4, read_sheets

from extract.model import Reading, read_lines
from graph.between.compare import Comparison, compare_documents
from graph.between.page import export_page
from graph.database.load import load
from graph.database.store import Store, Transaction
from graph.dossiers.document import Document, read_document
from graph.dossiers.document_page import export_document
from graph.dossiers.entity import Dossier, read_dossier
from graph.dossiers.entity_page import export_dossier
from graph.pages.text import clean

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "data" / "golden.jsonl"
DOCS = ("fm-2020", "fm-2021", "industry-2022", "moscow-2020", "summit-2022")
# A body, a bank, a grouping that issues, a country, a person, a treaty, a resolution, a meeting.
BODIES = ("un-security-council", "new-development-bank", "brics")
KEYS = (*BODIES, "CHN", "vladimir-putin", "paris-agreement", "S/RES/2254(2015)", "brics-summit-14")
DENSE = 200  # paragraphs
pytestmark = pytest.mark.embedded


@dataclass(frozen=True, slots=True)
class Corpus:
    readings: list[Reading]
    documents: dict[str, Document]
    dossiers: dict[str, Dossier]
    comparison: Comparison


@pytest.fixture(scope="module")
def corpus(_embedded_store: Store) -> Corpus:
    _embedded_store.write(_empty)
    readings = list(read_lines(GOLDEN.read_text(encoding="utf-8").splitlines()))
    load(_embedded_store, readings)
    documents = {doc: read_document(_embedded_store, doc) for doc in DOCS}
    dossiers = {key: read_dossier(_embedded_store, key) for key in KEYS}
    return Corpus(readings, documents, dossiers, compare_documents(_embedded_store, "fm-2020", "fm-2021"))


def _empty(transaction: Transaction) -> None:
    transaction.run("MATCH (n) DETACH DELETE n")


def quotes(readings: list[Reading], chosen: Callable[[Reading, object], bool]) -> Iterator[tuple[str, str]]:
    """The place and the words of the statements that are chosen."""
    for reading in readings:
        for said in reading.statements:
            if chosen(reading, said):
                yield f"{reading.doc}:{reading.n}-{said.start}", clean(reading.text[said.clause_start : said.clause_end])


@pytest.mark.parametrize("doc", DOCS)
def test_a_document_s_page_holds_all_that_was_read_in_it(corpus: Corpus, doc: str) -> None:
    root = parse(export_document(corpus.documents[doc]))
    check_links(root)
    check_inert(root)
    readings = [reading for reading in corpus.readings if reading.doc == doc]
    assert [p.text_content() for p in root.xpath("//p[@class='text']")] == [clean(reading.text) for reading in readings]
    said = {f"s-{r.n}-{s.start}": clean(r.text[s.clause_start : s.clause_end]) for r in readings for s in r.statements}
    marked = {span.get("id"): span.text_content() for span in root.xpath("//main//span[starts-with(@class, 'said')][@id]")}
    assert marked == said
    assert len(root.xpath("//ul[@class='notes']/li[not(@class='fact')]")) == len(said)
    assert len(root.xpath("//ul[@class='notes']/li[@class='fact']")) == sum(len(r.relations) for r in readings)
    names = [a.text_content() for a in root.xpath("//main//*[contains(concat(' ', @class, ' '), ' m ')]")]
    assert names == [clean(r.text[m.start : m.end]) for r in readings for m in sorted(r.mentions, key=lambda m: m.start)]


@pytest.mark.parametrize("key", KEYS)
def test_an_entity_s_page_holds_every_statement_about_it_and_by_it(corpus: Corpus, key: str) -> None:
    root = parse(export_dossier(corpus.dossiers[key]))
    check_links(root)
    check_inert(root)
    about = {f"s-{id_}": words for id_, words in quotes(corpus.readings, lambda _, said: key in said.concerns)}
    told = {card.get("id"): card.xpath("./blockquote")[0].text_content() for card in root.xpath("//section[@id='about']//li[@id]")}
    assert told == about
    named = sorted(words for _, words in quotes(corpus.readings, lambda _, said: key in said.actors))
    assert sorted(q.text_content() for q in root.xpath("//section[@id='by']//li/blockquote/q")) == named
    issued = {reading.doc for reading in corpus.readings if reading.document and reading.document.issuer == key}
    spoken = sorted(words for _, words in quotes(corpus.readings, lambda r, said: r.doc in issued and not said.actors))
    assert sorted(q.text_content() for q in root.xpath("//section[@id='collective']//li/q")) == spoken
    mentions = [mention for reading in corpus.readings for mention in reading.mentions if mention.key == key]
    assert sum(words.total() for words in corpus.dossiers[key].surfaces().values()) == len(mentions)


@pytest.mark.parametrize("key", KEYS)
def test_every_relation_stands_there_with_each_of_its_quotes(corpus: Corpus, key: str) -> None:
    root = parse(export_dossier(corpus.dossiers[key]))
    stated = [(r, fact) for r in corpus.readings for fact in r.relations if key in (fact.head, fact.tail)]
    words = sorted(clean(r.text[fact.start : fact.end]) for r, fact in stated)
    assert sorted(q.text_content() for q in root.xpath("//section[@id='relations']//blockquote/q")) == words


def test_the_pages_are_the_same_whatever_the_hash_seed(corpus: Corpus, tmp_path: Path) -> None:
    given = (corpus.documents["summit-2022"], corpus.dossiers["CHN"])
    (tmp_path / "given").write_bytes(pickle.dumps(given))
    code = (
        "import pickle, sys; from graph.dossiers.document_page import export_document\n"
        "from graph.dossiers.entity_page import export_dossier; document, dossier = pickle.load(open(sys.argv[1], 'rb'))\n"
        "sys.stdout.buffer.write(export_document(document) + export_dossier(dossier))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "given")]
    pages = [
        subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "4242")
    ]
    assert pages == [export_document(given[0]) + export_dossier(given[1])] * 2


def dense_document(corpus: Corpus) -> Document:
    """The declaration with the most statements a paragraph, over and over until it has 200."""
    document = corpus.documents["moscow-2020"]
    own = document.passages
    passages = [replace(own[n % len(own)], id=f"long#{n + 1}", n=str(n + 1), order=n + 1) for n in range(DENSE)]
    return replace(document, passages=tuple(passages))


def test_a_document_of_200_paragraphs_stays_under_a_megabyte(corpus: Corpus) -> None:
    page = export_document(dense_document(corpus))
    assert len(parse(page).xpath("//article")) == DENSE
    assert len(page) < 1_000_000


PAGES = {
    "document": lambda c: export_document(c.documents["industry-2022"]),
    "entity": lambda c: export_dossier(c.dossiers["CHN"]),
    "comparison": lambda c: export_page(c.comparison),
}
each_page = pytest.mark.parametrize("kind", PAGES)


@pytest.fixture
def page(corpus: Corpus, kind: str, tmp_path: Path) -> Path:
    (tmp_path / "page.html").write_bytes(PAGES[kind](corpus))
    return tmp_path / "page.html"


@each_page
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_keeps_anybody_from_using_a_page(browser: Browser, axe: None, page: Path, size: tuple[int, int], dark: bool) -> None:
    with open_page(browser, page, size=size, dark=dark) as opened:
        assert find_hindrances(opened.page) == []
        assert (opened.errors, opened.requests) == ([], [])
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert find_overlaps(opened.page) == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_lies_over_anything_else_in_a_long_text(browser: Browser, corpus: Corpus, tmp_path: Path, size: tuple[int, int]) -> None:
    (tmp_path / "page.html").write_bytes(export_document(corpus.documents["moscow-2020"]))
    with open_page(browser, tmp_path / "page.html", size=size) as opened:
        assert find_overlaps(opened.page) == []
        assert (opened.errors, opened.requests) == ([], [])


def find_overlaps(page: Page) -> list[str]:
    """Texts and notes, cards and table cells that lie over one another, by their first words."""
    return page.evaluate(
        """() => {
          const what = '.text, .notes > li, .said-list > li, h2, h3, td, .facts > div, blockquote, .counts label';
          const boxes = [...document.querySelectorAll(what)]
            .filter(e => e.checkVisibility()).map(e => [e, e.getBoundingClientRect()]);
          const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
          return boxes.flatMap(([e, a], i) => boxes.slice(i + 1).filter(([f, b]) => !e.contains(f) && over(a, b))
            .map(([f]) => `${e.textContent.slice(0, 20)} / ${f.textContent.slice(0, 20)}`));
        }"""
    )


@pytest.mark.parametrize("kind", ["document", "entity"])
def test_a_printed_page_shows_what_is_folded(browser: Browser, page: Path) -> None:
    with open_page(browser, page, script=True) as opened:
        folded = opened.page.locator("details:not(.collective) > :not(summary)").first
        assert not folded.is_visible()
        opened.page.emulate_media(media="print")
        assert folded.is_visible()


@each_page
def test_a_printed_page_has_margins_and_letters_that_can_be_read(browser: Browser, page: Path) -> None:
    with open_page(browser, page) as opened:
        sheet = read_sheets(opened.page.pdf(prefer_css_page_size=True))[0]
    assert sheet.size == A4
    assert min(sheet.chinese.values()) >= 7  # points
    assert sheet.margin > 30


def test_without_a_script_the_layers_can_be_switched_off(browser: Browser, corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(export_document(corpus.documents["moscow-2020"]))
    with open_page(browser, tmp_path / "page.html", fragment="s-23-53", script=False) as opened:
        notes = opened.page.locator("#p-23 .notes")
        assert opened.page.locator("#s-23-53").bounding_box()["y"] < DESKTOP[1]  # type: ignore[index]
        assert notes.is_visible()
        opened.page.locator("#show-notes").uncheck()
        assert not notes.is_visible()
