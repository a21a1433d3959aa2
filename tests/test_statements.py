"""Who does what with words, as tables of marked-up sentences: one row a construction of the genre."""

from __future__ import annotations

import time

import pytest
from marked_statements import Expected, parse_statements

from extract.model import Statement
from extract.passage import Passage, Profile
from extract.statements.find import find_statements

UN, SC, BRICS = "[联合国|Organization|un]", "[安理会|Organization|sc]", "[金砖国家|Organization|brics]"
CHINA, RUSSIA, EGYPT = "[中国|Country|CHN]", "[俄罗斯|Country|RUS]", "[埃及|Country|EGY]"
SAYED, LI = "[赛义德|Person|sayed]", "[李宁|Person|li]"
WANG = "[王明远|Person|wang]"
CHARTER = "[《联合国宪章》|Treaty|charter]"

DECLARATIONS = {
    "plain": f"我们{{欢迎|welcome>EGY}}{EGYPT}的决定。",
    "coordinated": f"我们{{重申|reaffirm>charter}}{CHARTER}的原则，{{呼吁|call}}各方保持克制，并{{欢迎|welcome>un}}{UN}的努力。",
    "stacked": f"部长们{{重申致力于|reaffirm+>un}}加强{UN}的作用。",
    "stacked, not binding": f"双方{{重申支持|reaffirm>charter}}{CHARTER}。",
    "promise": f"我们{{将继续推动|commit+>sc}}{SC}改革。",
    "promise as object": f"双方{{重申|reaffirm+>charter}}对{CHARTER}宗旨的承诺。",
    "post-posed": f"各方对{EGYPT}局势{{表示严重关切|concern>EGY}}，{{强调|emphasize}}必须停火。",
    "post-posed over two segments": f"我们对{EGYPT}局势恶化，特别是平民伤亡{{深表关切|concern>EGY}}。",
    "post-posed, two objects": f"外长们对{EGYPT}和{RUSSIA}的贡献{{表示赞赏|commend>EGY,RUS}}。",
    "adverbs stay outside": f"我们强烈{{谴责|condemn>EGY}}在{EGYPT}发生的袭击。",
    "one object for two cues": f"双方{{签署|report>charter}}并{{发表|report>charter}}了{CHARTER}。",
    "sentence before": f"{RUSSIA}担任主席期间成果丰硕。我们对此{{表示赞赏|commend>RUS}}。",
    "own subject ends the clause": f"我们{{欢迎|welcome}}上述倡议，这将有助于{BRICS}发展。",
    "subject waits for its predicate": f"双方作为{UN}会员，{{将坚持|commit+}}多边主义。",
    "list item": "6、{决定|decide}成立联合工作组。",
    "named actors": f"{CHINA}、{RUSSIA}全力{{支持|support@CHN,RUS>EGY}}{EGYPT}主办会议。",
    "party": f"{CHINA}方面{{重申|reaffirm@CHN>EGY}}尊重{EGYPT}主权。",
    "adopted": f"会议{{通过|endorse>charter}}了{CHARTER}。",
    "held by the means of": "[外长会|Event|fm]于6月1日通过视频会议{举行|report>fm}。",
    "held under somebody's chair": f"{RUSSIA}主持下的[外长会|Event|fm]以视频方式{{举行|report>fm}}。",
    "told while meeting somebody": f"{WANG}9日会见{LI}时{{表示|emphasize@wang>li}}，会谈富有成果。",
    "said while presiding": f"{WANG}主持会议时{{说|emphasize@wang>EGY}}，{EGYPT}应发挥作用。",
    "an office with its field": f"{CHINA}裁军大使{WANG}投票{{反对|oppose@wang>charter}}{CHARTER}的修正案。",
    "done behind an agreement": f"双方{{一致同意|commit+>EGY}}加强同{EGYPT}合作，并{{签署|report>charter}}了{CHARTER}。",
    "refusal": "我们{无法支持|oppose}该草案。",
    "two feelings": f"{EGYPT}对此{{表示强烈不满和坚决反对|concern@EGY}}。",
    "giving in the object": f"{WANG}主席对{EGYPT}人民给予的热情接待{{表示感谢|commend@wang>EGY}}。",
    "opposes after a binding reaffirmation": f"{EGYPT}{{重申恪守|reaffirm+@EGY}}该原则，坚决{{反对|oppose@EGY>RUS}}干涉{RUSSIA}内政。",
    "hope behind a party's words": f"{CHINA}方面{{强调|emphasize@CHN}}，该问题涉及主权，{{希望|call@CHN>EGY}}{EGYPT}方面信守承诺。",
    "agreed to": f"各方{{同意|endorse>EGY,brics}}{EGYPT}成为{BRICS}成员国。",
    "one more agreement": "各方{一致认为|believe}，前景广阔，{一致同意|commit+}建立机制，{将|commit+}把会晤打造成平台。",
    "wish": f"我们{{祝|congratulate>EGY}}{EGYPT}取得成功。",
    "members of a body": f"{SC}成员强烈{{谴责|condemn@sc>EGY}}在{EGYPT}发生的袭击。他们{{重申|reaffirm@sc}}，恐怖主义构成威胁。",
    "a continent as a party": f"[非方|Place|africa]{{赞赏|commend@africa>CHN}}{CHINA}提供的援助。",
    "acting together": f"{WANG}主席同来{CHINA}访问的{EGYPT}总统{SAYED}{{举行会谈|report@wang,sayed}}，{{会见|report@wang>li}}{LI}。",
    "both agree": f"[李宁|Person|li]4日同{EGYPT}总统{SAYED}{{通电话|report@li,sayed}}。",
    "office holder": f"我们{{祝贺|congratulate>sayed}}{EGYPT}总统{SAYED}当选。",
    "a promise without an object": f"我们{{将密切沟通|commit+}}，并{{要求|call>un}}{UN}提交报告。",
    "all but one": f"{EGYPT}以外的成员国{{支持|support>charter}}{CHARTER}。",
    "instruction": "我们{指示|call}官员们继续推进工作，{鼓励|call}加强互动。",
}

