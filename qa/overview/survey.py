"""Answers that say what documents say: the parts that bear a name, or all sentences on a matter."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from corpus.normalize import fold
from qa.overview.asking import Broad, Sort, broad, hollow, scope, without
from qa.overview.matter import Told, on_matter
from qa.overview.outline import Listed, named_parts, parts_called, whole
from qa.overview.scope import editions, of_slots, titled, with_parts
from qa.overview.told import of_parts, of_sentences
from qa.recall.catalog import called

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.storage.archive import Archive
    from nlp.extraction import Period
    from qa.answer import Answer
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog, Entry

MOST_READ = 80
"""Documents that are read sentence by sentence for one question."""
FEWEST_OF_ALL, MOST_OF_ALL = 2, 60
"""Sentences on a matter in the whole collection; with more the question tells too little."""
MOST_APART = 3
"""Words of a matter that are looked for one by one; more are no one matter."""
FEWEST = 3
"""Sentences with all words of a question; with fewer those without its manner (扶持) count too."""
SHORTEST_MATTER = 3
"""Characters of a matter that is looked for in the whole collection."""
LONG_NAME = 6
"""Characters of a heading that is looked for in documents that are not named."""
MOST_CALLED = 2
"""Documents whose parts of one name are told; in more it is no name of a part."""
SURE = 0.9
"""Confidence from which one sentence of a document is preferred to all on the matter."""
LIKELY = 0.6
"""The same where no document is named, and sentences of many would be told."""
_GENERAL = frozenset(
    {"规定", "要求", "内容", "讲", "说", "写", "部分", "方面", "章节", "要点", "条款"}
)
"""Nouns by which all of a text is asked for."""


def outlined(
    intent: Intent, catalog: Catalog, archive: Archive, named: Sequence[Entry]
) -> Answer | None:
    """Answer what a document's parts tell; None where a question asks for something else.

    Args:
        intent: The question.
        catalog: The documents.
        archive: Their texts.
        named: The held documents that it means; empty where it tells them by place, time, matter.
    """
    asked = _asked(intent, named)
    if asked is None:
        return None
    listed: list[tuple[Entry, Listed]] = []
    for entry in editions(archive, with_parts(intent, asked, catalog, named)):
        listed += [(entry, part) for part in _parts(intent, asked, archive, entry, bool(named))]
    if not listed and not named and asked.matter:
        listed = _called_so(intent, asked, catalog, archive)
    if not listed:
        return None
    answer = of_parts(intent, asked, listed)
    elsewhere = _elsewhere(asked, archive, listed) if asked.matter and named else 0
    if not elsewhere:
        return answer
    said = "、".join(f"“{phrase}”" for phrase in asked.phrases)
    return replace(answer, text=f"{answer.text}\n此外另有{elsewhere}句写到{said}。")


def surveyed(
    intent: Intent,
    catalog: Catalog,
    archive: Archive,
    named: Sequence[Entry],
    order: Sequence[str],
) -> Answer | None:
    """Answer with the sentences on the matter of a broad question; None where none has its words.

    Args:
        intent: The question.
        catalog: The documents.
        archive: Their texts.
        named: The held documents that it means.
        order: Ids of documents by how near they are to the question; told first.
    """
    asked = _asked(intent, named)
    if asked is None or asked.sort is Sort.PART or (asked.sort is Sort.WHOLE and not named):
        return None
    if asked.noun not in _GENERAL and (asked.sort is Sort.FRAME or (named and not asked.matter)):
        own = (asked.noun,)
        asked = replace(asked, matter=asked.matter + own, phrases=asked.phrases + own)
    if not asked.matter:
        return None
    bodies = " ".join(link.mention.text for link in intent.actors)
    if not named and all(word in bodies for word in asked.matter):
        return None  # what a body does is no matter that sentences have words for
    among = editions(archive, named) or _of_law(intent, asked, catalog, archive)
    among = among or of_slots(intent, asked, catalog)
    if len(among) == catalog.acts and len("".join(asked.matter)) < SHORTEST_MATTER:
        return None
    sought, found = _read(asked, archive, among, order)
    count = sum(len(own) for _, own in found)
    everywhere = len(among) == catalog.acts
    if not found or (everywhere and not FEWEST_OF_ALL <= count <= MOST_OF_ALL):
        return None
    return of_sentences(intent, sought, catalog, among, found)


def _of_law(intent: Intent, asked: Broad, catalog: Catalog, archive: Archive) -> list[Entry]:
    """Return the documents on a matter by their titles, where it is asked what is laid down."""
    laid_down = asked.sort is Sort.RULE and not scope(intent)
    found = titled(intent, asked, catalog, national=True) if laid_down else ()
    return editions(archive, found)


def strays(intent: Intent, answer: Answer, named: Sequence[Entry]) -> bool:
    """Whether an answer to a broad question is of another matter, or but names what is asked for.

    A fact of the graph is of the matter where its quotes have the words; a value like 有效措施
    tells no measure.
    """
    asked = _asked(intent, named)
    if asked is None or asked.sort is Sort.PART:
        return False
    if answer.source == "graph":
        said = " ".join(citation.quote for citation in answer.evidence)
        concerns = asked.sort is not Sort.FRAME and bool(asked.matter)
        return concerns and not all(phrase in said for phrase in asked.phrases)
    return hollow(asked, (v.value for v in answer.values))


def partial(intent: Intent, answer: Answer, named: Sequence[Entry]) -> bool:
    """Whether an answer is one sentence of a document, unsure, where all on a matter are meant."""
    asked = _asked(intent, named)
    if asked is None or asked.sort is Sort.PART:
        return False
    if answer.source != "passage" or not asked.matter:
        return False
    least = SURE if named or scope(intent) or asked.sort is Sort.RULE else LIKELY
    return answer.confidence < least


def _asked(intent: Intent, named: Sequence[Entry]) -> Broad | None:
    """Return what is asked, without the words by which the question calls its documents."""
    names = [*chain.from_iterable(called(entry) for entry in named), *sorted(intent.entry_names)]
    asked = broad(intent, names)
    question = fold(intent.question)
    literal = any(fold(name) in question for name in names) or bool(intent.documents)
    if asked is None or not named or literal:
        return asked
    return without(asked, named[0].title)


def _parts(
    intent: Intent, asked: Broad, archive: Archive, entry: Entry, named: bool
) -> list[Listed]:
    """Return the parts of a document that a question asks for."""
    document = archive.document(entry.id)
    if asked.matter or asked.sort is Sort.PART:  # 关于*网络保护*的规定: a law has such a chapter
        called = parts_called(document, (*asked.called, "".join(asked.matter)))
        if called or named or asked.sort is Sort.PART:
            return called
    periods = list(chain.from_iterable(map(_worded, intent.periods)))
    parts = [] if asked.noun in _GENERAL else named_parts(document, asked, periods)
    if parts or (asked.matter and asked.sort is not Sort.WHOLE):
        return parts
    meant = asked.noun in _GENERAL or asked.sort in {Sort.MEASURE, Sort.WHOLE}
    return whole(document, asked) if meant and (named or asked.matter) else []


def _called_so(
    intent: Intent, asked: Broad, catalog: Catalog, archive: Archive
) -> list[tuple[Entry, Listed]]:
    """Return the parts that some document calls as the question does, however it is called."""
    among = {e.id: e for e in of_slots(intent, asked, catalog)}
    for name in (name for name in asked.called if len(name) >= LONG_NAME):
        having = [among[i] for i in archive.containing_all((name,)) if i in among]
        if len(having) > MOST_READ:
            continue
        listed = [
            (entry, part)
            for entry in editions(archive, having)
            for part in parts_called(archive.document(entry.id), (name,))
        ]
        if 0 < len({entry.id for entry, _ in listed}) <= MOST_CALLED:
            return listed
    return []


def _elsewhere(asked: Broad, archive: Archive, listed: Sequence[tuple[Entry, Listed]]) -> int:
    """Return how many sentences on a matter stand outside the parts that are called by it."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for entry, part in listed:
        spans.setdefault(entry.id, []).append(part.span)
    told = (
        (name, each.citation.start)
        for name in spans
        for each in on_matter(archive.document(name), asked, asked.phrases)
    )
    return sum(not any(a <= at < b for a, b in spans[name]) for name, at in told)


