"""Which documents and things are taken for one, why, and what people rule about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rdflib import RDFS, Literal, URIRef

from kg.entity import number_key, title_key
from kg.error import StoreError
from kg.link.naming import find_documents, label_of
from kg.link.sameness import Ruling, is_document, rule, rulings, unrule
from kg.storage.writer import LINK_GRAPH
from ontology.namespace import ZT
from zhengtu.service.curation import now

if TYPE_CHECKING:
    from kg.storage.archive import Archive
    from kg.storage.directory import Store
    from kg.storage.store import GraphView
    from zhengtu.settings import Settings


@dataclass(frozen=True, slots=True)
class Joined:
    """Two documents or things taken for one, with the reason, and the ruling if a person's.

    Of things the first is written as the second; of documents both stay, linked.
    """

    one: str
    one_name: str
    other: str
    other_name: str
    reason: str
    ruling: Ruling | None = None

    def to_json(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        ruled = None if self.ruling is None else self.ruling.to_json()
        return {
            "one": self.one, "one_name": self.one_name, "other": self.other,
            "other_name": self.other_name, "reason": self.reason, "ruling": ruled,
        }  # fmt: skip


def joined(view: GraphView, archive: Archive) -> list[Joined]:
    """Return all that is taken for one, each with its reason, by name."""
    ruled = {each.pair: each for each in rulings(archive)}
    found = []
    for one, predicate, other, _ in view.quads(str(LINK_GRAPH)):
        if predicate == ZT.sameDocument:
            ruling = ruled.get(frozenset({str(one), str(other)}))
            reason = _reason(view, str(one), str(other)) if ruling is None else ruling.why
            names = label_of(view, str(one)), label_of(view, str(other))
            found.append(Joined(str(one), names[0], str(other), names[1], reason, ruling))
    found += [
        Joined(each.one, each.one_name, each.other, each.other_name, each.why, each)
        for each in ruled.values()
        if each.same and not each.of_documents
    ]
    return sorted(found, key=lambda each: (each.one_name, each.one, each.other))


def _reason(view: GraphView, one: str, other: str) -> str:
    """Return by which rule two documents are linked: number, title, else likeness of the texts."""
    for predicate, key, words in (
        (ZT.documentNumber, number_key, "文号相同"),
        (ZT.title, title_key, "标题相同"),
    ):
        query = f"SELECT ?v WHERE {{ ?d <{predicate}> ?v }}"
        first, second = (
            {key(str(row["v"])) for row in view.select(query, {"d": URIRef(each)})}
            for each in (one, other)
        )
        if first & second:
            return words
    return "正文相近"


def decide(settings: Settings, one: str, other: str, *, same: bool, who: str, why: str) -> Ruling:
    """Rule that two documents or things are one, or that two documents are not.

    Documents are linked anew. A body, place or other thing is from now on written as the other one:
    the documents that speak of it are extracted anew.

    Args:
        settings: Where the store is.
        one: Id, IRI, number or title of a document, held or only cited; else the name of a thing.
        other: The same of another; of two things the one that stays.
        same: Whether they are one.
        who: Who rules.
        why: The reason.

    Raises:
        StoreError: One is not there, names several things, or both mean the same; a thing and a
            document; or two things that no ruling joins are to be parted.
    """
    from zhengtu.service.ingest import writing

    with writing(settings) as store:
        view = store.view()
        (first, first_name), (last, last_name) = (_named(view, name) for name in (one, other))
        ruling = Ruling(first, last, same, who, now(), why, first_name, last_name)
        _check(ruling)
        affected = _speaking_of(view, first)
        rule(store.archive, ruling)
        _renewed(store, ruling, affected)
    return ruling


def _check(ruling: Ruling) -> None:
    names = f"“{ruling.one_name}”和“{ruling.other_name}”"
    if ruling.one == ruling.other:
        raise StoreError(f"{names}指的是同一个事物：请用 zhengtu same list 所列的 IRI。")
    if is_document(ruling.one) != is_document(ruling.other):
        raise StoreError(f"{names}一个是文件，一个不是，不能视为同一个。")
    if not ruling.same and not ruling.of_documents:
        raise StoreError(
            f"{names}本来就是两个事物：此前裁定合并的用 zhengtu same undo 撤销；"
            "一句话中认错了对象的，用 zhengtu correct change 更正。"
        )


def _renewed(store: Store, ruling: Ruling, documents: set[str]) -> None:
    """Make the graph what it is with the rulings as they are kept now."""
    from zhengtu.service.curation import renew
    from zhengtu.service.ingest import relink

    if ruling.of_documents:
        relink(store)
    else:
        renew(store, documents)


def _speaking_of(view: GraphView, iri: str) -> set[str]:
    """Return the ids of the documents whose graphs have a thing, or have it as another."""
    query = (
        f"SELECT DISTINCT ?id WHERE {{ {{ GRAPH ?d {{ ?x ?p ?y }} }} UNION "
        f"{{ GRAPH ?d {{ ?y ?p ?x }} }} ?d <{ZT.documentId}> ?id }}"
    )
    return {str(row["id"]) for row in view.select(query, {"x": URIRef(iri)})}


def undo(settings: Settings, one: str, other: str) -> None:
    """Take a ruling back; what it joined is linked, or extracted, as the rules have it.

    Raises:
        StoreError: There is no such ruling.
    """
    from zhengtu.service.ingest import writing

    with writing(settings) as store:
        view = store.view()
        for ruling in rulings(store.archive):
            if _means(view, ruling, one) and _means(view, ruling, other):
                affected = _speaking_of(view, ruling.one)
                unrule(store.archive, ruling.one, ruling.other)
                _renewed(store, ruling, affected)
                return
        raise StoreError(f"没有关于“{one}”和“{other}”的裁定：用 zhengtu same list 查看。")


def _means(view: GraphView, ruling: Ruling, name: str) -> bool:
    """Whether a name stands for one of the two of a ruling."""
    if name in {ruling.one, ruling.other, ruling.one_name, ruling.other_name}:
        return True
    return any(str(each) in ruling.pair for each in find_documents(view, name))


def _named(view: GraphView, name: str) -> tuple[str, str]:
    """Return the IRI and the name of a document, else of the thing of that name."""
    documents = find_documents(view, name)
    if documents:
        return str(documents[0]), label_of(view, str(documents[0]))
    rows = view.select(
        f"SELECT DISTINCT ?x WHERE {{ ?x <{RDFS.label}> ?label }}",
        {"label": Literal(name, lang="zh")},
    )
    found = sorted({str(row["x"]) for row in rows})
    if not found:
        raise StoreError(f"没有名为“{name}”的文件或事物，也没有文件引用它。", document=name)
    if len(found) > 1:
        named = "、".join(f"<{each}>" for each in found)
        raise StoreError(f"“{name}”指的可能是 {named}：请用 IRI 写明一个。")
    return found[0], name
