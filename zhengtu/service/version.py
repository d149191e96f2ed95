"""What decides about the facts of a document beside the document itself."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path

_ROOMS = ("corpus", "ontology", "nlp", "kg")
_SUFFIXES = {".py", ".tsv", ".csv", ".ttl", ".txt", ".json"}


@cache
def extractor_version() -> str:
    """Return a hash over the code and tables of reading, extraction and graph building.

    A build with another version extracts every document anew, so that a store never mixes the
    facts of two.
    """
    found = sha256()
    for room in _ROOMS:
        folder = Path(str(resources.files(room)))
        for path in sorted(folder.rglob("*")):
            if path.suffix in _SUFFIXES and path.is_file():
                found.update(f"{room}/{path.relative_to(folder).as_posix()}\0".encode())
                found.update(path.read_bytes())
    return found.hexdigest()[:16]
