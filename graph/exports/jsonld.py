"""The graph as JSON-LD 1.1, with all it needs inline: nothing is fetched when it is read.

Entities are things of schema.org, too. A fact is a triple of its own (only where a text states it) and an
rdf:Statement about that triple, which bears what is known of it. Evidence is a Web Annotation whose body is the fact,
the statement or the entity, and whose target is a span of a paragraph: TextPositionSelector (in code points, as that
standard counts, and so do we) and TextQuoteSelector. PROV-O says from which paragraphs and by which program.
"""

from __future__ import annotations

import functools
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import networkx as nx

from extract.schema import load_schema
from graph.building.merge import FACT_PROPERTIES, RESERVED_IDS
from graph.building.shape import DOCUMENT, ENTITY, HAS_PARAGRAPH, HELD_ON, IN, PARAGRAPH, STATEMENT
from graph.exports.days import read_days
from graph.exports.iris import ACT, ROOT, VOCABULARY, edge_iri, entity_iri, evidence_iri, node_iri
from graph.files import writing_whole

LAYOUT_FILE = Path(__file__).with_name("jsonld.yml")
READING, LEXICON = f"{ROOT}reading", f"{ROOT}lexicon"
AROUND = 32  # characters before and after a quote, by which it is found again in a text that has changed
ENTITY_VALUED = frozenset({"chair", "speakers", "target", "beneficiary"})
NOT_TOLD = frozenset({"id", "labels", "caption", "allNames", "parents"})  # the IRI, the classes, names again, PART_OF again
REIFIED = {"CONCERNS": "concern", "CITES": "citation"}
NOT_LINKED = frozenset({HAS_PARAGRAPH, IN, "MENTIONS"})  # told the other way round, or as an annotation
DATE_TYPES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
WIKIDATA = "http://www.wikidata.org/entity/"
Thing = dict[str, Any]


def write_jsonld(path: Path, graph: nx.MultiDiGraph) -> None:
    """One thing a line. Raises InputError for a place that cannot be written."""
    with writing_whole(path) as file:
        file.write(f'{{"@context": {_dump(_load_layout()["context"])},\n"@graph": [\n'.encode())
        for number, thing in enumerate(_things(graph)):
            file.write(f"{',' if number else ''}{_dump(thing)}\n".encode())
        file.write(b"]}\n")


@functools.cache
def _load_layout() -> Mapping[str, Any]:
    import yaml

    return dict(yaml.safe_load(LAYOUT_FILE.read_text(encoding="utf-8")))


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _things(graph: nx.MultiDiGraph) -> Iterator[Thing]:
    yield from _vocabulary()
    yield from _provenance(graph)
    for node in sorted(graph):
        if graph.nodes[node]["labels"][0] in (DOCUMENT, PARAGRAPH, STATEMENT, ENTITY):
            yield _node(graph, node)
    for head, tail, _, data in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        if data["type"] == "MENTIONS":
            yield _mention(graph, head, tail, data)
        elif data["type"] in REIFIED or "background" in data:
            yield _fact(graph, head, tail, data)


def _vocabulary() -> Iterator[Thing]:
    """Classes, relations and acts with their labels, so that the file explains itself."""
    schema, layout = load_schema(), _load_layout()
    for name, wider in layout["classes"].items():
        told = schema.types.get(name, {})
        own: Thing = {"@id": VOCABULARY + name, "@type": "rdfs:Class", "name": _labels(told), "rdfs:subClassOf": wider}
        yield own | ({"rdfs:comment": told["what"]} if told else {})
    for name, relation in schema.relations.items():
        ends = {"schema:domainIncludes": _classes(relation.head), "schema:rangeIncludes": _classes(relation.tail)}
        yield {"@id": VOCABULARY + name, "@type": "rdf:Property", "name": _labels({"zh": relation.zh, "en": relation.en}), **ends}
    for name, wider in layout["properties"].items():
        yield {"@id": VOCABULARY + name, "@type": "rdf:Property", "rdfs:subPropertyOf": wider}
    for act in schema.acts.values():
        labels = _labels({"zh": act.zh, "en": act.en})
        yield {"@id": ACT + act.name, "@type": "skos:Concept", "skos:prefLabel": labels, "strength": act.strength}


