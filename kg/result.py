"""Query results as text: table, JSON, CSV, TSV, XML, and graphs in any RDF syntax."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pyoxigraph as ox
from rdflib import BNode, Literal

from kg.error import QueryError
from kg.statement import triple_key
from kg.storage.term import ox_triple

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.statement import Term
    from kg.storage.store import QueryResult

PREFIXES = {
    "zt": "https://w3id.org/zhengtu/ontology#",
    "ind": "https://w3id.org/zhengtu/indicator#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
GRAPH_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
MEDIA_TYPES = {
    "table": "text/plain",
    "json": "application/sparql-results+json",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "xml": "application/sparql-results+xml",
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
"""The formats by name, each with its media type; all are UTF-8."""

_XML = "http://www.w3.org/2005/sparql-results#"


def render(result: QueryResult, format: str) -> str:
    """Return a result as text.

    Args:
        result: What a query returned.
        format: ``table json csv tsv xml`` for rows and truth values, ``turtle ntriples rdfxml
            jsonld`` for graphs; a graph asked for as a table is shown as its triples.

    Raises:
        QueryError: The format is unknown or does not suit the form of the query.
    """
    if result.form == "graph":
        return _graph(result, "turtle" if format == "table" else format)
    writer = _ROWS.get(format)
    if writer is None:
        raise QueryError(
            f"格式 {format} 不适合这种查询。 "
            f"The format {format!r} does not suit this query: use one of {', '.join(_ROWS)}, or "
            "CONSTRUCT for RDF",
            format=format,
        )
    return writer(result)


def _graph(result: QueryResult, format: str) -> str:
    syntax = GRAPH_FORMATS.get(format)
    if syntax is None:
        raise QueryError(
            f"格式 {format} 不适合 CONSTRUCT 和 DESCRIBE。 "
            f"The format {format!r} does not suit CONSTRUCT and DESCRIBE: use one of "
            f"{', '.join(GRAPH_FORMATS)}",
            format=format,
        )
    ordered = sorted(set(result.triples), key=triple_key)
    text = ox.serialize(map(ox_triple, ordered), format=syntax, prefixes=PREFIXES)
    assert text is not None  # without a target it is returned
    return text.decode()


def _json(result: QueryResult) -> str:
    if result.form == "ask":
        return json.dumps({"head": {}, "boolean": result.answer})
    rows = [{name: _json_term(term) for name, term in row.items()} for row in result.rows]
    content = {"head": {"vars": list(result.variables)}, "results": {"bindings": rows}}
    return json.dumps(content, ensure_ascii=False)


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, Literal):
        found = {"type": "literal", "value": str(term)}
        if term.language:
            found["xml:lang"] = term.language
        elif term.datatype is not None:
            found["datatype"] = str(term.datatype)
        return found
    return {"type": "bnode" if isinstance(term, BNode) else "uri", "value": str(term)}


def _csv(result: QueryResult) -> str:
    out = io.StringIO()
    writer = csv.writer(out)  # RFC 4180: lines end in CR LF, as SPARQL 1.1 CSV asks for
    if result.form == "ask":
        writer.writerow([str(result.answer).lower()])
        return out.getvalue()
    writer.writerow(result.variables)
    for row in result.rows:
        writer.writerow([str(row.get(name, "")) for name in result.variables])
    return out.getvalue()


def _tsv(result: QueryResult) -> str:
    if result.form == "ask":
        return f"{str(result.answer).lower()}\n"
    lines = ["\t".join(f"?{name}" for name in result.variables)]
    lines += [
        "\t".join(_tsv_term(row.get(name)) for name in result.variables) for row in result.rows
    ]
    return "\n".join(lines) + "\n"


def _tsv_term(term: Term | None) -> str:
    if term is None:
        return ""
    return term.n3().replace("\t", "\\t").replace("\n", "\\n")


def _xml(result: QueryResult) -> str:
    ElementTree.register_namespace("", _XML)
    root = ElementTree.Element(f"{{{_XML}}}sparql")
    head = ElementTree.SubElement(root, f"{{{_XML}}}head")
    if result.form == "ask":
        ElementTree.SubElement(root, f"{{{_XML}}}boolean").text = str(result.answer).lower()
    else:
        for name in result.variables:
            ElementTree.SubElement(head, f"{{{_XML}}}variable", name=name)
        results = ElementTree.SubElement(root, f"{{{_XML}}}results")
        for row in result.rows:
            node = ElementTree.SubElement(results, f"{{{_XML}}}result")
            for name, term in row.items():
                binding = ElementTree.SubElement(node, f"{{{_XML}}}binding", name=name)
                binding.append(_xml_term(term))
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True)


def _xml_term(term: Term) -> ElementTree.Element:
    found = _json_term(term)
    node = ElementTree.Element(f"{{{_XML}}}{found['type']}")
    node.text = found["value"]
    if "xml:lang" in found:
        node.set("{http://www.w3.org/XML/1998/namespace}lang", found["xml:lang"])
    if "datatype" in found:
        node.set("datatype", found["datatype"])
    return node


def _table(result: QueryResult) -> str:
    if result.form == "ask":
        return f"{str(result.answer).lower()}\n"
    rows = [[_short(row.get(name)) for name in result.variables] for row in result.rows]
    columns = list(zip(result.variables, *rows, strict=True))
    widths = [max(map(_width, column)) for column in columns]
    lines = [_line(result.variables, widths), "  ".join("-" * width for width in widths)]
    return "\n".join([*lines, *(_line(row, widths) for row in rows)]) + "\n"


def _line(cells: tuple[str, ...] | list[str], widths: list[int]) -> str:
    padded = (
        cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)
    )
    return "  ".join(padded).rstrip()


def _short(term: Term | None) -> str:
    """Return a term for people: known namespaces shortened, white space on one line."""
    text = "" if term is None else " ".join(str(term).split())
    for prefix, namespace in PREFIXES.items():
        if not isinstance(term, Literal) and text.startswith(namespace):
            return f"{prefix}:{text.removeprefix(namespace)}"
    return text


def _width(text: str) -> int:
    """Return the columns a text takes on a terminal; East Asian characters take two."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


_ROWS: dict[str, Callable[[QueryResult], str]] = {
    "table": _table,
    "json": _json,
    "csv": _csv,
    "tsv": _tsv,
    "xml": _xml,
}
