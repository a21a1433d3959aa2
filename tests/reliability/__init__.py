"""Measures what docs/reliability.md claims: one module a subject, run and printed by `python -m reliability` (`make reliability`)."""
