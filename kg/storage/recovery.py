"""After a writer was killed: what it had taken out and not put back is brought over again.

A document is replaced by taking its row from the archive, writing its graphs, and putting the new
row there. Killed in between, the unpublished generation lacks a document that readers see; whoever
writes next, if only to remove another, would publish the loss.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.statement import document_iri
from kg.storage.writer import DocumentWriter

if TYPE_CHECKING:
    from kg.storage.directory import Store

UNBUILT = "unbuilt"
"""In place of a content hash: no input has it, so the next build makes the document anew."""


def put_back(published: Store, pending: Store) -> int:
    """Copy the documents that only the published state has into the pending one.

    A removal that was not published is thereby undone: nobody was told that it is done. At an
    endpoint, where all states share one graph, only the text is left: such a document has no facts
    until it is built again, which its hash asks for.

    Returns:
        How many there were.
    """
    missing = sorted(set(published.archive.ids()) - set(pending.archive.ids()))
    source = DocumentWriter(published.backend, published.archive)
    with DocumentWriter(pending.backend, pending.archive) as writer:
        for name in missing:
            if published.backend.has_graph(document_iri(name)):
                writer.copy(name, source)
            else:
                pending.archive.put(published.archive.document(name), content_hash=UNBUILT)
    return len(missing)
