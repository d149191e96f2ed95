"""The spaCy component for dates and periods (``zt_time``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

from nlp.pipe.measurement.extract import complete
from nlp.pipe.measurement.surroundings import setting_of

if TYPE_CHECKING:
    from spacy.tokens import Doc


@Language.component("zt_time", assigns=["doc._.mentions", "doc._.periods"])
def time(doc: Doc) -> Doc:
    """Add a mention and its period for every stretch of time that the text names."""
    from nlp.pipe.extension import mention

    setting, _ = complete(setting_of(doc))
    for found in setting.periods:
        named = mention(doc, found.start, found.end, found.label)
        doc._.mentions.append(named)
        doc._.periods.append((named, found.period))
    return doc
