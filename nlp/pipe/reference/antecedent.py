"""What a reference may stand for: the names of a text, foreign states, and things by their noun.

States and divisions abroad are no mentions, since nothing is told of them in this graph, but 该州
and 其 must not be taken for something else, and what they mean is plain to a reader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from nlp.gazetteer.place import place_by_surface
from nlp.gazetteer.state import state_matcher, states
from nlp.segment import tags
from ontology.iri import mint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nlp.extraction import Link
    from nlp.pipe.reference.word import Noun
    from nlp.pipe.word import Words

_WIDE = 14
_NAMES = ("ns", "nr", "nz", "nt", "x")
_DIVISION = re.compile("[州省市县区国岛镇]")


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Something named at ``start:end``; ``iri`` and ``name`` are None where nobody knows which."""

    start: int
    end: int
    label: str
    text: str
    iri: str | None
    name: str | None


def of_links(links: Iterable[Link]) -> Iterator[Antecedent]:
    """Yield the mentions of a text as antecedents."""
    for k in links:
        m = k.mention
        yield Antecedent(m.start, m.end, m.label, m.text, k.iri, k.name or m.text)


def of_states(text: str, taken: Iterable[tuple[int, int]]) -> Iterator[Antecedent]:
    """Yield foreign states outside the spans that are taken (美国 in 美国云桥公司)."""
    covered = {at for start, end in taken for at in range(start, end)}
    edge = 0
    for start, end in state_matcher().find(text):
        if start >= edge and start not in covered:
            edge = end
            name = text[start:end]
            yield Antecedent(start, end, "Country", name, mint("country", name), name)


def name_before(
    text: str, words: Words, at: int, noun: Noun, written: str, begun: int
) -> Antecedent | None:
    """Return the nearest name before ``at`` that ends with a noun: 甲国乙丙州 for 该州.

    Only the words right before the noun belong to it: names if it is a division, which is then one
    abroad, names and nouns if it is a thing (甲国乙丙光伏项目). A noun without a name before it
    (一项方案) names nothing.
    """
    end = text.rfind(written, begun, at) + len(written)
    while end >= len(written) + begun:
        start = _left(text, words, end, written, is_thing=noun.is_thing)
        if start is not None:
            name = text[start:end]
            label = noun.labels[0] if noun.is_thing else "Place"
            return Antecedent(start, end, label, name, mint(label.lower(), name), name)
        end = text.rfind(written, begun, end - len(written)) + len(written)
    return None


def _left(text: str, words: Words, end: int, noun: str, *, is_thing: bool) -> int | None:
    """Return where the name begins that ends at ``end``, or None if it is none."""
    low, high = words.at(end - 1)
    if high != end:
        return None
    parts = [(low, end)]
    for a, b in words.before(low, 5) if is_thing or end - low == len(noun) else ():
        word = text[a:b]
        fits = _is_name(word) or (is_thing and _is_noun(word))
        if not fits or end - a > _WIDE or (not is_thing and _ends_division(word)):
            break
        parts.append((a, b))
    own = [text[a:b] for a, b in parts[::-1]]
    while len(own) > 2 and own[0] in states() and any(_is_name(w) for w in own[1:-1]):
        own = own[1:]
    name = "".join(own)
    telling = [w for w in own if w != noun and _is_name(w)]
    known = name in place_by_surface() or name in states()
    return end - len(name) if telling and len(name) > len(noun) + 1 and not known else None


def _ends_division(word: str) -> bool:
    return len(word) > 1 and (word in states() or _DIVISION.fullmatch(word[-1]) is not None)


@lru_cache(maxsize=10_000)
def _is_name(word: str) -> bool:
    """Tell whether a word is a name of the dictionary or not in it, and no division of China."""
    if not re.fullmatch(r"[一-鿿·]{2,}", word) or word in place_by_surface():
        return False
    return word in states() or tags().get(word, "x")[:2] in _NAMES


@lru_cache(maxsize=10_000)
def _is_noun(word: str) -> bool:
    chinese = re.fullmatch(r"[一-鿿·]{2,}", word) is not None
    return chinese and (tags().get(word, "x")[:1] in "nbj" or tags().get(word) == "vn")


def outermost(found: Iterable[Antecedent]) -> list[Antecedent]:
    """Return antecedents in order without those inside a longer one (湖北省 in 湖北省财政厅)."""
    kept: list[Antecedent] = []
    for each in sorted(found, key=lambda k: (k.start, -k.end)):
        if not kept or each.end > kept[-1].end:
            kept.append(each)
    return kept


def side_by_side(text: str, one: Antecedent, others: Sequence[Antecedent]) -> bool:
    """Tell whether two of a kind stand together (甲市和乙市), so that neither alone is meant."""
    return any(
        one.iri != other.iri and _TOGETHER.fullmatch(text[other.end : one.start]) is not None
        for other in others
    )


_TOGETHER = re.compile("[、和与及以同]{1,2}")
