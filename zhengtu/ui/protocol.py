"""What the pages need of the services: a store to read from, nothing of how it is made."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from corpus.document import PolicyDocument
    from kg.comparison.alignment import Alignment
    from kg.correction import Correction
    from kg.link.conflict import Conflict
    from kg.link.ledger import Missing
    from kg.sparql import Rendered
    from kg.storage.store import GraphView
    from kg.time.validity import Validity
    from qa.answer import Answer
    from qa.recall.fact import Fact, Figure
    from zhengtu.service.explore import Neighbourhood, Thing
    from zhengtu.service.overview import IndicatorChoice
    from zhengtu.service.report import Found, Listed, ResultTable
    from zhengtu.service.table import Table


class Reader(Protocol):
    """Everything the pages read; each call may raise a ``ZhengtuError`` that says what to do."""

    def ask(
        self,
        question: str,
        *,
        as_of: date | None = None,
        document: str | None = None,
        previous: Answer | str | None = None,
        suggest: bool = True,
    ) -> Answer:
        """Answer a question, or a follow-up of the answer before, or abstain."""

    def suggestions(self, answer: Answer, *, as_of: date | None = None) -> Sequence[str]:
        """Return what could be asked instead of a question that was not answered."""

    def documents(self) -> Sequence[Listed]:
        """Return all documents."""

    def document(self, document_id: str) -> PolicyDocument:
        """Return one document with its text."""

    def facts(self, document_id: str) -> Sequence[Fact]:
        """Return the facts of one document, mentions among them."""

    def examples(self) -> Sequence[str]:
        """Return questions that this store answers, of different kinds."""

    def sparql(self, query: str) -> ResultTable:
        """Run a read-only query."""

    def close(self) -> None:
        """Let go of the store."""

    def counts(self) -> Mapping[str, int]:
        """Count what is in the store, by the keys of ``zhengtu.service.count.NAMES``."""


class Desk(Reader, Protocol):
    """What the pages beyond questions and documents read; ``zhengtu.service.Services`` has it."""

    @property
    def view(self) -> GraphView:
        """The graph, for reading."""

    def sparql_text(self, query: str, form: str = "json") -> Rendered:
        """Return the result of a read-only query as text."""

    def search(self, text: str, *, limit: int = 10, document: str | None = None) -> Sequence[Found]:
        """Return the passages that fit a text."""

    def corrections(self) -> Sequence[Correction]:
        """Return the corrections that people made."""

    def figure(self, iri: str) -> Figure | None:
        """Return an observation."""

    def label(self, iri: str) -> str:
        """Return what a thing is called."""

    def conflicts(self) -> Sequence[Conflict]:
        """Return the figures that documents state differently."""

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

    def align(self, local: str, superior: str | None = None) -> list[Alignment]:
        """Set a document beside superior ones."""

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
