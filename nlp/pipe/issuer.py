"""Whose document it is: the place that 全省, 我市 and 本区 mean."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from corpus.normalize import fold
from nlp.gazetteer.body import body_by_surface
from nlp.gazetteer.place import Place, place_by_surface, within
from nlp.pipe.place_candidate import ordinary_names, place_matcher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.document import PolicyDocument

_HEAD = 400  # characters in which an issuer names itself
_OWN = re.compile(
    r"(?P<place>[一-鿿]{2,12}?(?:省|市|县|自治区|自治州|区|州|盟|旗))(?:第[一二三四五六七八九十]+届)?(?:人民代表大会|人民政府|委员会办公|政府办公)"
)
_SELF = re.compile(r"[全我本](?:省|市|区|县|州)|(?<![、族各])自治区")


def issuer_area(document: PolicyDocument) -> tuple[Place | None, str]:
    """Return the area of a document's issuer and what says so, or None.

    Looked for in this order: the issuers, the title, a ``province`` given beside the text, the head
    of the text, and, where the text speaks of 全省 or 我市, the place it names most.
    """
    metadata = document.metadata
    for source, texts in (
        ("issuer", metadata.issuers),
        ("title", (metadata.title,)),
        ("given", tuple(str(metadata.extra.get(k, "")) for k in ("area", "city", "province"))),
    ):
        for text in texts:
            place = _leading(fold(text))
            if place:
                return place, f"{source}: {text}"
            if source == "issuer" and _central(text):
                return None, f"central issuer: {text}"
    return _from_text(fold(metadata.title), fold(document.text), news=metadata.kind == "news")


def _central(issuer: str) -> bool:
    """Tell whether an issuer is a central body or an office of one."""
    name = fold(issuer).strip()
    return any(name[:end] in body_by_surface() for end in range(2, len(name) + 1))


def _leading(text: str) -> Place | None:
    """Return the innermost place of the chain with which a name begins (湖南省衡阳市人民政府)."""
    text = re.sub(r"^[\s《“]*(?:中共|国家税务总局|(?:19|20)\d\d年)?", "", text)
    place: Place | None = None
    at = 0
    while True:
        end = next(place_matcher().at(text, at), None)
        found = _one(text[at:end], place) if end else None
        if not found:
            return place
        place, at = found, end or at


def _one(name: str, outer: Place | None) -> Place | None:
    meant = place_by_surface().get(name, ())
    if outer is None and name in ordinary_names():
        return None
    inside = [p for p in meant if outer is None or within(p, outer)]
    provinces = [p for p in inside if p.level == "province"]
    current = [p for p in inside if p.valid_until is None] or inside
    if provinces:
        return provinces[0]
    return current[0] if len(current) == 1 else None


def addressed_area(document: PolicyDocument) -> Place | None:
    """Return the area of the one body a document is sent to, or None."""
    to = document.metadata.addressees
    return _leading(fold(to[0])) if len(to) == 1 else None


def _from_text(title: str, text: str, *, news: bool) -> tuple[Place | None, str]:
    head = "" if news else text[:_HEAD]  # news tells of many places
    for own in _OWN.finditer(head):
        place = _ending(own["place"])
        if place:
            return place, f"head of the text: {own[0]}"
    if _SELF.search(text):
        titled = {p.code: p for p in _named(title)}
        if len(titled) == 1:
            return next(iter(titled.values())), f"the only place in the title: {title}"
        place = None if news else _most_named(text)
        if place:
            return place, f"named most: {place.name}"
    return None, ""


def _ending(name: str) -> Place | None:
    """Return the place that a stretch ends with (在云南省 → 云南省)."""
    for start in range(len(name) - 1):
        place = _leading(name[start:])
        if place and _covered(name[start:]):
            return place
    return None


def _covered(name: str) -> bool:
    """Tell whether a name is a chain of places and nothing else."""
    at = 0
    while at < len(name):
        end = next(place_matcher().at(name, at), None)
        if not end:
            return False
        at = end
    return True


def _most_named(text: str) -> Place | None:
    """Return the place named most, if of the rank that the text speaks of and clearly ahead."""
    units = Counter(m[0] if m[0] == "自治区" else m[0][-1] for m in _SELF.finditer(text))
    unit = units.most_common(1)[0][0]
    counts = Counter(p.code for p in _named(text) if p.name.endswith(unit))
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and not 3 <= 3 * ranked[1][1] <= ranked[0][1]):
        return None
    return next(p for p in _named(text) if p.code == ranked[0][0])


def _named(text: str) -> Iterator[Place]:
    for start, end in place_matcher().find(text):
        place = _one(text[start:end], None)
        if place and (place.level != "county" or place.name == text[start:end]):
            yield place
