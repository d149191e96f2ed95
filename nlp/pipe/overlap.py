"""One rule for mentions that overlap, whichever component found them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from nlp.extraction import Label, Link

_RANK: dict[Label, int] = {
    "PolicyDocument": 0, "DocumentNumber": 0, "Meeting": 1, "Programme": 2, "Organization": 3,
    "GovernmentBody": 3, "Region": 4, "Province": 5, "City": 5, "County": 5, "Person": 6,
}  # fmt: skip
PLACES = frozenset({"Province", "City", "County"})


def settle(doc: Doc) -> None:
    """Drop links (and their mentions) that lose against another; dates and figures stay."""
    kept = resolve(doc._.found.links)
    lost = {link.mention for link in doc._.found.links} - {link.mention for link in kept}
    doc._.found.links[:] = kept
    doc._.found.mentions[:] = [m for m in doc._.found.mentions if m not in lost]


def resolve(links: Sequence[Link]) -> list[Link]:
    """Return the links to keep, by position: the longest first, then by kind.

    Only a province, city or county may lie inside another mention, and only in a government body.
    """
    ranked = [link for link in links if link.mention.label in _RANK]
    ranked.sort(key=lambda k: (k.mention.start, -k.mention.end, _RANK[k.mention.label]))
    kept: list[Link] = []
    for link in ranked:
        while kept and _beats(link, kept[-1]):
            kept.pop()
        if not kept or not _loses(link, kept):
            kept.append(link)
    others = [link for link in links if link.mention.label not in _RANK]
    return sorted(kept + others, key=lambda k: (k.mention, k.iri or ""))


def _overlaps(link: Link, other: Link) -> bool:
    return link.mention.start < other.mention.end and other.mention.start < link.mention.end


def _nests(inner: Link, outer: Link) -> bool:
    a, b = inner.mention, outer.mention
    inside = b.start <= a.start and a.end <= b.end and (a.start, a.end) != (b.start, b.end)
    return inside and a.label in PLACES and b.label == "GovernmentBody"


def _beats(link: Link, last: Link) -> bool:
    """Tell whether a later, longer mention takes the place of the last one kept."""
    if not _overlaps(link, last) or _nests(last, link) or _nests(link, last):
        return False
    a, b = link.mention, last.mention
    return a.end - a.start > b.end - b.start


def _loses(link: Link, kept: Sequence[Link]) -> bool:
    """A mention loses against any of the last few kept ones that it overlaps without nesting."""
    return any(_overlaps(link, other) and not _nests(link, other) for other in kept[-6:])
