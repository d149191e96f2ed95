"""What can be wrong with a question or with the indexes that answer it."""

from __future__ import annotations

from corpus.error import ZhengtuError


class QuestionError(ZhengtuError):
    """The question itself is at fault: empty, too long, about a document that is not stored."""


class RetrievalError(ZhengtuError):
    """A search index cannot be opened or written: in use, damaged, made by another model."""
