"""Names that begin with a place and are no place: 京津城际铁路, 怀柔国家实验室, 宁波舟山港.

Whatever they name, a reader must not take them for the place: what is said of the port of Ningbo
is not said of Ningbo. Only the head noun and the words between tell, see ``placed_word.toml``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from nlp.pipe.body_grammar import either

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nlp.extraction import Label
    from nlp.pipe.word import Words

_LINK = re.compile(r"[至到]|[—–\-~]{1,2}")
_EDITION = re.compile(r"第?[\d一二三四五六七八九十百]{1,4}届")
_WIDE = 14  # characters between the place and its head noun
_SELF = frozenset("全我本各该")


@dataclass(frozen=True, slots=True)
class _Lexicon:
    head: re.Pattern[str]
    label: dict[str, Label]
    sole: frozenset[str]
    stop: frozenset[str]
    plain: frozenset[str]


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    text = files("nlp.pipe").joinpath("placed_word.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    label: dict[str, Label] = {
        head: kind for kind, heads in table["head"].items() for head in heads.split()
    }
    return _Lexicon(
        head=re.compile(f"(?:{either(list(label))})(?!{table['not_after']})"),
        label=label,
        sole=frozenset(table["sole"].split()),
        stop=frozenset(table["stop"].split()),
        plain=frozenset(table["plain"].split()),
    )


def find_placed(
    text: str, words: Words, dictionary: Mapping[str, str], places: Mapping[int, int]
) -> Iterator[tuple[int, int, Label]]:
    """Yield ``(start, end, label)`` of names that begin with a place; ``places``: end by start."""
    edge = 0
    for start in sorted(places):
        if start < edge or text[start] in _SELF:
            continue
        edge, count = _chain(text, start, places)
        edition = _EDITION.match(text, edge)
        head = _head(text, words, dictionary, edition.end() if edition else edge)
        if edition and head and head.start() == edition.end():
            yield start, head.end(), _lexicon().label[head[0]]
            edge = head.end()
            continue
        if head and _is_name(text, words, edge, head, count):
            edge = head.end()
            yield start, edge, _lexicon().label[head[0]]


def _chain(text: str, start: int, places: Mapping[int, int]) -> tuple[int, int]:
    """Return the end of places that stand together (京津, 黔江至吉首), and how many there are."""
    end, count = places[start], 1
    while True:
        link = _LINK.match(text, end)
        at = link.end() if link and link.end() in places else end
        if at not in places:
            return end, count
        end, count = places[at], count + 1


def _head(
    text: str, words: Words, dictionary: Mapping[str, str], start: int
) -> re.Match[str] | None:
    """Return the first head noun after a place that nothing but parts of a name precede."""
    found = _lexicon().head.search(text, start, start + _WIDE + 6)
    while found:
        between = text[start : found.start()]
        if len(between) > _WIDE or not _is_plain_text(between):
            return None
        parts = [text[a:b] for a, b in words.within(start, found.start())]
        if any(not _is_part(part, dictionary) for part in parts):
            return None
        longer = _lexicon().head.match(text, found.end())
        if not longer:
            return found if found.end() in words.end_set else None
        found = longer
    return None


def _is_plain_text(between: str) -> bool:
    return re.fullmatch(r"(?:[一-鿿A-Za-z·\-]|(?<![一-鿿])\d)*", between) is not None


def _is_part(word: str, dictionary: Mapping[str, str]) -> bool:
    tag = dictionary.get(word, "n")
    return word not in _lexicon().stop and tag != "v" and tag[:1] not in "pcdurqy"


def _is_name(text: str, words: Words, end: int, head: re.Match[str], count: int) -> bool:
    """Tell whether it is one and not a sort (湖北省高速公路 are many)."""
    if head.start() == end:
        return head[0] in _lexicon().sole or count > 1
    between = [text[a:b] for a, b in words.within(end, head.start())]
    return any(word not in _lexicon().plain for word in between)
