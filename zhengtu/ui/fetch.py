"""What the pages read, kept for as long as the store stays the same."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import streamlit as st
from rdflib import RDF

from corpus.error import ZhengtuError
from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from corpus.document import PolicyDocument
    from kg.ledger import Missing
    from kg.validity import Validity
    from qa.answer import Answer
    from qa.fact import Fact
    from zhengtu.ui.protocol import Desk, Reader
    from zhengtu.ui.site import Site

# Sessions are threads, and nobody promises that the extraction pipeline serves two at once.
_ASKING = threading.Lock()
_COUNT = (
    f"SELECT ?document (COUNT(?statement) AS ?n) WHERE {{ ?statement a <{ZT.Statement}> ; "
    f"<{RDF.predicate}> ?said ; <{ZT.document}>/<{ZT.documentId}> ?document . "
    f"FILTER (?said != <{ZT.mentions}>) }} GROUP BY ?document"
)


def answer(site: Site, question: str, day: date | None) -> Answer:
    """Return the answer to a question; see ``Reader.ask`` for what may be wrong with it."""
    return _answer(site.reader, site.version, question, day)


def documents(site: Site) -> list[dict[str, Any]]:
    """Return what each document is, the latest first."""
    return _documents(site.reader, site.version)


def document(site: Site, document_id: str) -> PolicyDocument:
    """Return a document with its text."""
    return _document(site.reader, site.version, document_id)


def about(site: Site, document_id: str) -> Mapping[str, Any]:
    """Return what a document is; only its id where the store does not list it."""
    listed = {row["id"]: row for row in documents(site)}
    return listed.get(document_id, {"id": document_id})


def document_count(site: Site) -> int:
    """Return how many documents there are."""
    return len(documents(site))


def facts(site: Site, document_id: str) -> list[Fact]:
    """Return the facts of a document, mentions among them."""
    return _facts(site.reader, site.version, document_id)


def examples(site: Site) -> tuple[str, ...]:
    """Return questions that the store answers."""
    return _examples(site.reader, site.version)


def missing(site: Site) -> tuple[Missing, ...]:
    """Return the documents that are spoken of and not held."""
    return _missing(site.desk, site.version)


def validity(site: Site, document_id: str) -> Validity | None:
    """Return whether a document is in force today; None where the reader cannot tell."""
    found = _validity(site.desk, site.version, document_id, datetime.now(UTC).date())
    return found[0] if found else None


def citation(site: Site, document_id: str) -> str:
    """Return the reference of a document; empty where the reader makes none."""
    return _citation(site.desk, site.version, document_id)


def _statements(reader: Reader) -> dict[str, int]:
    """Return how many facts each document has; nothing where counting them takes too long."""
    try:
        found = reader.sparql(_COUNT)
    except ZhengtuError:
        return {}
    return {str(document): int(str(number)) for document, number in found.rows}


# The reader's name begins with an underscore where Streamlit is not to make a key of it: the
# version stands for it.
@st.cache_data(max_entries=500, show_spinner=False)
def _answer(_reader: Reader, version: str, question: str, day: date | None) -> Answer:
    del version
    with _ASKING:
        return _reader.ask(question, as_of=day)


@st.cache_data(max_entries=4, show_spinner=False)
def _documents(_reader: Reader, version: str) -> list[dict[str, Any]]:
    del version
    statements = _statements(_reader)
    rows = [row.to_json() for row in _reader.documents()]
    rows = [row | {"statements": statements.get(row["id"])} for row in rows]
    rows.sort(key=lambda row: (str(row.get("issued_on") or ""), str(row.get("id"))), reverse=True)
    return rows


@st.cache_resource(max_entries=32, show_spinner=False)
def _document(_reader: Reader, version: str, document_id: str) -> PolicyDocument:
    del version
    return _reader.document(document_id)


@st.cache_resource(max_entries=32, show_spinner=False)
def _facts(_reader: Reader, version: str, document_id: str) -> list[Fact]:
    del version
    found = _reader.facts(document_id)
    return sorted(found, key=lambda fact: (fact.start, -fact.end, fact.predicate))


@st.cache_data(max_entries=4, show_spinner="正在挑选示例问题…")
def _examples(_reader: Reader, version: str) -> tuple[str, ...]:
    del version
    with _ASKING:
        return tuple(_reader.examples())


@st.cache_resource(max_entries=2, show_spinner="正在核对引用…")
def _missing(_desk: Desk, version: str) -> tuple[Missing, ...]:
    del version
    return tuple(_desk.missing())


@st.cache_resource(max_entries=64, show_spinner=False)
def _validity(_desk: Desk, version: str, document_id: str, day: date) -> tuple[Validity, ...]:
    del version
    return tuple(_desk.validity(document_id, day))


@st.cache_data(max_entries=64, show_spinner=False)
def _citation(_desk: Desk, version: str, document_id: str) -> str:
    del version
    return _desk.citation(document_id)
