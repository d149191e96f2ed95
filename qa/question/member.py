"""Regions asked about by their provinces: 京津冀2026年GDP目标 asks for those of three places."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from nlp.gazetteer.place import place_by_code
from nlp.gazetteer.region import regions
from ontology.iri import place_iri
from qa.way.aggregate import fetch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.storage.store import GraphView
    from nlp.extraction import Link
    from nlp.gazetteer.region import Region
    from qa.question.intent import Intent


@lru_cache(maxsize=1)
def _with_members() -> Mapping[str, Region]:
    return {region.iri: region for region in regions() if region.members}


def has_members(iri: str | None) -> bool:
    """Whether a place is a region whose members a state plan names."""
    return iri in _with_members()


def by_member(intent: Intent, view: GraphView) -> Intent:
    """Return a question for a figure with its regions replaced by their members.

    A region stays where a document states the figure of the whole region; its members are those
    that state plans name (``regions.tsv``).
    """
    if not intent.indicators or not any(has_members(link.iri) for link in intent.places):
        return intent
    places: dict[str | None, Link] = {}
    for link in intent.places:
        for each in _members(link, intent, view):
            places.setdefault(each.iri, each)
    return replace(intent, places=tuple(places.values()))


def _members(link: Link, intent: Intent, view: GraphView) -> Iterator[Link]:
    region = _with_members().get(str(link.iri))
    own = None if region is None else fetch(view, intent, areas=[region.iri])
    if region is None or (own is not None and own.figures):
        yield link
        return
    for code in region.members:
        yield replace(link, iri=place_iri(code), name=place_by_code()[code].name)
