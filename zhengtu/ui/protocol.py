"""What the pages need of the services: a store to read from, nothing of how it is made."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from corpus.document import PolicyDocument
    from kg.ledger import Missing
    from kg.validity import Validity
    from qa.answer import Answer
    from qa.fact import Fact
    from zhengtu.service.explore import Neighbourhood, Thing
    from zhengtu.service.overview import IndicatorChoice
    from zhengtu.service.table import Table


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


class Desk(Protocol):
    """What the pages beyond questions and documents read; ``zhengtu.service.Services`` has it."""

    def indicators(self) -> Sequence[IndicatorChoice]:
        """Return the indicators that have figures."""

    def table(self, indicator: str, *, period: str | None = None, kind: str | None = None) -> Table:
        """Return the figures of an indicator."""

    def things(self, words: str) -> Sequence[Thing]:
        """Return the things whose name holds these words."""

    def neighbourhood(
        self, iri: str, *, kinds: frozenset[str] | None = None, mentions: bool = False
    ) -> Neighbourhood:
        """Return a thing with what it is related to."""

    def path(self, start: str, end: str) -> Neighbourhood | None:
        """Return a shortest chain between two things."""

    def facts_about(self, iri: str, *, limit: int = 300) -> Sequence[Fact]:
        """Return what is said of a thing or by it."""

    def validity(self, name: str, on: date) -> Sequence[Validity]:
        """Return whether the documents of a name were in force on a day."""

    def missing(self) -> Sequence[Missing]:
        """Return the documents that are spoken of and not held."""

    def citation(self, document_id: str, place: str | None = None) -> str:
        """Return the reference of a document."""

    def export(
        self,
        target: IO[bytes],
        form: str = "turtle",
        *,
        document: str | None = None,
        since: date | None = None,
        until: date | None = None,
        provenance: bool = False,
    ) -> None:
        """Write the graph."""

    def export_table(self, target: IO[bytes], name: str, form: str = "csv") -> int:
        """Write a flat table."""

    def bundle(self, target: IO[bytes], queries: Mapping[str, str]) -> dict[str, Any]:
        """Write a reproducible bundle."""
