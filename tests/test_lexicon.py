"""The lexicon's data: one key a thing, one thing a name, every state of the world, nothing that fires everywhere."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import iso3166
import pytest
from babel import Locale

from extract.folding import fold_name
from extract.lexicon import LEXICON_FOLDER, Entry, Lexicon, build_lexicon, load_lexicon
from extract.schema import SchemaError

LEXICON = load_lexicon()
ENTRIES = tuple(LEXICON.entries.values())
COUNTRIES = {e.key: e for e in ENTRIES if e.type == "Country"}
# Meetings held twice in one city, and what they adopted, bear one name in the world too.
RECURRING = frozenset({"Event", "Instrument"})
# Names that two things of other types truly share, with the reason why neither can do without it.
SHARED: dict[str, str] = {}
# ISO 3166-3: states that dissolved
FORMER = {"SUN", "YUG", "SCG", "CSK", "DDR", "YMD"}
OBSERVERS_AND_ASSOCIATED = {"PSE", "VAT", "COK", "NIU"}
# what ISO 3166 lists besides states: territories, Antarctica, and the code in use for Kosovo
_CODES = """
ABW AIA ALA ASM ATA ATF BES BLM BMU BVT CCK CUW CXR CYM ESH FLK FRO GGY GIB GLP GRL GUF GUM HKG HMD IMN IOT JEY MAC MAF
MNP MSR MTQ MYT NCL NFK PCN PRI PYF REU SGS SHN SJM SPM SXM TCA TKL TWN UMI VGB VIR WLF XKX
"""
NOT_STATES = frozenset(_CODES.split())
LEAST = {"Organization": 300, "Treaty": 150, "Instrument": 100, "Country": 195, "Place": 500, "Person": 300, "Event": 100}


def find_shared_names(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """Strong names with several bearers, the recurring meetings and their documents left out."""
    shared = {n: keys for n, keys in lexicon.names.items() if len(keys) > 1}
    return {n: keys for n, keys in shared.items() if not {lexicon.entries[k].type for k in keys} <= RECURRING}


def test_names_have_one_bearer() -> None:
    assert {n: k for n, k in find_shared_names(LEXICON).items() if n not in SHARED} == {}


def test_exceptions_are_still_needed() -> None:
    assert set(SHARED) <= set(find_shared_names(LEXICON))


def test_a_shared_name_is_found() -> None:
    made = build_lexicon(Entry(*e) for e in (("a", "Person", "张三"), ("b", "Place", "张 三"), ("c", "Event", "甲"), ("d", "Event", "甲")))
    assert find_shared_names(made) == {"张三": ("a", "b")}


def test_a_key_that_stands_twice_is_refused() -> None:
    with pytest.raises(SchemaError, match="key a stands twice"):
        build_lexicon([Entry("a", "Person", zh="张三"), Entry("a", "Place", zh="李四")])


def test_keys_are_written_in_one_way() -> None:
    """Alpha-3 codes for states, English kebab-case or the text's own symbol (A/RES/60/1) for everything else."""
    symbol = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*|[A-Z]+(?:/[A-Za-z0-9.()-]+)+")
    wrong = [e.key for e in ENTRIES if not (re.fullmatch(r"[A-Z]{3}", e.key) if e.type == "Country" else symbol.fullmatch(e.key))]
    assert wrong == []


def test_no_strong_name_is_shorter_than_two_characters() -> None:
    assert [(e.key, n) for e in ENTRIES for n in e.strong_names() if len(fold_name(n)) < 2] == []


def test_no_name_folds_to_nothing() -> None:
    assert [(e.key, n) for e in ENTRIES for n in (*e.strong_names(), *e.weak) if not fold_name(n).strip()] == []


def test_title_marks_stand_around_no_whole_name() -> None:
    """The matcher handles the marks of a title; inside a longer name they belong to it (《联合国气候变化框架公约》缔约方大会)."""
    assert [(e.key, n) for e in ENTRIES for n in (*e.strong_names(), *e.weak) if re.fullmatch(r"《[^《》]*》", n)] == []


