"""The way from a text to what it says: one spaCy pipeline, its ``Doc`` kept inside this room."""

from __future__ import annotations

import logging
import re
from dataclasses import fields, replace
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from corpus.normalize import fold
from nlp.context import Context, context_of, context_of_text, part
from nlp.extraction import Extraction, Measurement, Mention, Reference, Relation
from nlp.lean import without_torch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    import jieba
    from spacy.lang.zh import ChineseTokenizer
    from spacy.language import Language

    from corpus.document import PolicyDocument
    from nlp.pipe.word import Words

COMPONENTS = (
    ("zt_title", "nlp.pipe.title"),
    ("zt_place", "nlp.pipe.place"),
    ("zt_body", "nlp.pipe.body"),
    ("zt_time", "nlp.pipe.time"),
    ("zt_programme", "nlp.pipe.programme"),
    ("zt_meeting", "nlp.pipe.meeting"),
    ("zt_person", "nlp.pipe.person"),
    ("zt_quantity", "nlp.pipe.quantity"),
    ("zt_measurement", "nlp.pipe.measurement.component"),
    ("zt_relation", "nlp.pipe.relation.component"),
    ("zt_recogniser", "nlp.pipe.recogniser"),
    ("zt_reference", "nlp.pipe.reference.component"),
)
"""Factory names in the order in which they run, and the module that registers each.

The trained recogniser comes after relations, which rest on names that a rule has found
(decision 30); references are read last, when all names are known.
"""

_LOG = logging.getLogger(__name__)

BLOCK = 1_000_000
"""Characters that are worked on at once; a longer text is cut between paragraphs."""


class Pipeline:
    """Extracts from documents and questions; built by ``load``, safe to use again and again."""

    def __init__(self, nlp: Language, same: Mapping[str, str] | None = None) -> None:
        self._nlp = nlp
        self._same = same or {}

    def with_same(self, same: Mapping[str, str]) -> Pipeline:
        """Return this pipeline with questions' links led to other IRIs: what people ruled one."""
        return Pipeline(self._nlp, same)

    def extract(self, document: PolicyDocument) -> Extraction:
        """Return what a document says.

        A component that fails on a sentence leaves a warning with its place there, never an error:
        what it would have found in that sentence is lost, and nothing else.
        """
        return self._run(document.text, context_of(document))

    def parse(self, text: str, on: date | None = None) -> Extraction:
        """Return what a question or a loose sentence names; 今年 is read against ``on``."""
        found = self._run(text, context_of_text(text, on))
        if not self._same:
            return found
        led = (replace(k, iri=self._same.get(k.iri or "", k.iri)) for k in found.links)
        return replace(found, links=tuple(led))

    def pipe(
        self, documents: Iterable[PolicyDocument]
    ) -> Iterator[tuple[PolicyDocument, Extraction]]:
        """Yield each document with what it says, one at a time."""
        for document in documents:
            yield document, self.extract(document)

    def words(self, text: str) -> Words:
        """Return the words of a folded text, as the components see them."""
        from nlp.pipe.word import words_of

        doc = self._nlp.make_doc(text)
        doc._.folded = text
        return words_of(doc)

    def problems(self) -> dict[str, list[str]]:
        """Return what components require and no earlier one assigns (spaCy's own analysis)."""
        found = (self._nlp.analyze_pipes() or {})["problems"]
        return {name: missing for name, missing in found.items() if missing}

    def _run(self, text: str, context: Context) -> Extraction:
        folded = fold(text)
        if len(text) <= BLOCK:
            return self._block(text, folded, context, 0)
        parts = [
            _shifted(self._block(text[a:b], folded[a:b], part(context, a, b), a), a)
            for a, b in blocks(text)
        ]
        return _joined(parts)

    def _block(self, raw: str, folded: str, context: Context, offset: int) -> Extraction:
        found, failed = self._components(raw, folded, context)
        if not failed:
            return found
        bad = [(a, b) for a, b in context.sentences if self._fails(raw, folded, context, a, b)]
        if not bad or 2 * len(bad) > len(context.sentences):
            return _warned(found, failed, offset, offset + len(raw))
        # All but the sentences at fault again, so that the rest keeps its surroundings.
        rest, _ = self._components(_blanked(raw, bad), _blanked(folded, bad), context)
        alone = [self._alone(raw, folded, context, a, b, offset) for a, b in bad]
        return _ordered(_joined([rest, *alone]))

    def _components(
        self, raw: str, folded: str, context: Context
    ) -> tuple[Extraction, tuple[str, ...]]:
        """Run every component; return what they found and which failed, and why."""
        from nlp.pipe.extension import extraction, prepare

        doc = prepare(self._nlp.make_doc(folded), raw, folded, context)
        failed = []
        for name, component in self._nlp.pipeline:
            try:
                doc = component(doc)
            except Exception as error:  # noqa: BLE001  one component must not lose the document
                failed.append(f"{name}: {type(error).__name__}: {error}")
        return extraction(doc), tuple(failed)

    def _fails(self, raw: str, folded: str, context: Context, start: int, end: int) -> bool:
        return bool(
            self._components(raw[start:end], folded[start:end], part(context, start, end))[1]
        )

    def _alone(
        self, raw: str, folded: str, context: Context, start: int, end: int, offset: int
    ) -> Extraction:
        """Return what the components that work find in one sentence by itself."""
        inner = part(context, start, end)
        found, failed = self._components(raw[start:end], folded[start:end], inner)
        return _warned(_shifted(found, start), failed, offset + start, offset + end)


