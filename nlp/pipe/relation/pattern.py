"""Patterns and word classes as data: ``pattern.toml`` and ``lexicon.toml`` beside this file."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way in which text states a relation.

    ``triggers`` are the words that say it, ``heads`` the nouns that its object may end with,
    ``not_heads`` those that leave it to another pattern, ``takes`` the other kinds of object
    (``title``, ``named``). ``inverse`` swaps subject and object
    (福建省发布《…》 states that the document is issued by the province). ``modality`` is that of
    all relations that the pattern states. ``family`` says which module applies it. ``example`` must
    yield ``facts``, ``counter`` must not yield the predicate.
    """

    name: str
    version: int
    predicate: str
    family: str
    triggers: tuple[str, ...]
    heads: tuple[str, ...]
    not_heads: tuple[str, ...]
    takes: frozenset[str]
    inverse: bool
    modality: str | None
    confidence: float
    example: str
    facts: tuple[str, ...]
    counter: str

    @property
    def method(self) -> str:
        """The name that statements carry."""
        return f"pattern:{self.name}@{self.version}"


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("nlp.pipe.relation").joinpath(name).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def lexicon() -> dict[str, Any]:
    """Return the word classes."""
    return _table("lexicon.toml")


@lru_cache(maxsize=1)
def patterns() -> tuple[Pattern, ...]:
    """Return all patterns in the order of the file."""
    return tuple(_pattern(row) for row in _table("pattern.toml")["pattern"])


def _pattern(row: dict[str, Any]) -> Pattern:
    classes = lexicon()["head"]
    heads = {noun for name in row.get("heads", ()) for noun in classes[name]}
    others = tuple(noun for name in row.get("not_heads", ()) for noun in classes[name])
    return Pattern(
        name=row["name"],
        version=row["version"],
        predicate=row["predicate"],
        family=row["family"],
        triggers=tuple(row["triggers"]),
        heads=tuple(sorted(heads, key=lambda noun: (-len(noun), noun))),
        not_heads=others,
        takes=frozenset(row.get("takes", ())),
        inverse=row.get("inverse", False),
        modality=row.get("modality"),
        confidence=row.get("confidence", 0.85),
        example=row["example"],
        facts=tuple(row["facts"]),
        counter=row["counter"],
    )


@lru_cache(maxsize=64)
def pattern(name: str) -> Pattern:
    """Return a pattern by its name."""
    return next(p for p in patterns() if p.name == name)


@lru_cache(maxsize=1)
def programme_heads() -> tuple[str, ...]:
    """Return the head nouns whose phrases name a programme."""
    table = lexicon()
    return tuple(n for c, label in table["head_label"].items() if label for n in table["head"][c])


def either(words: Iterable[str]) -> str:
    """Return an expression for one of some words, the longest first.

    >>> either(["已", "已经"])
    '(?>已经|已)'
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?>" + "|".join(map(re.escape, ordered)) + ")"
