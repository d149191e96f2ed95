"""The spaCy component: reads relations off a ``Doc`` that carries mentions, links and periods."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from spacy.language import Language

from nlp.extraction import Link, Mention
from nlp.pipe.extension import register
from nlp.pipe.place import LABEL
from nlp.pipe.reference.find import find_references, resolved
from nlp.pipe.relation import Source, extract_relations
from ontology.iri import mint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from nlp.context import Context
    from nlp.extraction import Label

register()


@Language.factory(
    "zt_relation",
    requires=["doc._.links", "doc._.periods"],
    assigns=["doc._.relations"],
)
class RelationComponent:
    """Adds typed relations to ``doc._.relations``."""

    def __init__(self, nlp: Language, name: str) -> None:
        """Take what spaCy gives a factory; there is nothing to configure."""
        self.name = name
        self.vocab = nlp.vocab

    def __call__(self, doc: Doc) -> Doc:
        """Return the same ``Doc`` with its relations."""
        doc._.found.relations.extend(extract_relations(_source(doc)))
        return doc


def _source(doc: Doc) -> Source:
    context: Context = doc._.context
    document_id = context.document_id
    return Source(
        text=doc._.raw,
        folded=doc._.folded,
        links=(*doc._.links, *_pointed(doc)),
        periods=tuple(doc._.periods),
        title=context.title,
        document_iri=mint("document", document_id) if document_id else None,
        sentences=context.sentences,
        speaker=_speaker(context),
    )


def _pointed(doc: Doc) -> Iterator[Link]:
    """Yield 该平台 and the like as names of what they stand for."""
    for each in resolved(find_references(doc._.folded, doc._.links, doc._.context)):
        written = Mention(each.start, each.end, cast("Label", each.label), each.text)
        yield Link(written, each.iri, each.name, each.score, each.reason)


def _speaker(context: Context) -> Link | None:
    """Return the area whose government reports, as an agent that stands nowhere in the text."""
    if context.kind != "work_report" or context.area is None:
        return None
    area = context.area
    nowhere = Mention(0, 0, LABEL[area.level], "")
    return Link(nowhere, area.iri, area.name, 0.8, f"whose report it is: {context.area_reason}")
