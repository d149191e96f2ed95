"""Readers: one module per format, each a function from a file to the documents in it.

A further format (HTML, PDF, DOCX, …) is a module with such a function and a line in ``READERS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from corpus.document import Failure, RawDocument
from corpus.reader import jsonl, markdown, text

Reader = Callable[[Path, str], Iterator[RawDocument | Failure]]
"""Takes a file and the name it has below its SOURCE; may raise OSError."""

READERS: Mapping[str, Reader] = {
    ".txt": text.read,
    ".text": text.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".jsonl": jsonl.read,
    ".jsonl.gz": jsonl.read,
    ".ndjson": jsonl.read,
}


def reader_for(path: Path) -> Reader | None:
    """Return the reader for a file's name, None if its format is not supported."""
    name = path.name.lower()
    return next((read for suffix, read in READERS.items() if name.endswith(suffix)), None)
