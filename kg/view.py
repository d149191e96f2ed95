"""Reading a graph, whatever holds it: the guard in front, evidence behind."""

from __future__ import annotations

from sys import intern
from typing import TYPE_CHECKING

from rdflib import RDF, Literal, URIRef

from kg.error import QueryError
from kg.query import bind, guard, unknown_graph
from kg.stated import Quoted
from kg.statement import Evidence, Statement, triple_key
from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.stated import About, Sought, Stretch
    from kg.statement import Quad, Term, Triple
    from kg.storage.store import Dataset, GraphBackend, QueryResult, Row, Told

QUALIFIERS = (
    ZT.agent,
    ZT.cooperationMode,
    ZT.modality,
    ZT.periodStart,
    ZT.periodEnd,
    ZT.periodText,
)
"""The properties that may stand on a statement beside its evidence."""

_STATEMENTS = f"""SELECT * WHERE {{
  ?statement a <{ZT.Statement}> ; <{RDF.subject}> ?subject ; <{RDF.predicate}> ?predicate ;
    <{RDF.object}> ?object ; <{ZT.document}>/<{ZT.documentId}> ?document ; <{ZT.start}> ?start ;
    <{ZT.end}> ?end ; <{ZT.quote}> ?quote ; <{ZT.method}> ?method ; <{ZT.confidence}> ?confidence .
{"".join(f"  OPTIONAL {{ ?statement <{each}> ?q{n} }}" for n, each in enumerate(QUALIFIERS))}
}}"""
BATCH = 60
"""Nodes that are read at once."""

_NODES = "SELECT ?x ?p ?v WHERE {{ VALUES ?x {{ {} }} ?x ?p ?v }}"
_VALUES = "SELECT ?x ?v WHERE {{ VALUES ?x {{ {} }} ?x <{}> ?v }}"
_QUOTED = f"""SELECT * WHERE {{{{ VALUES ?statement {{{{ {{}} }}}}
  ?statement <{ZT.quote}> ?quote ; <{RDF.subject}> ?subject ; <{RDF.object}> ?object }}}}"""
_DESCRIBE = "SELECT DISTINCT ?p ?o WHERE { ?iri ?p ?o }"


