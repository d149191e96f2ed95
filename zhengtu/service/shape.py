"""The contract's JSON for what the pipeline finds in one document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qa.answer import plain_number

if TYPE_CHECKING:
    from datetime import date

    from corpus.document import PolicyDocument
    from nlp.extraction import Extraction, Measurement, Mention, Period, Reference, Relation


def extraction_json(document: PolicyDocument, found: Extraction) -> dict[str, Any]:
    """Return a document and what was found in it as the object of ``zhengtu extract --json``."""
    iris = {link.mention: link.iri for link in found.links}
    return {
        "id": document.id,
        "document": document_json(document),
        "mentions": [_mention(mention, iris.get(mention)) for mention in found.mentions],
        "measurements": [_measurement(document, m) for m in found.measurements],
        "relations": [_relation(document, r) for r in found.relations],
        "references": [_reference(r) for r in found.references],
    }


def document_json(document: PolicyDocument) -> dict[str, Any]:
    """Return what a document is."""
    about = document.metadata
    return {
        "id": document.id,
        "title": about.title,
        "document_number": about.document_number,
        "issuers": list(about.issuers),
        "issued_on": _day(about.issued_on),
        "effective_from": _day(about.effective_from),
        "effective_until": _day(about.effective_until),
        "text_sha256": document.sha256,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _mention(mention: Mention, iri: str | None) -> dict[str, Any]:
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "label": mention.label,
        "iri": iri,
    }


def _period(period: Period | None) -> dict[str, Any] | None:
    if period is None:
        return None
    return {"start": _day(period.start), "end": _day(period.end), "text": period.text}


def _measurement(document: PolicyDocument, found: Measurement) -> dict[str, Any]:
    """Return a measurement; ``start`` and ``end`` delimit the quote, like everywhere."""
    return {
        "indicator": found.indicator,
        "indicator_iri": found.indicator_iri,
        "low": plain_number(found.low),
        "high": plain_number(found.high),
        "comparator": found.comparator,
        "unit": found.unit,
        "value_text": found.value_text,
        "period": _period(found.period),
        "area": found.area,
        "area_iri": found.area_iri,
        "agent": found.agent,
        "kind": found.kind,
        "start": found.quote_start,
        "end": found.quote_end,
        "quote": document.quote(found.quote_start, found.quote_end),
    }


def _relation(document: PolicyDocument, found: Relation) -> dict[str, Any]:
    return {
        "subject": found.subject,
        "predicate": found.predicate,
        "object": found.object,
        "start": found.start,
        "end": found.end,
        "quote": document.quote(found.start, found.end),
        "method": found.method,
        "confidence": round(found.confidence, 3),
        "modality": found.modality,
        "modality_text": found.modality_text,
        "bearer": found.bearer,
    }


def _reference(found: Reference) -> dict[str, Any]:
    return {
        "start": found.start,
        "end": found.end,
        "text": found.text,
        "iri": found.iri,
        "name": found.name,
        "label": found.label,
        "reason": found.reason,
    }
