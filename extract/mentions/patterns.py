"""Names that a fixed shape gives away: outbreaks of a named disease, offices of the United Nations, names in quotation
marks, and texts that open with 关于."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from extract.lexicon import Lexicon
from extract.mentions.grammar import alternation, load_edge_words, load_heads
from extract.model import CANDIDATE, KNOWN, Mention

_OUTBREAK = re.compile(
    r"""(?P<disease>新冠(?:肺炎|病毒)?|新型冠状病毒(?:肺炎|感染)?|(?:2019)?冠状病毒病|COVID-19|埃博拉(?:病毒)?|寨卡(?:病毒)?|猴痘|霍乱|甲型H1N1流感|非典)
    (?:\(COVID-19\))?(?:全球)?(?:疫情危机|疫情|大流行病?|危机)""",
    re.VERBOSE,
)
_ANY_OUTBREAK = re.compile("疫情|大流行|危机")  # without one of these there is none
_OUTBREAKS = {
    **dict.fromkeys(("新冠", "新型", "冠状", "20", "CO"), "新冠肺炎疫情"),
    **{name[:2]: name for name in ("埃博拉疫情", "寨卡疫情", "猴痘疫情", "霍乱疫情", "甲型H1N1流感疫情", "非典疫情")},
}
_OFFICE = re.compile(
    r"""联合国秘书长(?:[^，。、；：的及和与任由]{1,12}?(?:问题|事务)?(?:个人特使|特使|特别代表|特别协调员|特别顾问))?
    |联合国[^，。、；：的及任由]{1,10}?(?:问题|事务)(?:特使|特别代表|特别协调员|高级专员)
    |秘书长[^，。、；：的及任由]{1,10}?(?:问题|事务)(?:个人特使|特使|特别代表|特别协调员)""",
    re.VERBOSE,
)
_QUOTED = re.compile(r"(?<!题为)(?<!围绕)(?<!围绕着)“(?P<inner>[^“”。；，：]{2,40})”(?P<of>的(?=倡议))?(?!这[个一]|为?主题|议题|等?主题)")
_TITLED = re.compile(r"题为“(?P<inner>[^“”。；]{4,60})”的(?=[^，。；]{0,14}第[\d/()]+号(?:决议|决定))")
_ABOUT = re.compile(
    r"""(?<![《“])(?<!一项)(?<!一份)(?<!任何)(?<!有关)关于[^，。；：《》“”]{4,60}?的
    (?P<head>联合声明|联合宣言|政治宣言|宣言|[^，。；：的]{0,8}公约|条约|[^，。；：的]{0,6}议定书|[^，。；：的]{0,6}协定|谅解备忘录|备忘录|联合公报|行动计划|[^，。；：的]{0,12}(?:特别会议|高级别会议|高级别全体会议)|共同文件|\d+条指南|指南|路线图)
    (?![的性])""",
    re.VERBOSE,
)
_NOT_NAMED = re.compile(r"等(?:多[份个项])?(?:[一-龥]{0,4})$|有关|相关|任何|一[份项个]")


def find_shaped(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """Candidates of fixed shapes, overlapping ones too; a shape that the lexicon knows carries its key."""
    if _ANY_OUTBREAK.search(text):
        for match in _OUTBREAK.finditer(text):
            yield _mention(match.start(), match.end(), "Event", _OUTBREAKS[match["disease"][:2]], lexicon)
    for match in _OFFICE.finditer(text):
        yield _mention(match.start(), match.end(), "Organization", match[0], lexicon)
    if "“" in text:
        yield from _quoted(text, lexicon)
        yield from _titled(text, lexicon)
    if "关于" in text:
        yield from _about(text, lexicon)


def _about(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    for match in _ABOUT.finditer(text):
        if not _NOT_NAMED.search(text[match.start() : match.start("head") - 1]):
            yield _mention(match.start(), match.end(), _type_of(match["head"]), match[0], lexicon)


@functools.cache
def _opener_pattern() -> re.Pattern[str]:
    return alternation(load_edge_words().openers)


def _is_alike(text: str, match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether a look-alike covers the match: 上合 in 基础上合作."""
    starts = ((alike, match.start() - alike.index(match[0])) for alike in _lookalikes_of(match[0], lexicon.lookalikes))
    return any(at >= 0 and text.startswith(alike, at) for alike, at in starts)


@functools.cache
def _lookalikes_of(name: str, lookalikes: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(a for a in lookalikes if name in a))


def find_openers(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """The bodies whose names open the names of other bodies, meetings and texts (联合国, 金砖国家, 安理会)."""
    openers = load_edge_words().openers
    for match in _opener_pattern().finditer(text):
        if _is_alike(text, match, lexicon):
            continue
        yield _mention(match.start(), match.end(), "Organization", openers[match[0]], lexicon)


def _mention(start: int, end: int, type_: str, name: str, lexicon: Lexicon) -> Mention:
    keys = lexicon.find(name)
    if len(keys) == 1:
        return Mention(start, end, lexicon.entries[keys[0]].type, keys[0], KNOWN)
    return Mention(start, end, type_, f"{type_.lower()}/{name}", CANDIDATE, name)


def _quoted(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """“2020年消弭枪声”倡议 with its marks; “阿拉伯和平倡议” without them."""
    for match in _QUOTED.finditer(text):
        head = load_heads().pattern.match(text, match.end())
        inner_head = _closing_head(match["inner"])
        if head is not None and _names_quoted(head[1]) and not inner_head:
            name = text[match.start() : head.end(1)]
            yield _mention(match.start(), head.end(1), _type_of(head[1]), name, lexicon)
        elif inner_head and len(match["inner"]) > len(inner_head) + 1:
            yield _mention(*match.span("inner"), _type_of(inner_head), match["inner"], lexicon)


def _titled(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """The text that a resolution brings along: 题为“变革我们的世界：2030年可持续发展议程”的…第70/1号决议."""
    for match in _TITLED.finditer(text):
        head = _closing_head(match["inner"])
        if head and len(match["inner"]) > len(head) + 1:
            yield _mention(*match.span("inner"), _type_of(head), match["inner"], lexicon)


def _names_quoted(head: str) -> bool:
    return load_heads().kinds[head] == "bodies" or head in load_heads().sets["quoted"]


def _closing_head(inner: str) -> str:
    """The text's or treaty's head noun with which the quoted words end, or ""."""
    heads = load_heads().kinds
    found = next((inner[i:] for i in range(max(0, len(inner) - 10), len(inner)) if inner[i:] in heads), "")
    return found if found in load_heads().sets["quoted"] or heads.get(found) == "treaties" else ""


def _type_of(head: str) -> str:
    kinds = load_heads().kinds
    if "会" in head:
        return "Event"
    kind = next((kinds[head[i:]] for i in range(len(head)) if head[i:] in kinds), "instruments")
    return {"treaties": "Treaty", "bodies": "Organization"}.get(kind, "Instrument")
