"""Local bodies: the name of a place, or a word such as 省 or 我市, and what it governs with."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nlp.gazetteer.place import Place, ancestors, place_by_code
from nlp.pipe.body_central import FoundBody
from nlp.pipe.body_grammar import full_core, grammar
from nlp.pipe.self_reference import referent
from nlp.pipe.word import Words, in_known_word
from ontology.iri import mint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_UNIT = re.compile(
    r"(?:[我本])?(?P<unit>自治区|自治州|兵团|省|市|区|县|州|盟|旗)(?![级内外直])(?=[一-鿿])"
)
# 各市财政局, 县级人民政府, 省、市人民政府 name nobody in particular.
_NO_ONE = re.compile(
    r"(?:[各设/级辖属全每]|[省市县区州盟旗乡镇）][、和或与及]?|直辖|自治|城|都|超|门|股|楼|夜|早|集|上|小|地|社|园|景|校|厂|新|开|发|高|老|术|示范|合作|保税|试验|自贸|灾|疫|片|林|矿|山|牧|农|战|军|辖|本地|分)$"
)
_SEPARATOR = re.compile(r"[、和与及，,]|以及|会同|联合")
_PARTY = frozenset({"党委", "委"})
_COMMITTEE = re.compile(r"(?:党委|委(?!员会))(?!老干部)")
_CONGRESS = re.compile(r"人大(?P<standing>常委会)?")
_GOVERNMENT = re.compile(r"(?:人民)?政府(?!部门|投资|主导|采购)")
_GENERIC_AFTER = re.compile(r"(?:系统|部门|以上|负责人)")
_NEAR = 300  # characters back to the place that 市 or 省 takes up


@dataclass(frozen=True, slots=True)
class Ground:
    """A place in the text and where it ends: a local body may follow."""

    start: int
    end: int
    place: Place


@dataclass(slots=True)
class _Scene:
    text: str
    words: Words
    grounds: Sequence[Ground]
    area: Place | None
    ends: list[int] = field(default_factory=list)
    cores: dict[str, list[str]] = field(default_factory=dict)


def find_local(
    text: str, words: Words, grounds: Sequence[Ground], area: Place | None
) -> list[FoundBody]:
    """Return the local bodies in order, without overlaps.

    ``grounds`` are the linked places by position; ``area`` is the issuer's, which 省 and 本市 mean.
    """
    scene = _Scene(text, words, grounds, area, [g.end for g in grounds])
    heads = sorted([*_after_places(scene), *_after_units(scene)], key=lambda h: (h[0], -h[2]))
    found: list[FoundBody] = []
    edge = 0
    for start, core_start, core_end, place in heads:
        if start < edge:
            continue
        for body in _with_list(scene, start, core_start, core_end, place):
            found.append(body)
            edge = body.end
    return found


_Head = tuple[int, int, int, Place | None]


def _after_places(scene: _Scene) -> Iterator[_Head]:
    starts = {ground.start for ground in scene.grounds}
    for ground in scene.grounds:
        # In 陕西咸阳市财政局 the body is that of the last place.
        end = None if ground.end in starts else _body_end(scene.text, ground.end)
        if end:
            yield _party_before(scene, ground.start, end), ground.end, end, ground.place


def _party_before(scene: _Scene, start: int, end: int) -> int:
    """Return where a name begins: 中共 before 北京市委 is part of it."""
    party = scene.text[end - 1] == "委" and scene.text.startswith("中共", max(0, start - 2))
    return start - 2 if party else start


def _body_end(text: str, at: int) -> int | None:
    """Return where the body ends that follows a place: known by its name, field, or last words."""
    known = _core_end(text, at)
    if known:
        return known
    forms = (grammar().duty, grammar().group, grammar().open)
    return next((found.end() for form in forms if (found := form.match(text, at))), None)


def _core_end(text: str, at: int) -> int | None:
    forms = [grammar().fixed, grammar().core]
    ends = [m.end() for m in (form.match(text, at) for form in forms) if m]
    if not ends or (_GENERIC_AFTER.match(text, max(ends)) and max(ends) - at < 3):
        return None
    return max(ends)


def _group_end(text: str, at: int) -> int | None:
    """A working group may have any field in its name, also after a mere 省 or 市."""
    found = grammar().group.match(text, at)
    return found.end() if found else None


def _after_units(scene: _Scene) -> Iterator[_Head]:
    for unit in _UNIT.finditer(scene.text):
        start = unit.start()
        if not _begins(scene, start):
            continue
        end = _unit_end(scene.text, unit.end())
        if end:
            yield start, unit.end(), end, _meant(scene, unit["unit"], start)


def _unit_end(text: str, at: int) -> int | None:
    """Return where a body ends after a mere 省 or 市, which needs a name, a field or a duty."""
    core = _core_end(text, at)
    if core and text[core - 1] == "府":
        office = grammar().office.match(text, core)
        return office.end() if office else core
    duty = grammar().duty.match(text, at)
    return core or _group_end(text, at) or (duty.end() if duty else None)


def _begins(scene: _Scene, start: int) -> bool:
    if _NO_ONE.search(scene.text[max(0, start - 4) : start]):
        return False
    place = bisect_right(scene.ends, start) - 1
    touches = place >= 0 and scene.ends[place] == start
    return not touches and (start in scene.words.start_set or not in_known_word(scene.words, start))


def _meant(scene: _Scene, unit: str, start: int) -> Place | None:
    """Return the issuer's division of that rank, else the last such place named before."""
    if unit == "兵团":
        return None
    place = referent(unit, scene.area)
    if place:
        return place
    index = bisect_right(scene.ends, start) - 1
    while index >= 0 and start - scene.grounds[index].end < _NEAR:
        for named in ancestors(scene.grounds[index].place):
            if named.name.endswith(unit):
                return named
        index -= 1
    return None


