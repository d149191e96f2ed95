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
    """What a noun may stand for: names of some labels that end so; ``same``: in the noun itself.

    ``never`` are endings that such a name does not have; ``described`` tells that words before the
    noun may name it too where no mention does.
    """

    labels: tuple[str, ...]
    endings: tuple[str, ...]
    same: bool
    never: tuple[str, ...] = ()
    described: bool = False

    @property
    def is_thing(self) -> bool:
        """Tell whether it is no division of a state."""
        return not {"Province", "City", "County", "Country"} & set(self.labels)


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads(files("nlp.pipe.reference").joinpath("word.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def nouns() -> dict[str, Noun]:
    """Return the nouns by how they are written."""
    return {
        word: Noun(
            tuple(row["labels"]),
            tuple(row["endings"]),
            row.get("same", False),
            tuple(row.get("never", ())),
            row.get("described", False),
        )
        for row in _table()["noun"]
        for word in row["words"]
    }


@lru_cache(maxsize=1)
def rivals() -> re.Pattern[str]:
    """Return the expression for words that may be meant by 其 as well as a name before."""
    return _any_of("rivals")


@lru_cache(maxsize=1)
def governors() -> re.Pattern[str]:
    """Return the expression for words right before 其 that make it their object (请其, 对其)."""
    return re.compile(f"(?:{_any_of('governors').pattern})$")


@lru_cache(maxsize=1)
def sayings() -> re.Pattern[str]:
    """Return the expression for verbs of speech that open a clause of their subject's own."""
    return re.compile(f"(?:{_any_of('sayings').pattern})，?$")


def _any_of(row: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _table()["its"][row])))
