"""References in the form of GB/T 7714—2015, for papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
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


def _authors(issuers: tuple[str, ...]) -> str:
    named = ", ".join(issuers[:MOST_AUTHORS])
    return f"{named}, 等" if len(issuers) > MOST_AUTHORS else named
