"""Is the graph what it claims to be: every quote in its text, every node in its shape."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from rdflib import RDF, URIRef

from kg.shape import rules
from kg.statement import document_iri
from ontology.iri import provenance_graph
from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.shape import Rule, Severity
    from kg.statement import Term
    from kg.storage.archive import Archive
    from kg.storage.store import GraphView, Row

MOST = 1000
"""The most nodes that are named for one rule; the count goes on."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is broken (violation) or unusual (warning).

    ``rule`` names shape, property and constraint, or ``evidence``; ``node`` is the IRI at fault;
    ``document`` and ``quote`` say where to look, as far as that is known.
    """

    severity: Severity
    rule: str
    node: str
    message_zh: str
    message_en: str
    document: str | None = None
    quote: str | None = None
    value: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the finding as a JSON object."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked and what was found; ``counts`` holds the true number for each rule."""

    documents: int
    statements: int
    rules: int
    violations: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    counts: dict[str, int]

    @property
    def conforms(self) -> bool:
        """Whether nothing is broken; warnings do not count."""
        return not self.violations

    def to_json(self) -> dict[str, Any]:
        """Return the report as a JSON object."""
        return {
            "conforms": self.conforms,
            "checked": {
                "documents": self.documents,
                "statements": self.statements,
                "rules": self.rules,
            },
            "counts": self.counts,
            "violations": [finding.to_json() for finding in self.violations],
            "warnings": [finding.to_json() for finding in self.warnings],
        }


def validate(
    view: GraphView, archive: Archive, progress: Callable[[int, int], None] | None = None
) -> Report:
    """Check every statement's quote against its text, then every shape over the whole graph.

    Args:
        view: The graph.
        archive: The texts.
        progress: Is told how many documents are done, out of how many.
    """
    counts: dict[str, int] = {}
    found: list[Finding] = []
    ids, statements = archive.ids(), 0
    for done, document_id in enumerate(ids, 1):
        checked, broken = check_evidence(view, archive, document_id)
        statements += checked
        found += broken
        if progress is not None:
            progress(done, len(ids))
    if found:
        counts["evidence"] = len(found)
    for rule in rules():
        broken = list(_breaches(view, rule))
        if broken:
            counts[broken[0].rule] = len(broken)
            found += [_located(view, finding) for finding in broken[:MOST]]
    return Report(
        documents=len(ids),
        statements=statements,
        rules=len(rules()),
        violations=tuple(f for f in found if f.severity == "violation"),
        warnings=tuple(f for f in found if f.severity == "warning"),
        counts=counts,
    )


def check_evidence(
    view: GraphView, archive: Archive, document_id: str
) -> tuple[int, list[Finding]]:
    """Compare the quotes of a document's statements with its text; return how many, and the bad.

    Raises:
        StoreError: No such document.
    """
    text = archive.document(document_id).text
    graph = provenance_graph(document_iri(document_id))
    nodes: dict[Term, dict[URIRef, Term]] = {}
    for subject, predicate, value, _ in view.quads(graph):
        nodes.setdefault(subject, {})[predicate] = value
    quoted = {node: facts for node, facts in nodes.items() if facts.get(RDF.type) == ZT.Statement}
    broken = [
        _misquoted(str(node), document_id, facts)
        for node, facts in sorted(quoted.items())
        if not _holds(facts, text)
    ]
    return len(quoted), broken


def _holds(facts: dict[URIRef, Term], text: str) -> bool:
    try:
        start, end = int(facts[ZT.start]), int(facts[ZT.end])
        return bool(text[start:end]) and start >= 0 and text[start:end] == str(facts[ZT.quote])
    except (KeyError, ValueError):
        return False


def _misquoted(node: str, document_id: str, facts: dict[URIRef, Term]) -> Finding:
    return Finding(
        severity="violation",
        rule="evidence",
        node=node,
        message_zh="引文与正文相应位置不符：请重新建库。",
        message_en="The quote is not what stands there in the text: build the document again.",
        document=document_id,
        quote=str(facts.get(ZT.quote, "")),
    )


def _breaches(view: GraphView, rule: Rule) -> Iterator[Finding]:
    for row in view.select(rule.query):
        yield _finding(rule, row)


def _finding(rule: Rule, row: Row) -> Finding:
    name = rule.path.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
    return Finding(
        severity=rule.severity,
        rule=f"{rule.shape}.{name}.{rule.constraint}",
        node=str(row["focus"]),
        message_zh=rule.message_zh,
        message_en=rule.message_en,
        value=str(row["value"]) if "value" in row else None,
    )


def _located(view: GraphView, finding: Finding) -> Finding:
    """Add the document and the quote that the node came with."""
    node = URIRef(finding.node)
    facts = {predicate: value for _, predicate, value in view.describe(node)}
    if ZT.documentId in facts:
        return replace(finding, document=str(facts[ZT.documentId]))
    if ZT.document in facts:
        names = [o for _, p, o in view.describe(facts[ZT.document]) if p == ZT.documentId]
        quote = str(facts[ZT.quote]) if ZT.quote in facts else None
        return replace(finding, document=str(names[0]) if names else None, quote=quote)
    for evidence in view.evidence(object=node)[:1]:
        return replace(finding, document=evidence.document_id, quote=evidence.quote)
    return finding
