"""What things are called in linked data: URNs of our own, which claim nobody's domain and stay as they are while ids do."""

from __future__ import annotations

from urllib.parse import quote

from graph.building.shape import ENTITY

ROOT = "urn:communique:"
VOCABULARY, ACT = f"{ROOT}vocabulary:", f"{ROOT}act:"


def encode(id_: str) -> str:
    """Letters and digits of any script stay, and - . _ ~; the rest is percent-encoded, as IRIs want it (RFC 3987)."""
    return "".join(char if char.isalnum() else quote(char, safe="-._~") for char in id_)


def node_iri(label: str, id_: str) -> str:
    """urn:communique:paragraph:moscow-2020%237"""
    return f"{ROOT}{label.lower()}:{encode(id_)}"


def entity_iri(key: str) -> str:
    return node_iri(ENTITY, key)


def edge_iri(kind: str, head: str, type_: str, tail: str) -> str:
    """urn:communique:fact:CHN/ATTENDED/summit-3"""
    return f"{ROOT}{kind}:{encode(head)}/{type_}/{encode(tail)}"


def evidence_iri(iri: str, at: str, number: int) -> str:
    """The annotation that proves what `iri` names, at doc#n:start-end; several at one place are numbered."""
    return f"{ROOT}evidence:{iri.removeprefix(ROOT)}/{encode(at)}" + (f"/{number}" if number > 1 else "")