NOT_STATEMENTS = {
    "what somebody should do": "各国应当加强合作，反对保护主义。",
    "supporting belongs to the call": f"我们{{呼吁|call>un}}国际社会根据上述原则，支持{UN}的努力。",
    "supporting belongs to the promise": "双方{决心|commit+}共同努力，支持该地区的重建。",
    "clause after a frame": f"我们{{认为|believe>EGY}}，{EGYPT}的稳定至关重要，将影响整个地区。",
    "noun": "这一决定具有重要意义。",
    "relative clause": "我们{欢迎|welcome}2021年举行的会议和各方表示的支持。",
    "held by others": f"{EGYPT}启动了谈判进程。",
    "通过 as a preposition": "我们{强调|emphasize}，通过对话解决争端。",
    "not done": "该国政府对这一立场不提出异议。",
    "relative clause of a meeting": f"{EGYPT}总统代表在{CHINA}举行会议的六国前来。",
    "object of a preposition": f"{EGYPT}总统在访问{CHINA}期间发展了友谊。",
    "part of what is asked": "我们{呼吁|call}停火，特别是要求各方立即停止攻击。",
    "将 marking an object": "各方{同意|commit+}，将该议题列入议程。",
}

NEWS = {
    "frame and call": f"{WANG}{{强调|emphasize@wang>brics}}，{BRICS}{{要加强|call@wang>brics}}团结。",
    "frame goes on": f"{WANG}{{指出|emphasize@wang}}，形势复杂。{{要|call@wang>un}}在{UN}框架内合作。",
    "party in reported words": f"{WANG}{{表示|emphasize@wang}}，合作前景广阔。[中方|Country|CHN]{{愿|commit+@CHN>EGY}}同{EGYPT}加强合作。",
    "narrative is no act": f"{WANG}{{指出|emphasize@wang>CHN}}，{CHINA}坚持开放发展。",
    "collective frame": f"与会领导人{{表示|emphasize>un}}，{{支持|support>un}}{UN}工作，{{反对|oppose}}单边主义。",
    "attendance": f"{WANG}、[李宁|Person|li]等{{参加|report@wang,li}}会议。",
    "spokesman": f"{EGYPT}外交部发言人[李宁|Person|li]在记者会上{{表示|emphasize@li}}，形势复杂。",
    "while meeting": f"{WANG}同{EGYPT}总统{SAYED}会见时{{表示|emphasize@wang>sayed}}，前景广阔。",
    "addressed by a common noun": (
        f"{WANG}{{指出|emphasize@wang}}，形势复杂。各国{{应该加强|call@wang}}团结。国际社会{{要|call@wang}}把减贫摆在首位。"
    ),
    "said behind another act": f"{WANG}{{感谢|commend@wang>EGY}}{EGYPT}的接待，{{表示|emphasize@wang}}{CHINA}{{愿加强|commit+@CHN}}合作。",
    "first opening": f"首届[峰会|Event|summit]在{EGYPT}{{举行|report>EGY,summit}}。",
    "chair named with what it chairs": f"{BRICS}主席国{RUSSIA}{{主持|report@RUS}}会议。",
}

