"""The spaCy component that lets the trained recogniser speak (``zt_recogniser``).

It runs after the rules, whose names are among its features. Where it and a rule disagree the table
``_WINS`` decides; thresholds and table were chosen on the tuning half of
``zhengtu/bench/gold/recogniser.jsonl`` alone.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from spacy.language import Language

from nlp.extraction import Link
from nlp.gazetteer.indicator import lexicon
from nlp.gazetteer.place import place_by_code
from nlp.pipe.body_grammar import full_core
from nlp.pipe.body_local import area_name
from nlp.pipe.extension import add_links, mention, register
from nlp.pipe.name_form import apart, closed_end, is_whole
from nlp.pipe.organization import is_kind_of_organization
from nlp.pipe.overlap import PLACES, settle
from nlp.pipe.programme_name import NOUN_FOLLOWS, is_kind_of_programme
from nlp.pipe.repeated_name import find_again
from nlp.pipe.word import words_of
from nlp.recogniser.mark import marks
from nlp.recogniser.model import shipped
from nlp.recogniser.tag import Span
from ontology.iri import mint

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spacy.tokens import Doc

    from nlp.context import Context
    from nlp.extraction import Label, Mention

register()

METHOD: Final = "model:ner@1"
_SURE: Final[dict[Label, float]] = {
    "GovernmentBody": 0.7, "Organization": 0.5, "Programme": 0.5, "Indicator": 0.5,
}  # fmt: skip
"""Below this confidence the recogniser's name is not taken."""
_WINS: Final[frozenset[Label]] = frozenset({"Organization", "Programme", "Indicator"})
"""Labels for which what the recogniser does not confirm is dropped."""
_EXCLUSIVE: Final[frozenset[Label]] = frozenset({"Organization", "Programme"})
"""Labels of names in which a place is no mention of its own."""
_CLOSED: Final[frozenset[Label]] = frozenset(
    {"PolicyDocument", "DocumentNumber", "Meeting", "Person"}
)
_QUOTES: Final = str.maketrans("", "", "“”《》")


@Language.component(
    "zt_recogniser", requires=["doc._.links"], assigns=["doc._.mentions", "doc._.links"]
)
def recognise(doc: Doc) -> Doc:
    """Add, correct and drop names of the open classes; a question is left to the rules."""
    context: Context = doc._.context
    if context.kind == "Question":
        return doc
    ruled: list[Link] = list(doc._.links)
    names = _names(doc, ruled, context.sentences)
    settled = _Row([k.mention for k in ruled if _is_settled(k)])
    taken = [
        (span, sure)
        for span, sure in names
        if sure >= _SURE[span.label] and all(_goes_on(span, m) for m in settled.meets(span))
    ]
    taken += _again(doc, taken, ruled)
    spans = _Row([span for span, _ in taken])
    _drop(doc, [link for link in ruled if _is_dropped(link, spans)])
    known = {(k.mention.start, k.mention.end, k.mention.label) for k in doc._.links}
    starts = {k.mention.start: k for k in doc._.links if k.mention.label in PLACES}
    add_links(
        doc,
        [
            _link(doc, span, sure, starts)
            for span, sure in taken
            if (span.start, span.end, span.label) not in known
        ],
    )
    shy = [s for s, sure in names if sure < _SURE[s.label] and s.label in _EXCLUSIVE]
    _drop_places_in(doc, _Row(shy))
    settle(doc)
    return doc


def _names(
    doc: Doc, ruled: Sequence[Link], sentences: Sequence[tuple[int, int]]
) -> list[tuple[Span, float]]:
    """Return what the model reads as names, however unsure, if its form can be one."""
    text: str = doc._.folded
    found = shipped().find(text, words_of(doc), marks(ruled), list(apart(text, sentences)))
    grounds = {k.mention.start: k.mention.end for k in ruled if k.mention.label in PLACES}
    closed = [
        (Span(span.start, closed_end(text, span.start, span.end), span.label), sure)
        for span, sure in found
    ]
    return [
        (span, sure)
        for span, sure in closed
        if is_whole(text[span.start : span.end]) and not _is_kind(doc, span, grounds)
    ]


def _again(
    doc: Doc, taken: Sequence[tuple[Span, float]], ruled: Sequence[Link]
) -> list[tuple[Span, float]]:
    """Return further places of names that are sure, unless something else is known there."""
    spans = _Row([span for span, _ in taken])
    settled = _Row(
        [k.mention for k in ruled if _is_settled(k) or k.mention.label not in (*_SURE, *PLACES)]
    )
    return [
        (span, sure)
        for span, sure in find_again(doc._.folded, words_of(doc), taken)
        if not spans.meets(span) and not any(_holds(m, span) for m in settled.meets(span))
    ]


