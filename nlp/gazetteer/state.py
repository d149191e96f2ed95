"""Foreign states by the short names in which Chinese texts call them."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from nlp.gazetteer.matcher import Matcher


@lru_cache(maxsize=1)
def states() -> frozenset[str]:
    """Return the names of foreign states (``state.txt``)."""
    text = files("nlp.gazetteer").joinpath("state.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


@lru_cache(maxsize=1)
def state_matcher() -> Matcher:
    """Return the matcher of the names of foreign states."""
    return Matcher(states())
