"""What the pages need of the services: a store to read from, nothing of how it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from corpus.document import PolicyDocument
    from qa.answer import Answer
    from qa.fact import Fact


class Listed(Protocol):
    """A row of the list of documents."""

    def to_json(self) -> dict[str, Any]:
        """Return ``id``, ``title``, ``document_number``, ``issuers``, ``issued_on`` and more."""


class Result(Protocol):
    """The result of a query, its cells as they are shown."""

    @property
    def columns(self) -> Sequence[str]:
        """The names of the columns."""

    @property
    def rows(self) -> Sequence[Sequence[object]]:
        """The rows, a cell for each column."""


class Reader(Protocol):
    """Everything the pages read; each call may raise a ``ZhengtuError`` that says what to do."""

    def ask(
        self, question: str, *, as_of: date | None = None, document: str | None = None
    ) -> Answer:
        """Answer a question, or abstain."""

    def documents(self) -> Sequence[Listed]:
        """Return all documents."""

    def document(self, document_id: str) -> PolicyDocument:
        """Return one document with its text."""

    def facts(self, document_id: str) -> Sequence[Fact]:
        """Return the facts of one document, mentions among them."""

    def examples(self) -> Sequence[str]:
        """Return questions that this store answers, of different kinds."""

    def sparql(self, query: str) -> Result:
        """Run a read-only query."""

    def close(self) -> None:
        """Let go of the store."""

    def stats(self) -> Mapping[str, Any]:
        """Count what is in the store."""
