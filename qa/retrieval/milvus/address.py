"""Where Milvus is, apart from what talks to it, so that settings need no library."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Address:
    """A Milvus server, or the file of Milvus Lite; ``token`` is ``user:password`` or a key.

    ``seconds`` is what one request may take.
    """

    url: str
    token: str | None = field(default=None, repr=False)
    seconds: float = 60.0
