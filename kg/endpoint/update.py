"""Update requests of bounded size that make graphs hold what they should."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import BNode

from kg.storage.term import ox_triple, to_ox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rdflib import URIRef

    from kg.statement import Quad, Triple

OPERATION = 1_000
"""Triples of one INSERT DATA: Virtuoso's parser is out of memory at about 5,000."""

_SEPARATOR = " ;\n"


def dropping(graphs: Iterable[URIRef], delete: Iterable[Quad]) -> list[str]:
    """Return the operations that take away: whole graphs, the last named first, then quads."""
    drops = [f"DROP SILENT GRAPH {to_ox(name)}" for name in reversed(list(graphs))]
    return drops + [f"DELETE DATA {{ {_block(quad[3], [_line(quad[:3])])} }}" for quad in delete]


def requests(
    first: Iterable[str],
    graphs: Mapping[URIRef, Iterable[Triple]],
    add: Iterable[Quad],
    most: int,
) -> Iterator[str]:
    """Yield update requests: the operations given, then the triples, the shared ones first.

    Args:
        first: Operations that take away; they go into the first request.
        graphs: What graphs are to hold, in the order in which it is to be seen.
        add: Further quads, of graphs that others share.
        most: Triples of one request; only a single subject's may be more.

    Raises:
        ValueError: A term is not valid RDF, or a blank node.
    """
    operations, size = list(first), 0
    for lines, operation in _insertions(graphs, add):
        if size and size + lines > most:
            yield _SEPARATOR.join(operations)
            operations, size = [], 0
        operations.append(operation)
        size += lines
    if operations:
        yield _SEPARATOR.join(operations)


def _insertions(
    graphs: Mapping[URIRef, Iterable[Triple]], add: Iterable[Quad]
) -> Iterator[tuple[int, str]]:
    """Yield INSERT DATA operations with the number of their triples."""
    shared: dict[URIRef, list[Triple]] = {}
    for subject, predicate, value, name in add:
        shared.setdefault(name, []).append((subject, predicate, value))
    for name, triples in [*shared.items(), *graphs.items()]:
        for lines in _chunks(triples):
            yield len(lines), f"INSERT DATA {{ {_block(name, lines)} }}"


def _chunks(triples: Iterable[Triple]) -> Iterator[list[str]]:
    """Yield lines of about ``OPERATION``; a node whose triples come together is not torn apart."""
    lines: list[str] = []
    previous: object = None
    for triple in triples:
        if len(lines) >= OPERATION and triple[0] != previous:
            yield lines
            lines = []
        lines.append(_line(triple))
        previous = triple[0]
    if lines:
        yield lines


def _block(graph: URIRef, lines: list[str]) -> str:
    return f"GRAPH {to_ox(graph)} {{\n{' '.join(lines)} }}"


def _line(triple: Triple) -> str:
    if any(isinstance(term, BNode) for term in triple):
        raise ValueError("a blank node cannot be stored at an endpoint: give the thing a name")
    return f"{ox_triple(triple)} .\n"
