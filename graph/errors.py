"""The database's kind of error, apart from the input's (extract.model) and the schema's (extract.schema)."""

from __future__ import annotations


class DatabaseError(Exception):
    """A database cannot be reached, opened or asked. One line with the place and the remedy, never a password."""
