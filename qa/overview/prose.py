"""The words of a part that has no parts below it, and sentences that state a frame."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.sentence import sentences_of
from qa.overview.heading import cite, span_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.document import PolicyDocument, Section
    from qa.answer import Citation

LEAST_FIRSTS = 2
"""Paragraphs whose first sentences tell what a long part says; one alone does not."""
LONGEST_PROSE = 700
"""Characters of a part without parts of its own that are quoted."""
MOST_SENTENCES = 6
"""Sentences with the noun that are quoted of a long part."""
SHORTEST_SENTENCE = 12
"""Characters of a paragraph's first sentence that says something: no 各位代表！."""
_MARKS = re.compile("[“”]")


def stated(document: PolicyDocument, noun: str, periods: Sequence[str]) -> Citation | None:
    """Return the sentence that says what the frame is: “十五五”时期……的指导思想是：坚持…."""
    text = document.text
    for mark in re.finditer(rf"{noun}是[^\n]{{{SHORTEST_SENTENCE},}}", text):
        start = max(text.rfind("\n", 0, mark.start()), text.rfind("。", 0, mark.start())) + 1
        start, end = next(iter(sentences_of(text, start, mark.end())))
        said = _MARKS.sub("", text[start:end])
        if end > mark.start() and all(name in said for name in periods):
            return cite(document, start, end)
    return None


def prose_of(document: PolicyDocument, section: Section, noun: str) -> tuple[Citation, ...]:
    """Return the words of a part that has no parts.

    All of them, or the sentences with the noun, or the first of each paragraph.
    """
    text = document.text
    _, start = span_of(document, section)
    body = text[start : section.end]
    if not re.search(r"\w", body):
        return ()
    if len(body.strip()) <= LONGEST_PROSE:
        start += len(body) - len(body.lstrip("。．.： \n\u3000"))
        return (cite(document, start, start + len(text[start : section.end].rstrip())),)
    spans = list(sentences_of(text, start, section.end))
    having = [span for span in spans if noun in text[slice(*span)]] if noun else []
    if having:
        return tuple(cite(document, *span) for span in having[:MOST_SENTENCES])
    firsts = [
        next(iter(sentences_of(text, start + m.start(), start + m.end())), (0, 0))
        for m in re.finditer(r"[^\n]+", body)
    ]
    told = [(a, b) for a, b in firsts if b - a >= SHORTEST_SENTENCE]
    return tuple(cite(document, *span) for span in told) if len(told) >= LEAST_FIRSTS else ()
