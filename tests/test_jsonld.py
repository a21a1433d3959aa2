"""JSON-LD: a library of linked data reads it, asks it for the quotes, and finds each where its offsets say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hostile_readings import HOSTILE, hostile_readings
from made_readings import TEXT, list_corpus
from rdflib import RDF, RDFS, BNode, Graph, Literal, Namespace, URIRef

from extract.model import Reading, read_lines
from extract.schema import load_schema
from graph.building.build import build_graph
from graph.building.merge import read_fact
from graph.exports.iris import entity_iri, node_iri
from graph.exports.jsonld import write_jsonld

OURS = Namespace("urn:communique:vocabulary:")
OA, PROV, SCHEMA = Namespace("http://www.w3.org/ns/oa#"), Namespace("http://www.w3.org/ns/prov#"), Namespace("https://schema.org/")
PREFIXES = """
    PREFIX cq: <urn:communique:vocabulary:> PREFIX attribute: <urn:communique:attribute:>
    PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX schema: <https://schema.org/>
    PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
FACTS = """
    SELECT ?head ?type ?tail ?exact WHERE {
      ?fact cq:background false ; rdf:subject ?head ; rdf:predicate ?type ; rdf:object ?tail .
      ?annotation oa:hasBody ?fact ; oa:hasTarget ?target . ?target oa:hasSelector ?selector . ?selector oa:exact ?exact
    }
"""


def annotated() -> list[Reading]:
    return list(read_lines((Path(__file__).parent / "data" / "dev.jsonl").read_text(encoding="utf-8").splitlines()))


def read(graph: nx.MultiDiGraph, folder: Path) -> Graph:
    write_jsonld(folder / "graph.jsonld", graph)
    return Graph().parse(folder / "graph.jsonld", format="json-ld")


@pytest.fixture(params=[list_corpus, hostile_readings, annotated], ids=["made", "hostile", "annotated"])
def sample(request: pytest.FixtureRequest) -> nx.MultiDiGraph:
    return build_graph(request.param())


def targets(triples: Graph) -> Iterator[tuple[str, int, int, dict[str, str]]]:
    """The text, the offsets and the quote (exact, prefix, suffix) of every annotation."""
    for target in triples.objects(None, OA.hasTarget):
        text = triples.value(triples.value(target, OA.hasSource), SCHEMA.text)
        [position] = [s for s in triples.objects(target, OA.hasSelector) if (s, RDF.type, OA.TextPositionSelector) in triples]
        [quote] = [s for s in triples.objects(target, OA.hasSelector) if (s, RDF.type, OA.TextQuoteSelector) in triples]
        start, end = (triples.value(position, name).toPython() for name in (OA.start, OA.end))
        yield str(text), start, end, {name: str(triples.value(quote, OA[name])) for name in ("exact", "prefix", "suffix")}


def test_every_offset_selects_its_quote(sample: nx.MultiDiGraph, tmp_path: Path) -> None:
    found = list(targets(read(sample, tmp_path)))
    for text, start, end, quote in found:
        assert text[start:end] == quote["exact"]
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])
    edges = [data for *_, data in sample.edges(data=True)]
    places = sum(len(d["evidence"]) for d in edges if d["type"] in ("CONCERNS", "CITES") or d.get("background") is False)
    mentions = len({(head, tail, d["start"], d["end"]) for head, tail, d in sample.edges(data=True) if d["type"] == "MENTIONS"})
    statements = sum(data["labels"][0] == "Statement" for _, data in sample.nodes(data=True))
    assert len(found) == places + mentions + statements > 20


def test_a_question_gives_the_facts_with_their_quotes(sample: nx.MultiDiGraph, tmp_path: Path) -> None:
    rows = {tuple(map(str, row)) for row in read(sample, tmp_path).query(PREFIXES + FACTS)}
    facts = [(h, d["type"], t, e.quote) for h, t, d in sample.edges(data=True) if d.get("background") is False for e in read_fact(d)]
    assert rows == {(name(sample, head), str(OURS[type_]), name(sample, tail), quote) for head, type_, tail, quote in facts}
    assert rows


def name(graph: nx.MultiDiGraph, node: str) -> str:
    label, id_ = graph.nodes[node]["labels"][0], graph.nodes[node]["id"]
    return id_ if label == "Date" else node_iri(label, id_)


def test_the_question_of_the_documentation_gives_quotes(tmp_path: Path) -> None:
    page = (Path(__file__).parent.parent / "docs" / "exports.md").read_text(encoding="utf-8")
    [query] = re.findall(r"```sparql\n(.*?)```", page, re.DOTALL)
    rows = list(read(build_graph(list_corpus()), tmp_path).query(query))
    assert {(str(row.who), str(row.what)) for row in rows} == {("中国", "第三次会晤"), ("俄罗斯", "第三次会晤")}
    assert all(str(row.quote) in TEXT for row in rows)
    assert len(rows) == 6


