"""The nouns that point back, as data: ``word.toml`` beside this file."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Noun:
    """What a noun may stand for: names of some labels that end so; ``same``: in the noun itself."""

    labels: tuple[str, ...]
    endings: tuple[str, ...]
    same: bool


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads(files("nlp.pipe.reference").joinpath("word.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def nouns() -> dict[str, Noun]:
    """Return the nouns by how they are written."""
    return {
        word: Noun(tuple(row["labels"]), tuple(row["endings"]), row.get("same", False))
        for row in _table()["noun"]
        for word in row["words"]
    }


@lru_cache(maxsize=1)
def rivals() -> re.Pattern[str]:
    """Return the expression for words that may be meant by 其 as well as a name before."""
    return re.compile("|".join(map(re.escape, _table()["its"]["rivals"])))
