"""The terms of the ontology as plain values: what code may say and what questions may ask for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rdflib import Graph, URIRef

FOLDER = Path(__file__).parent
POLICY = FOLDER / "policy.ttl"
SHAPES = FOLDER / "shapes.ttl"
INDICATORS = FOLDER / "indicator.ttl"
INSTRUMENTS = FOLDER / "instrument.ttl"
UNITS = FOLDER / "unit.ttl"
NAMESPACE = "https://w3id.org/zhengtu/ontology#"

TermKind = Literal["class", "object", "datatype"]

_NOT_A_LAW = ("方法", "做法", "说法", "看法", "用法", "立法", "执法", "司法", "普法", "违法")
"""Nouns in 法 that name no statute when a title ends in them."""


@dataclass(frozen=True, slots=True)
class Term:
    """One class or property.

    ``name`` is the local name (``issuedBy``), ``kind`` tells classes, object properties and
    datatype properties apart. The first of ``labels_zh`` is the one to show. ``domain`` and
    ``range`` are the IRIs of the classes or datatypes a property joins, the narrow ones where the
    ontology names them; ``parents`` the IRIs of superclasses or superproperties.
    """

    iri: str
    name: str
    kind: TermKind
    labels_zh: tuple[str, ...]
    labels_en: tuple[str, ...]
    alt_labels_zh: tuple[str, ...]
    alt_labels_en: tuple[str, ...]
    definition_zh: str
    definition_en: str
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()

    @property
    def words_zh(self) -> tuple[str, ...]:
        """Every Chinese wording, the label first."""
        return self.labels_zh + self.alt_labels_zh


@lru_cache(maxsize=1)
def terms() -> tuple[Term, ...]:
    """Return all terms of ``policy.ttl``, sorted by local name."""
    from rdflib import Graph

    return read_terms(Graph().parse(POLICY, format="turtle"))


def read_terms(graph: Graph) -> tuple[Term, ...]:
    """Return the terms that a graph declares in the project's namespace, sorted by name."""
    from rdflib import OWL, RDF, URIRef

    kinds: tuple[tuple[TermKind, URIRef], ...] = (
        ("class", OWL.Class),
        ("object", OWL.ObjectProperty),
        ("datatype", OWL.DatatypeProperty),
    )
    found = [
        _term(graph, subject, kind)
        for kind, declared in kinds
        for subject in graph.subjects(RDF.type, declared)
        if isinstance(subject, URIRef) and subject.startswith(NAMESPACE)
    ]
    return tuple(sorted(found, key=lambda term: term.name))


def _term(graph: Graph, subject: URIRef, kind: TermKind) -> Term:
    from rdflib import RDFS, SDO, SKOS

    definitions_zh = _texts(graph, subject, SKOS.definition, "zh")
    definitions_en = _texts(graph, subject, SKOS.definition, "en")
    parent = RDFS.subClassOf if kind == "class" else RDFS.subPropertyOf
    return Term(
        iri=str(subject),
        name=subject.removeprefix(NAMESPACE),
        kind=kind,
        labels_zh=_texts(graph, subject, RDFS.label, "zh"),
        labels_en=_texts(graph, subject, RDFS.label, "en"),
        alt_labels_zh=_texts(graph, subject, SKOS.altLabel, "zh"),
        alt_labels_en=_texts(graph, subject, SKOS.altLabel, "en"),
        definition_zh=definitions_zh[0] if definitions_zh else "",
        definition_en=definitions_en[0] if definitions_en else "",
        domain=_ends(graph, subject, SDO.domainIncludes, RDFS.domain),
        range=_ends(graph, subject, SDO.rangeIncludes, RDFS.range),
        parents=_iris(graph, subject, parent),
    )


def _texts(graph: Graph, subject: URIRef, predicate: URIRef, language: str) -> tuple[str, ...]:
    values = graph.objects(subject, predicate)
    return tuple(sorted(str(v) for v in values if getattr(v, "language", None) == language))


def _iris(graph: Graph, subject: URIRef, predicate: URIRef) -> tuple[str, ...]:
    return tuple(sorted(str(value) for value in graph.objects(subject, predicate)))


def _ends(graph: Graph, subject: URIRef, narrow: URIRef, wide: URIRef) -> tuple[str, ...]:
    return _iris(graph, subject, narrow) or _iris(graph, subject, wide)


@lru_cache(maxsize=1)
def terms_by_name() -> dict[str, Term]:
    """Return the terms by local name."""
    return {term.name: term for term in terms()}


def subclasses(name: str) -> frozenset[str]:
    """Return the local names of a class and of all classes below it.

    >>> sorted(subclasses("Report"))
    ['Report', 'WorkReport']
    """
    found = {name}
    while True:
        parents = {NAMESPACE + each for each in found}
        more = {t.name for t in terms() if t.kind == "class" and parents.intersection(t.parents)}
        if more <= found:
            return frozenset(found)
        found |= more


@lru_cache(maxsize=256)
def superclasses(name: str) -> frozenset[str]:
    """Return the local names of a class and of all classes above it.

    >>> sorted(superclasses("WorkReport"))
    ['PolicyDocument', 'Report', 'WorkReport']
    """
    by_iri = {NAMESPACE + each.name: each for each in terms() if each.kind == "class"}
    above = (by_iri[iri].name for iri in terms_by_name()[name].parents if iri in by_iri)
    return frozenset({name}).union(*(superclasses(parent) for parent in above))


@lru_cache(maxsize=1)
def norms() -> frozenset[str]:
    """Return the local names of the properties that say what is demanded, forbidden or allowed.

    >>> sorted(norms())
    ['encourages', 'permits', 'prohibits', 'requires']
    """
    return frozenset(t.name for t in terms() if NAMESPACE + "norm" in t.parents)


@lru_cache(maxsize=1)
def _document_kinds() -> Mapping[int, Mapping[str, str]]:
    """Wordings of the document kinds with their class, by their length, the longest first."""
    kinds = subclasses("PolicyDocument") - {"PolicyDocument"}
    words = [(word, name) for name in kinds for word in terms_by_name()[name].words_zh]
    names = [(name.lower(), name) for name in kinds]
    found: dict[int, dict[str, str]] = {}
    for word, name in sorted(words + names, key=lambda pair: (-len(pair[0]), pair)):
        found.setdefault(len(word), {}).setdefault(word, name)
    return found


def document_kind(wording: str) -> str | None:
    """Return the local name of the document class that a kind or the tail of a title names.

    Official titles end in their kind (…关于…的通知); a draft mark in brackets after it is passed
    over. Source: 党政机关公文处理工作条例 (2012), article 8.

    >>> document_kind("某某省人民政府关于加快发展的实施意见（试行）")
    'Opinion'
    >>> document_kind("某某") is None
    True
    >>> document_kind("work_report")
    'WorkReport'
    """
    text = wording.strip().rstrip("》〉」”").rstrip().lower()
    if text.isascii():
        text = text.replace("_", "")  # front matter says work_report
    while text.endswith(("）", ")")) and max(text.rfind("（"), text.rfind("(")) > 0:
        text = text[: max(text.rfind("（"), text.rfind("("))].rstrip().rstrip("》〉」”")
    if text.endswith(_NOT_A_LAW):
        return None
    kinds = _document_kinds().items()
    return next((names[text[-size:]] for size, names in kinds if text[-size:] in names), None)