def test_title_marks_come_in_pairs() -> None:
    names = [(e.key, n) for e in ENTRIES for n in (*e.strong_names(), *e.weak)]
    assert [pair for pair in names if pair[1].count("《") != pair[1].count("》")] == []


def test_no_name_is_strong_and_weak_for_one_thing() -> None:
    both = [(e.key, n) for e in ENTRIES for n in {fold_name(w) for w in e.weak} & {fold_name(s) for s in e.strong_names()}]
    assert sorted(both) == []


def test_bare_nouns_are_no_names() -> None:
    """The guidelines: pronouns and bare common nouns are not mentions, nor are the world and outer space places."""
    bodies = "中心 秘书处 理事会 委员会 工作组 银行 大会 会议 峰会 宣言 公约 条约 协定 决议 国家 地区"
    places = "世界 全球 太空 外空 外层空间 网络空间 陆地 海洋 南方 北方 西方 东方"
    assert [n for n in f"{bodies} {places}".split() if n in LEXICON.names] == []


def test_captions_are_shorter_than_the_names_that_they_stand_for() -> None:
    """One character (中) tells nobody what is meant, and a caption as long as the name says nothing new."""
    captions = {e.key: (e.caption, e.entity().name) for e in ENTRIES if e.caption}
    assert len(captions) >= 400
    assert {key: pair for key, pair in captions.items() if not 2 <= len(pair[0]) < len(pair[1])} == {}


def test_a_caption_stands_for_one_thing() -> None:
    bearers = Counter([*(e.caption for e in ENTRIES if e.caption), *{e.entity().name for e in ENTRIES}])
    assert [e.key for e in ENTRIES if e.caption and bearers[e.caption] > 1] == []


def test_a_caption_that_is_no_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text("type: Place\nentries:\n- {key: a, zh: 张家口, also: [张垣], caption: 口}\n", encoding="utf-8")
    with pytest.raises(SchemaError, match="a has a caption 口 that is none of its names"):
        load_lexicon(tmp_path)


@pytest.mark.parametrize(("type_", "least"), LEAST.items())
def test_the_lexicon_is_large_enough(type_: str, least: int) -> None:
    assert Counter(e.type for e in ENTRIES)[type_] >= least


def test_countries_places_people_and_lookalikes_have_files() -> None:
    files = {f.name for f in LEXICON_FOLDER.glob("*.yml")}
    assert {"countries.yml", "places.yml", "people.yml", "lookalikes.yml"} <= files


def test_country_keys_are_iso_codes() -> None:
    assert sorted(set(COUNTRIES) - set(iso3166.countries_by_alpha3) - FORMER) == []


def test_every_state_is_there() -> None:
    """ISO 3166 less its territories is the membership of the United Nations, its observers, Cook Islands and Niue."""
    states = set(iso3166.countries_by_alpha3) - NOT_STATES
    assert len(states - OBSERVERS_AND_ASSOCIATED) == 193
    assert sorted(states - set(COUNTRIES)) == []


def test_iso2_codes_agree() -> None:
    known = {k: e.ids["iso2"] for k, e in COUNTRIES.items() if "iso2" in e.ids}
    assert len(known) >= 195
    assert {k: v for k, v in known.items() if iso3166.countries_by_alpha3[k].alpha2 != v} == {}