def _with_list(
    scene: _Scene, start: int, core_start: int, core_end: int, place: Place | None
) -> Iterator[FoundBody]:
    """Yield a body and those that follow it in a list without a place of their own."""
    yield _body(scene, start, core_end, scene.text[core_start:core_end], place)
    at = core_end
    while separator := _SEPARATOR.match(scene.text, at):
        core = grammar().core.match(scene.text, separator.end())
        if scene.text[core_start:core_end] in _PARTY:
            core = _GOVERNMENT.match(scene.text, separator.end()) or core
        if not core:
            return
        yield _body(scene, core.start(), core.end(), core[0], place)
        at = core.end()


def _body(scene: _Scene, start: int, end: int, core: str, place: Place | None) -> FoundBody:
    if place is None:
        return FoundBody(start, end, None, None, 0.3, "local body of an area that is not named")
    party = _COMMITTEE.match(core)
    if party:
        name = f"中共{area_name(place)}委员会{core[party.end() :]}"
        return FoundBody(start, end, mint("body", name), name, 0.9, f"party of {place.name}")
    full = _CONGRESS.sub(_congress, full_core(core), count=1)
    whole = _known_core(scene, place, full)
    name = area_name(place) + whole
    reason = f"{core} of {place.name}" if whole == full else f"short for {whole}"
    return FoundBody(start, end, mint("body", name), name, 0.9, reason)


def _congress(short: re.Match[str]) -> str:
    return "人民代表大会" + ("常务委员会" if short["standing"] else "")


def area_name(place: Place) -> str:
    """Return the name of a place as it begins those of its bodies; a county's with its city's."""
    if place.level != "county" or place.parent is None:
        return place.name
    return place_by_code()[place.parent].name + place.name


def _known_core(scene: _Scene, place: Place, core: str) -> str:
    """Return the longer name of which a core is a short form in this text, else the core itself."""
    known = scene.cores.setdefault(place.code, [])
    for longer in known:
        if (
            len(core) >= 4
            and core != longer
            and core[-2:] == longer[-2:]
            and _shortens(core, longer)
        ):
            return longer
    known.append(core)
    return core


def _shortens(short: str, whole: str) -> bool:
    rest = iter(whole)
    return short[:2] == whole[:2] and all(character in rest for character in short)


_ZONE_BODY = re.compile(r"(?:党工委)?(?:管委会|管理委员会)(?:办公室)?")


def find_zone_bodies(text: str, zones: Iterable[tuple[int, int, str]]) -> Iterator[FoundBody]:
    """Yield the committees that run zones (雄安新区管委会); ``zones``: start, end, full name."""
    for start, end, zone in zones:
        found = _ZONE_BODY.match(text, end)
        if found:
            name = zone + found[0].replace("管委会", "管理委员会")
            yield FoundBody(start, found.end(), mint("body", name), name, 0.85, f"runs {zone}")


def find_bare(text: str, words: Words, area: Place | None, taken: set[int]) -> Iterator[FoundBody]:
    """Yield bodies named without any place (市场监管局), which are those of the issuer's area."""
    for core in grammar().core.finditer(text):
        start, end = core.span()
        if start in taken or not core["suffix"].endswith(("局", "厅", "委", "委员会")):
            continue
        if start not in words.start_set or _NO_ONE.search(text[max(0, start - 4) : start]):
            continue
        if re.search(r"[一-鿿]$", text[:start][-1:]) and not _free(text, start):
            continue
        if area is None:
            yield FoundBody(start, end, None, None, 0.3, "body of an area that is not named")
            continue
        name = area_name(area) + full_core(core[0])
        yield FoundBody(
            start, end, mint("body", name), name, 0.7, f"body of the issuer's area {area.name}"
        )


_FREE = re.compile(r"(?:由|向|到|经|与|和|及|报|在|请|从|会同|联系|通过|是|为|给|被|以及)$")


def _free(text: str, start: int) -> bool:
    return bool(_FREE.search(text[max(0, start - 2) : start]))
