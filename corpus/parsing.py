"""From what a reader hands on to a document: offsets, metadata, sections and passages."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from hashlib import sha256

from corpus.document import OffsetMap, Place, PolicyDocument, RawDocument
from corpus.metadata import metadata_of
from corpus.metadata.page import Page
from corpus.normalize import normalize
from corpus.passage import passages_of
from corpus.sentence import paragraphs
from corpus.structure import sections_of


def parse(raw: RawDocument) -> PolicyDocument:
    """Return the document that a raw one is: normalised, with metadata, sections and passages."""
    content, offsets = normalize(raw.text)
    if raw.start:
        offsets = OffsetMap(tuple((at, there + raw.start) for at, there in offsets.breaks))
    spans = paragraphs(content)
    sections = sections_of(content, spans)
    places = _moved(raw, offsets)
    metadata = metadata_of(Page(content, spans), raw.given)
    passages = passages_of(raw.id, content, spans, sections)
    document = PolicyDocument(
        id=raw.id,
        text=content,
        metadata=metadata,
        sections=sections,
        passages=passages,
        sha256=sha256(content.encode()).hexdigest(),
        offsets=offsets,
        path=raw.source,
        input_sha256=raw.sha256,
        places=places,
        origin=None if raw.origin is None else replace(raw.origin, url=metadata.source_url),
    )
    return _paged(document) if any(place.page for place in places) else document


def _paged(document: PolicyDocument) -> PolicyDocument:
    """Return a document whose passages know the page that they begin on."""
    return replace(
        document,
        passages=tuple(
            replace(passage, page=place.page if (place := document.locate(passage.start)) else None)
            for passage in document.passages
        ),
    )


def _moved(raw: RawDocument, offsets: OffsetMap) -> tuple[Place, ...]:
    """Return the places of a raw document at the offsets of the normalised text."""
    if not raw.places or offsets.breaks == ((0, raw.start),):
        return raw.places
    found = []
    for place in raw.places:
        there = place.start + raw.start
        at = bisect_right(offsets.breaks, there, key=lambda pair: pair[1]) - 1
        begin, source = offsets.breaks[max(at, 0)]
        found.append(replace(place, start=max(0, begin + there - source)))
    return tuple(found)
