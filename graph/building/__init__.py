"""Readings -> the nodes and edges of the graph."""
