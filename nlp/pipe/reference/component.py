"""The spaCy component: what the references of a ``Doc`` mean, once all its names are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

from nlp.pipe.extension import register
from nlp.pipe.reference.find import find_references
from nlp.pipe.word import words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

register()


@Language.factory("zt_reference", requires=["doc._.links"], assigns=["doc._.references"])
class ReferenceComponent:
    """Adds what 该平台, 其, 前款 and 本市 stand for to ``doc._.references``."""

    def __init__(self, nlp: Language, name: str) -> None:
        """Take what spaCy gives a factory; there is nothing to configure."""
        self.name = name
        self.vocab = nlp.vocab

    def __call__(self, doc: Doc) -> Doc:
        """Return the same ``Doc`` with its references."""
        found = doc._.found
        words = words_of(doc)
        found.references.extend(find_references(doc._.folded, found.links, doc._.context, words))
        return doc
