"""References in the form of GB/T 7714—2015, for papers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.overview.heading import bare_heading

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from corpus.document import Metadata

MOST_AUTHORS = 3
"""GB/T 7714—2015, 8.1.2: of more than three authors, three are named, then 等."""


def gbt7714(metadata: Metadata, *, retrieved: date | None = None, place: str | None = None) -> str:
    """Return the reference of a document.

    A document with a web address is an online bulletin, ``[EB/OL]``, with the date of publication
    in round and the date of retrieval in square brackets (4.6); one without is ``[Z]``, "other"
    (table B.1), with the date it bears. What is not known is left out, nothing is made up.

    Args:
        metadata: What the document is.
        retrieved: When it was taken from its address.
        place: Where in the document a quote stands, such as 第三章第十二条.

    Returns:
        For example ``国务院. 关于……的通知: 国发〔2015〕50号[Z]. 2015-08-31.``
    """
    title = metadata.title
    if metadata.document_number:
        title = f"{title}: {metadata.document_number}"
    day = metadata.issued_on or metadata.published_on
    if metadata.source_url:
        public = metadata.published_on or metadata.issued_on
        when = f"({public})" if public else ""
        seen = f"[{retrieved}]" if retrieved else ""
        parts = [_authors(metadata.issuers), f"{title}[EB/OL]", when + seen, metadata.source_url]
    else:
        parts = [_authors(metadata.issuers), f"{title}[Z]", str(day or "")]
    if place:
        parts.append(place)
    return ". ".join(part for part in parts if part) + "."


def cited_text(text: str, sources: Sequence[tuple[str, str]]) -> str:
    """Return a text with numbered references and the quotes they stand for, ready for a paper.

    Args:
        text: What is said, such as an answer.
        sources: A quote and the reference of its document each; a document is listed once.

    Returns:
        The text with ``[1][2]`` after it, then the references, each with its quotes that no list in
        the text gives already.
    """
    numbers = {reference: str(n) for n, reference in enumerate(dict(_swapped(sources)), 1)}
    marks = "".join(f"[{number}]" for number in numbers.values())
    lines = [f"{text}{marks}", ""]
    for reference, number in numbers.items():
        lines.append(f"[{number}] {reference}")
        own = [" ".join(quote.split()) for quote, said in sources if said == reference]
        lines += [f"    “{quote}”" for quote in own if not _listed(quote, text)]
    return "\n".join(lines).strip() + "\n"


def _listed(quote: str, text: str) -> bool:
    """Whether a list in a text gives a quote already, with or without its number."""
    said = [" ".join(line.split()) for line in re.split(r"\n(?=\d+\. )", text)[1:]]
    return any(bare_heading(quote) in line for line in said)


def _swapped(sources: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(reference, quote) for quote, reference in sources]


def _authors(issuers: tuple[str, ...]) -> str:
    named = ", ".join(issuers[:MOST_AUTHORS])
    return f"{named}, 等" if len(issuers) > MOST_AUTHORS else named