RESOLUTION = {
    "preamble": f"{{回顾|recall@ga>charter}}{CHARTER}所载宗旨，又{{重申|reaffirm@ga}}有关原则，",
    "operative": f"{{敦促|call@ga>EGY}}{EGYPT}履行义务，{{鼓励|call@ga}}各国提供援助；",
    "what another text decides": f"{{回顾|recall@ga>sc}}{SC}有关决定，其中决定延长任期，并决定审查进展，",
    "numbered": f"1．{{指示|call@ga}}委员会开展工作，{{期待|call@ga>un}}{UN}提供协助；",
    "intention": "{表示打算|commit+@ga}进一步审查任务；",
    "promise of the organ": "再次{承诺|commit+@ga}作出努力；",
}


SPEECH = {
    "greeting": f"{WANG}的致辞。我谨代表{CHINA}政府，对会议的召开{{表示热烈的祝贺|congratulate@wang}}！",
    "announcement": f"{WANG}的致辞。我{{宣布|emphasize@wang>CHN,un}}，{CHINA}{{决定|decide@CHN>un}}设立基金，支持{UN}工作。",
    "of whom something is told": f"{WANG}的致辞。{CHINA}是常任理事国，{{将继续|commit+@CHN>un}}同{UN}合作。",
    "slogan": f"{WANG}的致辞。第二，加强合作。坚决反对保护主义。",
}


def _read(marked: str, profile: Profile) -> tuple[tuple[Statement, ...], tuple[Expected, ...]]:
    parsed = parse_statements(marked)
    [passage] = find_statements([Passage("1", parsed.text, mentions=parsed.mentions)], profile)
    return passage.statements, parsed.statements


def _check(marked: str, profile: Profile) -> None:
    found, expected = _read(marked, profile)
    plain = [Expected(s.cue, s.start, s.act, s.commitment, frozenset(s.actors), frozenset(s.concerns)) for s in found]
    assert plain == list(expected)


@pytest.mark.parametrize("marked", DECLARATIONS.values(), ids=DECLARATIONS)
def test_declaration(marked: str) -> None:
    _check(marked, Profile())


@pytest.mark.parametrize("marked", NOT_STATEMENTS.values(), ids=NOT_STATEMENTS)
def test_what_is_no_statement(marked: str) -> None:
    _check(marked, Profile())


@pytest.mark.parametrize("marked", NEWS.values(), ids=NEWS)
def test_news(marked: str) -> None:
    _check(marked, Profile("news"))


@pytest.mark.parametrize("marked", RESOLUTION.values(), ids=RESOLUTION)
def test_resolution(marked: str) -> None:
    _check(marked, Profile("resolution", issuer="ga"))


@pytest.mark.parametrize("marked", SPEECH.values(), ids=SPEECH)
def test_speech(marked: str) -> None:
    _check(marked, Profile("speech"))


