"""What stands nearest to a question that is left open: to read, no answer.

No single sentence answers who asks broadly (疫情期间对个体工商户有哪些扶持措施): he is served with
where to read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.normalize import fold
from corpus.sentence import sentences_of
from qa.answer import Citation
from qa.passage.objection import asks_only
from qa.reader.place import home_of
from qa.reader.rarity import rarity
from qa.recall.coverage import bigrams
from qa.recall.rank import short_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from corpus.document import PolicyDocument
    from qa.question.intent import Intent
    from qa.retrieval import Hit

MOST = 3
"""Passages that are shown, each of another document."""
LEAST_SHARED = 0.5
"""Which share of the question's words, by rarity, a passage or its title has to have."""
SHORT, LONG = 60, 240
"""Characters below which the next sentence is shown as well, and beyond which it is not."""


def nearest(intent: Intent, texts: Iterable[tuple[Hit, PolicyDocument]]) -> tuple[Citation, ...]:
    """Return the sentences that have most of a question's words, best passages first.

    Args:
        intent: The question.
        texts: Passages with their documents, best first.
    """
    wanted = {w: rarity(w) for w in intent.content if len(w) > 1 and not asks_only(w)}
    least = LEAST_SHARED * sum(wanted.values())
    names = [short_name(link.name or link.mention.text) for link in intent.places]
    found: dict[str, Citation] = {}
    for hit, document in sorted(texts, key=lambda each: not _of_place(names, *each)):
        title = document.metadata.title
        if names and not _of_place(names, hit, document) and home_of(document):
            continue
        shared = _shared(wanted, f"{title} {document.text[hit.start : hit.end]}")
        if document.id in found or not wanted or shared < least:
            continue
        start, end = _best(wanted, document, hit)
        quote = document.quote(start, end)
        if all(title != other.title and quote != other.quote for other in found.values()):
            about = document.metadata
            found[document.id] = Citation(document.id, title, start, end, quote, about.source_url)
        if len(found) == MOST:
            break
    return tuple(found.values())


def _of_place(names: Sequence[str], hit: Hit, document: PolicyDocument) -> bool:
    """Whether a passage, or its document's title or maker, names the places of the question."""
    about = document.metadata
    around = f"{about.title} {' '.join(about.issuers)} {document.text[hit.start : hit.end]}"
    return all(name in around for name in names)


def _shared(wanted: Mapping[str, float], text: str) -> float:
    """Return how much the words tell that a text has, or the pairs of letters of which it has."""
    text = fold(text)
    pairs = bigrams(text)
    return sum(
        weight * (1.0 if word in text else len(bigrams(word) & pairs) / len(bigrams(word)) * 0.5)
        for word, weight in wanted.items()
    )


def _best(wanted: Mapping[str, float], document: PolicyDocument, hit: Hit) -> tuple[int, int]:
    """Return the sentence of a passage that has most of the words, with the next where short."""
    spans = [
        (start, end)
        for start, end in sentences_of(document.text, hit.start, hit.end)
        if re.search(r"\w", document.text[start:end])
    ]
    if not spans:
        return hit.start, hit.end
    worths = [_shared(wanted, document.text[start:end]) for start, end in spans]
    at = max(range(len(spans)), key=lambda n: (worths[n], -n))
    start, end = spans[at]
    if end - start < SHORT and at + 1 < len(spans) and spans[at + 1][1] - start <= LONG:
        end = spans[at + 1][1]
    said = document.text[start:end]
    return start + len(said) - len(said.lstrip()), end - len(said) + len(said.rstrip())
