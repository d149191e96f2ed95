"""What is asked of a store: answers, passages, tables, SPARQL, documents."""

from __future__ import annotations

import gc
from datetime import UTC, datetime
from functools import cache, cached_property, partial
from typing import IO, TYPE_CHECKING, Any

from qa.error import QuestionError
from zhengtu.service.graph import GraphServices
from zhengtu.service.report import Found, ResultTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from corpus.document import PolicyDocument
    from kg.sparql import QueryWorker, Rendered
    from kg.validate import Report
    from qa.answer import Answer
    from qa.language_model import LanguageModel
    from qa.retrieval import Hit, Retriever
    from qa.service import Asker
    from zhengtu.service.table import Table
    from zhengtu.settings import Settings


class Services(GraphServices):
    """A store opened for reading; heavy parts are loaded by the first call that needs them.

    Use it as a context manager, or call ``close``. It reads the store as it stood when it was
    opened, also after a build has published another ``generation``.

    Raises:
        StoreError: There is no store, or it has another version.
    """

    def close(self) -> None:
        """Let go of the store."""
        if "_worker" in self.__dict__:
            self._worker.close()
        super().close()

    @cached_property
    def _retriever(self) -> Retriever:
        from qa.retrieval import Retriever

        assert self._store.folder is not None
        given = self.settings
        return Retriever.open(self._store.folder, given.embedding_model, given.index)

    @cached_property
    def _searching(self) -> Retriever:
        """What people search with: the best documents in a learned order.

        Answers are read from the index's order: the reader ranks by itself, and gains nothing.
        """
        most = self.settings.rerank_documents
        if not most:
            return self._retriever
        from qa.retrieval.rerank import Reranking, shipped_order

        return self._retriever.again(Reranking(self._store.archive.titled, shipped_order(), most))

    @cached_property
    def _asker(self) -> Asker:
        from kg.remembered import RememberingView
        from qa.service import Asker

        view = RememberingView(self._store.backend, self._store.archive.statements)
        return Asker(view, self._store.archive, self._retriever)

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

        return QueryWorker(self.settings.store, self.generation, self.settings.endpoint)

    def ask(
        self,
        question: str,
        *,
        as_of: date | None = None,
        document: str | None = None,
        previous: Answer | str | None = None,
        suggest: bool = True,
    ) -> Answer:
        """Answer one question, or a follow-up of ``previous``; see ``qa.service.Asker.ask``.

        Without ``as_of`` the words 今年 and 现在 of a question are read against today.
        """
        day = as_of or _today()
        ask = partial(self._asker.ask, as_of=day, document=document, suggest=suggest)
        answer = self._checked(ask(question, previous=previous))
        _settle()
        if self._language_model is None:
            return answer
        from qa.assisted import assisted

        return assisted(question, answer, ask, self._language_model, self._asker.pipeline)

    def _checked(self, answer: Answer) -> Answer:
        """Return an answer whose quotes stand in the texts.

        They do wherever the graph is as old as the texts. At an endpoint a build changes it in
        place, and a reader keeps the texts that he opened.

        Raises:
            EndpointError: A quote is not in its text.
        """
        if self.settings.endpoint is not None:
            from zhengtu.service.elsewhere import check

            check(answer, self._store.archive)
        return answer

    def suggestions(self, answer: Answer, *, as_of: date | None = None) -> Sequence[str]:
        """Return the suggestions of an abstention that was asked for without them."""
        return self._asker.suggestions(answer, as_of=as_of or _today())

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
        hits = self._searching.search(text, limit=limit, document_id=document)
        held = {name: self.document(name) for name in {hit.document_id for hit in hits}}
        return [Found.of(hit, held[hit.document_id]) for hit in hits]

    def passages(self, text: str, *, limit: int) -> list[tuple[Hit, PolicyDocument]]:
        """Return the passages that fit a text best as answering sees them, with their documents."""
        hits = self._retriever.search(text, limit=limit)
        return [(hit, self.document(hit.document_id)) for hit in hits]

    def table(self, indicator: str, *, period: str | None = None, kind: str | None = None) -> Table:
        """Return the figures of an indicator; see ``zhengtu.service.table.table``."""
        from zhengtu.service.table import table

        documents = {row.id: row for row in self._store.archive.summaries()}
        return table(self._view, documents, indicator, period=period, kind=kind)

    def sparql_text(self, query: str, form: str = "json") -> Rendered:
        """Return the result of a read-only query as text, within the limits of the settings.

        Args:
            query: SPARQL 1.1; the prefixes of ``kg.result.PREFIXES`` need no declaration.
            form: ``table json csv tsv xml``, or ``turtle ntriples rdfxml jsonld`` for graphs.

        Raises:
            QueryError: Malformed, not read-only, reaching out, or too slow.
        """
        limits = self.settings
        return self._worker.answer(
            self._declared(query),
            form,
            seconds=limits.sparql_seconds,
            limit=limits.sparql_rows,
            size=limits.sparql_bytes,
        )

    def sparql(self, query: str) -> ResultTable:
        """Return the result of a read-only query as a table; see ``sparql_text``."""
        from kg.query import guard

        form = guard(self._declared(query), self._view.has_graph).form
        graph = form in {"CONSTRUCT", "DESCRIBE"}
        found = self.sparql_text(query, "ntriples" if graph else "json")
        read = ResultTable.of_triples if graph else ResultTable.of_json
        return read(found.body, truncated=found.truncated)

    @staticmethod
    def _declared(query: str) -> str:
        from kg.query import with_prefixes
        from kg.result import PREFIXES

        return with_prefixes(query, PREFIXES)

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


@cache
def _settle() -> None:
    """Take what the first question has loaded out of the garbage collector's sight, once.

    Dictionaries, models and catalogues stay as long as the process; going through them for cycles
    stops a question for 0.2 s, about one in forty.
    """
    gc.collect()
    gc.freeze()


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def open_services(settings: Settings) -> Services:
    """Open a store for reading; see ``Services``."""
    return Services(settings)
