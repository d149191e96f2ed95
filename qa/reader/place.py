"""The places that a question or a title names, by their short names."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from nlp.gazetteer.place import places
from nlp.segment import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.document import PolicyDocument


LONGEST = 12
"""Characters of the longest place's name that bodies are named by."""


@lru_cache(maxsize=1)
def _short_names() -> Mapping[str, str]:
    """Every name of two characters or more, with the short name that stands for it in texts."""
    found: dict[str, str] = {}
    for place in places():
        names = [name for name in (place.name, *place.short_names) if len(name) > 1]
        for name in names:
            found.setdefault(name, min(names, key=len))
    return found


def leading_place(name: str) -> str | None:
    """Return the short name of the place that the name of a body begins with, None if none does.

    >>> leading_place("宁波市海曙区人民政府"), leading_place("国家发展改革委")
    ('宁波', None)
    """
    known = _short_names()
    found = (name[:size] for size in range(LONGEST, 1, -1) if name[:size] in known)
    first = next(found, None)
    return known[first] if first is not None else None


@lru_cache(maxsize=4096)
def place_names(text: str) -> tuple[str, ...]:
    """Return the short names of the places whose names are words of a text, each once.

    >>> place_names("湖北省武汉市出台的措施")
    ('湖北', '武汉')
    """
    known = _short_names()
    return tuple(dict.fromkeys(known[w] for w in words(text, search=False) if w in known))


def home_of(document: PolicyDocument) -> str | None:
    """Return the place whose body made a document, None for one of the country."""
    about = document.metadata
    return leading_place(about.title) or next(
        (place for name in about.issuers if (place := leading_place(name)) is not None), None
    )
