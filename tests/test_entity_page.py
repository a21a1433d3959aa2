"""The page of an entity: every fact of the graph about it, with its quote and its place, and nothing else let in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html
from made_readings import TEXT, list_corpus, make_reading, mention, relation, statement
from network_readings import FIRST, SECOND, first_reading, readings
from page_checks import check_inert, check_links, parse, text_of
from test_document_page import pledge
from test_page import HOSTILE

from extract.model import Entity, InputError, Metadata, Reading
from extract.schema import load_schema
from graph.database.load import load
from graph.database.store import Store
from graph.dossiers.differences import find_differences
from graph.dossiers.document import read_document
from graph.dossiers.dossier import collect
from graph.dossiers.entity import read_dossier
from graph.dossiers.entity_page import export_dossier
from graph.dossiers.labels import load_labels
from graph.pages.text import clean

pytestmark = pytest.mark.embedded
SUPPORT = SECOND.index("支持")


def made_page(store: Store, given: list[Reading], key: str) -> html.HtmlElement:
    load(store, given)
    root = parse(export_dossier(read_dossier(store, key)))
    check_links(root)
    check_inert(root)
    return root


def rows(root: html.HtmlElement, section: str) -> list[list[str]]:
    """The cells of a section's table."""
    return [[text_of(cell) for cell in row] for row in root.xpath(f"//section[@id='{section}']//tbody/tr")]


def overview(root: html.HtmlElement) -> dict[str, str]:
    return {text_of(row[0]): text_of(row[1]) for row in root.xpath("//section[@id='overview']/dl/div")}


def test_the_overview_tells_names_and_whom_it_hangs_together_with(embedded_store: Store) -> None:
    root = made_page(embedded_store, readings(), "union")
    assert [text_of(line) for line in root.xpath("//header/*")] == [
        "组织机构Organization", "联盟", "四海联盟", "Union", "2份文件documents1处提及mentions1条所作陈述statements by",
    ]  # fmt: skip
    assert overview(root) == {
        "编号id": "union",
        "又称also": "海盟",
        "文中写作in the texts": "联盟beta ×1",
        "下属机构sub-bodies": "法院†",
        "成员members": "红国2032–",
    }


def test_what_texts_state_stands_apart_from_what_the_lexicon_knows(embedded_store: Store) -> None:
    root = made_page(embedded_store, readings(), "union")
    told = [text_of(part) for part in root.xpath("//section[@id='relations']/*")]
    assert told == [
        "关系与出处Relations",
        "下属机构sub-bodies", "词典所知known from the lexicon", "法院",
        "成员members", "文中所载stated in the texts", "红国自since2032红国加入联盟。beta §1",
    ]  # fmt: skip


def test_each_statement_about_it_stands_in_its_paragraph(embedded_store: Store) -> None:
    root = made_page(embedded_store, readings(), "pact")
    [card] = root.xpath(f"//li[@id='s-beta:1-{SUPPORT}']")
    assert text_of(card) == "支持supports+6蓝国→法院、海洋公约蓝国支持海洋公约和法院"
    assert [card.xpath(f".//q//{tag}")[0].text_content() for tag in ("b", "mark")] == ["支持", "海洋公约"]
    [article] = root.xpath("//article[@id='p-beta:1']")
    assert [text_of(line)[:2] for line in article.xpath(".//li")] == ["支持", "呼吁"]
    [whole] = article.xpath("./details/p")
    assert whole.text_content() == SECOND
    assert [clause.text_content() for clause in whole.xpath("./span")] == ["蓝国支持海洋公约和法院", "呼吁红国遵守海洋公约"]
    assert [text_of(h) for h in root.xpath("//section[@id='about']/h3")] == ["2030-05甲宣言alpha", "2032-01-09乙声明beta"]


def test_the_documents_are_gone_through_in_time_the_silent_ones_too(embedded_store: Store) -> None:
    silent = Reading("quiet", "1", "绿国。", document=Metadata("quiet", title="他事", date="2031"))
    root = made_page(embedded_store, [*readings(), silent], "pact")
    assert rows(root, "course") == [
        ["2030-05", "甲宣言alpha", "重申reaffirms +6", "1× §1", "引用 1 次cited 1×"],
        ["2031", "他事quiet", "未提及silent", "", ""],
        ["2032-01-09", "乙声明beta", "呼吁calls on +6支持supports +6", "1× §1", "引用 1 次cited 1×"],
    ]


