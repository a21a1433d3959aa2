"""What networkx says of a network's nodes: how many partners, how often between others, with whom in a group."""

from __future__ import annotations

import math

import networkx as nx

SEED = 20
EXACT = 1000  # with more nodes betweenness is estimated from a sample, for it grows with the cube of their number
SAMPLE = 400


def add_measures(network: nx.MultiDiGraph) -> None:
    """Writes `degree` (partners), `betweenness` (0-1, four digits) and `community` (1 is the largest; 0 alone)."""
    simple = project(network)
    sample = SAMPLE if len(simple) > EXACT else None
    between = nx.betweenness_centrality(simple, k=sample, seed=SEED)
    community = find_communities(simple)
    for number, node in enumerate(sorted(network)):
        measures = {"degree": simple.degree(number), "betweenness": round(between[number], 4), "community": community[number]}
        network.nodes[node].update(measures)


def project(network: nx.MultiDiGraph) -> nx.Graph:
    """The network without directions and with one edge a pair, whose nodes are the places of the sorted names.

    Numbers, because a set of numbers has the same order in every process and a set of names has not. The `weight` of
    an edge adds up its facts, each with the logarithm of its evidence: ten quotes do not make a fact ten times true.
    """
    numbers = {node: number for number, node in enumerate(sorted(network))}
    simple = nx.Graph()
    simple.add_nodes_from(range(len(numbers)))
    for head, tail, data in sorted(network.edges(data=True), key=lambda e: (e[0], e[1], str(e[2]["type"]), e[2]["background"])):
        a, b = sorted((numbers[head], numbers[tail]))
        if a != b:
            before = simple.edges[a, b]["weight"] if simple.has_edge(a, b) else 0.0
            simple.add_edge(a, b, weight=round(before + 1 + math.log2(data["weight"]), 6))
    return simple


def find_communities(simple: nx.Graph) -> dict[int, int]:
    """Louvain's communities, numbered from the largest; a node without partners is in none (0)."""
    linked = simple.subgraph(sorted(node for node in simple if simple.degree(node)))
    if not linked:
        return dict.fromkeys(simple, 0)
    ordered = nx.Graph()
    ordered.add_nodes_from(sorted(linked))
    ordered.add_weighted_edges_from(sorted((min(a, b), max(a, b), w) for a, b, w in linked.edges(data="weight", default=1.0)))
    groups = sorted((sorted(group) for group in nx.community.louvain_communities(ordered, seed=SEED)), key=lambda g: (-len(g), g))
    numbers = {node: number for number, group in enumerate(groups, 1) for node in group}
    return {node: numbers.get(node, 0) for node in simple}
