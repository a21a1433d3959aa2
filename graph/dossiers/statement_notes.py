"""What a page tells of a statement beside its words: the act and its strength, who speaks, what about, what is promised."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from xml.etree import ElementTree as ET

from extract.schema import load_schema
from graph.dossiers.labels import Label, load_labels, value_label
from graph.dossiers.passages import Concern, Name, Told, name_for
from graph.pages.elements import both, element
from graph.pages.text import clean, type_label

COMMITMENT = ("承诺", "commitment")
COLLECTIVE = "集体"
READING = (
    "每条陈述：言语行为与力度（−10 至 +10）；说话者 → 所涉者。“集体”指发布文件的各方一同发言。",
    "Of each statement: the act and its strength (−10 to +10); who speaks → of what. 集体: those who issue the text speak as one.",
)
SIGNATORIES = ("文件各方", "those who issue the text")
NONE = ("无", "none")
LIMITS = {"negated": ("否定词", "denied by"), "condition": ("条件", "on condition")}
TESTS = {
    "bound": ("约束", "binds"),
    "specific": ("具体", "specific"),
    "future": ("将来", "future"),
    "deadline": ("期限", "deadline"),
    "target": ("对象", "target"),
    "beneficiary": ("受益方", "for"),
}
JOINED = ("与相邻承诺共用宾语", "shares its object with its neighbour")
SCALE = 10  # the strongest act
Link = Callable[[str], str | None]  # an entity's key -> where the page tells of it


def unlinked(_: str) -> None:
    """The page tells of no entity apart."""


def act_line(told: Told) -> ET.Element:
    """The act in both languages, its strength, and whether it is a commitment."""
    act = load_schema().acts[told.act]
    named = [element("b", act.zh, class_="act"), element("span", act.en, lang="en")]
    badge = [element("span", "", *both(*COMMITMENT), class_="badge")] if told.commitment else []
    return element("span", "", *named, strength(told.strength), *badge)


def strength(value: int) -> ET.Element:
    """The number with a bar from the middle of the scale: to the right for what is supported, to the left for what is rejected."""
    bar = element("i", class_=f"{sign(value)} s{min(abs(value), SCALE)}")
    return element("span", "", bar, element("span", signed(value)), class_="strength")


def signed(value: int) -> str:
    return f"{value:+d}".replace("-", "−") if value else "0"


def sign(value: int) -> str:
    """The class by which a style tells agreement from rejection."""
    return "for" if value > 0 else "against" if value < 0 else "neutral"


def tone(told: Told) -> str:
    """The classes by which a style tells what a statement does."""
    return f"{sign(told.strength)} commitment" if told.commitment else sign(told.strength)


def name_of(key: str, names: Mapping[str, Name], link: Link = unlinked) -> ET.Element:
    """The entity by its name; where the page tells of it, a link, else with everything else that it is called as a title."""
    name = name_for(key, names)
    href = link(key)
    if href:
        return element("a", clean(name.name), href=href)
    others = [*(clean(n) for n in (name.zh, name.en) if n and n != name.name), " ".join(type_label(name.type))]
    return element("bdi", clean(name.name), title=" · ".join(others))


def listed(items: Iterable[ET.Element]) -> ET.Element:
    """Names one after the other, with the Chinese comma of enumerations."""
    line = element("span")
    for item in items:
        if len(line):
            line[-1].tail = "、"
        line.append(item)
    return line


def speakers(told: Told, names: Mapping[str, Name], link: Link = unlinked) -> ET.Element:
    """Whom the text names; else the body or the group that speaks as one."""
    line = listed(name_of(key, names, link) for key in told.speakers)
    if told.collective and not told.speakers:
        line.extend(both(*SIGNATORIES))
    elif told.collective:
        line.append(element("small", COLLECTIVE, class_="how"))
    return line


def concerns(told: Told, names: Mapping[str, Name], link: Link = unlinked) -> ET.Element:
    return listed(_concern(concern, names, link) for concern in told.concerns)


def _concern(concern: Concern, names: Mapping[str, Name], link: Link) -> ET.Element:
    shown = name_of(concern.key, names, link)
    told = [value for value in (concern.role, concern.stage) if value and value != "object"]
    how = [element("small", "", *plain_label(value_label(value)), class_="how") for value in told]
    return element("span", "", shown, *how) if how else shown


def limits(told: Told) -> Iterator[tuple[Label, ET.Element]]:
    """What denies the statement or bounds it, each with its words."""
    for name, words in told.limits.items():
        yield LIMITS[name], element("q", clean(words))


def promise_tests(told: Told, names: Mapping[str, Name], link: Link = unlinked) -> ET.Element:
    """The tests of a commitment, each with the words that meet it, or that none do."""
    listing = element("dl", class_="tests")
    for name, label in TESTS.items():
        found = told.tests.get(name)
        if found is None and name in ("target", "beneficiary", "bound"):
            continue
        listing.append(fact(label, *_test(name, found, told, names, link), class_="" if found else "unmet"))
    if told.tests.get("discrete") is False:
        listing.append(fact(("单项", "discrete"), *both(*JOINED), class_="unmet"))
    return listing


def _test(name: str, found: str | None, told: Told, names: Mapping[str, Name], link: Link) -> Iterator[ET.Element]:
    if found is None:
        yield from both(*NONE)
    elif name in ("target", "beneficiary"):
        yield name_of(found, names, link)
    elif name == "bound":
        yield from plain_label(value_label(found))
    else:
        yield element("q", clean(found))
    if name == "deadline" and "deadlineDate" in told.tests:
        yield element("time", clean(told.tests["deadlineDate"]))


def fact(label: Label, *values: ET.Element, class_: str = "") -> ET.Element:
    """A row of a <dl>."""
    given = {"class_": class_} if class_ else {}
    return element("div", "", element("dt", "", *both(*label)), element("dd", "", *values), **given)


def plain_label(label: Label) -> list[ET.Element]:
    """Both languages, or the one that there is."""
    return both(*label) if label[1] else [element("span", clean(label[0]))]


def attributes(stated: Mapping[str, str | Sequence[str]]) -> Iterator[ET.Element]:
    """What a text or the lexicon adds to a relation: since when, in which role."""
    labels = load_labels().attributes
    order = {name: number for number, name in enumerate(labels)}
    for name in sorted(stated, key=lambda name: (order.get(name, len(order)), name)):
        given = stated[name]
        values = [given] if isinstance(given, str) else given
        shown = listed(element("span", "", *plain_label(value_label(value))) for value in values)
        yield element("span", "", *plain_label(labels.get(name, (name, ""))), shown, class_="attribute")
