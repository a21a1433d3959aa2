"""Readings in, a graph out. Imports only extract.model and extract.schema."""
