"""Where a text may name a place, and which divisions the name may mean."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from nlp.gazetteer.matcher import Matcher
from nlp.gazetteer.place import Place, place_by_surface, places, within
from nlp.pipe.word import Words, in_known_word
from nlp.segment import tokenizer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Need = Literal[0, 1, 2]
"""What a name needs to count: 0 nothing, 1 any sign of its province, 2 a place right beside it."""

# 北京市 is not in 北京市场, nor 长兴县 in 长兴县域; 市政 counts only in 市政府 and the like.
_CONTINUES = {
    "市": re.compile(
        r"场|民(?!政|宗|族|营|办|生|间|委|革|盟|建|进|主)|容|域|政(?!府|协|务|法|研|数)|值|郊|长(?=[，。、：；\s（“]|$)|花(?!溪|都|山)|级(?=机)|面"
    ),
    "省": re.compile(r"会(?!议|计)|份|界|长(?=[，。、：；\s（“]|$)|级(?=机)"),
    "县": re.compile(r"域|长(?=[，。、：；\s（“]|$)|城(?!市|管|建|乡|镇|区)"),
    "区": re.compile(r"域|位|间(?!接)|划(?!分)|长(?=[，。、：；\s（“]|$)"),
}
_OTHER_NAME = re.compile(
    r"[东南西北中]?路(?!由|径|网|面|上|桥|灯|况)|街(?!道办|道)|大道|大街|时间|战役|条约|共识|湖(?!北|南)|岛(?!内)|盆地|平原|高原|半岛|海峡|大桥"
    r"|合作组织|(?:(?!的)[一-鿿]){0,4}?(?:国际)?机场|(?:新)?港(?!澳|区|股|资|珠|商|口岸)|[东南西北]?站(?![在位上起])|大学|学院|卫视|日报|晚报|晨报|商报|时报|新闻网|电视台|广播电台|音(?=[^\n]{0,6}平台)"
    r"|[东南西北](?=、(?![东南西北])|等|至)|(?:男|女)?[篮足排]?队(?![伍员友形])"
    r"|湾(?=[^一-鿿]|[等的生海畔沿])|之(?:眼|窗|光|夜|巅|星)|话(?=[^题])|菜(?!篮|鸟)|峡"
)
_NAMED_FOR = re.compile("(?:大桥|车站|机场|大学|学院|医院|公园|公司|银行|[路街港寺湖山江河])$")
_COINED = re.compile("(?:[一-鿿]|[A-Za-z]+){1,3}”")
_PLAIN_AFTER = re.compile(r"地区|各地|境内|全境|本地|方面|[省市][委政]|政府")
_SURNAMED = re.compile(r"孙(?=中山)")
_VAGUE = frozenset(
    {
        "城区",
        "郊区",
        "矿区",
        "东区",
        "西区",
        "新城区",
        "老城区",
        "港口区",
        "新市区",
        "市中区",
        "城中区",
        "城关区",
    }
)
_SHORT = "[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀黔贵滇云藏陕甘宁青新]"
_CLEAR = frozenset("冀晋皖闽赣鲁豫鄂湘粤桂琼渝黔滇浙沪苏陕")
_RUN = re.compile(
    rf"(?<![一-鿿])?(?P<run>{_SHORT}{{2,8}})(?P<tail>[两二三四五六七八九][省市地]|毗邻|交界|边界|省际|合作|协作|一体化|等地)?"
)
# 在京, 援鄂, 入川: one character counts after such a verb.
_AFTER_VERB = re.compile(
    r"(?<=[在来进赴驻返抵离援入])(?P<run>[京津沪渝鄂粤浙苏皖湘赣闽桂琼黔川陕晋冀鲁豫滇辽])"
)
_WELL_KNOWN = frozenset(
    {"川渝", "云贵川", "陕甘宁", "川滇黔", "川甘青", "京津", "津冀", "云贵", "晋陕蒙", "辽吉黑"}
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name at ``start:end`` with the divisions it may mean; ``need`` says what it still lacks."""

    start: int
    end: int
    places: tuple[Place, ...]
    need: Need


@lru_cache(maxsize=1)
def place_matcher() -> Matcher:
    """Return the matcher of all names of places but those of one character."""
    return Matcher(place_by_surface())


