"""Errors of the graph and its store; every message says what to do."""

from __future__ import annotations

from corpus.error import ZhengtuError


class StoreError(ZhengtuError):
    """A store cannot be opened, created or written: in use, of another version, no store at all."""


class QueryError(ZhengtuError):
    """A query cannot be run: malformed, not read-only, reaching out, too slow."""
