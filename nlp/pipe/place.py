"""The spaCy component for places: provinces, cities, counties and regions (``zt_place``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

from nlp.extraction import Label, Link
from nlp.pipe.extension import add_links, mention, register
from nlp.pipe.overlap import settle
from nlp.pipe.place_candidate import Candidate, find_candidates
from nlp.pipe.place_decision import decide_all
from nlp.pipe.region import find_regions
from nlp.pipe.self_reference import find_self_references
from nlp.pipe.word import words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from nlp.context import Context
    from nlp.gazetteer.place import Place

register()

LABEL: dict[str, Label] = {"province": "Province", "prefecture": "City", "county": "County"}


@Language.component("zt_place", requires=["doc._.links"], assigns=["doc._.mentions", "doc._.links"])
def places(doc: Doc) -> Doc:
    """Add a link for every place; one that may be several stays NIL."""
    context: Context = doc._.context
    taken = sorted((m.start, m.end) for m in doc._.mentions)
    regions = find_regions(doc._.folded, words_of(doc))
    spans = [(start, end) for start, end, *_ in regions]
    candidates = find_candidates(doc._.folded, words_of(doc), [*taken, *spans], context.year)
    decided = list(
        decide_all(doc._.folded, candidates, context.area, asked=context.kind == "Question")
    )
    named = [(c.start, place) for c, place, _, _ in decided if place]
    links = [_link(doc, *decision) for decision in decided]
    links += [
        Link(mention(doc, start, end, "Region"), iri, name, 0.95, reason)
        for start, end, iri, name, reason in regions
    ]
    links += [
        _self_link(doc, start, end, label, place)
        for start, end, label, place in find_self_references(
            doc._.folded, words_of(doc), context.area, context.addressed, named
        )
    ]
    add_links(doc, links)
    settle(doc)
    return doc


def _link(doc: Doc, found: Candidate, place: Place | None, score: float, reason: str) -> Link:
    level = (place or found.places[0]).level
    named = mention(doc, found.start, found.end, LABEL[level])
    if place is None:
        return Link(named, None, None, score, reason)
    return Link(named, place.iri, place.name, score, reason)


def _self_link(doc: Doc, start: int, end: int, label: Label, place: Place | None) -> Link:
    named = mention(doc, start, end, label)
    if place is None:
        return Link(named, None, None, 0.3, "self-reference, but the issuer's area is not known")
    return Link(named, place.iri, place.name, 0.9, f"self-reference: {place.name}")
