"""The spaCy component for quantities and names of indicators (``zt_quantity``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

from nlp.extraction import Link
from nlp.gazetteer.indicator import lexicon
from nlp.pipe.measurement.surroundings import quantities_of

if TYPE_CHECKING:
    from spacy.tokens import Doc


@Language.component(
    "zt_quantity",
    requires=["doc._.mentions"],
    assigns=["doc._.mentions", "doc._.links"],
)
def quantity(doc: Doc) -> Doc:
    """Add a mention for every quantity, and a linked one for every indicator of the scheme."""
    from nlp.pipe.extension import add_links, mention

    for found in quantities_of(doc):
        doc._.mentions.append(mention(doc, found.start, found.end, "Quantity"))
    add_links(
        doc,
        [
            Link(
                mention(doc, start, end, "Indicator"),
                indicator.iri,
                indicator.name,
                0.95,
                "name in the scheme",
            )
            for start, end, indicator in lexicon().find(doc._.folded)
        ],
    )
    return doc
