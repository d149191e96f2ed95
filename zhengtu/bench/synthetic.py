"""Generated documents for measurements of size: the sample documents, varied.

A clone keeps its sample's words and the shape of its graph; its places are others of the same
level, its years others, so that labels, joins and counts behave as those of a large real corpus.
Nothing here is a fact, and nothing of it leaves the temporary store of a benchmark.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace
from functools import lru_cache, partial
from hashlib import sha256
from itertools import accumulate
from typing import TYPE_CHECKING, TypeVar, cast

from rdflib import XSD, Literal, URIRef

from corpus import read
from corpus.document import Passage, PolicyDocument
from kg.build import document_graph
from nlp.gazetteer.place import places
from nlp.pipeline import load
from ontology.iri import place_iri
from zhengtu.service.source import samples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.statement import DocumentGraph, Statement, Term, Triple
    from nlp.extraction import Extraction

SEED = 20261124

AnyTerm = TypeVar("AnyTerm", bound="Term")


def clones(count: int, first: int = 0) -> Iterator[tuple[PolicyDocument, DocumentGraph]]:
    """Yield generated documents with their graphs; the same ones every time.

    Args:
        count: How many.
        first: The number of the first; a clone depends on its number alone.
    """
    extracted = _extracted()
    for number in range(first, first + count):
        document, extraction = extracted[number % len(extracted)]
        clone = replace(document, id=f"{document.id}~{number}")
        graph = document_graph(clone, extraction)
        yield clone, _Variation(number).apply(graph)


def texts(count: int, passages: int, first: int = 0) -> Iterator[PolicyDocument]:
    """Yield generated documents for the indexes: clauses of the samples in another order.

    Args:
        count: How many.
        passages: How many each has, of about the length that passages of statutes have.
        first: The number of the first; a document depends on its number alone.
    """
    found = _samples()
    clauses = [clause for each in found for clause in _CLAUSE.findall(each.text)]
    names = [place.name for place in places()]
    for number in range(first, first + count):
        choose = random.Random(SEED + number)
        parts = [
            "".join((choose.choice(names), *choose.choices(clauses, k=_CLAUSES)))
            for _ in range(passages)
        ]
        yield _tiled(found[number % len(found)], f"text~{number}", parts)


def _tiled(sample: PolicyDocument, name: str, parts: list[str]) -> PolicyDocument:
    """Return a document whose passages are these parts."""
    ends = list(accumulate(map(len, parts)))
    content = "".join(parts)
    return replace(
        sample,
        id=name,
        text=content,
        sections=(),
        passages=tuple(map(partial(Passage, name), [0, *ends], ends)),
        sha256=sha256(content.encode()).hexdigest(),
    )


_CLAUSE = re.compile("[^，。；：\\n]+[，。；：]")
_CLAUSES = 7
"""Clauses of 17 characters on average, so that passages have 120: statutes' have 126."""


@lru_cache(maxsize=1)
def _extracted() -> list[tuple[PolicyDocument, Extraction]]:
    pipeline = load()
    return [(document, pipeline.extract(document)) for document in _samples()]


def _samples() -> list[PolicyDocument]:
    return [each for each in read([str(samples())]) if isinstance(each, PolicyDocument)]


class _Variation:
    """Other places and years, chosen by the number of the clone."""

    def __init__(self, number: int) -> None:
        self._random = random.Random(SEED + number)
        self._years = self._random.randrange(12)
        self._chosen: dict[URIRef, URIRef] = {}

    def apply(self, graph: DocumentGraph) -> DocumentGraph:
        return replace(
            graph,
            description=tuple(map(self._triple, graph.description)),
            statements=tuple(map(self._statement, graph.statements)),
        )

    def _triple(self, triple: Triple) -> Triple:
        subject, predicate, value = triple
        return (self._place(subject), predicate, self._term(value))

    def _statement(self, statement: Statement) -> Statement:
        value = self._term(statement.object)
        assert isinstance(value, URIRef | Literal)
        return replace(statement, subject=self._place(statement.subject), object=value)

    def _term(self, term: Term) -> Term:
        if isinstance(term, Literal) and term.datatype == XSD.date:
            year, rest = str(term)[:4], str(term)[4:]
            day = "-02-28" if rest == "-02-29" else rest
            return Literal(f"{int(year) - self._years}{day}", datatype=XSD.date)
        return self._place(term)

    def _place(self, term: AnyTerm) -> AnyTerm:
        level = _levels().get(str(term))
        if level is None or not isinstance(term, URIRef):
            return term
        if term not in self._chosen:
            self._chosen[term] = URIRef(self._random.choice(_by_level()[level]))
        return cast("AnyTerm", self._chosen[term])


@lru_cache(maxsize=1)
def _levels() -> dict[str, str]:
    return {place_iri(place.code): place.level for place in places()}


@lru_cache(maxsize=1)
def _by_level() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for iri, level in _levels().items():
        found.setdefault(level, []).append(iri)
    return found
