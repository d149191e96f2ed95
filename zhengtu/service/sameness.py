"""Which documents are taken for one, why, and what people rule about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rdflib import URIRef

from kg.entity import number_key, title_key
from kg.error import StoreError
from kg.link.naming import find_documents, label_of
from kg.link.sameness import Ruling, rule, rulings, unrule
from kg.storage.writer import LINK_GRAPH
from ontology.namespace import ZT
from zhengtu.service.curation import now

if TYPE_CHECKING:
    from kg.storage.archive import Archive
    from kg.storage.store import GraphView
    from zhengtu.settings import Settings


@dataclass(frozen=True, slots=True)
class Joined:
    """Two documents that are taken for one, with the reason, and the ruling if a person's."""

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
    """Return all that is taken for one document, each with its reason, by name."""
    ruled = {each.pair: each for each in rulings(archive)}
    found = []
    for one, predicate, other, _ in view.quads(str(LINK_GRAPH)):
        if predicate == ZT.sameDocument:
            ruling = ruled.get(frozenset({str(one), str(other)}))
            reason = _reason(view, str(one), str(other)) if ruling is None else ruling.why
            names = label_of(view, str(one)), label_of(view, str(other))
            found.append(Joined(str(one), names[0], str(other), names[1], reason, ruling))
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
    """Rule that two documents are or are not one, and link anew.

    Args:
        settings: Where the store is.
        one: Id, IRI, number or title of a document, held or only cited.
        other: The same of another.
        same: Whether they are one.
        who: Who rules.
        why: The reason.

    Raises:
        StoreError: One is not there, or both names mean the same thing.
    """
    from zhengtu.service.ingest import relink, writing

    with writing(settings) as store:
        pair = [_named(store.view(), name) for name in (one, other)]
        if pair[0] == pair[1]:
            raise StoreError(
                f"“{one}”和“{other}”指的是同一个事物：请用 zhengtu same list 所列的 IRI。"
            )
        ruling = Ruling(pair[0], pair[1], same, who, now(), why)
        rule(store.archive, ruling)
        relink(store)
    return ruling


def undo(settings: Settings, one: str, other: str) -> None:
    """Take a ruling about two documents back, and link anew.

    Raises:
        StoreError: There is no such ruling.
    """
    from zhengtu.service.ingest import relink, writing

    with writing(settings) as store:
        pair = [_named(store.view(), name) for name in (one, other)]
        if not unrule(store.archive, *pair):
            raise StoreError(f"没有关于“{one}”和“{other}”的裁定：用 zhengtu same list 查看。")
        relink(store)


def _named(view: GraphView, name: str) -> str:
    found = find_documents(view, name)
    if not found:
        raise StoreError(f"没有名为“{name}”的文件，也没有文件引用它。", document=name)
    return str(found[0])