@lru_cache(maxsize=1)
def ordinary_names() -> frozenset[str]:
    """Return the short names that are also ordinary words or common in other names (合作, 和平)."""
    text = files("nlp.gazetteer").joinpath("place_word.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


@lru_cache(maxsize=1)
def _by_character() -> dict[str, Place]:
    return {n: p for p in places() if p.level == "province" for n in p.short_names if len(n) == 1}


def find_candidates(
    text: str, words: Words, taken: Sequence[tuple[int, int]], year: int | None = None
) -> list[Candidate]:
    """Return candidates in order, without overlaps; nothing is looked for in ``taken`` spans.

    Of divisions that had a name one after the other, those of ``year`` are meant (密云 is 密云县
    in 2010 and 密云区 today).
    """
    spans = sorted(taken)
    starts = [start for start, _ in spans]
    found: list[Candidate] = []
    edge = 0
    for start, _ in place_matcher().find(text):
        if start < edge or _inside(spans, starts, start):
            continue
        candidate = _candidate(text, words, start, chained=bool(found) and start == edge, year=year)
        if candidate:
            found.append(candidate)
            edge = candidate.end
    runs = [c for c in _runs(text, words) if not _inside(spans, starts, c.start)]
    return sorted(_merge(found, runs), key=lambda c: c.start)


def _inside(spans: Sequence[tuple[int, int]], starts: Sequence[int], at: int) -> bool:
    place = bisect_right(starts, at) - 1
    return any(start <= at < end for start, end in spans[max(0, place - 2) : place + 1])


def _candidate(
    text: str, words: Words, start: int, *, chained: bool, year: int | None
) -> Candidate | None:
    cut_short = False
    for end in place_matcher().at(text, start):
        name = text[start:end]
        meant = place_by_surface()[name]
        if any(place.name == name for place in meant):
            if _continues(text, end):
                cut_short = True
                continue
            accepted = chained or _full_may_begin(words, start, end, meant)
        else:
            accepted = _short_stands(text, words, start, end, chained=chained, cut=cut_short)
        if accepted:
            return Candidate(start, end, _current(meant, name, year), _need(name, meant))
    return None


def _current(meant: Sequence[Place], name: str, year: int | None) -> tuple[Place, ...]:
    """Leave out divisions that are not of the year where one that is has the same name."""
    current = tuple(p for p in meant if _existed(p, year))
    full = tuple(p for p in current or meant if p.name == name)
    return full or current or tuple(meant)


def _existed(place: Place, year: int | None) -> bool:
    """Tell whether a division was one in a year (the year of a change is the new one's), or is."""
    if year is None:
        return place.valid_until is None
    return (place.valid_from or 0) <= year < (place.valid_until or year + 1)


def _need(name: str, meant: Sequence[Place]) -> Need:
    if any(place.level == "province" for place in meant):
        return 0
    if name in _VAGUE or name in ordinary_names():
        return 2
    if any(place.name == name for place in meant):
        return 1 if len(name) == 2 else 0
    return 0 if any(place.level == "prefecture" for place in meant) else 1


def _continues(text: str, end: int) -> bool:
    rule = _CONTINUES.get(text[end - 1])
    return bool(rule and rule.match(text, end))


def _full_may_begin(words: Words, start: int, end: int, meant: Sequence[Place]) -> bool:
    if end - start == 2:
        return start in words.start_set and end in words.end_set
    if any(place.level != "county" for place in meant):
        return True
    return start in words.start_set or not in_known_word(words, start)


def _short_stands(
    text: str, words: Words, start: int, end: int, *, chained: bool, cut: bool
) -> bool:
    outer = _own_follows(text, start, end)
    other = (_OTHER_NAME.match(text, end) or _in_coined(text, start, end)) and not outer
    if other or (start and _SURNAMED.match(text, start - 1)):
        return False
    left = chained or start in words.start_set
    right = cut or end in words.end_set or words.at(end)[1] in place_matcher().at(text, end)
    right = right or _PLAIN_AFTER.match(text, end) is not None
    right = right or outer or _before_a_word(words, start, end)
    if left and right:
        return True
    if text[start:end] in ordinary_names():
        return False
    return (left or not in_known_word(words, start)) and (
        right or not in_known_word(words, end - 1)
    )


def _before_a_word(words: Words, start: int, end: int) -> bool:
    """Tell whether the dictionary joins a place to a noun of its own: 北京人民大会堂."""
    low, high = words.at(start)
    rest = words.text[end:high]
    known = bool(tokenizer().FREQ.get(rest))
    return low == start and len(rest) >= 3 and known and not _NAMED_FOR.search(rest)


def _in_coined(text: str, start: int, end: int) -> bool:
    """Tell whether a place begins a short quoted coinage: “云桥通”, “云桥精神”."""
    return text[start - 1 : start] == "“" and _COINED.match(text, end) is not None


def _own_follows(text: str, start: int, end: int) -> bool:
    """Tell whether a division of this one follows, whatever the words are (浙|江湖|州)."""
    outer = place_by_surface()[text[start:end]]
    inner = [p for e in place_matcher().at(text, end) for p in place_by_surface()[text[end:e]]]
    return any(within(one, other) for one in inner for other in outer if one.code != other.code)


def _runs(text: str, words: Words) -> Iterator[Candidate]:
    """Yield provinces named by one character each, side by side (川渝) or after a verb (在京)."""
    for run in _RUN.finditer(text):
        start, end = run.span("run")
        name = run["run"]
        clear = name in _WELL_KNOWN or set(name) <= _CLEAR
        bounded = start in words.start_set and end in words.end_set
        if run["tail"] or (clear and bounded):
            for offset, character in enumerate(name, start):
                yield Candidate(offset, offset + 1, (_by_character()[character],), 0)
    for one in _AFTER_VERB.finditer(text):
        start, end = one.span("run")
        whole = start in words.start_set or start - 1 in words.start_set
        if whole and end in words.end_set:
            yield Candidate(start, end, (_by_character()[one["run"]],), 0)


def _merge(found: list[Candidate], runs: list[Candidate]) -> list[Candidate]:
    covered = {offset for c in found for offset in range(c.start, c.end)}
    free = {c.start: c for c in runs if c.start not in covered}
    return found + list(free.values())