def test_commitments_are_set_apart_with_their_tests(embedded_store: Store) -> None:
    root = made_page(embedded_store, [first_reading(), pledge()], "pact")
    [row] = rows(root, "promised")
    assert row[:4] == ["2030-05", "alpha§2", "联盟集体", "我们承诺在2030年前落实海洋公约，不应拖延"]
    assert row[4] == "约束binds全体all具体specific落实将来future承诺期限deadline2030年前2030对象target海洋公约"
    assert root.xpath("//section[@id='promised']//td/a/@href") == ["#s-alpha:2-2"]
    assert text_of(root.xpath("//li[@id='s-alpha:2-2']//p[@class='limit']")[0]) == "否定词denied by不应"


def test_places_are_cited_with_their_pages(embedded_store: Store) -> None:
    paged = [replace(first_reading(), pages=((0, 7),)), replace(pledge(), pages=((0, 8),))]
    root = made_page(embedded_store, paged, "pact")
    assert [row[1] for row in rows(root, "promised")] == ["alpha§2, p. 8"]
    root = made_page(embedded_store, [], "meeting")
    assert {text_of(cite) for cite in root.xpath("//section[@id='relations']//a")} == {"alpha §1, p. 7"}


def test_what_it_says_by_its_name_and_what_is_said_for_it(embedded_store: Store) -> None:
    root = made_page(embedded_store, readings(), "BLU")
    assert [text_of(q) for q in root.xpath("//section[@id='by']//li//q")] == ["蓝国支持海洋公约和法院", "呼吁红国遵守海洋公约"]
    root = made_page(embedded_store, readings(), "union")
    assert [text_of(q) for q in root.xpath("//section[@id='collective']//q")] == ["重申海洋公约和法院"]


def test_a_paragraph_and_a_statement_have_one_place_in_the_page(embedded_store: Store) -> None:
    """Of itself the council speaks in one statement, of the charter in another of the same paragraph, and promises there."""
    itself = statement(TEXT, "支持", "support", "支持安理会", "unsc", actors=("unsc",))
    other = replace(statement(TEXT, "重申", "reaffirm", "重申维护《联合国宪章》", "un-charter", actors=("unsc",)), commitment=True)
    root = made_page(embedded_store, [replace(make_reading(), statements=(itself, other))], "unsc")
    assert [p.text_content() for p in root.xpath("//details/p[@class='text']")] == [TEXT]
    assert root.xpath("//section[@id='by']//p[@class='whole']/a/@href") == ["#p-a:1"]
    [promise] = root.xpath("//section[@id='promises']//td/a/@href")
    assert [f"#{id_}" for id_ in root.xpath("//section[@id='by']//li/@id")] == [promise]


def test_a_meeting_tells_when_it_was_and_who_came(embedded_store: Store) -> None:
    root = made_page(embedded_store, readings(), "meeting")
    told = overview(root)
    assert (told["举行日期held on"], told["出席者attended by"]) == ("2030-05-04", "蓝国红国观察员")
    [others] = root.xpath("//section[@id='others']")
    assert [text_of(q) for q in others.xpath(".//li//q")] == ["蓝国和红国出席一次会晤。"]
    assert others.xpath(".//p[@class='text']")[0].text_content() == FIRST


def test_a_paragraph_that_only_proves_a_relation_is_there_too(embedded_store: Store) -> None:
    told = "蓝国也出席了。"
    attended = relation(told, "BLU", "ATTENDED", "meeting")
    proof = Reading("alpha", "2", told, mentions=(mention(told, "蓝国", "Country", "BLU"),), relations=(attended,))
    root = made_page(embedded_store, [first_reading(), proof], "meeting")
    assert [text_of(q) for q in root.xpath("//article[@id='p-alpha:2']//q")] == [told]
    assert "#p-alpha:2" in root.xpath("//section[@id='relations']//a/@href")


def test_the_stages_of_a_life_are_told_with_their_quotes(embedded_store: Store) -> None:
    told = make_reading("a")
    for doc, date, stage in (("later", "2032", "established"), ("first", "2031", "proposed")):
        statements = (replace(told.statements[1], stages={"unsc": stage}),)
        load(embedded_store, [replace(told, doc=doc, statements=statements, relations=(), document=Metadata(doc, date=date))])
    root = made_page(embedded_store, [], "unsc")
    assert [text_of(item) for item in root.xpath("//section[@id='life']//li")] == [
        "2031提出proposed支持安理会first §1", "2032设立established支持安理会later §1",
    ]  # fmt: skip


