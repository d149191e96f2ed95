"""Corrections by people: kept, laid over the documents they concern, undone, taken along."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

from rdflib import RDFS, Literal, URIRef

from kg.correction import Correction, term_of
from kg.error import StoreError
from kg.statement import document_iri
from ontology.lexicon import terms_by_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.statement import Statement, Term
    from kg.storage.directory import Store
    from kg.storage.store import GraphView
    from qa.recall.fact import Figure
    from zhengtu.settings import Settings

_KINDS = {"target": "目标", "actual": "实际", "baseline": "基数", "limit": "限额"}


def now() -> str:
    """Return the time as corrections carry it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def statements_of(view: GraphView, document_id: str, words: str = "") -> list[Statement]:
    """Return the statements of a document whose quote holds these words, by place.

    Raises:
        StoreError: There is no such document.
    """
    iri = document_iri(document_id)
    if not view.has_graph(iri):
        raise StoreError(f"没有编号为 {document_id} 的文件：`zhengtu documents` 列出编号。")
    found = view.select(
        "SELECT DISTINCT ?s ?p ?o WHERE { ?x <http://www.w3.org/1999/02/22-rdf-syntax-ns#subject> "
        "?s ; <http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate> ?p ; "
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#object> ?o ; "
        "<https://w3id.org/zhengtu/ontology#document> ?document }",
        {"document": iri},
    )
    said = [
        statement
        for row in found
        for statement in view.statements(row["s"], row["p"], row["o"])
        if statement.evidence.document_id == document_id and words in statement.evidence.quote
    ]
    return sorted(said, key=lambda each: (each.evidence, each.iri))


def statement_named(view: GraphView, iri: str) -> Statement:
    """Return a statement by its IRI.

    Raises:
        StoreError: There is none.
    """
    rows = view.select(
        "SELECT ?s ?p ?o WHERE { ?x <http://www.w3.org/1999/02/22-rdf-syntax-ns#subject> ?s ; "
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate> ?p ; "
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#object> ?o }",
        {"x": URIRef(iri.strip("<>"))},
    )
    for row in rows:
        for statement in view.statements(row["s"], row["p"], row["o"]):
            if str(statement.iri) == iri.strip("<>"):
                return statement
    raise StoreError(f"没有陈述 {iri}：用 `zhengtu correct find` 查找。")


class Naming(Protocol):
    """Tells what things are called; ``Services`` does."""

    def figure(self, iri: str) -> Figure | None:
        """Return an observation."""

    def label(self, iri: str) -> str:
        """Return what a thing is called."""


def words_of(services: Naming, statement: Statement) -> str:
    """Return a statement as a line of text; a figure in place of the observation that holds it."""
    figure = services.figure(str(statement.object))
    said = terms_by_name().get(str(statement.predicate).rsplit("#", 1)[-1])
    predicate = said.labels_zh[0] if said and said.labels_zh else str(statement.predicate)
    parts = [services.label(str(statement.subject)), predicate]
    if figure is None:
        parts.append(services.label(str(statement.object)))
    else:
        parts[1] = _KINDS[figure.kind]
        parts += [figure.period_text, figure.indicator, figure.value_text]
    return " ".join(part for part in parts if part)


def about(statement: Statement, action: Any, who: str, why: str, **more: Any) -> Correction:  # noqa: ANN401
    """Return a correction of a statement; ``more`` are further fields of ``Correction``."""
    return Correction(
        action=action,
        document_id=statement.evidence.document_id,
        subject=statement.subject.n3(),
        predicate=statement.predicate.n3(),
        object=statement.object.n3(),
        who=who,
        when=now(),
        why=why,
        quote=statement.evidence.quote,
        **more,
    )


def new_figure(text: str) -> tuple[tuple[str, str], ...]:
    """Return the properties of a figure as a person writes it, such as 5%以上 or 550万元.

    Raises:
        StoreError: It is no figure, or more than one.
    """
    from nlp.quantity import find_quantities

    found = find_quantities(text)
    if len(found) != 1:
        raise StoreError(f"“{text}”不是一个数值：请写成 5%以上、550万元 这样的形式。")
    (quantity,) = found
    return (
        ("low", str(quantity.low)),
        ("high", str(quantity.high)),
        ("comparator", quantity.comparator),
        ("unit", quantity.unit),
        ("valueText", text.strip()),
    )


def term(view: GraphView, text: str) -> tuple[Term, tuple[tuple[str, str], ...]]:
    """Return the thing or value that a person means, with the label it needs if it is new.

    ``<IRI>`` and ``"文字"`` are what they are; other words are the name of something in the graph.

    Raises:
        StoreError: Several things have that name, or none has.
    """
    if text.startswith(("<", '"')):
        from kg.correction import parse_term

        return parse_term(text), ()
    rows = view.select(
        f"SELECT DISTINCT ?x WHERE {{ ?x <{RDFS.label}> ?label }}",
        {"label": Literal(text, lang="zh")},
    )
    found = sorted({str(row["x"]) for row in rows})
    if len(found) == 1:
        return URIRef(found[0]), ()
    if found:
        named = "、".join(f"<{each}>" for each in found)
        raise StoreError(f"“{text}”指的可能是 {named}：请写明一个。")
    raise StoreError(
        f"图中没有名为“{text}”的事物：写成 <IRI>，或用双引号括起作为文字，例如 '\"{text}\"@zh'。"
    )


def predicate(name: str) -> URIRef:
    """Return a property by its name.

    Raises:
        StoreError: The ontology has none of that name.
    """
    found = term_of(name)
    if found is None:
        raise StoreError(f"本体中没有属性 {name}：见 docs/ontology.md。")
    return found


def correct(settings: Settings, corrections: Sequence[Correction]) -> int:
    """Keep corrections and lay them over their documents; return how many documents changed.

    Raises:
        StoreError: One of them cannot be, or the store is in use; then nothing was kept.
    """
    from zhengtu.service.ingest import writing

    for each in corrections:
        each.check()
    with writing(settings) as store:
        known = set(store.archive.ids())
        for each in corrections:
            if each.document_id not in known:
                raise StoreError(f"没有编号为 {each.document_id} 的文件：更正没有保存。")
        for each in corrections:
            store.archive.correct(each)
        return renew(store, {each.document_id for each in corrections})


def uncorrect(settings: Settings, identifier: str) -> Correction:
    """Take a correction back and return it.

    Raises:
        StoreError: There is none of that name, or the store is in use.
    """
    from zhengtu.service.ingest import writing

    with writing(settings) as store:
        for each in store.archive.corrections():
            if each.id == identifier:
                store.archive.uncorrect(identifier)
                renew(store, {each.document_id})
                return each
    raise StoreError(f"没有更正 {identifier}：`zhengtu correct list` 列出全部。")


def renew(store: Store, documents: set[str]) -> int:
    """Extract documents from their stored texts and write them anew, as corrected and ruled.

    Returns:
        How many there were.
    """
    from kg.build import document_graph
    from zhengtu.service.ingest import relink
    from zhengtu.service.worker import pipeline

    extractor = pipeline()
    hashes = store.archive.hashes()
    with store.writer() as writer:
        for name in sorted(documents):
            document = store.archive.document(name)
            graph = document_graph(document, extractor.extract(document))
            writer.replace(document, graph, content_hash=hashes[name])
        writer.record_corrections()
    relink(store)
    return len(documents)
