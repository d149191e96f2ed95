"""What the pages read, kept for all sessions for as long as the store stays the same."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from rdflib import RDF

from corpus.error import ZhengtuError
from kg.statement import document_iri
from ontology.namespace import ZT
from zhengtu.service import curation, explore
from zhengtu.service.duplicate import duplicates
from zhengtu.service.event import events as events_of
from zhengtu.service.facet import facets, standings
from zhengtu.service.lineage import lineage as lineage_of
from zhengtu.ui.keep import aside, once

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence
    from datetime import date

    from corpus.document import PolicyDocument
    from kg.comparison.alignment import Alignment
    from kg.link.conflict import Conflict
    from kg.link.ledger import Missing
    from kg.statement import Statement
    from kg.time.validity import Validity
    from qa.recall.fact import Fact
    from zhengtu.service.duplicate import Twice
    from zhengtu.service.event import Event
    from zhengtu.service.explore import Neighbourhood, Thing
    from zhengtu.service.lineage import Lineage
    from zhengtu.service.overview import IndicatorChoice
    from zhengtu.service.report import Listed, ResultTable
    from zhengtu.ui.protocol import Reader
    from zhengtu.ui.site import Site

_COUNT = (
    f"SELECT ?document (COUNT(?statement) AS ?n) WHERE {{ ?statement a <{ZT.Statement}> ; "
    f"<{RDF.predicate}> ?said ; <{ZT.document}>/<{ZT.documentId}> ?document . "
    f"FILTER (?said != <{ZT.mentions}>) }} GROUP BY ?document"
)


def _today() -> date:
    return datetime.now(UTC).date()


def listed(site: Site) -> dict[str, Listed]:
    """Return the documents by id, as the store lists them."""
    return once(site.version, "listed", lambda: {row.id: row for row in site.reader.documents()})


def documents(site: Site) -> list[dict[str, Any]]:
    """Return what each document is, the latest first."""

    def read() -> list[dict[str, Any]]:
        rows = [row.to_json() for row in listed(site).values()]
        return sorted(
            rows, key=lambda row: (str(row.get("issued_on") or ""), str(row["id"])), reverse=True
        )

    return once(site.version, "documents", read)


def faceted(site: Site, *, weigh: bool = False) -> list[dict[str, Any]]:
    """Return the list of documents, each with its facts counted and what it can be narrowed by.

    What takes long is worked out aside and missing until it is there; ``weigh`` waits for whether
    the documents hold.
    """
    day = _today()
    every = listed(site)
    weighed = aside(
        site.version, "standings", lambda: standings(site.desk.view, list(every.values()), day),
        day, wait=weigh,
    )  # fmt: skip
    counts = aside(site.version, "statements", lambda: _statement_counts(site.reader))

    def read() -> list[dict[str, Any]]:
        return [
            row
            | {
                "statements": (counts or {}).get(row["id"]),
                "facets": facets(every[row["id"]], (weighed or {}).get(row["id"], "")),
            }
            for row in documents(site)
        ]

    return once(site.version, "faceted", read, day, weighed is None, counts is None)


def _statement_counts(reader: Reader) -> dict[str, int]:
    """Return how many facts each document has; nothing where counting them takes too long."""
    try:
        found = reader.sparql(_COUNT)
    except ZhengtuError:
        return {}
    return {str(name): int(str(number)) for name, number in found.rows}


def events(site: Site) -> list[Event]:
    """Return what documents state with a time, oldest first."""
    return once(site.version, "events", lambda: events_of(site.desk.view))


def document(site: Site, document_id: str) -> PolicyDocument:
    """Return a document with its text."""
    return once(site.version, "document", lambda: site.reader.document(document_id), document_id)


def about(site: Site, document_id: str) -> Mapping[str, Any]:
    """Return what a document is; only its id where the store does not list it."""
    listed = once(site.version, "about", lambda: {row["id"]: row for row in documents(site)})
    return listed.get(document_id, {"id": document_id})


def document_id(site: Site, iri: str) -> str:
    """Return the id of the held document that an IRI names; empty where it names none."""
    ids = once(
        site.version,
        "ids",
        lambda: {str(document_iri(row["id"])): row["id"] for row in documents(site)},
    )
    return str(ids.get(iri, ""))


def facts(site: Site, document_id: str) -> list[Fact]:
    """Return the facts of a document, mentions among them."""

    def read() -> list[Fact]:
        found = site.reader.facts(document_id)
        return sorted(found, key=lambda fact: (fact.start, -fact.end, fact.predicate))

    return once(site.version, "facts", read, document_id)


def missing(site: Site) -> tuple[Missing, ...]:
    """Return the documents that are spoken of and not held."""
    return once(site.version, "missing", lambda: tuple(site.desk.missing()))


def twice(site: Site) -> list[Twice]:
    """Return the documents that are held more than once."""
    return once(site.version, "twice", lambda: duplicates(site.reader.documents()))


def validity(site: Site, document_id: str) -> Validity | None:
    """Return whether a document is in force today; None where the reader cannot tell."""
    day = _today()
    found = once(
        site.version, "validity", lambda: site.desk.validity(document_id, day), document_id, day
    )
    return found[0] if found else None


def citation(site: Site, document_id: str) -> str:
    """Return the reference of a document; empty where the reader makes none."""
    return once(site.version, "citation", lambda: site.desk.citation(document_id), document_id)


def statements(site: Site, document_id: str, words: str) -> list[Statement]:
    """Return the statements of a document whose quote holds these words."""
    return once(
        site.version,
        "statements",
        lambda: curation.statements_of(site.desk.view, document_id, words),
        document_id,
        words,
    )


def in_words(site: Site, statement: Statement) -> str:
    """Return a statement as a line of text."""
    return once(
        site.version, "words", lambda: curation.words_of(site.desk, statement), str(statement.iri)
    )


def things(site: Site, words: str) -> list[Thing]:
    """Return the things whose name holds these words."""
    return once(site.version, "things", lambda: list(site.desk.things(words)), words)


def network(
    site: Site,
    iri: str,
    opened: tuple[str, ...],
    kinds: frozenset[str] | None,
    *,
    mentions: bool,
) -> Neighbourhood:
    """Return a thing with its neighbours, and those of things that are opened."""
    return once(
        site.version,
        "network",
        lambda: explore.network(site.desk.view, iri, opened, kinds=kinds, mentions=mentions),
        iri,
        opened,
        kinds,
        mentions,
    )


def path(site: Site, start: str, end: str) -> Neighbourhood | None:
    """Return a shortest chain between two things."""
    return once(site.version, "path", lambda: site.desk.path(start, end), start, end)


def lineage(site: Site, iri: str) -> Lineage:
    """Return the line that a document stands in, as of today."""
    day = _today()
    return once(site.version, "lineage", lambda: lineage_of(site.desk.view, iri, day), iri, day)


def aligned(site: Site, local: str, superior: str) -> list[Alignment]:
    """Return a document beside superior ones, or beside the one that is named."""
    return once(
        site.version, "aligned", lambda: site.desk.align(local, superior or None), local, superior
    )


def facts_about(site: Site, iri: str) -> list[Fact]:
    """Return what is said of a thing or by it."""
    return once(site.version, "facts about", lambda: list(site.desk.facts_about(iri)), iri)


def indicators(site: Site) -> Sequence[IndicatorChoice]:
    """Return the indicators that have figures."""
    return once(site.version, "indicators", lambda: tuple(site.desk.indicators()))


def figures(site: Site, indicator: str) -> list[dict[str, Any]]:
    """Return the figures of an indicator, as rows of the measurement table."""
    return once(site.version, "figures", lambda: list(site.desk.table(indicator).rows), indicator)


def conflicts(site: Site) -> Sequence[Conflict]:
    """Return the figures that documents state differently."""
    return once(site.version, "conflicts", lambda: tuple(site.desk.conflicts()))


def result(site: Site, query: str) -> ResultTable:
    """Return the result of a query; see ``Reader.sparql`` for what may be wrong with it."""
    return once(site.version, "result", lambda: site.reader.sparql(query), query)


def rendered(site: Site, query: str, form: str) -> bytes:
    """Return the result of a query as a file."""
    return once(
        site.version, "rendered", lambda: site.desk.sparql_text(query, form), query, form
    ).body.encode()


def drawn(site: Site, query: str, found: ResultTable) -> Neighbourhood:
    """Return the triples of a result as things and what joins them."""
    return once(site.version, "drawn", lambda: explore.drawn(site.desk.view, found.rows), query)


def counts(site: Site) -> dict[str, int]:
    """Return how much of what is in the store."""
    return once(site.version, "counts", lambda: dict(site.reader.counts()))


def made(site: Site, what: str, make: Callable[[], bytes], *about: Hashable) -> bytes:
    """Return a file that was made of the store."""
    return once(site.version, f"file {what}", make, *about)
