"""Proves a loaded graph: every fact against the text that it cites, every node and edge against the readings."""
