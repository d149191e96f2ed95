"""The spaCy component for programmes, projects and platforms (``zt_programme``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

from nlp.extraction import Link
from nlp.pipe.extension import add_links, mention, register
from nlp.pipe.overlap import PLACES, settle
from nlp.pipe.programme_name import find_plain, find_quoted
from nlp.pipe.word import words_of
from nlp.segment import tags
from ontology.iri import mint

if TYPE_CHECKING:
    from spacy.tokens import Doc

register()


@Language.component(
    "zt_programme", requires=["doc._.links"], assigns=["doc._.mentions", "doc._.links"]
)
def programmes(doc: Doc) -> Doc:
    """Add a link for every named programme; known by its name alone."""
    places = {
        m.start
        for m in doc._.mentions
        if (m.label in PLACES or m.label == "Region") and m.text[0] not in "全我本"
    }
    found = [*find_quoted(doc._.folded), *find_plain(doc._.folded, words_of(doc), tags(), places)]
    add_links(
        doc,
        [
            Link(
                mention(doc, start, end, "Programme"), mint("programme", name), name, score, reason
            )
            for start, end, name, score, reason in found
        ],
    )
    settle(doc)
    return doc
