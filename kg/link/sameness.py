"""What people rule about which documents, bodies, places or other things are one.

Rulings about documents are laid over the links that are made by rule; linking rewrites nothing, so
a ruling is taken back by forgetting it and linking anew. Other things that are ruled one are
written under one IRI (``kg.link.merge``), so that every query counts them once; forgetting the
ruling and extracting their documents anew parts them. Rulings are kept in the archive.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from rdflib import URIRef

from ontology.iri import BASE
from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.statement import Triple
    from kg.storage.archive import Archive

_SETTING = "sameness"
_DOCUMENTS = (f"{BASE}document/", f"{BASE}cited/")


def is_document(iri: str) -> bool:
    """Return whether an IRI is that of a document, held or cited."""
    return iri.startswith(_DOCUMENTS)


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that others are written as."""

    iri: str
    name: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """That two documents or things are the same, or that two documents are not; by their IRIs.

    ``who`` ruled, ``when`` (an ISO time with zone) and ``why``. Of things ``one`` is written as
    ``other``, and their names are kept, as the graph then has the second alone.
    """

    one: str
    other: str
    same: bool
    who: str
    when: str
    why: str
    one_name: str = ""
    other_name: str = ""

    @property
    def of_documents(self) -> bool:
        """Whether it is about documents, held or cited."""
        return is_document(self.one) and is_document(self.other)

    @property
    def pair(self) -> frozenset[str]:
        """The two, in no order."""
        return frozenset({self.one, self.other})

    def to_json(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        return asdict(self)


def rulings(archive: Archive) -> list[Ruling]:
    """Return what was ruled, the oldest first; one ruling for a pair."""
    return [Ruling(**each) for each in json.loads(archive.setting(_SETTING) or "[]")]


def rule(archive: Archive, ruling: Ruling) -> None:
    """Keep a ruling in place of an earlier one about the same two."""
    kept = [each for each in rulings(archive) if each.pair != ruling.pair]
    _keep(archive, [*kept, ruling])


def unrule(archive: Archive, one: str, other: str) -> bool:
    """Forget the ruling about two documents; return whether there was one."""
    known = rulings(archive)
    kept = [each for each in known if each.pair != {one, other}]
    _keep(archive, kept)
    return len(kept) < len(known)


def merges(archive: Archive) -> dict[str, Thing]:
    """Return what is written as what, by IRI: all that were ruled one with a thing, however far."""
    ruled = [each for each in rulings(archive) if each.same and not each.of_documents]
    direct = {each.one: Thing(each.other, each.other_name) for each in ruled}
    ends = ((one, _end(one, direct)) for one in direct)
    return {one: thing for one, thing in ends if thing is not None}


def _end(one: str, direct: Mapping[str, Thing]) -> Thing | None:
    """Return the last of a chain of things; None if it comes back to the first."""
    passed, last = {one}, direct[one]
    while last.iri in direct and last.iri not in passed:
        passed.add(last.iri)
        last = direct[last.iri]
    return None if last.iri in passed else last


def _keep(archive: Archive, kept: list[Ruling]) -> None:
    content = [each.to_json() for each in kept]
    archive.set(_SETTING, json.dumps(content, ensure_ascii=False))


def overlaid(links: Iterable[Triple], ruled: Iterable[Ruling]) -> set[Triple]:
    """Return links without those ruled out and with those ruled in."""
    ruled = [each for each in ruled if each.of_documents]
    apart = {each.pair for each in ruled if not each.same}
    kept = {link for link in links if frozenset({str(link[0]), str(link[2])}) not in apart}
    joined = (each for each in ruled if each.same)
    return kept | {(URIRef(each.one), ZT.sameDocument, URIRef(each.other)) for each in joined}
