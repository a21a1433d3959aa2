"""Finds cue words in a skeleton: the verbs with which a speaker acts, from acts.yml."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.nlp import words
from extract.records import change, record
from extract.schema import SchemaError, load_schema

ACTS_FILE = Path(__file__).with_name("acts.yml")
SPEECH, STANCE, VOLITION, NOUN, REPORT, FUTURE, DUTY = "speech", "stance", "volition", "noun", "report", "future", "duty"

# Between 将 or 要 and the verb: 将继续推动, 要坚定维护.
_ADVERBS = (
    "继续|共同|积极|努力|全力|进一步|大力|不断|坚定不移|坚定|切实|大量|充分|认真|尽快|尽早|更加|着力|持续|密切|加快|主动|始终|一道|"
    "全面|深入|及时|一如既往|勇于"
)
_AFTER = re.compile(rf"(?:{_ADVERBS})*")
_HAN = re.compile(r"[\u4e00-\u9fff]{0,6}")
_BEFORE_OBJECT = "同为向就在与对于以把将"
# 会议通过视频方式举行: the means, not what was adopted
_MEANS = r"通过(?:视频|网络|线上|在线|远程|电话)[^，。：；\ue000-\ue010]{0,10}(?:举行|召开|举办|进行|出席|参加|参会|发表)"
_BEFORE_VERB = ("p", "d", "ad", "c")  # jieba's tags: 将通过…, 将坚决维护, 将与…
# 将 that marks an object (将其付诸实施, 将本函提请…, 将合作列为重点) or tells what will happen to things (将导致) promises nothing.
_NO_PROMISE = re.compile(
    rf"其|(?:(?!把|{_ADVERBS})[^，。；]{{0,40}}?(?:作为|纳入|列入|列为|视为|政治化|工具化|武器化|提请|分配给|挂钩|转化为|变成|建成|打造成|置于))"
    r"|(?:会|面临|导致|带来|使|有助|成为|产生|受到|是|看到|继续看到|有利|影响|破坏|加剧|取决|提供契机|体现)(?:$|于|更|[\u4e00-\u9fff])"
)


@record
class Cue:
    """A cue at [start, end) of the text it was looked for in. `binds`: a stacked verb makes it a commitment."""

    start: int
    end: int
    act: str
    kind: str
    binds: bool = False


@dataclass(frozen=True, slots=True)
class CueTable:
    pattern: re.Pattern[str]
    acts: Mapping[str, Mapping[str, str]]  # kind -> word -> act
    binding: tuple[str, ...]
    uses: Mapping[str, frozenset[str]]
    nouns: re.Pattern[str]


@functools.cache
def load_cues() -> CueTable:
    """Raises SchemaError when acts.yml names an act that the schema does not know."""
    import yaml

    raw = yaml.safe_load(ACTS_FILE.read_text(encoding="utf-8"))
    acts = {kind: _words_to_acts(raw[kind], kind) for kind in (SPEECH, STANCE, VOLITION, NOUN, REPORT)}
    binding = tuple(raw["stacked"]["binds"])
    listed = {use: frozenset(words) for use, words in raw["uses"].items()}
    return CueTable(re.compile(_pattern(raw, acts), re.VERBOSE), acts, binding, listed, re.compile(_any(acts[NOUN])))


def uses(name: str) -> frozenset[str]:
    """The words that acts.yml lists under one use."""
    return load_cues().uses[name]


def _words_to_acts(groups: dict[str, list[str]], kind: str) -> dict[str, str]:
    unknown = set(groups) - set(load_schema().acts)
    if unknown:
        raise SchemaError(f"{ACTS_FILE.name}: {kind}: unknown acts {sorted(unknown)}; add them to schema.yml first")
    return {word: act for act, words in groups.items() for word in words}


def _pattern(raw: dict[str, Any], acts: Mapping[str, Mapping[str, str]]) -> str:
    express = _any(raw["expressing"])
    stack = _any([*raw["stacked"]["binds"], *raw["stacked"]["other"]])
    listed = {word[0] for words in (raw["expressing"], *acts.values()) for word in words}
    first = "".join(sorted(listed.union("进举展开作重申确还说称祝将愿应需必须要")))
    return rf"""
      (?=[{first}])  # for speed: what a cue begins with
      (?: (?P<noun>(?:{express})(?:(?!{express})[^，、。：；\ue000-\ue010]){{0,9}}?(?:{_any(acts[NOUN])})
            (?:[和与、及并](?:{_any(raw["degrees"])})?(?:{_any(acts[NOUN])}))?)
      | (?P<nominal>(?:(?:进行|举行|展开|开展)了?|作出?了)[^，。：；\ue000-\ue010]{{0,8}}?(?:{_any(raw["report_nouns"])}))
      | (?P<stem>重申|申明|确认)(?P<stacked>了?(?:(?:{_ADVERBS}|坚决)*(?:{stack})))
      | (?P<says>(?:(?<=[\ue007\ue008时])|(?<=会上))(?:还)?(?:说|称)$)
      | (?P<again>(?<=再次)确认)
      | (?P<wish>祝(?=[\ue000-\ue008各大两他您会]))
      | (?P<volition>{_any(acts[VOLITION])})
      | (?P<speech>(?!{_MEANS})(?:{_any(acts[SPEECH])}))
      | (?P<stance>{_any(acts[STANCE])})
      | (?P<report>{_any(acts[REPORT])})
      | (?P<future>将|愿意|愿)
      | (?P<duty>应该|应当|需要|必须|须|要(?!求|素)) )
    """


def _any(words: Any) -> str:
    return "|".join(sorted(words, key=lambda w: (-len(w), w)))


def find_cues(text: str) -> Iterator[Cue]:
    """The cues of a skeleton, left to right, without overlap, wherever they stand; 将 and 要 without their verb."""
    table = load_cues()
    for match in table.pattern.finditer(text):
        yield _cue(table, match)


def with_verb(cue: Cue, text: str) -> Cue:
    """The cue with the adverbs and the verb that belong to it: 将继续推动. Asked for only where a predicate may stand."""
    return change(cue, end=cue.end + _verb_length(text, cue.end)) if cue.kind in (FUTURE, DUTY) else cue


def _cue(table: CueTable, match: re.Match[str]) -> Cue:
    start, end = match.span()
    match match.lastgroup:
        case "stacked":
            return Cue(start, end, "reaffirm", SPEECH, match["stacked"].endswith(table.binding))
        case "says":
            return Cue(end - 1, end, "emphasize", SPEECH)
        case "again":
            return Cue(start, end, "reaffirm", SPEECH)
        case "wish":
            return Cue(start, end, "congratulate", SPEECH)
        case "noun":
            return Cue(start, end, _noun_act(table, match[0]), NOUN)
        case "nominal":
            return Cue(start, end, "report", REPORT)
        case "future":
            return Cue(start, end, "commit", FUTURE)
        case "duty":
            return Cue(start, end, "call", DUTY)
        case kind:
            assert kind is not None
            return Cue(start, end, table.acts[kind][match[0]], kind)


def _noun_act(table: CueTable, words: str) -> str:
    """The act of the first noun that judges: 最深切的慰问和同情 condoles, 理解和赞赏 commends."""
    found = [table.acts[NOUN][noun] for noun in table.nouns.findall(words)]
    return next((act for act in found if act != "recognize"), found[0])


def _verb_length(text: str, at: int) -> int:
    """How many characters after 将 or 要 belong to the cue: adverbs and the verb (将继续推动), none before 向 or 在."""
    adverbs = _AFTER.match(text, at)
    assert adverbs is not None
    following = _HAN.match(text, adverbs.end())
    length = adverbs.end() - at
    for word, tag in words(following[0]) if following else []:
        if (len(word) > 1 and tag not in _BEFORE_VERB) or tag.startswith("v"):
            return length + (len(word) if tag == "i" else min(len(word), 2))
        if tag not in ("d", "ad") or word in _BEFORE_OBJECT:
            break
        length += len(word)
    return len("继续") if text.startswith("继续", at) else 0


def promises(rest: str) -> bool:
    """Whether 将 followed by `rest` promises action."""
    return not _NO_PROMISE.match(rest)
