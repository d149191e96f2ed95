"""Whose document it is: the place that 全省, 我市 and 本区 mean."""

from __future__ import annotations

from corpus.document import PolicyDocument
from nlp.gazetteer.place import Place


def issuer_area(document: PolicyDocument) -> tuple[Place | None, str]:
    """Return the area of a document's issuer and what says so, or None."""
    return None, ""
