"""The spaCy component for figures (``zt_measurement``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

from nlp.pipe.measurement.extract import measure
from nlp.pipe.measurement.surroundings import setting_of

if TYPE_CHECKING:
    from spacy.tokens import Doc


@Language.component(
    "zt_measurement",
    requires=["doc._.mentions", "doc._.links", "doc._.periods"],
    assigns=["doc._.measurements"],
)
def measurement(doc: Doc) -> Doc:
    """Add the figures of the text, with indicator, area, period, kind and quote."""
    doc._.measurements.extend(measure(setting_of(doc)))
    return doc
