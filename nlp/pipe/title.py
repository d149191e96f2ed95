"""The spaCy component for titles of documents and document numbers (``zt_title``)."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spacy.language import Language

from nlp.extraction import Link, Mention
from nlp.pipe.extension import add_links, mention, register
from nlp.pipe.title_pattern import (
    bare_laws,
    bracketed,
    clean,
    kind_of,
    number_beside,
    numbers,
)
from ontology.iri import mint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc

    from nlp.context import Context

register()

_JOINED = re.compile(r"\s*[（(]?\s*")
_ALIAS = re.compile(
    r"[（(，]?(?:[^（）()。\n]{0,40}[，；]\s*)?(?:以下|下文)?(?:统一?)?简称(?:为)?[：:]?[“《\"]{0,2}(?P<name>[^“”《》（）()，。；\n]{2,30})[”》\"]{0,2}"
)
_NUMBER_BETWEEN = re.compile(r"\s*[（(][^（）()\n]{1,40}[）)]")


@dataclass(slots=True)
class _Known:
    """What titles of one text mean: key by clean title, title by short form, titles by kind."""

    keys: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    by_kind: dict[str, list[str]] = field(default_factory=dict)


@Language.component("zt_title", assigns=["doc._.mentions", "doc._.links"])
def titles(doc: Doc) -> Doc:
    """Add a link for every title and number; a title and the number after it name one document."""
    text = doc._.folded
    found_numbers = _distinct(numbers(text))
    spans = [(start, end) for start, end in bracketed(text) if kind_of(clean(text[start:end]))]
    known = _read(text, spans, found_numbers)
    links = [_number_link(doc, *found) for found in found_numbers]
    titled = [_title_link(doc, start, end, known) for start, end in spans]
    links += [*titled, *_beside(doc, titled, {start for start, *_ in found_numbers})]
    links += [
        _law_link(doc, start, end, name)
        for start, end, name in bare_laws(text)
        if not _covered(spans, start)
    ]
    outer = sorted(
        (k.mention.start, k.mention.end) for k in links if k.mention.label == "PolicyDocument"
    )
    kept = [
        k
        for k in links
        if k.mention.label == "PolicyDocument" or not _covered(outer, k.mention.start)
    ]
    add_links(doc, kept)
    return doc


def _distinct(found: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for start, end, name in sorted(found):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, name))
    return kept


def _covered(spans: list[tuple[int, int]], at: int) -> bool:
    place = bisect_right(spans, (at, 1 << 60)) - 1
    return place >= 0 and spans[place][0] <= at < spans[place][1]


def _read(
    text: str, spans: list[tuple[int, int]], found_numbers: list[tuple[int, int, str]]
) -> _Known:
    """Return what the text itself says about its titles: numbers beside them, short forms."""
    known = _Known()
    by_start = {start: name for start, _, name in found_numbers}
    for start, end in spans:
        title = clean(text[start:end])
        joined = _JOINED.match(text, end)
        number = by_start.get(joined.end()) if joined and joined.end() > end else None
        if number:
            known.keys.setdefault(title, number)
        alias = _alias_after(text, end)
        if alias:
            known.aliases[alias] = title
        kind = kind_of(title)
        if kind and title != kind and title not in known.by_kind.setdefault(kind, []):
            known.by_kind[kind].append(title)
    return known


def _alias_after(text: str, end: int) -> str | None:
    aside = _NUMBER_BETWEEN.match(text, end)
    for at in (end, aside.end() if aside else end):
        found = _ALIAS.match(text, at, at + 90)
        if found:
            return clean(found["name"])
    return None


def _number_link(doc: Doc, start: int, end: int, name: str) -> Link:
    return Link(
        mention(doc, start, end, "DocumentNumber"),
        mint("cited", name),
        name,
        0.98,
        "document number",
    )


def _beside(doc: Doc, titled: Iterable[Link], taken: set[int]) -> Iterator[Link]:
    """Yield the numbers that stand in brackets after titles and say nothing by themselves."""
    for title in titled:
        found = number_beside(doc._.folded, title.mention.end)
        if found and title.iri and found[0] not in taken:
            start, end, name = found
            number = mention(doc, start, end, "DocumentNumber")
            yield Link(number, title.iri, name, 0.9, f"number of 《{title.name}》 before it")


def _title_link(doc: Doc, start: int, end: int, known: _Known) -> Link:
    title = clean(doc._.folded[start:end])
    named = mention(doc, start, end, "PolicyDocument")
    if title in known.aliases:
        full = known.aliases[title]
        iri = mint("cited", known.keys.get(full, full))
        return Link(named, iri, full, 0.95, f"short for 《{full}》 in this text")
    if title == kind_of(title):
        return _bare_kind(doc, named, title, known)
    key = known.keys.get(title)
    reason = f"title with its number {key}" if key else "title"
    return Link(named, mint("cited", key or title), title, 0.97, reason)


def _law_link(doc: Doc, start: int, end: int, name: str) -> Link:
    title = clean(name)
    named = mention(doc, start, end, "PolicyDocument")
    return Link(named, mint("cited", title), title, 0.93, "name of a law without marks")


def _bare_kind(doc: Doc, named: Mention, kind: str, known: _Known) -> Link:
    """《意见》 without a rule for it: this document if it is one, else the one cited 意见."""
    context: Context = doc._.context
    if context.document_id and kind_of(clean(context.title)) == kind:
        iri = mint("document", context.document_id)
        return Link(named, iri, clean(context.title), 0.8, "kind of this document")
    cited = known.by_kind.get(kind, [])
    if len(cited) == 1:
        key = known.keys.get(cited[0], cited[0])
        return Link(named, mint("cited", key), cited[0], 0.7, "the only such document named here")
    return Link(named, None, None, 0.3, f"{len(cited)} such documents are named here")
