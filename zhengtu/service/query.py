"""What is asked of a store: answers, passages, tables, SPARQL, documents."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property, partial
from typing import IO, TYPE_CHECKING, Any

from kg.closing import Closing
from qa.error import QuestionError
from zhengtu.service.report import Found, Listed, ResultTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from corpus.document import PolicyDocument
    from kg.alignment import Alignment
    from kg.conflict import Conflict
    from kg.correction import Correction
    from kg.ledger import Missing, Series
    from kg.sparql import QueryWorker, Rendered
    from kg.store import GraphView
    from kg.validate import Report
    from kg.validity import Validity
    from qa.answer import Answer
    from qa.fact import Fact, Figure
    from qa.language_model import LanguageModel
    from qa.retrieval import Retriever
    from qa.service import Asker
    from zhengtu.service.explore import Neighbourhood, Thing
    from zhengtu.service.overview import IndicatorChoice
    from zhengtu.service.sameness import Joined
    from zhengtu.service.table import Table
    from zhengtu.settings import Settings

MOST_FACTS = 100_000
"""Facts of one document that are read at once; the longest real ones have thousands."""


class Services(Closing):
    """A store opened for reading; heavy parts are loaded by the first call that needs them.

    Use it as a context manager, or call ``close``. It reads the store as it stood when it was
    opened, also after a build has published another ``generation``.

    Raises:
        StoreError: There is no store, or it has another version.
    """

    def __init__(self, settings: Settings) -> None:
        from kg.directory import Store

        self.settings = settings
        self._store = Store.open_read_only(settings.store)
        self._view = self._store.view()

    def close(self) -> None:
        """Let go of the store."""
        if "_worker" in self.__dict__:
            self._worker.close()
        self._store.close()

    @property
    def generation(self) -> str:
        """Which state of the store is open; ``kg.directory.current_generation`` is the newest."""
        return self._store.generation

    @cached_property
    def _retriever(self) -> Retriever:
        from qa.retrieval import Retriever

        assert self._store.folder is not None
        return Retriever.open(self._store.folder, self.settings.embedding_model)

    @cached_property
    def _asker(self) -> Asker:
        from qa.service import Asker

        return Asker(self._view, self._store.archive, self._retriever)

    @cached_property
    def _language_model(self) -> LanguageModel | None:
        from qa.language_model import LanguageModel

        given = self.settings
        if given.language_model_url is None:
            return None
        key = given.language_model_key
        return LanguageModel(
            given.language_model_url,
            given.language_model,
            None if key is None else key.get_secret_value(),
            given.language_model_seconds,
        )

    @cached_property
    def _worker(self) -> QueryWorker:
        from kg.sparql import QueryWorker

        return QueryWorker(self.settings.store, self.generation)

    def ask(
        self,
        question: str,
        *,
        as_of: date | None = None,
        document: str | None = None,
        previous: Answer | str | None = None,
    ) -> Answer:
        """Answer one question, or a follow-up of ``previous``; see ``qa.service.Asker.ask``.

        Without ``as_of`` the words 今年 and 现在 of a question are read against today.
        """
        day = as_of or datetime.now(UTC).astimezone().date()
        ask = partial(self._asker.ask, as_of=day, document=document)
        answer = ask(question, previous=previous)
        if self._language_model is None:
            return answer
        from qa.assisted import assisted

        return assisted(question, answer, ask, self._language_model, self._asker.pipeline)

    def search(self, text: str, *, limit: int = 10, document: str | None = None) -> list[Found]:
        """Return the passages that fit a text, best first.

        Raises:
            QuestionError: The text is empty.
            StoreError: ``document`` is not in the store.
        """
        if not text.strip():
            raise QuestionError("要找的内容是空的：请输入几个字。The text is empty.")
        if document is not None:
            self.document(document)
        hits = self._retriever.search(text, limit=limit, document_id=document)
        held = {name: self.document(name) for name in {hit.document_id for hit in hits}}
        return [Found.of(hit, held[hit.document_id]) for hit in hits]

    def table(self, indicator: str, *, period: str | None = None, kind: str | None = None) -> Table:
        """Return the figures of an indicator; see ``zhengtu.service.table.table``."""
        from zhengtu.service.table import table

        documents = {row.id: row for row in self._store.archive.summaries()}
        return table(self._view, documents, indicator, period=period, kind=kind)

    def sparql_text(self, query: str, form: str = "json") -> Rendered:
        """Return the result of a read-only query as text, within the limits of the settings.

        Args:
            query: SPARQL 1.1.
            form: ``table json csv tsv xml``, or ``turtle ntriples rdfxml jsonld`` for graphs.

        Raises:
            QueryError: Malformed, not read-only, reaching out, or too slow.
        """
        limits = self.settings
        return self._worker.answer(
            query,
            form,
            seconds=limits.sparql_seconds,
            limit=limits.sparql_rows,
            size=limits.sparql_bytes,
        )

    def sparql(self, query: str) -> ResultTable:
        """Return the result of a read-only query as a table; see ``sparql_text``."""
        from kg.query import guard

        form = guard(query, self._view.has_graph).form
        graph = form in {"CONSTRUCT", "DESCRIBE"}
        found = self.sparql_text(query, "ntriples" if graph else "json")
        read = ResultTable.of_triples if graph else ResultTable.of_json
        return read(found.body, truncated=found.truncated)

    def documents(self) -> list[Listed]:
        """Return what is stored, by id, without the texts."""
        from kg.duplicate import copies

        firsts = copies(self._view)
        rows = self._store.archive.summaries()
        return [Listed.of(row, firsts.get(row.id)) for row in rows]

    def document_count(self) -> int:
        """Return how many documents are stored, asked of the store itself."""
        return len(self._store.archive)

    def document(self, document_id: str) -> PolicyDocument:
        """Return a stored document.

        Raises:
            StoreError: It is not in the store.
        """
        return self._store.archive.document(document_id)

    def facts(self, document_id: str) -> list[Fact]:
        """Return the facts of a document, mentions among them.

        Raises:
            StoreError: It is not in the store.
        """
        from ontology.iri import mint
        from qa.fact import facts, term_list

        self.document(document_id)
        document = term_list([mint("document", document_id)])
        pattern = f"  VALUES ?doc {{ {document} }} ?statement zt:document ?doc ."
        return facts(self._view, pattern, limit=MOST_FACTS)

    def figure(self, iri: str) -> Figure | None:
        """Return an observation by its IRI, None if there is none."""
        from qa.fact import load_figures

        return load_figures(self._view, [iri]).get(iri)

    def examples(self) -> Sequence[str]:
        """Return questions that this store answers, of different kinds."""
        from zhengtu.service.example import examples

        return examples(self._view, self.documents(), self.ask)

    def counts(self) -> dict[str, int]:
        """Return how much of what is in the store, by the keys of the JSON."""
        from zhengtu.service.count import counts

        return counts(self._view, self.documents())

    def stats(self) -> dict[str, int]:
        """Return how much of what is in the store, by names for people."""
        from zhengtu.service.count import NAMES

        return {NAMES[key]: value for key, value in self.counts().items()}

    def validate(self) -> Report:
        """Return what is wrong with the graph: shapes, and quotes against texts."""
        from kg.validate import validate

        return validate(self._view, self._store.archive)

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
        """Write the graph, or some documents' part of it; see ``kg.export.export``."""
        from kg.export import export

        export(
            self._view,
            target,
            form,
            document=document,
            since=since,
            until=until,
            provenance=provenance,
        )

    def export_table(self, target: IO[bytes], name: str, form: str = "csv") -> int:
        """Write a flat table; see ``zhengtu.service.dataset.write_dataset``."""
        from zhengtu.service.dataset import write_dataset

        return write_dataset(self._view, self._store.archive, name, form, target)

    def bundle(self, target: IO[bytes], queries: Mapping[str, str]) -> dict[str, Any]:
        """Write a bundle; see ``zhengtu.service.bundle.write_bundle``."""
        from zhengtu.service.bundle import write_bundle

        return write_bundle(self._view, self._store.archive, target, queries)

    @property
    def view(self) -> GraphView:
        """The graph, for reading."""
        return self._view

    def corrections(self) -> list[Correction]:
        """Return the corrections that people made, in order."""
        return self._store.archive.corrections()

    def label(self, iri: str) -> str:
        """Return what a thing is called in Chinese, else its IRI; a literal's text as it is."""
        from rdflib import RDFS, URIRef

        if not iri.startswith(("http:", "https:")):
            return iri
        query = f"SELECT ?label WHERE {{ ?x <{RDFS.label}> ?label FILTER (lang(?label) != 'en') }}"
        rows = self._view.select(query, {"x": URIRef(iri)}, limit=1)
        return str(rows[0]["label"]) if rows else iri

    def indicators(self) -> list[IndicatorChoice]:
        """Return the indicators that have figures; see ``zhengtu.service.overview``."""
        from zhengtu.service.overview import indicators

        return indicators(self._view)

    def things(self, words: str) -> list[Thing]:
        """Return the things whose name holds these words; see ``zhengtu.service.explore``."""
        from zhengtu.service.explore import search

        return search(self._view, words)

    def neighbourhood(
        self, iri: str, *, kinds: frozenset[str] | None = None, mentions: bool = False
    ) -> Neighbourhood:
        """Return a thing with what it is related to; see ``zhengtu.service.explore``."""
        from zhengtu.service.explore import neighbourhood

        return neighbourhood(self._view, iri, kinds=kinds, mentions=mentions)

    def path(self, start: str, end: str) -> Neighbourhood | None:
        """Return a shortest chain between two things; see ``zhengtu.service.explore``."""
        from zhengtu.service.explore import path

        return path(self._view, start, end)

    def facts_about(self, iri: str, *, limit: int = 300) -> list[Fact]:
        """Return what is said of a thing or by it, with quotes; mentions are left out."""
        from qa.fact import facts, term_list

        thing = term_list([iri])
        pattern = (
            f"  {{ ?statement rdf:subject {thing} }} UNION {{ ?statement rdf:object {thing} }} "
            "?statement rdf:predicate ?said . FILTER (?said != zt:mentions)"
        )
        return facts(self._view, pattern, limit=limit)

    def validity(self, name: str, on: date) -> list[Validity]:
        """Return whether the documents of a name were in force on a day; see ``kg.validity``.

        Args:
            name: An id, an IRI, a number or a title; several held documents may have one title.
            on: The day.

        Raises:
            StoreError: No document, held or cited, has that name.
        """
        from kg.error import StoreError
        from kg.naming import find_documents
        from kg.validity import statuses

        found = find_documents(self._view, name)
        if not found:
            raise StoreError(
                f"没有名为 {name} 的文件，也没有文件引用它：`zhengtu documents` 列出编号和标题。",
                document=name,
            )
        return list(statuses(self._view, found, on))

    def joined(self) -> list[Joined]:
        """Return which documents are taken for one, and why."""
        from zhengtu.service.sameness import joined

        return joined(self._view, self._store.archive)

    def align(self, local: str, superior: str | None = None) -> list[Alignment]:
        """Set a document beside what it carries out; see ``zhengtu.service.alignment``."""
        from zhengtu.service.alignment import alignments

        return alignments(self._view, self._store.archive, local, superior)

    def missing(self) -> list[Missing]:
        """Return the documents that are spoken of and not held; see ``kg.ledger.missing``."""
        from kg.ledger import missing

        return missing(self._view)

    def conflicts(self) -> list[Conflict]:
        """Return the figures that documents state differently; see ``kg.conflict``."""
        from kg.conflict import conflicts

        return conflicts(self._view)

    def number_series(self) -> list[Series]:
        """Return the yearly number series with their gaps; see ``kg.ledger.series``."""
        from kg.ledger import series

        return series(self._view)

    def citation(self, document_id: str, place: str | None = None) -> str:
        """Return the GB/T 7714—2015 reference of a document, and of a place in it.

        Raises:
            StoreError: It is not in the store.
        """
        from corpus.metadata.calendar import day_given
        from zhengtu.service.citation import gbt7714

        about = self.document(document_id).metadata
        # The day a file was written is not the day its page was seen: only a day that is given.
        seen = about.extra.get("retrieved_on")
        retrieved = day_given(seen) if seen else None
        return gbt7714(about, retrieved=retrieved, place=place)


def open_services(settings: Settings) -> Services:
    """Open a store for reading; see ``Services``."""
    return Services(settings)
