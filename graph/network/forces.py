"""Springs and charges: linked nodes draw each other near, all others push each other away, groups stay together.

Every sum runs over whole rows, one after the other (`sum(axis=0)`), and only +, -, ×, ÷ and √ are used: so the same graph
has the same places on every machine, whatever its processor adds up at a time.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graph.network.measures import find_communities

Floats = NDArray[np.float64]
Point = tuple[float, float]
SEED = 11
BLOCK = 64  # nodes whose forces are worked out at once: what fits into a processor's cache
ROUNDS, LARGE, FEWER = 300, 600, 120  # of moving; in a graph of more than LARGE nodes, FEWER of them
ACROSS = 0.35  # how strongly a link pulls that joins two groups, where one within a group pulls with 1
GRAVITY = 0.06


def spread(graph: nx.Graph, *, seed: int = SEED) -> dict[int, Point]:
    """A place for each node of a connected graph whose nodes are numbers; the scale is left to the caller."""
    nodes = sorted(graph)
    groups = find_communities(graph)
    rank = {node: place for place, node in enumerate(nodes)}
    ends = sorted((rank[min(edge)], rank[max(edge)]) for edge in graph.edges)
    heads, tails = (np.array(side, dtype=np.int64) for side in zip(*ends, strict=True))
    pull = np.array([1.0 if groups[nodes[a]] == groups[nodes[b]] else ACROSS for a, b in ends])
    mass = np.array([1.0 + graph.degree(node) for node in nodes])
    places = _start(nodes, groups, seed)
    rounds = ROUNDS if len(nodes) <= LARGE else FEWER
    for step in range(rounds):
        forces = _repel(places, mass) + _attract(places, heads, tails, pull) - GRAVITY * mass * places
        _move(places, forces, mass, reach=0.25 * math.sqrt(len(nodes)) * (1 - step / rounds))
    return {node: (float(places[0, place]), float(places[1, place])) for place, node in enumerate(nodes)}


def _start(nodes: list[int], groups: Mapping[int, int], seed: int) -> Floats:
    """Each group around a place of its own on a spiral, the largest in the middle: less is left to sort out."""
    chance = np.random.default_rng(seed)
    side = math.sqrt(len(nodes))
    places = (chance.random((2, len(nodes))) - 0.5) * side * 0.4
    order = {group: place for place, group in enumerate(sorted(set(groups.values())))}
    for place, node in enumerate(nodes):
        x, y = _on_spiral(order[groups[node]], len(order))
        places[0, place] += x * side
        places[1, place] += y * side
    return places


def _on_spiral(place: int, count: int) -> Point:
    """The place in a sunflower: equally dense everywhere. Written with roots alone, whose last digit no machine disputes."""
    x, y = 1.0, 0.0
    cos, sin = -0.7373688780783197, 0.6754902942615238  # of the golden angle
    for _ in range(place):
        x, y = x * cos - y * sin, x * sin + y * cos
    return x * math.sqrt(place / count), y * math.sqrt(place / count)


def _repel(places: Floats, mass: Floats) -> Floats:
    """Each pair with the product of the masses, divided by the distance."""
    x, y = places
    forces = np.empty_like(places)
    for start in range(0, len(x), BLOCK):
        block = slice(start, start + BLOCK)
        dx, dy = x[block] - x[:, None], y[block] - y[:, None]
        near = dx * dx
        near += dy * dy
        near += 0.01
        np.divide(mass[:, None], near, out=near)
        dx *= near
        dy *= near
        forces[0, block], forces[1, block] = dx.sum(axis=0), dy.sum(axis=0)
    return forces * mass


def _attract(places: Floats, heads: NDArray[np.int64], tails: NDArray[np.int64], pull: Floats) -> Floats:
    forces = np.zeros_like(places)
    for axis in (0, 1):
        drawn = (places[axis, tails] - places[axis, heads]) * pull
        forces[axis] += np.bincount(heads, drawn, places.shape[1]) - np.bincount(tails, drawn, places.shape[1])
    return forces


def _move(places: Floats, forces: Floats, mass: Floats, *, reach: float) -> None:
    """Along the force, heavy nodes less, none farther than `reach`."""
    step = forces / mass * 0.5
    length = np.sqrt(step[0] * step[0] + step[1] * step[1]) + 1e-9
    places += step * np.minimum(1.0, reach / length)
