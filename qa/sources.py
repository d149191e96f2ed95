"""Where answers come from: the graph, the texts and what reads them, passages, documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.document import PolicyDocument
    from kg.storage.archive import Archive
    from kg.storage.store import GraphView
    from nlp.pipeline import Pipeline
    from qa.recall.catalog import Catalog, Entry
    from qa.retrieval import Hit, Retriever


@dataclass(frozen=True, slots=True)
class Sources:
    """One store: its graph, archive, passage search and catalog, and the extraction pipeline."""

    view: GraphView
    archive: Archive
    retriever: Retriever
    catalog: Catalog
    pipeline: Pipeline

    @property
    def sole(self) -> list[Entry]:
        """The document where there is only one: 这个规定 means it."""
        return list(self.catalog.entries.values()) if len(self.catalog) == 1 else []

    def texts(self, hits: Iterable[Hit]) -> list[tuple[Hit, PolicyDocument]]:
        """Return passages with their documents, each read once."""
        found = list(hits)
        documents = {i: self.archive.document(i) for i in {hit.document_id for hit in found}}
        return [(hit, documents[hit.document_id]) for hit in found]
