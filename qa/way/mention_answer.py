"""What is said of the documents that have a word in their text, and of those that do not."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from corpus.sentence import sentences_of
from qa.answer import AbstainReason, Answer, Citation, Outcome, Value
from qa.question.focus import Asked
from qa.recall.home import homes, of_class
from qa.way.ends import MOST_CITED
from qa.way.lacking import NAMES
from qa.wording.compose import listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.storage.archive import Archive
    from kg.storage.store import GraphView
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog, Entry


@dataclass(frozen=True, slots=True)
class Found:
    """The documents asked about, those of them with the words, and where these stand.

    ``term`` stands at ``at``; ``against`` are documents with a word that is not wanted, whose place
    does not count either; ``words`` are what is said to have been looked for.
    """

    words: str
    term: str
    among: Sequence[Entry]
    having: Sequence[Entry]
    at: Mapping[str, int]
    against: frozenset[str] = frozenset()


def _appear(found: Found) -> str:
    return "出现" if found.words == found.term else "同时出现"


def nowhere(intent: Intent, catalog: Catalog, found: Found) -> Answer:
    """Abstain: none of the documents has the words."""
    whole = len(found.among) == catalog.acts
    scope = f"已收录的{catalog.held}" if whole else f"符合条件的{len(found.among)}份文件"
    scope = f"《{found.among[0].title}》" if len(found.among) == 1 else scope
    return Answer(
        question=intent.question,
        outcome=Outcome.ABSTAINED,
        text=f"{scope}的全文中没有{_appear(found)}“{found.words}”。没有写到不等于没有。",
        reason=AbstainReason.NO_FACT,
        steps=(*intent.steps, f"在全文中查找“{found.words}” → 0份"),
    )


def without(
    intent: Intent,
    view: GraphView,
    catalog: Catalog,
    found: Found,
    level: str | None,
) -> Answer | None:
    """Answer which documents do not have the words anywhere in their text, or what places' do not.

    ``level`` is the class of the places, empty for any, None where documents are asked for.
    """
    held = {entry.id for entry in found.having}
    lacking = [entry for entry in found.among if entry.id not in held]
    shown: list[str] = [f"《{entry.title}》" for entry in lacking]
    values = [Value(f"《{entry.title}》", iri=entry.iri) for entry in lacking]
    whole = f"在已收录的{catalog.held}中，符合条件的{len(found.among)}份"
    counted = f"{len(lacking)}份"
    if level is not None:
        home = homes(view)
        among = of_class((home[e.iri] for e in found.among if e.iri in home), level)
        having = {home[e.iri][0] for e in found.having if e.iri in home}
        places = [place for place in among if place[0] not in having]
        shown = [name for _, name in places]
        values = [Value(name, iri=iri) for iri, name in places]
        whole = f"在发布了已收录文件的{len(among)}个{NAMES.get(level, '地区')}中"
        counted = f"{len(places)}个的文件"
    cited = lacking or found.among
    if not shown:
        values = [Value("0个" if level is not None else "0份")]
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=f"{whole}，有{counted}没有{_appear(found)}“{found.words}”"
        f"{f'：{listed(shown)}' if shown else ''}。没有写到不等于没有。",
        values=tuple(values),
        evidence=tuple(catalog.title_citation(entry) for entry in cited[:MOST_CITED]),
        source="graph",
        steps=(*intent.steps, f"在全文中查找“{found.words}” → 没有出现的{len(shown)}"),
        confidence=0.8,
    )


def times(intent: Intent, archive: Archive, found: Found) -> Answer:
    """Say how many times each document has the words."""
    counts = [archive.text(entry.id)[0].count(found.term) for entry in found.having]
    told = [f"《{e.title}》{n}次" for e, n in zip(found.having, counts, strict=True)]
    whole = sum(counts)
    total = f"，合计{whole}次" if len(counts) > 1 else ""
    return _answer(
        intent,
        f"“{found.words}”一词在全文中出现：{listed(told)}{total}。",
        [Value(f"{whole}次", Decimal(whole), "次")],
        _quotes(archive, found.having, found),
        found,
    )


def of_documents(intent: Intent, catalog: Catalog, archive: Archive, found: Found) -> Answer:
    """Answer with the documents that have the words, out of those asked about."""
    names = [f"《{entry.title}》" for entry in found.having]
    values = [Value(name, iri=e.iri) for name, e in zip(names, found.having, strict=True)]
    if intent.focus.counts:
        values.insert(0, Value(f"{len(names)}份", Decimal(len(names)), "份"))
    lead = ""
    if intent.focus.asked is Asked.BOOLEAN:
        values.insert(0, Value("是"))
        lead = "是。"
    some = len(found.among) < catalog.acts
    scope = f"，符合条件的{len(found.among)}份" if some else ""
    return _answer(
        intent,
        f"{lead}在已收录的{catalog.held}中{scope}，有{len(names)}份提到“{found.words}”：{listed(names)}。",
        values,
        _quotes(archive, found.having, found),
        found,
    )


def of_places(
    intent: Intent, view: GraphView, archive: Archive, found: Found, level: str
) -> Answer | None:
    """Answer for the places whose documents have the words, out of those with documents at all."""
    home = homes(view)
    among = of_class((home[e.iri] for e in found.among if e.iri in home), level)
    first: dict[str, Entry] = {}
    for entry in found.having:
        if entry.iri in home:
            first.setdefault(home[entry.iri][0], entry)
    against = {home[e.iri][0] for e in found.among if e.id in found.against and e.iri in home}
    having = [place for place in among if place[0] in first and place[0] not in against]
    if not having:
        return None
    names = [name for _, name in having]
    values = [Value(name, iri=iri) for iri, name in having]
    if intent.focus.counts:
        values.insert(0, Value(f"{len(names)}个", Decimal(len(names)), "个"))
    return _answer(
        intent,
        f"在发布了已收录文件的{len(among)}个{NAMES.get(level, '地区')}中，"
        f"有{len(names)}个的文件提到“{found.words}”：{listed(names)}。",
        values,
        _quotes(archive, [first[iri] for iri, _ in having], found),
        found,
    )


def _quotes(archive: Archive, entries: Sequence[Entry], found: Found) -> tuple[Citation, ...]:
    """Return the first sentence with the words of each document."""
    quotes = []
    for entry in entries[:MOST_CITED]:
        text, _ = archive.text(entry.id)
        at = found.at[entry.id]
        spans = sentences_of(text, 0, len(text))
        start, end = next(
            ((s, e) for s, e in spans if s <= at and at + len(found.term) <= e),
            (at, at + len(found.term)),
        )
        quotes.append(
            Citation(entry.id, entry.title, start, end, text[start:end], entry.source_url)
        )
    return tuple(quotes)


def _answer(
    intent: Intent,
    text: str,
    values: Sequence[Value],
    evidence: tuple[Citation, ...],
    found: Found,
) -> Answer:
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=text,
        values=tuple(values),
        evidence=evidence,
        source="graph",
        steps=(*intent.steps, f"在全文中查找“{found.words}” → {len(found.having)}份"),
        confidence=0.9,
    )