def test_what_documents_tell_differently_is_kept_side_by_side(embedded_store: Store) -> None:
    told = (relation(TEXT, "RUS", "ATTENDED", "summit-3", role="guest"), relation(TEXT, "summit-3", "HELD_ON", "2031-05-05"))
    other = replace(make_reading("b"), relations=told, document=Metadata("b"))
    root = made_page(embedded_store, [make_reading("a"), other], "summit-3")
    shown = [text_of(part) for part in root.xpath("//section[@id='differences']/*")][1:]
    words = "中国和俄罗斯于2031年5月4日出席第三次会晤。"
    assert shown == [
        "出席者attended by俄罗斯身份role", f"host{words}a §1guest{words}b §1",
        "举行日期held on", f"2031-05-04{words}a §12031-05-05{words}b §1",
    ]  # fmt: skip


def test_other_values_of_a_property_are_differences(embedded_store: Store) -> None:
    for doc, kind in (("a", "state"), ("b", "realm")):
        china = Entity("CHN", "Country", "中国", kind=kind)
        load(embedded_store, [replace(make_reading(doc), entities=(china,), document=Metadata(doc))])
    [found] = find_differences(collect(embedded_store, "CHN"))
    assert (found.what, list(found.values)) == ("kind", ["realm", "state"])


def test_no_difference_is_a_date_that_is_only_less_exact() -> None:
    held = [{"id": date, "name": date, "background": False, "evidence": []} for date in ("2031", "2031-05-04")]
    assert find_differences({"ids": {}, "relations": {"HELD_ON": {"out": held, "in": []}}}) == []


def test_sections_that_have_nothing_to_tell_are_left_out(embedded_store: Store) -> None:
    root = made_page(embedded_store, readings(), "GRN")
    assert [section.get("id") for section in root.xpath("//main/section")] == ["overview", "course", "others"]
    assert root.xpath("//nav//a/@href") == ["#overview", "#course", "#others"]


def hostile_reading(n: int, text: str) -> Reading:
    """The text as all names of a body that speaks and is part of another, as its kind and ids, and as what is said."""
    key = f"k{n}"
    body = Entity(key, "Organization", text, text, f"{text} en", (text,), kind=text, ids={"wikidata": text})
    part = relation(f"{text}。", key, "PART_OF", "w", role=text, since=text)
    said = statement(text, text, "note", text, "w", key, actors=(key,))
    entities, meta = (body, Entity("w", "Organization", "全")), Metadata(f"d{n}", title=text)
    return Reading(meta.id, "1", f"{text}。", text, (mention(text, text, "Organization", key),), (said,), (part,), entities, meta)


def test_hostile_names_and_texts_are_shown_and_do_nothing(embedded_store: Store) -> None:
    for n, text in enumerate(HOSTILE.values()):
        root = made_page(embedded_store, [hostile_reading(n, text)], f"k{n}")
        assert root.xpath("//h1")[0].text_content() == clean(text)
        assert [q.text_content() for q in root.xpath("//section[@id='about']//li//q")] == [clean(text)]
    root = made_page(embedded_store, [], "w")
    assert {q.text_content() for q in root.xpath("//section[@id='about']//li//q")} == set(map(clean, HOSTILE.values()))


def test_an_unknown_entity_is_an_input_error(embedded_store: Store) -> None:
    with pytest.raises(InputError, match="nothing: neither an entity nor a statement"):
        read_dossier(embedded_store, "nothing")


def test_every_relation_has_a_label_in_both_directions() -> None:
    assert {type_ for type_, _ in load_labels().relations} == set(load_schema().relations)
    labels = [label for pair in load_labels().relations.values() for label in pair]
    assert len(set(labels)) == len(labels)
    assert all(labels)


@pytest.mark.neo4j
def test_both_engines_give_the_same_pages(embedded_store: Store, neo4j_store: Store) -> None:
    given = [*readings(), pledge(), *list_corpus()]
    for store in (embedded_store, neo4j_store):
        load(store, given)
    keys = ("union", "pact", "meeting", "RUS", "unsc")
    first, second = ([export_dossier(read_dossier(store, key)) for key in keys] for store in (embedded_store, neo4j_store))
    assert first == second
    one, other = ([read_document(store, doc) for doc in ("alpha", "b")] for store in (embedded_store, neo4j_store))
    assert one == other
