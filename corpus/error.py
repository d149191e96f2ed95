"""Errors that a caller can act on: every message says what is wrong and what to do."""

from __future__ import annotations


class ZhengtuError(Exception):
    """Root of all errors this project raises on purpose.

    Args:
        message: What is wrong and what the user can do about it, in one or two sentences.
        **fields: The facts behind the message (path, line, document id), for programs.
    """

    def __init__(self, message: str, **fields: object) -> None:
        super().__init__(message)
        self.message = message
        self.fields = fields


class CorpusError(ZhengtuError):
    """A source cannot be read: missing, empty, binary, undecodable, malformed."""
