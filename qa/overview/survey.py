"""Answers by all sentences on a matter, and whether another answer is less than those."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qa.overview.asking import Broad, Sort, hollow, scope
from qa.overview.matter import on_matter
from qa.overview.scope import GENERAL, asked_of, editions, of_slots, titled
from qa.overview.told import Found, of_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.storage.archive import Archive
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
SURE = 0.9
"""Confidence from which one sentence of a document is preferred to all on the matter."""
LIKELY = 0.6
"""The same where no document is named, and sentences of many would be told."""


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
    asked = asked_of(intent, named)
    if asked is None or asked.sort is Sort.PART or (asked.sort is Sort.WHOLE and not named):
        return None
    if asked.noun not in GENERAL and (asked.sort is Sort.FRAME or (named and not asked.matter)):
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
    found = _read(asked, archive, among, order)
    everywhere = len(among) == catalog.acts
    if not found.told or (everywhere and not FEWEST_OF_ALL <= found.count <= MOST_OF_ALL):
        return None
    return of_sentences(intent, catalog, among, found)


def _of_law(intent: Intent, asked: Broad, catalog: Catalog, archive: Archive) -> list[Entry]:
    """Return the documents on a matter by their titles, where it is asked what is laid down."""
    laid_down = asked.sort is Sort.RULE and not scope(intent) and "报告" not in intent.question
    found = titled(intent, asked, catalog, national=True) if laid_down else ()
    return editions(archive, found)


def strays(intent: Intent, answer: Answer, named: Sequence[Entry]) -> bool:
    """Whether an answer to a broad question is of another matter, or but names what is asked for.

    A fact of the graph is of the matter where its quotes have the words; a value like 有效措施
    tells no measure.
    """
    asked = asked_of(intent, named)
    if asked is None or asked.sort is Sort.PART:
        return False
    if answer.source == "graph":
        said = " ".join(citation.quote for citation in answer.evidence)
        concerns = asked.sort is not Sort.FRAME and bool(asked.matter)
        return concerns and not all(phrase in said for phrase in asked.phrases)
    return hollow(asked, (v.value for v in answer.values))


def partial(intent: Intent, answer: Answer, named: Sequence[Entry]) -> bool:
    """Whether an answer is one sentence of a document, unsure, where all on a matter are meant."""
    asked = asked_of(intent, named)
    if asked is None or asked.sort is Sort.PART:
        return False
    if answer.source != "passage" or not asked.matter:
        return False
    least = SURE if named or scope(intent) or asked.sort is Sort.RULE else LIKELY
    return answer.confidence < least


def _read(asked: Broad, archive: Archive, among: Sequence[Entry], order: Sequence[str]) -> Found:
    """Return what was looked for and the documents with it, nearest first.

    Phrases are looked for before words, and what says how (扶持) is left out where few say it.
    """
    rank = {name: n for n, name in enumerate(order)}
    least = [w for w in asked.phrases if w != asked.manner]
    apart = asked.matter if len(asked.matter) <= MOST_APART else ()
    tries = (asked.phrases, apart, tuple(least))
    best = Found((), ())
    for words in dict.fromkeys(w for w in tries if w):
        having = archive.containing_all(words)
        read = [entry for entry in among if entry.id in having]
        unread = max(0, len(read) - MOST_READ)
        if unread:
            read = sorted(read, key=lambda e: rank.get(e.id, len(rank)))[:MOST_READ]
        told = [(e, on_matter(archive.document(e.id), asked, words)) for e in read]
        own = [each for each in told if each[1]]
        own.sort(key=lambda each: (rank.get(each[0].id, len(rank)), -len(each[1])))
        found = Found(words, own, unread)
        if found.count > best.count:
            best = found
        if best.count >= FEWEST or (best.told and not asked.manner):
            break
    return best