def test_only_what_texts_state_is_a_triple_of_its_own(tmp_path: Path) -> None:
    triples = read(build_graph(list_corpus()), tmp_path)
    china, summit, un = URIRef(entity_iri("CHN")), URIRef(entity_iri("summit-3")), URIRef(entity_iri("un"))
    assert (china, OURS.ATTENDED, summit) in triples
    assert (summit, OURS.HELD_ON, Literal("2031-05-04", datatype="http://www.w3.org/2001/XMLSchema#date")) in triples
    assert (None, OURS.PART_OF, un) not in triples
    [background] = triples.subjects(RDF.predicate, OURS.PART_OF)
    assert triples.value(background, OURS.background).toPython() is True
    assert triples.value(background, PROV.wasDerivedFrom) == URIRef("urn:communique:lexicon")


def test_what_is_stated_stands_at_its_evidence(tmp_path: Path) -> None:
    query = "SELECT ?at ?role WHERE { ?at oa:hasBody <urn:communique:fact:CHN/ATTENDED/summit-3> . OPTIONAL { ?at attribute:role ?role } }"
    rows = read(build_graph(list_corpus()), tmp_path).query(PREFIXES + query)
    assert sorted(str(row.role) for row in rows) == ["None", "None", "None", "observer"]


def test_entities_have_names_in_languages_classes_and_the_same_elsewhere(tmp_path: Path) -> None:
    triples = read(build_graph(list_corpus()), tmp_path)
    china = URIRef(entity_iri("CHN"))
    names = {Literal("中华人民共和国", lang="zh"), Literal("People's Republic of China", lang="en")}
    assert set(triples.objects(china, SCHEMA.name)) >= names
    assert set(triples.objects(china, RDF.type)) >= {OURS.Country, SCHEMA.Country}
    assert triples.value(china, SCHEMA.sameAs) == URIRef("http://www.wikidata.org/entity/Q148")
    assert triples.value(OURS.Country, RDFS.subClassOf) == SCHEMA.Country
    assert Literal("国家", lang="zh") in set(triples.objects(OURS.Country, RDFS.label))


def test_provenance_leads_from_a_statement_to_the_program_and_the_text(tmp_path: Path) -> None:
    query = """
        SELECT ?quote ?version ?document WHERE {
          ?s a cq:Statement ; schema:text ?quote ; prov:wasQuotedFrom ?p ; prov:wasGeneratedBy ?reading .
          ?p schema:isPartOf ?document . ?reading prov:used ?document ; prov:wasAssociatedWith ?program .
          ?program schema:softwareVersion ?version
        }
    """
    rows = list(read(build_graph(list_corpus()), tmp_path).query(PREFIXES + query))
    assert {str(row.quote) for row in rows} == {"重申维护《联合国宪章》", "支持安理会"}
    assert {str(row.document) for row in rows} == {f"urn:communique:document:{doc}" for doc in "abc"}
    assert all(row.version for row in rows)


def test_the_vocabulary_is_the_schema(tmp_path: Path) -> None:
    triples, schema = read(nx.MultiDiGraph(), tmp_path), load_schema()
    for type_, told in schema.types.items():
        assert Literal(told["zh"], lang="zh") in set(triples.objects(OURS[type_], RDFS.label))
    for relation in schema.relations.values():
        assert {str(o) for o in triples.objects(OURS[relation.name], SCHEMA.domainIncludes)} == {str(OURS[head]) for head in relation.head}
    assert triples.value(URIRef("urn:communique:act:condemn"), OURS.strength).toPython() == schema.acts["condemn"].strength


def test_hostile_names_are_names_and_nothing_else(tmp_path: Path) -> None:
    triples = read(build_graph(hostile_readings()), tmp_path)
    labels = {str(label) for subject, label in triples.subject_objects(RDFS.label) if str(subject).startswith("urn:communique:entity:")}
    assert labels >= set(HOSTILE)
    assert list(triples.objects(None, SCHEMA.sameAs)) == []
    subjects = {str(s) for s in triples.subjects() if not isinstance(s, BNode)}
    assert all(s.startswith("urn:communique:") and not set(s) & set(' <>"{}|\\^`\n\t') for s in subjects)
    assert len({entity_iri(text) for text in HOSTILE}) == len(HOSTILE)


def test_all_that_it_needs_is_inside_and_each_thing_stands_on_a_line(tmp_path: Path) -> None:
    write_jsonld(tmp_path / "graph.jsonld", build_graph(list_corpus()))
    text = (tmp_path / "graph.jsonld").read_text(encoding="utf-8")
    whole: dict[str, Any] = json.loads(text)
    assert isinstance(whole["@context"], dict)
    assert len(text.split("\n")) == len(whole["@graph"]) + 4
