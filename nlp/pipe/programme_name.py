"""Names of programmes, projects and platforms: quoted ones and those known by their noun."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from nlp.gazetteer.matcher import Matcher
from nlp.gazetteer.place import place_by_surface
from nlp.gazetteer.region import region_by_surface
from nlp.pipe.body_grammar import either

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nlp.pipe.word import Words

_QUOTED = re.compile(r"“(?P<name>[^“”\n]{2,24})”")
_PUNCTUATED = re.compile(r"[，。；：！？、…《》（]")
# “双一流”建设突破计划: up to nine characters that say which, none of which opens a clause.
_MODIFIED = (
    r"(?:(?!等|的|和|与|及|是|为|在|将|了|以|中|下|进|推|实施|开展|纳入|列入|成为|通过|引领|带动|助力|提供|充分)"
    r"[一-鿿]){1,9}?"
)
_PERIOD = re.compile(r"^十[一二三四五六七八九]五$|^[\d.\-—+NX]+$")
_ENOUGH = 0.7
_LONGEST = 26
_BRAND = re.compile(r"(?:数字|智慧|掌上|云上)(?=[一-鿿])")
_NATIONAL = frozenset({"国家", "全国", "中国"})
_JOINING = frozenset({"和", "与"})


@dataclass(frozen=True, slots=True)
class _Lexicon:
    after: re.Pattern[str]
    not_programme: re.Pattern[str]
    head: re.Pattern[str]
    field: re.Pattern[str]
    before: re.Pattern[str]
    verb_after: re.Pattern[str]
    slogan: re.Pattern[str]
    noun: re.Pattern[str]
    kind: re.Pattern[str]
    launch: frozenset[str]
    distinctive: frozenset[str]
    plain: frozenset[str]
    system: frozenset[str]
    stop: frozenset[str]
    places: Matcher


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    text = files("nlp.pipe").joinpath("programme_word.toml").read_text(encoding="utf-8")
    table = dict(tomllib.loads(text).items())
    words = {key: value.split() for key, value in table.items()}
    return _Lexicon(
        after=re.compile(
            f"(?:{either(words['after'])}|{_MODIFIED}(?:{either(words['after_modified'])}))"
            "(?!方案|能力|纲要|单列|要求)"
        ),
        not_programme=re.compile(f"[一-鿿]{{0,4}}?(?:{'|'.join(words['not_programme'])})"),
        head=re.compile(f"(?:{either(words['head'])})$"),
        field=re.compile(either(words["field"])),
        before=re.compile(
            rf"(?:{either(words['verb'])})(?:了|的|起|好|全国|全省|全市|首个|[一-鿿]{{0,6}}的)?$"
        ),
        verb_after=re.compile(rf"(?:{either(words['verb_after'])})"),
        slogan=re.compile(table["slogan"]),
        noun=re.compile(f"(?:{either(words['noun'])})+(?!{table['not_after']})"),
        kind=re.compile(f"(?:{either([*words['plain'], *words['noun'], *words['deed']])})*"),
        launch=frozenset(words["launch"]),
        distinctive=frozenset(words["distinctive"]),
        plain=frozenset(words["plain"]),
        system=frozenset(words["system"]),
        stop=frozenset(words["stop"]),
        places=Matcher([*_telling_places(), *region_by_surface()]),
    )


def _telling_places() -> Iterator[str]:
    """Yield names of places that are no ordinary words: full ones, and those of larger places."""
    for name, meant in place_by_surface().items():
        if any(p.level != "county" or p.name == name for p in meant):
            yield name


Found = tuple[int, int, str, float, str]
NOUN_FOLLOWS: Final = "a noun of programmes follows"
"""The feature of a quoted name that decides alone: of 106 stretches marked by hand 90 are names."""


def is_kind_of_programme(words: str) -> bool:
    """Tell whether words that follow a place say nothing of which programme of it is meant.

    >>> [is_kind_of_programme(words) for words in ("改革", "重点工程", "云桥工程")]
    [True, True, False]
    """
    return _lexicon().kind.fullmatch(words) is not None


def find_quoted(text: str) -> Iterator[Found]:
    """Yield ``(start, end, name, score, reason)`` of quoted names, the noun after them taken in."""
    lexicon = _lexicon()
    for quoted in _QUOTED.finditer(text):
        name = quoted["name"]
        if _PUNCTUATED.search(name) or _PERIOD.match(name):
            continue
        score, reason = _rate(text, quoted, lexicon)
        if score < _ENOUGH:
            continue
        noun = lexicon.after.match(text, quoted.end())
        end = noun.end() if noun else quoted.end()
        whole = name + (noun[0] if noun and not name.endswith(noun[0]) else "")
        yield quoted.start(), end, whole, min(0.95, score), reason


def _rate(text: str, quoted: re.Match[str], lexicon: _Lexicon) -> tuple[float, str]:
    """Return how much a quoted stretch looks like a name, and the features that say so."""
    name = quoted["name"]
    before, after = text[max(0, quoted.start() - 12) : quoted.start()], quoted.end()
    features = (
        (0.7, NOUN_FOLLOWS, lexicon.after.match(text, after)),
        (0.4, "ends like a name", lexicon.head.search(name)),
        (0.4, "a verb brings it up", lexicon.before.search(before)),
        (0.4, "a verb takes it up", lexicon.verb_after.match(text, after)),
        (0.2, "names a field", lexicon.field.search(name)),
        (0.2, "names a place", any(lexicon.places.find(name))),
        (-0.7, "slogan or speech", lexicon.slogan.search(name)),
        (-0.7, "a reform or a pilot", lexicon.not_programme.match(text, after)),
        (-0.3, "followed by 的", text.startswith("的", after)),
    )
    held = [(score, reason) for score, reason, held in features if held]
    if not any(held for _, _, held in (features[0], features[2], features[3])):
        return 0.0, "nothing beside it speaks of a programme"
    return round(sum(score for score, _ in held), 2), "; ".join(reason for _, reason in held)


def find_branded(text: str, places: Mapping[int, int]) -> Iterator[Found]:
    """Yield names made of a word and a place: 数字浙江, 智慧武汉."""
    for brand in _BRAND.finditer(text):
        end = places.get(brand.end())
        if end and not text.startswith(("城市", "港", "公司", "”"), end):
            name = text[brand.start() : end]
            yield brand.start(), end, name, 0.75, "a word for digital government and a place"


def find_plain(
    text: str, words: Words, dictionary: dict[str, str], places: Mapping[int, int]
) -> Iterator[Found]:
    """Yield names without quotation marks; ``places`` are the places, end by start."""
    lexicon = _lexicon()
    edge = 0
    for noun in lexicon.noun.finditer(text):
        if noun.start() < edge or noun.end() not in words.end_set:
            continue
        own = _words_before(text, words, noun.start(), edge, dictionary, places)
        start = own[0][0] if own else noun.start()
        launched = _launched(text, words, start, lexicon)
        own = own if launched else _from_place(text, own, places)
        start = own[0][0] if own else noun.start()
        while own and not launched and dictionary.get(text[slice(*own[0])]) == "v":
            own = own[1:]
            start = own[0][0] if own else noun.start()
        inner = [text[a:b] for a, b in own]
        if _is_name(noun[0], inner, launched, start in places, lexicon):
            edge = noun.end()
            name = text[start : noun.end()]
            yield start, noun.end(), name, 0.75, "distinctive words before a noun of programmes"


def _from_place(
    text: str, own: list[tuple[int, int]], places: Mapping[int, int]
) -> list[tuple[int, int]]:
    """Begin a name at its first place or 国家: 直接进入宜昌市…平台 is the platform of 宜昌市."""
    at = next((i for i, (a, b) in enumerate(own) if a in places or text[a:b] in _NATIONAL), 0)
    return own[at:]


def _words_before(
    text: str,
    words: Words,
    end: int,
    edge: int,
    dictionary: dict[str, str],
    places: Mapping[int, int],
) -> list[tuple[int, int]]:
    """Return the words of the name before its noun, in order."""
    lexicon = _lexicon()
    low, high = words.at(end)
    start = min(end, low)
    found = [(low, end)] if low < end else []
    for low, high in words.before(start, 9):
        word = text[low:high]
        joined = word in _JOINING and bool(found)
        stopped = word in lexicon.stop or not _part(word, dictionary)
        if low < edge or end - low > _LONGEST or (stopped and not joined):
            break
        found.append((low, high))
    return _after_joining(text, found[::-1], places)


def _after_joining(
    text: str, found: list[tuple[int, int]], places: Mapping[int, int]
) -> list[tuple[int, int]]:
    """Keep 与 inside a name only where the name begins with a place."""
    if found and found[0][0] in places:
        return found
    joints = [at for at, (low, high) in enumerate(found) if text[low:high] in _JOINING]
    return found[joints[-1] + 1 :] if joints else found


def _part(word: str, dictionary: dict[str, str]) -> bool:
    if not all("一" <= c <= "鿿" or (c.isascii() and (c.isalnum() or c == "+")) for c in word):
        return False
    return not word.isdigit() and dictionary.get(word, "n")[:1] not in "pcdurqy"


def _launched(text: str, words: Words, start: int, lexicon: _Lexicon) -> bool:
    return any(text[a:b] in lexicon.launch for a, b in words.before(start, 1))


def _is_name(noun: str, own: list[str], launched: bool, placed: bool, lexicon: _Lexicon) -> bool:
    telling = [word for word in own if word not in lexicon.plain]
    length = sum(map(len, own))
    if not telling or length + len(noun) < 6:
        return False
    if noun == "系统" and own[-1] not in lexicon.system:
        return False
    which = placed or any(word in _NATIONAL for word in own)
    distinct = any(
        word in lexicon.distinctive or word.startswith(("智慧", "数字", "网上")) for word in own
    )
    compound = len(noun) >= 4  # 办事大厅 says more than 大厅
    named = (which and len(own) > 1) or (distinct and len(telling) + compound > 1)
    return named or (launched and 4 <= length <= 14)
