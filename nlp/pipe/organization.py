"""Enterprises, schools, hospitals, associations: a word for the kind and a name before it."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING

from nlp.pipe.body_grammar import either

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlp.pipe.word import Words

_WORDS = tomllib.loads(
    files("nlp.pipe").joinpath("organization_word.toml").read_text(encoding="utf-8")
)
_SUFFIX = re.compile(either(_WORDS["suffixes"].split()))
_GENERIC = re.compile(f"(?:{either(_WORDS['generic'].split())})*$")
_KIND = re.compile(
    f"(?:{either(_WORDS['generic'].split())})*(?:{either(_WORDS['suffixes'].split())})+"
)
_STOP = frozenset(_WORDS["stop"].split())
_SOFT = frozenset(_WORDS["soft"].split())
_SPECIAL = re.compile(f"(?:{either(_WORDS['special'].split())})$")
_UNIVERSITY = re.compile(f"(?:{either(_WORDS['university'].split())})$")
_SCHOOLS = ("大学", "学院")
_BRANCH = re.compile(
    r"[一-鿿]{2,3}(?:校区|院区|分校|分院|分公司|支行|分行|办事处|代表处)|附属[一-鿿]{1,6}?(?:医院|中学|小学)"
    r"|(?<=[大中]学)(?:(?![牵联合建设在与和的为等共同支持成立参发])[一-鿿]){2,14}?(?:学院|研究院|创新中心|实验室)"
)
_LONGEST = 24
_PROPER = ("nz", "nt", "nr", "ns", "x")  # tags of names; x: not in the dictionary


def is_kind_of_organization(name: str) -> bool:
    """Tell whether words name a sort of organisation and none of its own.

    >>> is_kind_of_organization("国有企业集团"), is_kind_of_organization("华兴企业集团")
    (True, False)
    """
    return _KIND.fullmatch(name) is not None


def find_organizations(
    text: str, words: Words, grounds: dict[int, int], dictionary: dict[str, str]
) -> Iterator[tuple[int, int]]:
    """Yield spans of organisations that have a name of their own.

    ``grounds`` are the places, end by start; ``dictionary`` gives parts of speech.
    """
    edge = 0
    for suffix in _SUFFIX.finditer(text):
        if suffix.start() < edge or suffix.end() not in words.end_set:
            continue
        start = _left(text, words, suffix.start(), dictionary, edge, grounds)
        if start < suffix.start() and _named(
            text, words, start, suffix.start(), grounds, dictionary
        ):
            branch = _BRANCH.match(text, suffix.end())
            edge = branch.end() if branch else suffix.end()
            yield start, edge


def _left(
    text: str,
    words: Words,
    end: int,
    dictionary: dict[str, str],
    edge: int,
    grounds: dict[int, int],
) -> int:
    """Return where the name begins: the words before the suffix up to one that cannot be in it.

    A place further left begins the name even if the words between are also verbs (发展基金会).
    """
    start, high = words.at(end)
    whole = start < end and dictionary.get(text[start:high], "")[:1] == "n"
    sure = start
    for low, high in words.before(start, 8):
        word = text[low:high]
        stopped = word in _STOP or not _part(word, dictionary)
        if low < edge or end - low > _LONGEST or (stopped and word not in _SOFT):
            break
        if sure in grounds and dictionary.get(word, "")[:1] == "v":
            break
        start = low
        if low in grounds or (not whole and word not in _SOFT and sure == high):
            sure = low
    return sure


def _part(word: str, dictionary: dict[str, str]) -> bool:
    if not all("一" <= c <= "鿿" or (c.isascii() and c.isalpha()) for c in word):
        return False
    return word[0] == "第" or dictionary.get(word, "x")[:1] not in "pcdurqymt"


def _named(
    text: str,
    words: Words,
    start: int,
    end: int,
    grounds: dict[int, int],
    dictionary: dict[str, str],
) -> bool:
    """Tell whether what stands before the suffix is a name and not a sort."""
    name = text[start:end]
    if len(name) < 2 or _GENERIC.match(name):
        return False
    if start in grounds and not _GENERIC.match(text[grounds[start] : end]):
        return True
    if start in grounds:
        if text.startswith(_SCHOOLS, end) and _UNIVERSITY.match(text, grounds[start], end):
            return True
        if text[end] == "医" and _SPECIAL.match(text, grounds[start], end):
            return True
        return grounds[start] == end and text[end] in "大学银集"
    low, high = words.at(end)
    own = [text[low:high]] if low < end else []
    own += [text[a:b] for a, b in words.before(low, 8) if a >= start]
    telling = _PROPER if text[end] not in "银大学医中小" else _PROPER[:-1]
    return any(dictionary.get(w, "x")[:2] in telling for w in own if len(w) > 1)
