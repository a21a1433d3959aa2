"""What a whole document tells about its paragraphs: its genre, its date, who speaks, which meeting it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.model import Mention, Metadata
from extract.passage import Passage, Profile

_KINDS = {"resolution": "resolution", "news": "news", "speech": "speech"}
_AGENCY = re.compile(r"^.{0,20}?(?:[0-9]+月[0-9]+日.{0,6}?[电讯]|消息[(：]|本报.{0,12}?[电讯]|记者)")
_SAYS = re.compile(r"指出|强调|表示|出席|会见")
_SALUTATION = re.compile(r"^(?:尊敬的|各位|女士们|先生们|主席先生|主席女士|同志们|朋友们).{0,30}[：！，]?$")
_DATE = re.compile(r"(?P<year>(?:19|20)[0-9]{2})年(?:(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})日)?)?")
_ID_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_MEETING = re.compile(r"(?:会议|会晤|峰会|大会|论坛|磋商|会|对话|会谈|届会|辩论)$")
_TAKES_PLACE = re.compile(r"举行|召开|出席|主持|通过|发表|举办")
_OFFICE = re.compile(
    r"^[国家前新任候轮值副联邦人民]*(?:主席|总统|总理|首相|国王|元首|外长|部长|大臣|特使|书记|委员长|议长)(?:兼[^，。]{1,8})?$"
)
_BOTH_SIDES = re.compile(r"双方|两国")
_HEAD = 6  # how many opening paragraphs say what a document is


def infer_profile(meta: Metadata, passages: Sequence[Passage]) -> Profile:
    """The profile of a document: what its metadata says, else what its opening paragraphs show."""
    issuer = _find_issuer(meta, passages)
    genre = _KINDS.get(meta.kind or "") or _infer_genre(passages, issuer)
    return Profile(
        genre=genre,
        date=meta.date or _find_date(meta.id, passages),
        issuer=issuer if genre == "resolution" else None,
        parties=meta.signatories or _find_parties(passages),
        event=_find_event(passages),
    )


def find_homes(passages: Sequence[Passage]) -> dict[str, str]:
    """Person -> country, where the text names the country and the office before the name (俄罗斯总统普京).

    国家主席 without a country is China's in Chinese news.
    """
    homes: dict[str, str] = {}
    for passage in passages:
        before: Mention | None = None
        for mention in passage.mentions:
            if mention.type == "Person":
                home = _find_home(passage.text, before, mention)
                if home:
                    homes.setdefault(mention.key, home)
            before = mention
    return homes


def _find_home(text: str, before: Mention | None, person: Mention) -> str | None:
    if before and before.type == "Country" and _OFFICE.match(text[before.end : person.start]):
        return before.key
    return "CHN" if text[: person.start].endswith("国家主席") else None


def _find_issuer(meta: Metadata, passages: Sequence[Passage]) -> str | None:
    """The organ whose name stands alone at the head of a resolution: 经济及社会理事会，"""
    for passage in passages:
        if len(passage.mentions) == 1 and passage.mentions[0].type == "Organization":
            mention = passage.mentions[0]
            if mention.start == 0 and passage.text[mention.end :] in ("，", ","):
                return mention.key
    return meta.issuer


def _infer_genre(passages: Sequence[Passage], issuer: str | None) -> str:
    texts = [p.text for p in passages]
    listed = sum(text.endswith(("，", "；")) for text in texts)  # preambular and operative paragraphs are one long sentence
    if issuer and listed > len(texts) / 3 and any(re.fullmatch(r".{2,20}，", text) for text in texts[: 3 * _HEAD]):
        return "resolution"
    if any(_SALUTATION.match(text) for text in texts[: 3 * _HEAD]):
        return "speech"
    people = any(m.type == "Person" for p in passages for m in p.mentions)
    if people and any(_AGENCY.match(t) for t in texts[:_HEAD]) and sum(bool(_SAYS.search(t)) for t in texts) > len(texts) / 3:
        return "news"
    return "declaration"


def _find_date(doc: str, passages: Sequence[Passage]) -> str | None:
    """The first full date of the opening paragraphs, else the year that the document's id names, else the first year."""
    found = [m for p in passages[:_HEAD] for m in _DATE.finditer(p.text)]
    full = next((m for m in found if m["day"]), None)
    year = _ID_YEAR.findall(doc)
    if full and (not year or full["year"] == year[-1]):
        return f"{full['year']}-{int(full['month']):02}-{int(full['day']):02}"
    return year[-1] if year else (found[0]["year"] if found else None)


def _find_parties(passages: Sequence[Passage]) -> tuple[str, ...]:
    """The two states of a bilateral text: it speaks of 双方 or 两国 throughout, and names them first."""
    if sum(bool(_BOTH_SIDES.search(p.text)) for p in passages) < min(3, len(passages)):
        return ()
    named = dict.fromkeys(m.key for p in passages[:_HEAD] for m in p.mentions if m.type == "Country")
    return tuple(named)[:2] if len(named) >= 2 else ()


def _find_event(passages: Sequence[Passage]) -> str | None:
    """The meeting of which the opening paragraphs say that it was held, attended or adopted something."""
    return next(_meetings(passages[:_HEAD]), None)


def _meetings(passages: Sequence[Passage]) -> Iterator[str]:
    for passage in passages:
        for sentence in re.finditer(r"[^。]+", passage.text):
            if not _TAKES_PLACE.search(sentence[0]):
                continue
            for mention in passage.mentions:
                inside = sentence.start() <= mention.start < sentence.end()
                if inside and mention.type == "Event" and _MEETING.search(passage.text[: mention.end].rstrip("”》)")):
                    yield mention.key
