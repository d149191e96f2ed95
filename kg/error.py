"""Errors of the graph and its store; every message says what to do."""

from __future__ import annotations

from corpus.error import ZhengtuError


class StoreError(ZhengtuError):
    """A store cannot be opened, created or written: in use, of another version, no store at all."""


class DiskError(StoreError):
    """The disk is full, may only be read, or fails."""


class StoreBusyError(StoreError):
    """Another process has what is wanted; waiting helps."""


class QueryError(ZhengtuError):
    """A query cannot be run: malformed, not read-only, reaching out, too slow."""


class QueryRefusedError(QueryError):
    """A query that is not allowed: it would change the graph or reach out of the store."""


class QueryTimeoutError(QueryError):
    """A query was stopped because its time or memory was used up."""


class ResultTooLargeError(QueryError):
    """A result has more rows or bytes than the settings allow."""
