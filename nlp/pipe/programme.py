"""The spaCy component for programmes, projects and platforms (``zt_programme``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

from nlp.extraction import Link
from nlp.pipe.extension import add_links, mention, register
from nlp.pipe.overlap import PLACES, settle
from nlp.pipe.placed_name import find_placed
from nlp.pipe.programme_name import find_branded, find_plain, find_quoted
from nlp.pipe.word import words_of
from nlp.segment import tags
from ontology.iri import mint

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from nlp.extraction import Label

register()


@Language.component(
    "zt_programme", requires=["doc._.links"], assigns=["doc._.mentions", "doc._.links"]
)
def programmes(doc: Doc) -> Doc:
    """Add a link for every named programme; known by its name alone."""
    places = {
        m.start: m.end
        for m in doc._.mentions
        if (m.label in PLACES or m.label == "Region") and m.text[0] not in "全我本"
    }
    text = doc._.folded
    found = [
        *find_quoted(text),
        *find_plain(text, words_of(doc), tags(), places),
        *find_branded(text, places),
    ]
    add_links(
        doc,
        [
            Link(
                mention(doc, start, end, "Programme"), mint("programme", name), name, score, reason
            )
            for start, end, name, score, reason in found
        ],
    )
    placed = find_placed(text, words_of(doc), tags(), places)
    add_links(doc, [_placed(doc, start, end, label) for start, end, label in placed])
    settle(doc)
    return doc


def _placed(doc: Doc, start: int, end: int, label: Label) -> Link:
    name = doc._.folded[start:end]
    reason = "a place and a noun of facilities"
    return Link(mention(doc, start, end, label), mint(label.lower(), name), name, 0.75, reason)
