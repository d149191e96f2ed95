"""What people rule about which documents are one: laid over the links that are made by rule.

Linking never rewrites a statement, so a ruling is taken back by forgetting it: the links are made
anew, as they are after every build. Rulings are kept in the archive.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from rdflib import URIRef

from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.statement import Triple
    from kg.storage.archive import Archive

_SETTING = "sameness"


@dataclass(frozen=True, slots=True)
class Ruling:
    """That two documents are the same or are not; the IRIs of a cited and a held one, or of any.

    ``who`` ruled, ``when`` (an ISO time with zone) and ``why``.
    """

    one: str
    other: str
    same: bool
    who: str
    when: str
    why: str

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


def _keep(archive: Archive, kept: list[Ruling]) -> None:
    content = [each.to_json() for each in kept]
    archive.set(_SETTING, json.dumps(content, ensure_ascii=False))


def overlaid(links: Iterable[Triple], ruled: Iterable[Ruling]) -> set[Triple]:
    """Return links without those ruled out and with those ruled in."""
    ruled = list(ruled)
    apart = {each.pair for each in ruled if not each.same}
    kept = {link for link in links if frozenset({str(link[0]), str(link[2])}) not in apart}
    joined = (each for each in ruled if each.same)
    return kept | {(URIRef(each.one), ZT.sameDocument, URIRef(each.other)) for each in joined}
