"""Made readings of a wanted size, for what must hold at 300 and at 3,000 names: sizes, times, room for labels.

Names, aliases and quotes are about as long, and as many a name, as 15 documents yield (the corpus and ten texts of
other forums: 424 names, 392 links, 436 quotes of 45 characters). Links are denser: there four names in ten have none,
here every name has one.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extract.model import Entity, Mention, Metadata, Reading, Relation, Statement
from extract.schema import load_schema

SEED = 7
# Characters of a quote, from the shortest tenth to the longest, as the corpus and other texts of its kind have them.
LENGTHS = (9, 14, 19, 27, 32, 35, 41, 50, 63, 88, 160)
TYPES = (("Organization", 25), ("Instrument", 18), ("Event", 15), ("Country", 11), ("Treaty", 10), ("Person", 9), ("Place", 7), ("Resolution", 5))  # noqa: E501
STATEMENTS = 0.4  # a name
PARENTS, DATES = 0.6, 0.6  # of the organisations have a parent, of the events a date
LINES = 4  # facts and statements a paragraph
PARAGRAPHS = 24  # a document
SYLLABLES = "安北长东方高海河华吉嘉江金康兰利龙马明南宁平青庆荣瑞山胜石泰天维文西新兴阳永玉元云泽中州"
SOUNDS = ("an", "bei", "chang", "dor", "fang", "gal", "hai", "jin", "kan", "lor", "mar", "nor", "pim", "ren", "sol", "tai", "vel", "zan")
TOPICS = (("海洋", "Ocean"), ("粮食安全", "Food Security"), ("反恐", "Counter-Terrorism"), ("数字经济", "Digital Economy"), ("公共卫生", "Public Health"),  # noqa: E501
          ("能源转型", "Energy Transition"), ("外层空间", "Outer Space"), ("人工智能", "Artificial Intelligence"), ("贸易便利化", "Trade Facilitation"))  # fmt: skip  # noqa: E501
FORMS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "Organization": (("合作组织", "Cooperation Organization"), ("工作组", "Working Group"), ("理事会", "Council"), ("开发银行", "Development Bank"), ("论坛", "Forum")),  # noqa: E501
    "Instrument": (("倡议", "Initiative"), ("行动计划", "Action Plan"), ("宣言", "Declaration"), ("战略", "Strategy")),
    "Event": (("部长级会议", "Ministerial Meeting"), ("领导人会晤", "Summit"), ("高级别对话", "High-Level Dialogue")),
    "Treaty": (("公约", "Convention"), ("条约", "Treaty"), ("议定书", "Protocol")),
}  # fmt: skip
Line = tuple[str, tuple[Entity, ...], str]  # a relation or "", whom it names, the act or the date
FILLER = "各方欢迎有关进展并同意继续在相互尊重平等互利和协商一致的基础上加强沟通协调推动务实合作取得更多成果"


def make_network(size: int, seed: int = SEED) -> list[Reading]:
    """Readings that name `size` entities, each in one fact at least, in documents of several years."""
    chance = random.Random(seed)
    entities = _adopt(chance, [_entity(chance, number) for number in range(size)])
    said = [*_facts(chance, entities), *_statements(chance, entities)]
    chance.shuffle(said)
    paragraphs = [said[start : start + LINES] for start in range(0, len(said), LINES)]
    known = {entity.key: entity for entity in entities}
    return [_reading(chance, number, lines, known) for number, lines in enumerate(paragraphs)]


def _entity(chance: random.Random, number: int) -> Entity:
    types, weights = zip(*TYPES, strict=True)
    type_ = chance.choices(types, weights)[0]
    root = "".join(chance.choices(SYLLABLES, k=chance.choice((2, 2, 3, 4))))
    sound = "".join(chance.choices(SOUNDS, k=chance.choice((2, 2, 3)))).title()
    zh, en = root, sound
    if type_ in FORMS:
        (topic, about), (form, what) = chance.choice(TOPICS), chance.choice(FORMS[type_])
        zh, en = f"{root}{topic}{form}", f"{sound} {about} {what}"
    if type_ == "Resolution":
        zh, en = f"{root}大会第{number}号决议", f"{sound} Assembly Resolution {number}"
    name = zh if len(zh) < 8 or chance.random() < 0.5 else f"{root}{zh[-3:]}"
    count = min(24, int(chance.expovariate(0.2)))
    aliases = tuple(dict.fromkeys(f"{chance.choice((sound, root))}{chance.choice(('方', ' Group', '合作机制', ' Partners', '进程'))}{n}" for n in range(count)))  # noqa: E501
    return Entity(f"{'-'.join(en.lower().split()[:3])}-{number}", type_, name, zh, en if chance.random() < 0.8 else None, aliases)


def _adopt(chance: random.Random, entities: Sequence[Entity]) -> list[Entity]:
    """Most bodies belong to one that stands before them."""
    bodies = [entity.key for entity in entities if entity.type == "Organization"]
    places = {key: place for place, key in enumerate(bodies)}

    def parent(entity: Entity) -> str | None:
        place = places.get(entity.key)
        return bodies[int(place * chance.random() ** 2)] if place and chance.random() < PARENTS else None

    return [replace(entity, parent=parent(entity)) for entity in entities]


def _facts(chance: random.Random, entities: Sequence[Entity]) -> Iterator[Line]:
    """(relation, (head, tail), "") for every name, the partners chosen the more often the more they have; ("HELD_ON", (event,), date)."""
    fitting: defaultdict[str, list[tuple[str, bool, str]]] = defaultdict(list)  # type -> relation, whether it is the head, partner's type
    for relation, spec in load_schema().relations.items():
        for head in spec.head:
            for tail in sorted(spec.tail - {"Date"}):
                fitting[head].append((relation, True, tail))
                fitting[tail].append((relation, False, head))
    pools: defaultdict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        pools[entity.type].append(entity)
    for entity in entities:
        options = [option for option in sorted(fitting[entity.type]) if len(pools[option[2]]) > 1]
        if options:
            relation, leads, type_ = chance.choice(options)
            partner = chance.choice([other for other in chance.choices(pools[type_], k=5) if other is not entity] or [entity])
            pools[type_] += [partner] * 2
            if partner is not entity:
                yield relation, (entity, partner) if leads else (partner, entity), ""
        if entity.type == "Event" and chance.random() < DATES:
            yield "HELD_ON", (entity,), f"{chance.randint(2007, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def _statements(chance: random.Random, entities: Sequence[Entity]) -> Iterator[Line]:
    """("", what it concerns, act); a few names stand in most statements."""
    acts = ("重申", "reaffirm"), ("支持", "support"), ("欢迎", "welcome")
    for _ in range(int(len(entities) * STATEMENTS)):
        count = chance.choice((1, 2, 2, 3, 4))
        places = {min(len(entities) - 1, int(chance.paretovariate(0.6)) - 1) for _ in range(count)}
        yield "", tuple(entities[place] for place in sorted(places)), chance.choice(acts)[1]


def _reading(chance: random.Random, number: int, lines: Sequence[Line], known: Mapping[str, Entity]) -> Reading:
    doc, year = f"made-{number // PARAGRAPHS:02}", 2008 + number // PARAGRAPHS % 17
    cues = {"reaffirm": "重申", "support": "支持", "welcome": "欢迎"}
    text, mentions, statements, relations = "", [], [], []
    for relation, named, said in lines:
        start, cue = len(text), cues.get(said, "")
        text += cue
        for entity in named:
            mentions.append(Mention(len(text), len(text) + len(entity.name), entity.type, entity.key))
            text += entity.name + "、"
        text += (FILLER * 4)[: max(4, _length(chance) - (len(text) - start))] + "。"
        keys = tuple(entity.key for entity in named)
        if relation:
            relations.append(Relation(keys[0], relation, keys[1] if len(keys) > 1 else said, start, len(text)))
        else:
            statements.append(Statement(cue, start, start + 2, said, False, (), keys, start, len(text) - 1, 5))
    named_here = {entity.key: entity for _, named, _ in lines for entity in named}
    parents = {entity.parent: known[entity.parent] for entity in named_here.values() if entity.parent}
    meta = Metadata(doc, title=f"第{number // PARAGRAPHS + 1}次会晤宣言", title_en=f"Declaration {number // PARAGRAPHS + 1}", date=f"{year}-06-0{number // PARAGRAPHS % 9 + 1}")  # noqa: E501
    return Reading(
        doc,
        str(number % PARAGRAPHS + 1),
        text,
        mentions=tuple(mentions),
        statements=tuple(statements),
        relations=tuple(relations),
        entities=tuple((parents | named_here).values()),
        document=meta,
    )


def _length(chance: random.Random) -> int:
    tenth = chance.randrange(len(LENGTHS) - 1)
    return chance.randint(LENGTHS[tenth], LENGTHS[tenth + 1])
