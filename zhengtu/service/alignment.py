"""A stored document beside the superior one it carries out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.comparison.alignment import align
from kg.error import StoreError
from kg.link.naming import find_documents, literal_of, same_documents
from ontology.namespace import ZT

if TYPE_CHECKING:
    from kg.comparison.alignment import Alignment
    from kg.storage.archive import Archive
    from kg.storage.store import GraphView

_HIGHER = (ZT.implements, ZT.basedOn, ZT.forwards)
"""How a document speaks of what it carries out, the strongest first."""


def alignments(
    view: GraphView, archive: Archive, local: str, superior: str | None = None
) -> list[Alignment]:
    """Set a document beside a superior one, or beside all it carries out or is based on.

    Args:
        view: The graph.
        archive: The texts.
        local: Id, number or title of a held document.
        superior: The same of the superior one; None for those that the graph knows and holds.

    Raises:
        StoreError: One of them is not held, or none is named and the graph knows none.
    """
    ours = _held(view, local)
    names = _higher(view, ours) if superior is None else [_held(view, superior)]
    if not names:
        raise StoreError(
            f"没有已收录的上位文件可与“{local}”对照：请给出上位文件的编号、文号或标题，"
            "或先把它收录进来。",
            document=local,
        )
    text = archive.document(_identifier(view, ours))
    return [align(text, archive.document(_identifier(view, name))) for name in names]


def _held(view: GraphView, name: str) -> str:
    found = [each for each in find_documents(view, name) if view.has_graph(each)]
    if not found:
        raise StoreError(
            f"没有收录名为“{name}”的文件：用 zhengtu documents 查看已收录的文件。", document=name
        )
    return str(found[0])


def _identifier(view: GraphView, document: str) -> str:
    return literal_of(view, document, ZT.documentId) or document


def _higher(view: GraphView, document: str) -> list[str]:
    """Return the held documents that a document names as what it carries out, each once."""
    from rdflib import URIRef

    named = [
        str(statement.object)
        for predicate in _HIGHER
        for statement in view.statements(URIRef(document), predicate)
    ]
    held = [each for name in named for each in same_documents(view, name) if view.has_graph(each)]
    return list(dict.fromkeys(str(each) for each in held if str(each) != document))