HOSTILE = {
    "no punctuation": "中" * 20_000,
    "only commas": "，" * 20_000,
    "one cue": "重申" * 10_000,
    "one cue and commas": "重申，" * 7_000,
    "coordinated cues": "和支持" * 7_000,
    "duty": "要" * 20_000,
    "noun cue without its noun": "表示的" * 7_000,
    "open quotation": "“" * 20_000,
    "digits": "1" * 20_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_odd_text_is_read_in_time(text: str) -> None:
    start = time.process_time()
    find_statements([Passage("1", text)], Profile())
    assert time.process_time() - start < 6


def test_many_statements_about_one_name_are_read_in_time() -> None:
    sentence = f"我们支持{EGYPT}。" * 2_000
    parsed = parse_statements(sentence)
    start = time.process_time()
    [passage] = find_statements([Passage("1", parsed.text, mentions=parsed.mentions)], Profile())
    assert len(passage.statements) == 2_000
    assert time.process_time() - start < 6


def test_clause_holds_cue_and_objects() -> None:
    found, _ = _read(f"外长们对{EGYPT}局势{{表示关切|concern}}，强调必须停火。", Profile())
    assert found[0].clause_start == 0
    assert found[0].clause_end == found[0].end


def test_stronger_words_are_stronger() -> None:
    def strength(sentence: str) -> int:
        return _read(sentence, Profile())[0][0].strength

    assert strength("我们强烈谴责袭击。") < strength("我们谴责袭击。") < strength("我们对袭击表示关切。") < 0
    assert strength("我们重申坚定支持该进程。") >= strength("我们支持该进程。") > strength("我们注意到该进程。") > 0


def test_a_leader_promises_for_the_country() -> None:
    parsed = parse_statements(f"{WANG}指出，我们将召开大会。")
    [passage] = find_statements([Passage("1", parsed.text, mentions=parsed.mentions)], Profile("news"), {"wang": "CHN"})
    assert [s.actors for s in passage.statements] == [("wang",), ("CHN",)]


def test_speaker_goes_on_in_the_next_paragraph_of_news() -> None:
    first, second = parse_statements(f"{WANG}指出，形势复杂。"), parse_statements("第一，要加强合作。")
    passages = [Passage(str(i), p.text, mentions=p.mentions) for i, p in enumerate((first, second))]
    assert [s.actors for s in find_statements(passages, Profile("news"))[1].statements] == [("wang",)]


def test_body_named_by_its_head_noun() -> None:
    parsed = parse_statements("[裁军工作组|Organization|wg]成立于去年。工作组审议了报告。")
    [passage] = find_statements([Passage("1", parsed.text, mentions=parsed.mentions)], Profile())
    assert [(s.act, s.actors) for s in passage.statements] == [("report", ("wg",))]


def test_tests_of_a_promise() -> None:
    found, _ = _read(f"我们将于2022年9月在{EGYPT}举办论坛，提供100个名额。", Profile(date="2021-06-01"))
    promise = found[0].promise
    assert promise is not None
    assert (promise.bound, promise.deadline_date) == ("all", "2022-09")
    assert promise.specific is not None
    assert promise.future is not None


def test_a_vague_promise_is_not_specific() -> None:
    found, _ = _read("我们致力于和平。", Profile())
    assert found[0].promise is not None
    assert (found[0].promise.specific, found[0].promise.deadline) == (None, None)


def test_years_to_come_are_reckoned_from_the_document() -> None:
    found, _ = _read("中国方面愿在未来三年培训200名专家。".replace("中国", CHINA), Profile(date="2022-09-16"))
    assert found[0].promise is not None
    assert (found[0].promise.bound, found[0].promise.deadline_date) == ("one", "2025")


def test_two_cues_with_one_object_are_not_discrete() -> None:
    found, _ = _read("双方主张并致力于建立新秩序。", Profile())
    assert [s.promise.discrete for s in found if s.promise] == [None]


@pytest.mark.parametrize(
    ("sentence", "word"),
    [("我们强调不应使用武力。", "不应"), ("我们呼吁避免对抗。", "避免"), ("我们强调对话的重要性。", None), (f"我们支持{CHARTER}。", None)],
)
def test_denial(sentence: str, word: str | None) -> None:
    text = parse_statements(sentence).text
    negated = _read(sentence, Profile())[0][0].negated
    assert (text[negated.start : negated.end] if negated else None) == word


def test_condition() -> None:
    sentence = "我们认为，如果停火得以维持，谈判就能恢复。"
    condition = _read(sentence, Profile())[0][0].condition
    assert condition is not None
    assert sentence[condition.start : condition.end] == "如果停火得以维持"


def test_roles() -> None:
    found, _ = _read(f"我们呼吁{EGYPT}和{RUSSIA}在{CHINA}举行谈判。", Profile())
    assert found[0].roles == {"EGY": "addressee", "RUS": "addressee", "CHN": "venue"}


VACCINES = "[疫苗研发中心|Organization|centre]"
STAGES = {
    f"我们呼吁及时设立{VACCINES}。": "proposed",
    f"我们注意到关于建立{VACCINES}的倡议。": "proposed",
    f"我们同意建立{VACCINES}。": "agreed",
    f"我们回顾关于建立{VACCINES}的决定。": "agreed",
    f"我们欢迎设立{VACCINES}。": "established",
    f"我们欢迎{VACCINES}投入运营。": "operational",
    f"我们赞赏{VACCINES}的工作。": None,
}


@pytest.mark.parametrize(("marked", "stage"), STAGES.items())
def test_stage_of_a_body(marked: str, stage: str | None) -> None:
    assert [s.stages.get("centre") for s in _read(marked, Profile())[0]] == [stage]
