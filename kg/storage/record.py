"""A document as JSON and back, for the archive; what comes back equals what went in."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from corpus.document import (
    Metadata,
    OffsetMap,
    Origin,
    Passage,
    Place,
    PolicyDocument,
    Section,
)

_DATES = frozenset({"issued_on", "published_on", "effective_from", "effective_until"})
_TUPLES = frozenset({"issuers", "addressees"})


def metadata_json(metadata: Metadata) -> str:
    """Return metadata as JSON with sorted keys; values of ``extra`` that JSON lacks become text."""
    values: dict[str, Any] = {each.name: getattr(metadata, each.name) for each in fields(metadata)}
    values["sources"] = dict(metadata.sources)
    values["extra"] = dict(metadata.extra)
    return json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)


def metadata_of(text: str) -> Metadata:
    """Return the metadata of a JSON text written by ``metadata_json``."""
    values = json.loads(text)
    for name in _DATES:
        values[name] = date.fromisoformat(values[name]) if values.get(name) else None
    for name in _TUPLES:
        values[name] = tuple(values.get(name, ()))
    values["conflicts"] = tuple(tuple(each) for each in values.get("conflicts", ()))
    known = {each.name for each in fields(Metadata)}
    return Metadata(**{name: value for name, value in values.items() if name in known})


def layout_json(document: PolicyDocument) -> str:
    """Return sections, passages and offsets as JSON."""
    layout = {
        "sections": [list(asdict(each).values()) for each in document.sections],
        "passages": [[p.start, p.end, p.section_path, p.page] for p in document.passages],
        "breaks": document.offsets.breaks,
        "places": [[p.start, p.page, p.element] for p in document.places],
        "origin": None if document.origin is None else asdict(document.origin),
    }
    return json.dumps(layout, ensure_ascii=False, default=str)


def sections_of(layout: dict[str, Any]) -> tuple[Section, ...]:
    """Return the sections of a decoded layout."""
    rows = layout["sections"]
    return tuple(Section(s, e, level, head, tuple(path)) for s, e, level, head, path in rows)


def passages_of(document_id: str, layout: dict[str, Any]) -> tuple[Passage, ...]:
    """Return the passages of a decoded layout."""
    rows = layout["passages"]
    return tuple(Passage(document_id, s, e, tuple(path), page) for s, e, path, page in rows)


def offsets_of(layout: dict[str, Any]) -> OffsetMap:
    """Return the offset map of a decoded layout."""
    return OffsetMap(tuple((int(at), int(source)) for at, source in layout["breaks"]))


def places_of(layout: dict[str, Any]) -> tuple[Place, ...]:
    """Return the places of a decoded layout; none in a store built before there were any."""
    return tuple(Place(*row) for row in layout.get("places", ()))


def origin_of(layout: dict[str, Any]) -> Origin | None:
    """Return the origin of a decoded layout; None where it was not kept."""
    values = layout.get("origin")
    if values is None:
        return None
    return Origin(**values | {"retrieved_on": date.fromisoformat(values["retrieved_on"])})


def content_hash(document: PolicyDocument, version: str = "") -> str:
    """Return what an unchanged document is told by; see ``input_hash``."""
    own = [document.sha256, metadata_json(document.metadata)]
    return input_hash(document.input_sha256 or _sha256(own), version)


def input_hash(input_sha256: str, version: str = "") -> str:
    """Return what an unchanged input is told by, before it is parsed.

    Args:
        input_sha256: ``RawDocument.sha256``, over the text and the keys given beside it.
        version: What else decides about the result, such as the version of the extractor.
    """
    return _sha256([input_sha256, version])


def _sha256(parts: list[str]) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