def _labels(told: Mapping[str, str]) -> list[Thing]:
    return [{"@value": told[language], "@language": language} for language in ("zh", "en") if language in told]


def _classes(names: Iterable[str]) -> list[str]:
    return [VOCABULARY + name for name in sorted(names)]


def _provenance(graph: nx.MultiDiGraph) -> Iterator[Thing]:
    number = version("communique-graph")
    program = f"{ROOT}program:{number}"
    documents = [_iri(graph, node) for node in sorted(graph) if graph.nodes[node]["labels"][0] == DOCUMENT]
    yield {"@id": READING, "@type": "prov:Activity", "prov:wasAssociatedWith": program, "prov:used": documents}
    kinds = ["prov:SoftwareAgent", "schema:SoftwareApplication"]
    yield {"@id": program, "@type": kinds, "name": "Communiqué", "schema:softwareVersion": number}
    yield {"@id": LEXICON, "@type": "prov:Entity", "name": "The lexicon of Communiqué"}


def _iri(graph: nx.MultiDiGraph, node: str) -> str:
    data = graph.nodes[node]
    return node_iri(data["labels"][0], data["id"])


def _node(graph: nx.MultiDiGraph, node: str) -> Thing:
    data = graph.nodes[node]
    label, wider = data["labels"][0], _load_layout()["classes"]
    classes = dict.fromkeys([*data["labels"], *(wider[name] for name in data["labels"] if name in wider)])
    told = {name: _tell(name, value) for name, value in data.items() if name not in NOT_TOLD}
    told = {"@id": _iri(graph, node), "@type": list(classes)} | told | _links(graph, node)
    if label == PARAGRAPH:
        mentioned = {_iri(graph, tail) for _, tail, edge in graph.out_edges(node, data=True) if edge["type"] == "MENTIONS"}
        told |= {"schema:isPartOf": node_iri(DOCUMENT, data["id"].split("#", 1)[0]), "schema:mentions": sorted(mentioned)}
    if label == STATEMENT:
        told |= _statement_origin(graph, data)
    return _identified(told, data) if label == ENTITY else told


def _tell(name: str, value: Any) -> Any:
    """A property's value: entities and acts by their IRIs, dates with their type."""
    if isinstance(value, list):
        return [_tell(name, part) for part in value]
    if name in ENTITY_VALUED:
        return entity_iri(value)
    if name in ("act", "acts"):
        return ACT + value
    return _date(value) if name in ("date", "deadlineDate") else value


def _date(value: str) -> Any:
    return {"@value": value, "@type": DATE_TYPES[len(value)]} if read_days(value) else value


def _links(graph: nx.MultiDiGraph, node: str) -> dict[str, list[Any]]:
    """The triples that texts or a document's metadata state: type -> what the edges enter."""
    found: dict[str, list[Any]] = {}
    for _, tail, data in sorted(graph.out_edges(node, data=True), key=lambda edge: edge[:2]):
        if data["type"] not in NOT_LINKED and not data.get("background"):
            found.setdefault(data["type"], []).append(_object(graph, tail, data["type"]))
    return {type_: found[type_] for type_ in sorted(found)}


def _object(graph: nx.MultiDiGraph, node: str, type_: str) -> Any:
    return _date(graph.nodes[node]["id"]) if type_ == HELD_ON else {"@id": _iri(graph, node)}


def _statement_origin(graph: nx.MultiDiGraph, data: Mapping[str, Any]) -> Thing:
    iri, paragraph = node_iri(STATEMENT, data["id"]), data["id"].rsplit(":", 1)[0]
    clause = _annotation(graph, iri, f"{paragraph}:{data['clauseStart']}-{data['clauseEnd']}", 1)
    source = node_iri(PARAGRAPH, paragraph)
    return {"schema:isPartOf": source, "prov:wasQuotedFrom": source, "prov:wasGeneratedBy": READING, "evidence": [clause]}


