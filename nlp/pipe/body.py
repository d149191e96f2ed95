"""The spaCy component for government bodies and organisations (``zt_body``)."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.language import Language

from nlp.extraction import Label, Link
from nlp.gazetteer.place import place_by_code
from nlp.pipe.body_central import FoundBody, find_central, find_listed, find_national, is_proper
from nlp.pipe.body_local import Ground, area_name, find_bare, find_local, find_zone_bodies
from nlp.pipe.extension import add_links, mention, register
from nlp.pipe.organization import find_organizations
from nlp.pipe.overlap import PLACES, settle
from nlp.pipe.word import words_of
from nlp.segment import tags
from ontology.iri import mint

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from nlp.context import Context

register()


@Language.component("zt_body", requires=["doc._.links"], assigns=["doc._.mentions", "doc._.links"])
def bodies(doc: Doc) -> Doc:
    """Add a link for every government body and every organisation with a name."""
    context: Context = doc._.context
    text, words = doc._.folded, words_of(doc)
    titled = [
        (m.start, m.end) for m in doc._.mentions if m.label in ("PolicyDocument", "DocumentNumber")
    ]
    grounds = _grounds(doc)
    local = find_local(text, words, grounds, context.area)
    central = [_localized(body, text, context) for body in find_central(text, words, context.year)]
    taken = {at for body in (*local, *central) for at in range(body.start, body.end)}
    bare = find_bare(text, words, context.area, taken)
    listed = find_listed(text, central=context.area is None)
    starts = {ground.start: ground.end for ground in grounds}
    zones = _zones(doc)
    found = [
        *local,
        *find_zone_bodies(text, zones),
        *_joined(central, local),
        *bare,
        *listed,
        *find_national(text),
    ]
    links = [_link(doc, body) for body in found]
    links += [
        _organization(doc, start, end)
        for start, end in find_organizations(text, words, starts, tags())
    ]
    add_links(doc, [link for link in links if not _inside(sorted(titled), link.mention.start)])
    settle(doc)
    return doc


def _grounds(doc: Doc) -> list[Ground]:
    """Return the linked divisions by position, self-references (我省) among them."""
    codes = place_by_code()
    found = []
    for link in doc._.links:
        code = (link.iri or "").rsplit("/", 1)[-1]
        if link.mention.label in PLACES and code in codes and link.mention.text[0] != "全":
            found.append(Ground(link.mention.start, link.mention.end, codes[code]))
    return sorted(found, key=lambda g: g.start)


def _zones(doc: Doc) -> list[tuple[int, int, str]]:
    return [
        (link.mention.start, link.mention.end, link.name)
        for link in doc._.links
        if link.mention.label == "Region" and link.name
    ]


def _joined(central: list[FoundBody], local: list[FoundBody]) -> list[FoundBody]:
    """Read 国家税务总局 and 湖北省税务局 right after it as the one name of the local body."""
    by_start = {body.start: body for body in local}
    joined = []
    for body in central:
        own = by_start.get(body.end)
        merged = replace(own, start=body.start) if own and body.name == "国家税务总局" else body
        joined.append(merged)
    return joined


def _localized(body: FoundBody, text: str, context: Context) -> FoundBody:
    """In a local document a short name without 国家 (发展改革委) is the area's own body."""
    written = text[body.start : body.end]
    if (
        context.area is None
        or is_proper(written)
        or not written.endswith(("委", "局", "办", "委员会"))
    ):
        return body
    from nlp.pipe.body_grammar import full_core

    name = area_name(context.area) + full_core(written)
    return FoundBody(
        body.start, body.end, mint("body", name), name, 0.65, "body of the issuer's area"
    )


def _link(doc: Doc, body: FoundBody) -> Link:
    label: Label = "Organization" if body.enterprise else "GovernmentBody"
    named = mention(doc, body.start, body.end, label)
    return Link(named, body.iri, body.name, body.score, body.reason)


def _organization(doc: Doc, start: int, end: int) -> Link:
    name = doc._.folded[start:end]
    return Link(
        mention(doc, start, end, "Organization"),
        mint("organization", name),
        name,
        0.8,
        "name and kind",
    )


def _inside(spans: list[tuple[int, int]], at: int) -> bool:
    place = bisect_right(spans, (at, 1 << 60)) - 1
    return place >= 0 and spans[place][0] <= at < spans[place][1]