def _warned(found: Extraction, failed: tuple[str, ...], start: int, end: int) -> Extraction:
    """Log what failed where, and say so in the result."""
    said = tuple(f"{each} (characters {start}–{end})" for each in failed)
    for each in said:
        _LOG.warning("%s", each)
    return replace(found, warnings=(*found.warnings, *said))


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """Return a text as long with spaces in some spans; line ends stay."""
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], re.sub(r"[^\n]", " ", text[start:end])]
        at = end
    return "".join([*parts, text[at:]])


def _ordered(found: Extraction) -> Extraction:
    return replace(
        found,
        mentions=tuple(sorted(found.mentions)),
        links=tuple(sorted(found.links, key=lambda link: link.mention)),
        periods=tuple(sorted(found.periods, key=lambda pair: pair[0])),
        measurements=tuple(sorted(found.measurements, key=lambda m: (m.start, m.end))),
        relations=tuple(sorted(found.relations, key=lambda r: (r.start, r.end, r.predicate))),
        references=tuple(sorted(found.references, key=lambda r: (r.start, r.end))),
    )


def blocks(text: str, size: int = BLOCK) -> list[tuple[int, int]]:
    """Return spans of at most ``size`` characters that tile a text, cut at line ends."""
    found = []
    start = 0
    while len(text) - start > size:
        line_end = text.rfind("\n", start + 1, start + size) + 1
        end = line_end or start + size
        found.append((start, end))
        start = end
    return [*found, (start, len(text))]


_Placed = TypeVar("_Placed", Mention, Measurement, Relation, Reference)
_OFFSETS = ("start", "end", "quote_start", "quote_end")


def _shift(record: _Placed, by: int) -> _Placed:
    moved = {name: getattr(record, name) + by for name in _OFFSETS if hasattr(record, name)}
    return replace(record, **moved)


def _moved(reference: Reference, by: int) -> Reference:
    target = reference.target
    moved = (target[0] + by, target[1] + by) if target else None
    return _shift(replace(reference, target=moved), by)


def _shifted(found: Extraction, by: int) -> Extraction:
    return replace(
        found,
        mentions=tuple(_shift(m, by) for m in found.mentions),
        links=tuple(replace(link, mention=_shift(link.mention, by)) for link in found.links),
        periods=tuple((_shift(m, by), period) for m, period in found.periods),
        measurements=tuple(_shift(m, by) for m in found.measurements),
        relations=tuple(_shift(r, by) for r in found.relations),
        references=tuple(_moved(r, by) for r in found.references),
    )


def _joined(parts: list[Extraction]) -> Extraction:
    names = [field.name for field in fields(Extraction)]
    return Extraction(**{n: tuple(x for p in parts for x in getattr(p, n)) for n in names})


@lru_cache(maxsize=2)
def load(*, recogniser: bool = True) -> Pipeline:
    """Return the pipeline; the first call imports spaCy and reads the gazetteers (some seconds).

    Without ``recogniser`` the rules are alone; its weights are read at the first document.
    """
    with without_torch():
        import spacy

    from nlp.pipe.extension import register
    from nlp.segment import tokenizer

    register()
    nlp = spacy.blank("zh")
    nlp.tokenizer = _tokenizer(nlp, tokenizer())
    nlp.max_length = BLOCK
    for name, module in COMPONENTS:
        if recogniser or name != "zt_recogniser":
            import_module(module)
            nlp.add_pipe(name)
    return Pipeline(nlp)


def _tokenizer(nlp: Language, own: jieba.Tokenizer) -> ChineseTokenizer:
    from spacy.lang.zh import ChineseTokenizer

    found = ChineseTokenizer(nlp.vocab)
    # Set after construction: asking for jieba there would build jieba's global tokenizer too.
    found.segmenter, found.jieba_seg = "jieba", own
    return found