def _worded(period: Period) -> tuple[str, ...]:
    """Return how headings word a time: as asked, and by its year (去年)."""
    start, end = period.start, period.end
    year = f"{start.year}年" if start and end and start.year == end.year else period.text
    return tuple(dict.fromkeys((period.text, year)))


def _read(
    asked: Broad, archive: Archive, among: Sequence[Entry], order: Sequence[str]
) -> tuple[tuple[str, ...], list[tuple[Entry, list[Told]]]]:
    """Return what was looked for and the documents with it, nearest first.

    Phrases are looked for before words, and what says how (扶持) is left out where few say it.
    """
    rank = {name: n for n, name in enumerate(order)}
    least = [w for w in asked.phrases if w != asked.manner]
    apart = asked.matter if len(asked.matter) <= MOST_APART else ()
    tries = (asked.phrases, apart, tuple(least))
    best: tuple[tuple[str, ...], list[tuple[Entry, list[Told]]]] = ((), [])
    for words in dict.fromkeys(w for w in tries if w):
        having = archive.containing_all(words)
        read = [entry for entry in among if entry.id in having]
        if len(read) > MOST_READ:
            read = sorted(read, key=lambda e: rank.get(e.id, len(rank)))[:MOST_READ]
        told = [(e, on_matter(archive.document(e.id), asked, words)) for e in read]
        found = [(entry, own) for entry, own in told if own]
        found.sort(key=lambda each: (rank.get(each[0].id, len(rank)), -len(each[1])))
        if sum(len(own) for _, own in found) > sum(len(own) for _, own in best[1]):
            best = words, found
        if sum(len(own) for _, own in best[1]) >= FEWEST or (best[1] and not asked.manner):
            break
    return best
