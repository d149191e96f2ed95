"""Which division a name means: features that each say why, then a choice or NIL."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nlp.gazetteer.place import Place, ancestors, within
from nlp.pipe.place_candidate import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Decision = tuple[Candidate, Place | None, float, str]

_LIST = re.compile(r"(?:市|县|区|州|省)?(?:[、和与及,，]|以及|等)?")
_PRIOR = {"province": 0.5, "prefecture": 0.3, "county": 0.1}
_NEAR = 400  # characters within which a place named before lends its province
_MARGIN = 0.08


@dataclass(slots=True)
class _Scene:
    """What has been decided so far: ``chosen`` by index, and how often each division is meant."""

    text: str
    candidates: Sequence[Candidate]
    area: Place | None
    asked: bool
    chosen: dict[int, Place] = field(default_factory=dict)
    decided: dict[int, Decision] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def choose(self, index: int, place: Place, score: float, reason: str) -> None:
        self.chosen[index] = place
        self.decided[index] = (self.candidates[index], place, score, reason)
        self.counts.update(outer.code for outer in ancestors(place))


def decide_all(
    text: str, candidates: Sequence[Candidate], area: Place | None, *, asked: bool = False
) -> Iterator[Decision]:
    """Yield each candidate that names a place, with the division or None (NIL), score and reason.

    First what can only mean one thing, then the rest in the light of it, in the order of the text.
    ``asked``: the text is a question, so it names what it names without surroundings.
    """
    scene = _Scene(text, candidates, area, asked)
    for index, candidate in enumerate(candidates):
        if candidate.need == 0 and len(candidate.places) == 1:
            scene.choose(index, candidate.places[0], 0.97, "only one place has this name")
    for _ in range(2):  # a name may lean on one that comes after it in a list
        for index, candidate in enumerate(candidates):
            if index not in scene.chosen:
                _decide(scene, index, candidate)
    for index in sorted(scene.decided):
        yield scene.decided[index]


def _decide(scene: _Scene, index: int, candidate: Candidate) -> None:
    """Choose a place if there are enough signs; NIL only for a full name that several share."""
    rated = sorted(
        (_rate(scene, index, place) for place in candidate.places),
        key=lambda found: -found[0],
    )
    best, beside, place, reason = rated[0]
    signs = best - _PRIOR[place.level]
    lacking = candidate.need == 1 and not _shown(scene, candidate, signs)
    if lacking or (candidate.need == 2 and beside < 0.3):
        return
    if len(rated) > 1 and best - rated[1][0] < _MARGIN:
        if _is_full(scene, candidate):
            why = f"{len(rated)} places have this name"
            scene.decided[index] = (candidate, None, 0.3, why)
        return
    scene.choose(index, place, min(0.97, round(0.6 + best / 2, 2)), reason)


def _shown(scene: _Scene, candidate: Candidate, signs: float) -> bool:
    """A short name that no other county has counts by itself if long, or in a question.

    In running text most such words of two characters are something else (上街, 东至).
    """
    if signs >= 0.15 or len(candidate.places) > 1:
        return signs >= 0.15
    return scene.asked or candidate.end - candidate.start > 2


def _is_full(scene: _Scene, candidate: Candidate) -> bool:
    return scene.text[candidate.start : candidate.end] == candidate.places[0].name


def _rate(scene: _Scene, index: int, place: Place) -> tuple[float, float, Place, str]:
    """Return the whole score, the part of it from names right beside, the place and the reasons."""
    beside = [_inside_the_one_before(scene, index, place), _sibling(scene, index, place)]
    about = [_of_the_issuer(scene, place), _named_near(scene, index, place), _named(scene, place)]
    reasons = [detail for score, detail in (*beside, *about) if score]
    near = sum(score for score, _ in beside)
    total = _PRIOR[place.level] + near + max(score for score, _ in about)
    return total, near, place, "; ".join(reasons) or f"most prominent {place.level}"


def _inside_the_one_before(scene: _Scene, index: int, place: Place) -> tuple[float, str]:
    outer = scene.chosen.get(index - 1)
    if not outer or scene.candidates[index - 1].end != scene.candidates[index].start:
        return 0.0, ""
    if outer.code == place.code or not within(place, outer):
        return 0.0, ""
    return 0.8, f"follows {outer.name}"


def _sibling(scene: _Scene, index: int, place: Place) -> tuple[float, str]:
    for other in (index - 1, index + 1):
        listed = scene.chosen.get(other)
        if listed and listed.parent == place.parent and _in_list(scene, min(index, other)):
            return 0.35, f"listed with {listed.name}"
    return 0.0, ""


def _in_list(scene: _Scene, index: int) -> bool:
    """Tell whether a candidate and the next one stand in one list."""
    first, second = scene.candidates[index], scene.candidates[index + 1]
    between = scene.text[first.end : second.start]
    return 0 < len(between) <= 3 and _LIST.fullmatch(between) is not None


def _of_the_issuer(scene: _Scene, place: Place) -> tuple[float, str]:
    if scene.area is None:
        return 0.0, ""
    if within(place, scene.area) or within(scene.area, place):
        return 0.35, f"in the issuer's area {scene.area.name}"
    if ancestors(place)[-1].code == ancestors(scene.area)[-1].code:
        return 0.25, "in the issuer's province"
    return 0.0, ""


def _named_near(scene: _Scene, index: int, place: Place) -> tuple[float, str]:
    here = scene.candidates[index].start
    outer = {p.code for p in ancestors(place)[1:]}
    for before in range(index - 1, -1, -1):
        if here - scene.candidates[before].end > _NEAR:
            break
        named = scene.chosen.get(before)
        if named and (named.code in outer or named.parent in outer):
            return 0.25, f"near {named.name}"
    return 0.0, ""


def _named(scene: _Scene, place: Place) -> tuple[float, str]:
    share = max((scene.counts[p.code] for p in ancestors(place)), default=0)
    return (0.15, "its province is named in the text") if share else (0.0, "")