def _holds(outer: Span | Mention, inner: Span | Mention) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _drop_places_in(doc: Doc, names: _Row) -> None:
    """Drop places that lie in what looks like a longer name, though not surely enough for one."""
    inside = [
        link
        for link in doc._.links
        if link.mention.label in PLACES
        and any(
            _holds(name, link.mention) and not _holds(link.mention, name)
            for name in names.meets(link.mention)
        )
    ]
    _drop(doc, inside)


def _is_kind(doc: Doc, span: Span, grounds: Mapping[int, int]) -> bool:
    """Tell whether a name is only a sort of thing: 国有企业集团, 义乌改革."""
    name = doc._.folded[span.start : span.end]
    if span.label == "Organization":
        return is_kind_of_organization(name)
    own = grounds.get(span.start, span.end) - span.start
    return span.label == "Programme" and own < len(name) and is_kind_of_programme(name[own:])


class _Row:
    """Names that do not overlap, for finding those that meet another."""

    def __init__(self, names: Iterable[Span | Mention]) -> None:
        self._names = sorted(names, key=lambda name: (name.start, name.end))
        self._starts = [name.start for name in self._names]

    def meets(self, other: Span | Mention) -> list[Span | Mention]:
        """Return the names that share a character with another, the last one first."""
        found = []
        at = bisect_left(self._starts, other.end) - 1
        while at >= 0 and self._names[at].end > other.start:
            found.append(self._names[at])
            at -= 1
        return found


def _is_settled(link: Link) -> bool:
    """Tell whether a rule's name stands against the recogniser.

    A title does, a body that it knows, and a quoted name before a noun of programmes.
    """
    body = link.mention.label == "GovernmentBody" and link.iri is not None
    quoted = link.mention.label == "Programme" and link.reason.startswith(NOUN_FOLLOWS)
    return body or quoted or link.mention.label in _CLOSED


def _goes_on(span: Span, settled: Span | Mention) -> bool:
    """Tell whether a name only goes on where a known one ends: a department or an office of it.

    A programme may also begin before its quoted part: 文化建设“八项工程”.
    """
    if span.label != settled.label or span.end < settled.end:
        return False
    if span.label == "Programme":
        return span.start <= settled.start
    return span.label == "GovernmentBody" and span.start == settled.start


def _is_dropped(link: Link, taken: _Row) -> bool:
    """Tell whether a rule's name gives way: to another span, or to none where the model wins."""
    own = link.mention
    if own.label not in _SURE:
        return False
    met = taken.meets(own)
    if any((m.start, m.end, m.label) == (own.start, own.end, own.label) for m in met):
        return False
    return bool(met) or (own.label in _WINS and not _is_settled(link))


def _drop(doc: Doc, links: Sequence[Link]) -> None:
    lost = {link.mention for link in links}
    doc._.found.links[:] = [link for link in doc._.found.links if link.mention not in lost]
    doc._.found.mentions[:] = [m for m in doc._.found.mentions if m not in lost]


def _link(doc: Doc, span: Span, sure: float, starts: dict[int, Link]) -> Link:
    """Return the link of a name that no rule knows; its identity is its name, or none."""
    named = mention(doc, span.start, span.end, span.label)
    name = doc._.folded[span.start : span.end].translate(_QUOTES)
    reason, score = f"{METHOD}: {sure:.2f}", round(sure, 2)
    if span.label == "GovernmentBody":
        whole = _local_body(doc._.folded, span, starts.get(span.start))
        return Link(named, mint("body", whole) if whole else None, whole, score, reason)
    if span.label == "Indicator":
        known = lexicon().link(name)
        iri = known.iri if known else mint("indicator", name)
        return Link(named, iri, known.name if known else name, score, reason)
    return Link(named, mint(span.label.lower(), name), name, score, reason)


def _local_body(text: str, span: Span, place: Link | None) -> str | None:
    """Return the full name of a body that begins with a place, else None: too little is known."""
    code = ((place.iri if place else None) or "").rsplit("/", 1)[-1]
    found = place_by_code().get(code)
    if place is None or found is None or place.mention.end >= span.end:
        return None
    return area_name(found) + full_core(text[place.mention.end : span.end])