def test_m49_codes_agree() -> None:
    known = {k: str(e.ids["m49"]) for k, e in COUNTRIES.items() if "m49" in e.ids}
    assert {k: v for k, v in known.items() if iso3166.countries_by_alpha3[k].numeric != v} == {}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_states_bear_the_names_that_unicode_gives_them(language: str) -> None:
    """CLDR is an independent list of the names in use; `&` and typographic apostrophes are its spelling."""
    names = Locale(language).territories
    wanted = {k: names[e.ids["iso2"]].replace("’", "'").replace(" & ", " and ") for k, e in COUNTRIES.items() if "iso2" in e.ids}
    assert len(wanted) >= 195
    assert {k: n for k, n in wanted.items() if LEXICON.find(n) != (k,)} == {}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("习近平", "xi-jinping"),
        ("弗·弗·普京", "vladimir-putin"),
        ("拉赫莫诺夫", "emomali-rahmon"),
        ("努尔苏丹•纳扎尔巴耶夫", "nursultan-nazarbayev"),
        ("刚果（金）", "COD"),
        ("刚果（布）", "COG"),
        ("安理会", "un-security-council"),
        ("纳戈尔诺—卡拉巴赫", "nagorno-karabakh"),
        ("Ban Ki-moon", "ban-ki-moon"),
    ],
)
def test_names_are_found(name: str, key: str) -> None:
    assert LEXICON.find(name) == (key,)


@pytest.mark.parametrize("surname", ["布什", "卡斯特罗", "萨利赫", "甘地", "谢里夫", "罗斯", "沙龙", "福特"])
def test_surnames_of_several_people_and_ordinary_words_need_evidence(surname: str) -> None:
    assert LEXICON.find(surname) == ()
    assert surname in LEXICON.weak


def test_lookalikes_hold_a_name() -> None:
    """A look-alike inside which no name could match does nothing."""
    names = {n for n in (*LEXICON.names, *LEXICON.weak) if n}
    idle = [look for look in LEXICON.lookalikes if not _holds_one(look, names)]
    assert sorted(idle) == []


def _holds_one(look: str, names: set[str]) -> bool:
    parts = {look[i:j] for i in range(len(look)) for j in range(i + 1, len(look) + 1)} - {look}
    return not parts.isdisjoint(names)



def own(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return folder


def test_a_folder_of_ones_own_adds_entries_and_names(tmp_path: Path) -> None:
    given = """
        type: Organization
        entries:
        - {key: my-club, zh: 甲俱乐部}
        - {key: un-security-council, also: [安全理事会会议], never: [五常]}
    """
    lexicon = load_lexicon(own=own(tmp_path, mine=given, lookalikes="- 甲俱乐部部长\n"))
    assert lexicon.find("甲俱乐部") == ("my-club",)
    known, extended = LEXICON.entries["un-security-council"], lexicon.entries["un-security-council"]
    assert (extended.zh, extended.also[-1]) == (known.zh, "安全理事会会议")
    assert lexicon.forbids("五常", "un-security-council")
    assert lexicon.lookalikes - LEXICON.lookalikes == {"甲俱乐部部长"}
    assert len(lexicon.entries) == len(LEXICON.entries) + 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("type: Treaty\nentries:\n- {key: un-security-council, also: [五常]}\n", "un-security-council is of type Organization, not Treaty"),
        ("type: Treaty\nentries:\n- {key: my-pact}\n", "mine.yml: my-pact: unknown .* no key, zh or en"),
        ("type: Treaty\nentries:\n- 我的条约\n", "mine.yml: '我的条约' is no entry"),
        ("type: Treaty\nentries:\n- {key: my-pact, zh: 约, also: 条约}\n", r"mine.yml: my-pact: `also` wants a list: \[条约\]"),
        ("type: Treaty\nentries:\n- {key: my-pact, zh: 约, members: [1]}\n", "mine.yml: my-pact: 1 is no member"),
        ("type: Treaty\nentries:\n- {key: my-pact, zh: 约, parent: nobody}\n", "my-pact names .'nobody'. as parent or member"),
        ("type: [", "mine.yml: no YAML in UTF-8 .*; mend the file"),
    ],
)
def test_what_is_wrong_with_ones_own_entries_is_said(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SchemaError, match=message):
        load_lexicon(own=own(tmp_path, mine=text))


def test_a_folder_without_entries_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match=r"no folder with \.yml files"):
        load_lexicon(own=tmp_path)
