"""What a dossier says of an entity or a statement, on both engines alike, and how the command prints it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from made_readings import TEXT, list_corpus, make_reading
from neo4j_server import Server
from network_readings import FIRST, SECOND, readings

from communique import main
from extract.lookup import Found
from extract.model import InputError, Metadata, to_line
from graph.database.load import load
from graph.database.store import Store
from graph.dossiers.dossier import collect, describe, holds_statement, list_names

SUPPORT = f"beta#1:{SECOND.index('支持')}"


@pytest.fixture
def loaded(store: Store) -> Store:
    load(store, readings())
    return store


def test_every_entity_is_listed_with_all_its_names(loaded: Store) -> None:
    assert list_names(loaded) == {
        "BLU": ("蓝国", "Blue"),
        "GRN": ("绿国", "Green"),
        "RED": ("红国", "Red"),
        "court": ("法院", "四海联盟法院", "Court"),
        "meeting": ("一次会晤",),
        "pact": ("海洋公约", "Sea Pact"),
        "union": ("联盟", "四海联盟", "Union", "海盟"),
    }


def test_an_entity_is_told_whole(loaded: Store) -> None:
    joined = {"document": "beta", "paragraph": "1", "at": "beta#1:0-7", "quote": "红国加入联盟。", "stated": {"since": "2032"}}
    declared = {"id": "alpha", "title": "甲宣言", "titleEn": "Declaration A", "date": "2030-05"}
    stated = {"id": "beta", "title": "乙声明", "titleEn": None, "date": "2032-01-09"}
    found = collect(loaded, "union")
    assert {name: value for name, value in found.items() if name not in ("by", "relations")} == {
        "id": "union",
        "type": "Organization",
        "name": "联盟",
        "nameZh": "四海联盟",
        "nameEn": "Union",
        "aliases": ["海盟"],
        "status": "known",
        "ids": {},
        "parents": [],
        "life": [],
        "about": [],
        "documents": [
            declared | {"mentions": 0, "paragraphs": [], "role": ["issued"]},
            stated | {"mentions": 1, "paragraphs": ["1"], "role": []},
        ],
    }
    assert found["relations"] == {
        "MEMBER_OF": {
            "zh": "成员", "en": "member of", "out": [],
            "in": [{"id": "RED", "name": "红国", "since": ["2032"], "background": False, "evidence": [joined]}],
        },
        "PART_OF": {"zh": "隶属", "en": "part of", "out": [], "in": [{"id": "court", "name": "法院", "background": True, "evidence": []}]},
    }  # fmt: skip
    assert [row["quote"] for row in found["by"]] == ["重申海洋公约和法院"]  # it issued the document: the collective is it


def test_statements_about_an_entity_follow_their_documents_dates(loaded: Store) -> None:
    rows = collect(loaded, "pact")["about"]
    told = [(row["date"], row["id"], row["act"], row["speaker"], [s["id"] for s in row["speakers"]], row["quote"]) for row in rows]
    assert told == [
        ("2030-05", f"alpha#1:{FIRST.index('重申')}", "reaffirm", "collective", ["union"], "重申海洋公约和法院"),
        ("2032-01-09", SUPPORT, "support", "named", ["BLU"], "蓝国支持海洋公约和法院"),
        ("2032-01-09", f"beta#1:{SECOND.index('呼吁')}", "call", "named", ["BLU"], "呼吁红国遵守海洋公约"),
    ]
    assert [c["id"] for c in rows[1]["concerns"]] == ["court", "pact"]
    assert [row["id"] for row in collect(loaded, "BLU")["by"]] == [rows[1]["id"], rows[2]["id"]]


def test_documents_count_mentions_and_citations(loaded: Store) -> None:
    rows = collect(loaded, "pact")["documents"]
    assert [(row["id"], row["mentions"], row["citations"], row["acts"]) for row in rows] == [
        ("alpha", 1, 1, ["reaffirm"]),
        ("beta", 1, 1, ["call", "support"]),
    ]


def test_a_body_names_all_that_it_is_part_of(loaded: Store) -> None:
    assert collect(loaded, "court")["parents"] == [{"id": "union", "name": "联盟"}]


def test_a_statement_is_told_with_its_paragraph(loaded: Store) -> None:
    assert holds_statement(loaded, SUPPORT)
    assert not holds_statement(loaded, "beta#1:999")
    assert not holds_statement(loaded, "pact")
    assert collect(loaded, SUPPORT) == {
        "type": "Statement",
        "id": SUPPORT,
        "act": "support",
        "zh": "支持",
        "en": "supports",
        "cue": "支持",
        "strength": 6,
        "commitment": False,
        "speaker": "named",
        "speakers": [{"id": "BLU", "name": "蓝国"}],
        "concerns": [{"id": "court", "name": "法院"}, {"id": "pact", "name": "海洋公约"}],
        "quote": "蓝国支持海洋公约和法院",
        "document": "beta",
        "title": "乙声明",
        "date": "2032-01-09",
        "paragraph": "1",
        "text": SECOND,
        "signatories": [],
    }


def test_an_unknown_id_is_an_input_error(loaded: Store) -> None:
    with pytest.raises(InputError, match="nothing: neither an entity nor a statement in the database"):
        collect(loaded, "nothing")


def test_a_joint_statement_is_spoken_by_its_signatories_as_a_group(store: Store) -> None:
    load(store, list_corpus())
    key = f"a#1:{TEXT.index('支持')}"
    found = collect(store, key)
    assert (found["speaker"], found["speakers"]) == ("collective", [])
    assert [s["id"] for s in found["signatories"]] == ["CHN", "RUS"]
    text = describe(key, Found((key,)), [found])
    assert "the signatories (collective)\nsigned by 中国, 俄罗斯" in text
    about = collect(store, "unsc")["about"]
    assert [row["id"].split("#")[0] for row in about] == ["a", "b", "b", "c"]  # b and c are undated: last
    assert [row["date"] for row in about] == ["2031-05-04", None, None, None]


def test_both_engines_tell_the_same(embedded_store: Store, neo4j_store: Store) -> None:
    stores = (embedded_store, neo4j_store)
    for one in stores:
        load(one, [*readings(), *list_corpus()])
    first, second = ([collect(one, key) for key in sorted(list_names(one))] for one in stores)
    assert len(first) == 13
    assert json.dumps(first, ensure_ascii=False) == json.dumps(second, ensure_ascii=False)


def dossier(**fields: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {"ids": {}, "parents": [], "relations": {}, "life": [], "about": [], "by": [], "documents": []}
    return {"id": "x", "type": "Organization", "name": "某", **empty, **fields}


def test_several_candidates_are_listed_with_their_ids() -> None:
    found = [dossier(id="a", nameEn="Some"), dossier(id="b", type="Event")]
    assert describe("某", Found(("a", "b")), found).splitlines() == [
        "某 may be any of these 2; show one by its id:",
        "  a  某 · Some (组织机构 Organization; 0 statements, 0 documents)",
        "  b  某 (事件 Event; 0 statements, 0 documents)",
    ]


def test_an_unknown_name_gets_the_nearest() -> None:
    assert describe("某", Found((), ("乙 [b]",)), []) == "某: nothing of that name in the graph; the nearest names:\n  乙 [b]"
    assert describe("某", Found(()), []) == "某: nothing of that name in the graph"


def test_no_text_can_command_the_terminal() -> None:
    evil = "\x1b[2J\u202e"
    row = {"id": evil, "date": None, "document": evil, "paragraph": evil, "quote": evil, "act": "note", "zh": "注意到", "strength": 1}
    row |= {"commitment": False, "speaker": "named", "speakers": [{"id": evil, "name": evil}]}
    fact = {"id": evil, "name": evil, "role": [evil], "background": False, "evidence": [row]}
    document = {"id": evil, "date": None, "title": evil, "titleEn": None, "mentions": 1, "paragraphs": [evil], "role": []}
    relations = {"PART_OF": {"zh": "隶属", "en": "part of", "out": [fact], "in": []}}
    made = dossier(name=evil, kind=evil, aliases=[evil], relations=relations, about=[row], documents=[document], ids={"a": evil})
    for found, dossiers in ((Found((evil,)), [made]), (Found((evil,)), [made, made]), (Found((), (evil,)), [])):
        text = describe(evil, found, dossiers)
        assert "\x1b" not in text
        assert "\u202e" not in text


def test_very_many_statements_are_cut_and_counted() -> None:
    row = {"id": "d#1:2", "date": "2030", "quote": "某", "act": "note", "zh": "注意到", "strength": 1, "commitment": True}
    row |= {"speaker": "collective", "speakers": []}
    text = describe("某", Found(("x",)), [dossier(about=[row] * 45)])
    assert text.count("注意到 note +1, a commitment") == 40
    assert text.endswith("  … and 5 more; --json prints them all")


# What a person types -> what is told, and the exit code (test_lookup.py has what else people type).
SHOWN = {"《海洋公约》": ("pact · 条约", 0), SUPPORT: ("beta#1", 0), "Atlantis": ("nothing of that name", 1)}


@pytest.mark.embedded
def test_show_finds_prints_and_exits_as_it_should(tmp_path: Path) -> None:
    (tmp_path / "readings.jsonl").write_text("\n".join(map(to_line, readings())), encoding="utf-8")
    graph = ["--graph", str(tmp_path / "graph")]
    assert CliRunner().invoke(main, ["load", str(tmp_path / "readings.jsonl"), *graph]).exit_code == 0
    for name, (told, code) in SHOWN.items():
        result = CliRunner().invoke(main, ["show", name, *graph])
        assert (told in result.stdout, result.exit_code) == (True, code), result.output
    shown = json.loads(CliRunner().invoke(main, ["show", "court", "--json", *graph]).stdout)
    assert shown["keys"] == ["court"]
    assert [found["id"] for found in shown["found"]] == ["court"]


@pytest.mark.neo4j
def test_show_asks_a_server_too(neo4j_store: Store, neo4j_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    load(neo4j_store, readings())
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.password)
    where = ["--uri", neo4j_server.uri, "--user", neo4j_server.user, "--database", neo4j_server.database]
    result = CliRunner().invoke(main, ["show", "海盟", *where])
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("联盟 · 四海联盟 · Union\nunion · 组织机构 Organization · known\nalso     海盟\n")
    assert "    ← 红国 [RED]  since: 2032\n        “红国加入联盟。” beta#1\n" in result.stdout


def test_the_stages_of_a_life_in_the_order_of_time(store: Store) -> None:
    """呼吁设立 in 2031, 欢迎设立 in 2032: proposed, then established, each with its quote."""
    told = make_reading("a")
    supported = told.statements[1]
    for doc, date, stage in (("later", "2032", "established"), ("first", "2031", "proposed")):
        statements = (replace(supported, stages={"unsc": stage}),)
        load(store, [replace(told, doc=doc, statements=statements, relations=(), document=Metadata(doc, date=date))])
    dossier = collect(store, "unsc")
    assert [(row["document"], row["stage"], row["quote"]) for row in dossier["life"]] == [
        ("first", "proposed", "支持安理会"),
        ("later", "established", "支持安理会"),
    ]
    assert "Life\n  2031        proposed    first#1:" in describe("unsc", Found(("unsc",)), [dossier])
