"""What a document is, from the keys given beside it and from its text."""

from __future__ import annotations

from typing import Any, TYPE_CHECKING

from corpus.document import Metadata

if TYPE_CHECKING:
    from collections.abc import Mapping


def metadata_of(text: str, given: Mapping[str, Any]) -> Metadata:
    """Return the metadata of a normalised text; what is given wins over what the text says."""
    return Metadata(
        title=str(given.get("title") or text.strip().split("\n")[0][:200]), extra=dict(given)
    )
