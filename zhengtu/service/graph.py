"""What a store holds: documents, facts, things and what is known of their relations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.storage.closing import Closing
from zhengtu.service.report import Listed

if TYPE_CHECKING:
    from datetime import date

    from corpus.document import PolicyDocument
    from kg.comparison.alignment import Alignment
    from kg.correction import Correction
    from kg.link.conflict import Conflict
    from kg.link.ledger import Missing, Series
    from kg.storage.store import GraphView
    from kg.time.validity import Validity
    from qa.recall.fact import Fact, Figure
    from zhengtu.service.explore import Neighbourhood, Thing
    from zhengtu.service.overview import IndicatorChoice
    from zhengtu.service.sameness import Joined
    from zhengtu.settings import Settings

MOST_FACTS = 100_000
"""Facts of one document that are read at once; the longest real ones have thousands."""


class GraphServices(Closing):
    """A store opened for reading, without the parts that answer questions; see ``Services``."""

    def __init__(self, settings: Settings) -> None:
        """Open the store.

        Raises:
            StoreError: There is no store, or it has another version.
        """
        from kg.storage.directory import Store

        self.settings = settings
        self._store = Store.open_read_only(settings.store, endpoint=settings.endpoint)
        self._view = self._store.view()

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()

    @property
    def generation(self) -> str:
        """Which state of the store is open; ``current_generation`` tells the newest."""
        return self._store.generation

    @property
    def view(self) -> GraphView:
        """The graph, for reading."""
        return self._view

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

    def facts(self, document_id: str) -> list[Fact]:
        """Return the facts of a document, mentions among them.

        Raises:
            StoreError: It is not in the store.
        """
        from ontology.iri import mint
        from qa.recall.fact import facts, term_list

        self.document(document_id)
        document = term_list([mint("document", document_id)])
        pattern = f"  VALUES ?doc {{ {document} }} ?statement zt:document ?doc ."
        return facts(self._view, pattern, limit=MOST_FACTS)

    def facts_about(self, iri: str, *, limit: int = 300) -> list[Fact]:
        """Return what is said of a thing or by it, with quotes; mentions are left out."""
        from qa.recall.fact import facts, term_list

        thing = term_list([iri])
        pattern = (
            f"  {{ ?statement rdf:subject {thing} }} UNION {{ ?statement rdf:object {thing} }} "
            "?statement rdf:predicate ?said . FILTER (?said != zt:mentions)"
        )
        return facts(self._view, pattern, limit=limit)

    def figure(self, iri: str) -> Figure | None:
        """Return an observation by its IRI, None if there is none."""
        from qa.recall.fact import load_figures

        return load_figures(self._view, [iri]).get(iri)

    def documents(self) -> list[Listed]:
        """Return what is stored, by id, without the texts."""
        from kg.link.duplicate import copies

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

    def corrections(self) -> list[Correction]:
        """Return the corrections that people made, in order."""
        return self._store.archive.corrections()

    def validity(self, name: str, on: date) -> list[Validity]:
        """Return whether the documents of a name were in force on a day; see ``kg.time.validity``.

        Args:
            name: An id, an IRI, a number or a title; several held documents may have one title.
            on: The day.

        Raises:
            StoreError: No document, held or cited, has that name.
        """
        from kg.error import StoreError
        from kg.link.naming import find_documents
        from kg.time.validity import statuses

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
        """Return the documents that are spoken of and not held; see ``kg.link.ledger.missing``."""
        from kg.link.ledger import missing

        return missing(self._view)

    def conflicts(self) -> list[Conflict]:
        """Return the figures that documents state differently; see ``kg.link.conflict``."""
        from kg.link.conflict import conflicts

        return conflicts(self._view)

    def number_series(self) -> list[Series]:
        """Return the yearly number series with their gaps; see ``kg.link.ledger.series``."""
        from kg.link.ledger import series

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