class BackendView:
    """A ``GraphView`` on any ``GraphBackend``."""

    def __init__(self, backend: GraphBackend) -> None:
        """Read from this backend."""
        self._backend = backend

    def run(
        self, query: str, *, limit: int | None = None, dataset: Dataset | None = None
    ) -> QueryResult:
        """Return the result of a query of any form; see ``GraphView.run``."""
        found = guard(query, self.has_graph)
        for graph in (*dataset.default, *dataset.named) if dataset else ():
            if not self.has_graph(graph):
                raise unknown_graph(graph)
        return self._backend.query(query, union=not found.dataset, limit=limit, dataset=dataset)

    def select(
        self, query: str, bindings: Mapping[str, Term] | None = None, *, limit: int | None = None
    ) -> list[Row]:
        """Return the solutions of a SELECT query; see ``GraphView.select``."""
        result = self.run(bind(query, bindings or {}), limit=limit)
        if result.form != "select":
            raise QueryError("this is no SELECT query: use `ask` or `run`", query=query)
        return list(result.rows)

    def ask(self, query: str, bindings: Mapping[str, Term] | None = None) -> bool:
        """Return the answer of an ASK query."""
        result = self.run(bind(query, bindings or {}))
        if result.form != "ask":
            raise QueryError("this is no ASK query: use `select` or `run`", query=query)
        return result.answer

    def describe(self, iri: str) -> list[Triple]:
        """Return the triples whose subject is this IRI, each once, sorted."""
        subject = URIRef(iri)
        rows = self.select(_DESCRIBE, {"iri": subject})
        return sorted(((subject, URIRef(row["p"]), row["o"]) for row in rows), key=triple_key)

    def nodes(self, named: Iterable[str]) -> dict[str, Told]:
        """Return what is told of some nodes; see ``GraphView.nodes``.

        All of a node lies in one stretch of an engine's index; asked for by its name, each property
        would be looked up, a missing one too: twice the time for a statement with its evidence.
        """
        found: dict[str, Told] = {}
        rest = sorted(set(named))
        for at in range(0, len(rest), BATCH):
            query = _NODES.format(" ".join(URIRef(iri).n3() for iri in rest[at : at + BATCH]))
            for row in self.run(query).rows:
                told = found.setdefault(str(row["x"]), {})
                told.setdefault(intern(str(row["p"])), []).append(row["v"])
        return found

    def values(self, named: Iterable[str], name: str) -> dict[str, list[Term]]:
        """Return the values of one property of some things; see ``GraphView.values``."""
        found: dict[str, list[Term]] = {}
        wanted = " ".join(URIRef(iri).n3() for iri in sorted(set(named)))
        for row in self.run(_VALUES.format(wanted, name)).rows if wanted else ():
            found.setdefault(str(row["x"]), []).append(row["v"])
        return found

    def stated(self, about: About, sought: Sought) -> list[str]:
        """Return the IRIs of the statements about something; see ``GraphView.stated``.

        Sorted here: an engine that sorts takes thrice the time of one that does not.
        """
        query = f"SELECT DISTINCT ?statement WHERE {{ {about.pattern(sought)} }}"
        return sorted(str(row["statement"]) for row in self.select(query))

    def stated_in(self, stretches: Iterable[Stretch], sought: Sought) -> list[str]:
        """Return the IRIs of the statements of stretches; see ``GraphView.stated_in``."""
        parts = " UNION ".join(
            f"{{ {each.pattern(sought)} BIND ({number} AS ?place) }}"
            for number, each in enumerate(stretches)
        )
        query = f"SELECT DISTINCT ?statement ?place ?start ?end WHERE {{ {parts} }}"
        found = self.select(query) if parts else []
        places = [[int(row[name]) for name in ("place", "start", "end")] for row in found]
        named = [str(row["statement"]) for row in found]
        return list(dict.fromkeys(iri for _, iri in sorted(zip(places, named, strict=True))))

    def quoted(self, statements: Iterable[str]) -> dict[str, Quoted]:
        """Return the quotes of statements; see ``GraphView.quoted``."""
        named = " ".join(URIRef(iri).n3() for iri in sorted(set(statements)))
        rows = self.select(_QUOTED.format(named)) if named else []
        return {
            str(row["statement"]): Quoted(row["subject"], row["object"], str(row["quote"]))
            for row in rows
        }

    def statements(
        self, subject: Term | None = None, predicate: Term | None = None, object: Term | None = None
    ) -> list[Statement]:
        """Return the statements of a triple pattern, sorted by where they are said."""
        given = {"subject": subject, "predicate": predicate, "object": object}
        bindings = {name: term for name, term in given.items() if term is not None}
        found = [_statement(row) for row in self.select(_STATEMENTS, bindings)]
        return sorted(found, key=lambda each: (each.evidence, each.iri))

    def evidence(
        self, subject: Term | None = None, predicate: Term | None = None, object: Term | None = None
    ) -> list[Evidence]:
        """Return the evidence of a triple pattern, each place once, sorted by place."""
        return sorted({each.evidence for each in self.statements(subject, predicate, object)})

    def has_graph(self, name: str) -> bool:
        """Return whether there is a graph of that name."""
        return self._backend.has_graph(URIRef(name))

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph or of all, in no particular order."""
        return self._backend.quads(None if graph is None else URIRef(graph))

    def graph_names(self) -> list[URIRef]:
        """Return the names of all graphs, sorted."""
        return self._backend.graph_names()


def _statement(row: Row) -> Statement:
    pairs = ((name, row.get(f"q{number}")) for number, name in enumerate(QUALIFIERS))
    place = (str(row["document"]), int(row["start"]), int(row["end"]), str(row["quote"]))
    return Statement(
        subject=URIRef(row["subject"]),
        predicate=URIRef(row["predicate"]),
        object=_value(row["object"]),
        evidence=Evidence(*place),
        method=str(row["method"]),
        confidence=float(row["confidence"]),
        qualifiers=tuple((name, _value(value)) for name, value in pairs if value is not None),
    )


def _value(term: Term) -> URIRef | Literal:
    return term if isinstance(term, Literal) else URIRef(term)