def _identified(told: Thing, data: Mapping[str, Any]) -> Thing:
    """External ids as schema.org writes them, Wikidata's as the thing that is the same."""
    ids = {name: data[name] for name in sorted(data.keys() - RESERVED_IDS)}
    same = ids.get("wikidata", "")
    values = [{"@type": "schema:PropertyValue", "schema:propertyID": name, "schema:value": ids[name]} for name in ids]
    told = {name: value for name, value in told.items() if name not in ids}
    told |= {"schema:identifier": values} if values else {}
    return told | ({"schema:sameAs": WIKIDATA + same} if same[:1] == "Q" and same[1:].isascii() and same[1:].isdigit() else {})


def _mention(graph: nx.MultiDiGraph, head: str, tail: str, data: Mapping[str, Any]) -> Thing:
    paragraph, key = graph.nodes[head], graph.nodes[tail]["id"]
    at = f"{paragraph['id']}:{data['start']}-{data['end']}"
    told = {"oa:motivatedBy": "oa:identifying", "oa:hasBody": entity_iri(key), "prov:wasGeneratedBy": READING}
    return {"@id": evidence_iri(entity_iri(key), at, 1), "@type": "oa:Annotation", **told, "oa:hasTarget": _target(graph, at)}


def _fact(graph: nx.MultiDiGraph, head: str, tail: str, data: Mapping[str, Any]) -> Thing:
    """What is said about a triple: who states it where, with which attributes; or that only the lexicon knows it."""
    kind = REIFIED.get(data["type"]) or ("background" if data["background"] else "fact")
    iri = edge_iri(kind, graph.nodes[head]["id"], data["type"], graph.nodes[tail]["id"])
    told = {"rdf:subject": _iri(graph, head), "rdf:predicate": VOCABULARY + data["type"]}
    told |= {"rdf:object": _object(graph, tail, data["type"])}
    told |= {name: _tell(name, data[name]) for name in ("background", "count") if name in data}
    if data["type"] == "CITES":
        told |= {"acts": _tell("acts", data.get("acts", []))}
    told |= {f"attribute:{name}": data[name] for name in sorted(data.keys() - FACT_PROPERTIES - {"count", "acts"})}
    return {"@id": iri, "@type": ["rdf:Statement", "prov:Entity"], **told, **_fact_origin(graph, iri, data)}


def _fact_origin(graph: nx.MultiDiGraph, iri: str, data: Mapping[str, Any]) -> Thing:
    if data.get("background"):
        return {"prov:wasDerivedFrom": LEXICON}
    places, count = data["evidence"], Counter[str]()
    annotations = []
    for at, stated in zip(places, data.get("stated") or ["{}"] * len(places), strict=True):
        count[at] += 1
        attributes = {f"attribute:{name}": value for name, value in json.loads(stated).items()}
        annotations.append(_annotation(graph, iri, at, count[at]) | attributes)
    sources = dict.fromkeys(node_iri(PARAGRAPH, at.rsplit(":", 1)[0]) for at in places)
    return {"prov:wasDerivedFrom": list(sources), "prov:wasGeneratedBy": READING, "evidence": annotations}


def _annotation(graph: nx.MultiDiGraph, iri: str, at: str, number: int) -> Thing:
    told = {"@id": evidence_iri(iri, at, number), "@type": "oa:Annotation", "oa:motivatedBy": "oa:describing"}
    return told | {"oa:hasTarget": _target(graph, at)}


def _target(graph: nx.MultiDiGraph, at: str) -> Thing:
    paragraph, span = at.rsplit(":", 1)
    start, end = map(int, span.split("-"))
    text = graph.nodes[f"{PARAGRAPH}:{paragraph}"]["text"]
    position = {"@type": "oa:TextPositionSelector", "oa:start": start, "oa:end": end}
    around = {"oa:prefix": text[max(0, start - AROUND) : start], "oa:suffix": text[end : end + AROUND]}
    quote = {"@type": "oa:TextQuoteSelector", "oa:exact": text[start:end], **around}
    return {"@type": "oa:SpecificResource", "oa:hasSource": node_iri(PARAGRAPH, paragraph), "oa:hasSelector": [position, quote]}
