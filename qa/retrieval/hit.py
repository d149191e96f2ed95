"""What retrieval finds: places in documents, by offsets; the words are read from the archive."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_RANKS: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found.

    ``score`` is comparable within one search only. ``ranks`` says at which place, from 1, each
    index (``"text"``, ``"vector"``) had the passage; an index that did not find it is absent.
    ``relevance`` is how probable it is (log-odds) that its document is the one asked about, 0 where
    nothing has told.
    """

    document_id: str
    start: int
    end: int
    section_path: tuple[str, ...]
    score: float
    ranks: Mapping[str, int] = field(default_factory=lambda: NO_RANKS)
    relevance: float = 0.0


@dataclass(frozen=True, slots=True)
class DocumentHit:
    """A document that was found; ``score`` and ``ranks`` as for ``Hit``."""

    document_id: str
    score: float
    ranks: Mapping[str, int] = field(default_factory=lambda: NO_RANKS)
