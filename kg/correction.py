"""Corrections by people: what they add, reject or change wins over extraction and survives it.

They are kept beside the documents in the archive and laid over a document's graph whenever it is
written, so every reader, SPARQL included, sees the corrected graph and nothing else.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Literal

from rdflib import RDF, XSD, URIRef
from rdflib import Literal as RdfLiteral

from kg.error import StoreError
from kg.statement import document_iri
from ontology.iri import BASE, mint
from ontology.lexicon import terms_by_name
from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.statement import Term, Triple

CORRECTION_GRAPH = URIRef(BASE + "graph/corrections")
"""Who corrected what, when and why; the effect is in the documents' own graphs."""

Action = Literal["add", "reject", "change"]
ACTIONS: tuple[Action, ...] = ("add", "reject", "change")

FIGURE_FIELDS: Mapping[str, str] = {
    "low": "decimal", "high": "decimal", "comparator": "string", "unit": "string",
    "valueText": "string", "periodStart": "date", "periodEnd": "date", "periodText": "string",
    "indicator": "iri", "area": "iri",
}  # fmt: skip
"""The properties of a figure that ``change`` may set, each with its type."""

COMPARATORS = ("=", "≈", "≥", "≤", ">", "<", "range")


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction of one document's facts.

    ``subject``, ``predicate`` and ``object`` are the statement it is about, terms as N-Triples
    writes them; for ``add`` it is the new one, with ``start``, ``end`` and ``quote`` of the words
    that support it. ``change`` puts ``new_object`` in place of ``object``, or sets ``figure``, the
    properties of the observation that is the object. ``labels`` name things that are new.
    """

    action: Action
    document_id: str
    subject: str
    predicate: str
    object: str
    who: str
    when: str
    why: str
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    new_object: str | None = None
    figure: tuple[tuple[str, str], ...] = ()
    labels: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """A short name, from what the correction does; who, when and why do not count."""
        said = {**self.to_json(), "who": "", "when": "", "why": ""}
        return mint("correction", json.dumps(said, ensure_ascii=False, sort_keys=True))[-16:]

    @property
    def triple(self) -> tuple[Term, Term, Term]:
        """The statement that it is about."""
        return (parse_term(self.subject), parse_term(self.predicate), parse_term(self.object))

    def to_json(self) -> dict[str, Any]:
        """Return the correction as a JSON object."""
        return {name: value for name, value in asdict(self).items() if value not in (None, ())}

    @classmethod
    def of_json(cls, value: Mapping[str, Any]) -> Correction:
        """Read a correction.

        Raises:
            StoreError: A key is missing or unknown, or a value cannot be.
        """
        known = {each.name for each in fields(cls)}
        pairs = {"figure", "labels"}
        try:
            given: dict[str, Any] = {
                name: tuple((str(a), str(b)) for a, b in item) if name in pairs else item
                for name, item in value.items()
                if name in known
            }
            found = cls(**given)
        except (TypeError, ValueError) as error:
            raise StoreError(
                f"更正的格式有误（{error}）：请用 `zhengtu correct export` 的输出。"
            ) from error
        found.check()
        return found

    def check(self) -> None:
        """Refuse a correction that means nothing.

        Raises:
            StoreError: Says what is wrong.
        """
        if self.action not in ACTIONS:
            raise StoreError(f"没有“{self.action}”这种更正：可用的有 {'、'.join(ACTIONS)}。")
        if not self.who.strip() or not self.why.strip():
            raise StoreError("更正须写明更正人（--who）和理由（--why）。")
        if self.action == "change" and not self.new_object and not self.figure:
            raise StoreError("change 须给出新的宾语（--object）或要改的数值（--set）。")
        for name, value in self.figure:
            figure_value(name, value)
        for term in filter(None, (self.subject, self.predicate, self.object, self.new_object)):
            parse_term(term)


def parse_term(text: str) -> URIRef | RdfLiteral:
    """Return a term from its N-Triples form.

    Raises:
        StoreError: It is none.
    """
    from rdflib.util import from_n3

    try:
        found = from_n3(text)
    except Exception as error:
        raise StoreError(f'{text} 不是 RDF 项：写成 <IRI> 或 "文字"@zh。') from error
    if isinstance(found, URIRef | RdfLiteral) and (isinstance(found, RdfLiteral) or ":" in found):
        return found
    raise StoreError(f'{text} 不是 RDF 项：写成 <IRI> 或 "文字"@zh。')


def figure_value(name: str, value: str) -> URIRef | RdfLiteral:
    """Return a part of a figure as the graph holds it.

    Raises:
        StoreError: A figure has no such part, or the value cannot be.
    """
    kind = FIGURE_FIELDS.get(name)
    if kind is None:
        raise StoreError(f"数值没有 {name} 这一项：可改的有 {'、'.join(FIGURE_FIELDS)}。")
    if name == "comparator" and value not in COMPARATORS:
        raise StoreError(f"比较符只能是 {' '.join(COMPARATORS)}。")
    if kind == "iri":
        return URIRef(value.strip("<>"))
    if kind == "decimal":
        try:
            return RdfLiteral(Decimal(value))
        except InvalidOperation as error:
            raise StoreError(f"{name} 须是数，而不是 {value}。") from error
    if kind == "date":
        from datetime import date

        try:
            return RdfLiteral(date.fromisoformat(value))
        except ValueError as error:
            raise StoreError(f"{name} 须是 2026-12-31 这样的日期，而不是 {value}。") from error
    return RdfLiteral(value)


def record(corrections: Iterable[Correction]) -> list[Triple]:
    """Return the triples of the corrections graph."""
    return [triple for each in corrections for triple in _record(each)]


def _record(correction: Correction) -> Iterator[Triple]:
    node = URIRef(f"{BASE}correction/{correction.id}")
    subject, predicate, value = correction.triple
    yield (node, RDF.type, ZT.Correction)
    yield (node, RDF.subject, subject)
    yield (node, RDF.predicate, predicate)
    yield (node, RDF.object, value)
    yield (node, ZT.document, document_iri(correction.document_id))
    yield (node, ZT.correctionAction, RdfLiteral(correction.action))
    yield (node, ZT.correctedBy, RdfLiteral(correction.who))
    yield (node, ZT.correctedAt, RdfLiteral(correction.when, datatype=XSD.dateTime))
    yield (node, ZT.correctionReason, RdfLiteral(correction.why, lang="zh"))


def term_of(name: str) -> URIRef | None:
    """Return a property by its local name or Chinese label, None if there is none."""
    for term in terms_by_name().values():
        if term.kind != "class" and name in {term.name, *term.words_zh}:
            return URIRef(term.iri)
    return None
