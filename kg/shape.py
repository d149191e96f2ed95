"""The shapes of ``shapes.ttl`` as SPARQL, so that they can be checked on any store.

Of SHACL Core it knows the constraints that the shapes use, and refuses a shape with others, so that
no rule is passed over in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, cast

from rdflib import RDF, SH, Graph, URIRef
from rdflib import Literal as RdfLiteral

from kg.error import StoreError
from ontology.lexicon import SHAPES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rdflib.term import Node

Severity = Literal["violation", "warning"]

_TARGETS = {
    SH.targetClass: "?focus a {0} .",
    SH.targetSubjectsOf: "?focus {0} ?target .",
    SH.targetObjectsOf: "?target {0} ?focus .",
}
_PASSIVE = frozenset({SH.path, SH.message, SH.severity})


@dataclass(frozen=True, slots=True)
class Rule:
    """One constraint of one property shape: a query for what breaks it.

    The query binds ``?focus`` (the node at fault) and, where there is one, ``?value``.
    """

    shape: str
    path: str
    constraint: str
    severity: Severity
    message_zh: str
    message_en: str
    query: str


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Return the rules of the shipped shapes."""
    return tuple(read_rules(Graph().parse(SHAPES, format="turtle")))


def read_rules(graph: Graph) -> Iterator[Rule]:
    """Yield the rules of a shapes graph, in a stable order.

    Raises:
        StoreError: A constraint, target or path that is not supported.
    """
    found = [
        rule
        for shape in graph.subjects(RDF.type, SH.NodeShape)
        for node in graph.objects(shape, SH.property)
        for rule in _property(graph, shape, _target(graph, shape), node)
    ]
    yield from sorted(found, key=lambda rule: (rule.shape, rule.path, rule.constraint, rule.query))


def _target(graph: Graph, shape: Node) -> str:
    for kind, pattern in _TARGETS.items():
        for value in graph.objects(shape, kind):
            return pattern.format(value.n3())
    raise StoreError(f"{shape}: a shape needs sh:targetClass, targetSubjectsOf or targetObjectsOf")


def _property(graph: Graph, shape: Node, target: str, node: Node) -> Iterator[Rule]:
    path = graph.value(node, SH.path)
    if not isinstance(path, URIRef):
        raise StoreError(f"{shape}: only a plain property is supported as sh:path")
    severity = graph.value(node, SH.severity, default=SH.Violation)
    texts = [text for text in graph.objects(node, SH.message) if isinstance(text, RdfLiteral)]
    messages = {text.language: str(text) for text in texts}
    for constraint, value in graph.predicate_objects(node):
        if constraint in _PASSIVE:
            continue
        condition = _CONDITIONS.get(cast("URIRef", constraint))
        if condition is None:
            raise StoreError(f"{shape}: {constraint} is not supported: add it to kg.shape")
        pattern = condition(path.n3(), value, graph)
        yield Rule(
            shape=str(shape).rsplit("#", 1)[-1],
            path=str(path),
            constraint=str(constraint).rsplit("#", 1)[-1],
            severity="warning" if severity == SH.Warning else "violation",
            message_zh=messages.get("zh", ""),
            message_en=messages.get("en", ""),
            query=f"SELECT DISTINCT ?focus ?value WHERE {{ {target} {pattern} }}",
        )


def _minimum(path: str, value: Node, _: Graph) -> str:
    if int(str(value)) == 1:
        return f"FILTER NOT EXISTS {{ ?focus {path} ?any }}"
    counted = f"SELECT ?focus (COUNT(DISTINCT ?each) AS ?n) WHERE {{ ?focus {path} ?each }}"
    return f"{{ {counted} GROUP BY ?focus }} FILTER (?n < {value})"


def _maximum(path: str, value: Node, _: Graph) -> str:
    """Match a node with more values than allowed: as many different ones as that takes."""
    count = int(str(value)) + 1
    values = " ".join(f"?focus {path} ?value{n} ." for n in range(count))
    pairs = (f"STR(?value{n}) < STR(?value{n + 1})" for n in range(count - 1))
    return f"{values} FILTER ({' && '.join(pairs) or 'true'})"


def _each(condition: str) -> Callable[[str, Node, Graph], str]:
    """Return a condition on every value; ``{value}`` is the constraint's own value."""

    def pattern(path: str, value: Node, _: Graph) -> str:
        broken = condition.replace("{value}", value.n3())
        return f"?focus {path} ?value . FILTER (!({broken}))"

    return pattern


def _datatype(path: str, value: Node, _: Graph) -> str:
    wrong = f"!isLiteral(?value) || DATATYPE(?value) != {value.n3()}"
    return f"?focus {path} ?value . FILTER ({wrong})"


def _in(path: str, value: Node, graph: Graph) -> str:
    allowed = ", ".join(item.n3() for item in graph.items(value))
    return f"?focus {path} ?value . FILTER (?value NOT IN ({allowed}))"


def _against(sign: str) -> Callable[[str, Node, Graph], str]:
    def pattern(path: str, value: Node, _: Graph) -> str:
        other = f"?focus {value.n3()} ?other"
        return f"?focus {path} ?value . {other} . FILTER (!(?value {sign} ?other))"

    return pattern


def _node_kind(path: str, value: Node, _: Graph) -> str:
    if value != SH.IRI:
        raise StoreError("only sh:nodeKind sh:IRI is supported")
    return f"?focus {path} ?value . FILTER (!isIRI(?value))"


_CONDITIONS: dict[URIRef, Callable[[str, Node, Graph], str]] = {
    SH.minCount: _minimum,
    SH.maxCount: _maximum,
    SH.datatype: _datatype,
    SH.nodeKind: _node_kind,
    SH["in"]: _in,
    SH.pattern: _each("REGEX(STR(?value), {value})"),
    SH.minLength: _each("STRLEN(STR(?value)) >= {value}"),
    SH.minInclusive: _each("?value >= {value}"),
    SH.maxInclusive: _each("?value <= {value}"),
    SH.lessThan: _against("<"),
    SH.lessThanOrEquals: _against("<="),
}
