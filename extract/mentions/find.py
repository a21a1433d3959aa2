"""Paragraph -> mentions: the lexicon's names, citations by number, titles, and names that only a grammar knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.lexicon import Lexicon
from extract.mentions.bodies import find_named_heads
from extract.mentions.citations import find_citations
from extract.mentions.countries import find_partners, find_short_countries
from extract.mentions.heads import make_ground, preceding_word
from extract.mentions.names import choose_longest, find_names, find_words
from extract.mentions.patterns import find_openers, find_shaped
from extract.mentions.people import find_people
from extract.mentions.titles import find_meetings_of_parties, find_titles
from extract.model import KNOWN, UNRESOLVED, Mention


def find_mentions(text: str, lexicon: Lexicon) -> list[Mention]:
    """The mentions of one paragraph of folded text, in order, never overlapping; the longest name wins.

    A mention whose key only the document can tell is UNRESOLVED with an empty key, and with an empty name when it has
    only weak evidence (a short form): the linker resolves or drops it. Of two mentions of the same words the known one
    wins, except where the words around make one meeting of a recurring one.
    """
    occurrences = find_words(text, lexicon)
    named = find_names(text, occurrences, lexicon)
    known = [m for m in named if m.status == KNOWN]
    openers = list(find_openers(text, lexicon))
    short = list(find_short_countries(text, lexicon))
    pairs = find_partners(text, known, short)
    heads = list(find_named_heads(text, choose_longest([*known, *openers, *pairs]), occurrences, lexicon))
    meetings = {(m.start, m.end) for m in heads if m.type == "Event"}
    found = [m for m in known if (m.start, m.end) not in meetings or m.type == "Event"]
    found += [*openers, *find_citations(text), *find_titles(text, lexicon), *find_shaped(text, lexicon)]
    found += find_meetings_of_parties(text, known)
    found += [*short, *_people(text, known, lexicon), *heads]
    certain = choose_longest(m for m in found if not _is_weak(m))
    weak = [*filter(_is_weak, found), *filter(_is_weak, named)]
    return choose_longest(_keep_apart(weak, text, known, frozenset(heads)), certain) if weak else certain


def _people(text: str, known: Sequence[Mention], lexicon: Lexicon) -> Iterator[Mention]:
    """Candidates for people that are no party (沙方王储) and do not run into the name of a country or a body, unless dots
    hold them together (本·阿卜杜勒阿齐兹·阿勒沙特)."""
    for person in find_people(text):
        bearers = lexicon.weak.get(person.name)
        is_party = bearers is not None and lexicon.entries[bearers[0]].type != "Person"
        if not is_party and ("·" in person.name or not _runs_into(person, known)):
            yield person


def _runs_into(person: Mention, known: Sequence[Mention]) -> bool:
    return any(m.type != "Person" and m.start < person.end and person.start < m.end for m in known)


def _is_weak(mention: Mention) -> bool:
    return mention.status == UNRESOLVED and not mention.name


def _keep_apart(weak: Sequence[Mention], text: str, known: Sequence[Mention], heads: frozenset[Mention]) -> Iterator[Mention]:
    """Of short forms those that stand alone, and the grammars' own: 合作条约 after 睦邻友好 is a part of another name."""
    ground = make_ground(text, known)
    for mention in weak:
        before = None if mention in heads else preceding_word(ground, mention.start)
        if before is None or before.kind != "word":
            yield mention
