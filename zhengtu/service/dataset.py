"""The graph as three flat tables for statistics programs: documents, entities, observations."""

from __future__ import annotations

import csv
import io
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from rdflib import URIRef

from corpus.error import ZhengtuError
from ontology.iri import mint
from ontology.namespace import ZT
from qa.recall.fact import PREFIXES, facts, term_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kg.storage.archive import Archive, Summary
    from kg.storage.store import GraphView

COLUMNS: dict[str, dict[str, type]] = {
    "documents": {
        "id": str, "iri": str, "title": str, "kind": str, "document_number": str, "issuers": str,
        "issued_on": str, "published_on": str, "effective_from": str, "effective_until": str,
        "source_url": str, "characters": int, "text_sha256": str,
    },
    "entities": {
        "iri": str, "class": str, "label": str, "code": str, "documents": int,
    },
    "observations": {
        "iri": str, "indicator": str, "indicator_iri": str, "area": str, "area_iri": str,
        "agent": str, "period_start": str, "period_end": str, "period_text": str, "kind": str,
        "comparator": str, "low": str, "high": str, "unit": str, "value_text": str,
        "document": str, "start": int, "end": int, "quote": str, "confidence": float,
    },
}  # fmt: skip
"""The columns of each table with their types; numbers of figures are exact decimals as text."""

FORMATS = ("csv", "parquet")
_BATCH = 5_000
_MOST = 1_000_000
_ENTITIES = """SELECT ?iri ?class ?label ?code (COUNT(DISTINCT ?document) AS ?documents) WHERE {
  ?document zt:mentions ?iri . ?iri rdfs:label ?label . FILTER (lang(?label) != "en")
  ?iri a ?type . FILTER (STRSTARTS(STR(?type), STR(zt:)))
  BIND (STRAFTER(STR(?type), STR(zt:)) AS ?class)
  OPTIONAL { ?iri zt:code ?code }
} GROUP BY ?iri ?class ?label ?code ORDER BY ?iri ?class ?label"""


class DatasetError(ZhengtuError):
    """There is no such table or format."""


def write_dataset(
    view: GraphView, archive: Archive, name: str, form: str, target: IO[bytes]
) -> int:
    """Write a table and return how many rows it has; a batch of rows is held at a time.

    Args:
        view: The graph.
        archive: Its documents.
        name: ``documents``, ``entities`` or ``observations``.
        form: ``csv`` (UTF-8 with a byte order mark, which spreadsheets need) or ``parquet``.
        target: A binary file.

    Raises:
        DatasetError: There is no such table or format.
    """
    rows = _ROWS.get(name)
    writer = _WRITERS.get(form)
    if rows is None or writer is None:
        raise DatasetError(
            f"没有 {name}（{form}）这样的表：表有 {'、'.join(COLUMNS)}，"
            f"格式有 {'、'.join(FORMATS)}。"
        )
    return writer(COLUMNS[name], rows(view, archive), target)


def _documents(_: GraphView, archive: Archive) -> Iterator[dict[str, Any]]:
    for row in archive.summaries():
        yield _document(row, archive)


def _document(row: Summary, archive: Archive) -> dict[str, Any]:
    about = archive.document(row.id).metadata
    days = ("issued_on", "published_on", "effective_from", "effective_until")
    return {
        "id": row.id,
        "iri": str(mint("document", row.id)),
        "title": row.title,
        "kind": row.kind,
        "document_number": row.document_number,
        "issuers": "；".join(row.issuers),
        **{day: str(getattr(about, day) or "") or None for day in days},
        "source_url": row.source_url,
        "characters": row.characters,
        "text_sha256": row.sha256,
    }


def _entities(view: GraphView, _: Archive) -> Iterator[dict[str, Any]]:
    for row in view.select(PREFIXES + _ENTITIES):
        code = row.get("code")
        yield {
            "iri": str(row["iri"]),
            "class": str(row["class"]),
            "label": str(row["label"]),
            "code": None if code is None else str(code),
            "documents": int(str(row["documents"])),
        }


def _observations(view: GraphView, archive: Archive) -> Iterator[dict[str, Any]]:
    for document in archive.ids():
        named = term_list([mint("document", document)])
        pattern = (
            f"  VALUES ?doc {{ {named} }} ?statement zt:document ?doc ; "
            f"rdf:predicate {URIRef(ZT.hasObservation).n3()} ."
        )
        found = facts(view, pattern, limit=_MOST)
        for fact in sorted(found, key=lambda each: (each.start, each.end, each.object)):
            figure = fact.figure
            if figure is None:
                continue
            yield {
                "iri": figure.iri,
                "indicator": figure.indicator,
                "indicator_iri": figure.indicator_iri,
                "area": figure.area,
                "area_iri": figure.area_iri,
                "agent": figure.agent,
                "period_start": figure.start and figure.start.isoformat(),
                "period_end": figure.end and figure.end.isoformat(),
                "period_text": figure.period_text or None,
                "kind": figure.kind,
                "comparator": figure.comparator,
                "low": f"{figure.low:f}",
                "high": f"{figure.high:f}",
                "unit": figure.unit,
                "value_text": figure.value_text,
                "document": document,
                "start": fact.start,
                "end": fact.end,
                "quote": fact.quote,
                "confidence": fact.confidence,
            }


def _csv(columns: Mapping[str, type], rows: Iterable[dict[str, Any]], target: IO[bytes]) -> int:
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.DictWriter(text, list(columns), lineterminator="\n")
    writer.writeheader()
    count = 0
    for row in rows:
        writer.writerow({name: _safe(value) for name, value in row.items()})
        count += 1
    text.flush()
    text.detach()
    return count


def _safe(value: object) -> object:
    """Keep a spreadsheet from running text of a document as a formula (CSV injection)."""
    risky = (
        isinstance(value, str)
        and len(value) > 1
        and value.startswith(("=", "+", "-", "@", "\t", "\r"))
    )
    return f"'{value}" if risky and not _number(str(value)) else value


def _number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "", 1).isdigit()


def _parquet(columns: Mapping[str, type], rows: Iterable[dict[str, Any]], target: IO[bytes]) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {str: pa.string(), int: pa.int64(), float: pa.float64()}
    schema = pa.schema([(name, kinds[kind]) for name, kind in columns.items()])
    source = iter(rows)
    count = 0
    with pq.ParquetWriter(target, schema) as writer:
        while batch := list(islice(source, _BATCH)):
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))
            count += len(batch)
    return count


_ROWS: dict[str, Callable[[GraphView, Archive], Iterator[dict[str, Any]]]] = {
    "documents": _documents,
    "entities": _entities,
    "observations": _observations,
}
_WRITERS: dict[str, Callable[[Mapping[str, type], Iterable[dict[str, Any]], IO[bytes]], int]] = {
    "csv": _csv,
    "parquet": _parquet,
}
