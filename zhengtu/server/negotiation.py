"""Which format an Accept header asks for (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhengtu.server.error import HttpError

if TYPE_CHECKING:
    from collections.abc import Mapping

ROWS = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "text/plain": "table",
}
"""Media types of solutions and truth values, the preferred first, with the format each names."""

GRAPHS = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
    "application/json": "jsonld",
    "application/xml": "rdfxml",
    "text/plain": "ntriples",
}
"""Media types of graphs."""


def negotiate(accept: str | None, offered: Mapping[str, str]) -> tuple[str, str]:
    """Return the media type and the format to answer in.

    Args:
        accept: The header; None or empty accepts everything.
        offered: Media types with their formats, the preferred first.

    Raises:
        HttpError: 406, nothing that is offered is accepted.
    """
    ranges = _ranges(accept or "*/*")
    best, quality = "", 0.0
    for media in offered:
        found = max((r for r in ranges if _covers(r[0], media)), default=None, key=_specific)
        if found is not None and found[1] > quality:
            best, quality = media, found[1]
    if not best:
        raise HttpError(
            406, f"none of {accept!r} can be served: accept one of {', '.join(offered)}"
        )
    return best, offered[best]


def _ranges(accept: str) -> list[tuple[str, float]]:
    found = []
    for part in accept.split(","):
        media, *parameters = (each.strip() for each in part.split(";"))
        quality = next((p[2:] for p in parameters if p.lower().startswith("q=")), "1")
        try:
            found.append((media.lower(), min(max(float(quality), 0.0), 1.0)))
        except ValueError:
            continue
    return found


def _covers(wanted: str, media: str) -> bool:
    kind = media.partition("/")[0]
    return wanted in {media, f"{kind}/*", "*/*"}


def _specific(found: tuple[str, float]) -> int:
    return -found[0].count("*")
