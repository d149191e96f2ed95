"""MHTML: a saved web page in one file, as browsers write it."""

from __future__ import annotations

from email import message_from_bytes, policy
from typing import TYPE_CHECKING

from corpus.document import RawDocument
from corpus.error import CorpusError
from corpus.reader import html

if TYPE_CHECKING:
    from collections.abc import Iterator


def read(content: bytes, name: str, source: str) -> Iterator[RawDocument]:
    """Yield the page of an MHTML file, its address given beside it.

    Raises:
        CorpusError: No page is in it.
    """
    message = message_from_bytes(content, policy=policy.compat32)
    address = message.get("Snapshot-Content-Location")
    for part in message.walk():
        if part.get_content_type() != "text/html":
            continue
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes) or not payload.strip():
            continue
        url = address or part.get("Content-Location")
        for found in html.read(payload, name, source, part.get_content_charset()):
            given = dict(found.given)
            if url and str(url).startswith(("http://", "https://")):
                given.setdefault("source_url", str(url))
            yield RawDocument(found.id, found.text, given, source, places=found.places)
        return
    raise CorpusError("MHTML 里没有网页：请在浏览器中重新保存。 No page in this MHTML.")
