"""What is brought into what: 将/把 X 纳入 Y, X 已纳入 Y."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from nlp.pipe.relation.build import Qualifier, distance_penalty, modality, relate, support
from nlp.pipe.relation.clause import group_expression, heads
from nlp.pipe.relation.mask import ASIDE, NAMED, TITLE, Scene
from nlp.pipe.relation.pattern import Pattern, either, pattern
from nlp.pipe.relation.phrase import LONGEST, Named, agent_named, cut_phrase, find_objects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlp.extraction import Link, Relation
    from nlp.pipe.relation.clause import Clause

_SUCH_AS = re.compile(rf"(?<=[{NAMED}{ASIDE}])等[^，；：。]{{0,12}}$")
_BY = re.compile(f"被(?P<agents>{group_expression()})$")
_CASE = re.compile("的，|的：|的；|的。|应当")  # …已纳入…的，应当… describes a case, not what is so
_NAMES = re.compile(f"{NAMED}+{ASIDE}*")
_LAST_NAME = re.compile(f"(?:^|的|[^{NAMED}])(?P<name>[{NAMED}{TITLE}]+)$")


@lru_cache(maxsize=1)
def _verb() -> re.Pattern[str]:
    verbs = either(pattern("include").triggers)
    return re.compile(
        r"(?P<how>(?>统一|全部|全面|一并|均|也|都|正式|首次|已经|已|被|整体|逐步|及时|依法|优先|依规|分类"
        r"|一体|同步|适时|同时|按(?:程序|规定|要求|照规定))*+)"
        rf"{verbs}(?:到|了|进|至)?"
    )


def read_inclusion(scene: Scene, clause: Clause) -> Iterator[Relation]:
    """Yield what a clause says to be included in something."""
    found = _verb().search(scene.masked, clause.at, clause.end)
    if found is None:
        return
    by = _BY.search(scene.masked[: found.start()], clause.opening)
    if scene.masked[clause.at] in "把将":
        if clause.agents:
            span = clause.at + 1, found.start()
            yield from _state(scene, clause, span, found, pattern("include"))
    elif by is not None:
        span = clause.opening, by.start()
        yield from _state(
            scene, clause, span, found, pattern("included-by"), heads(scene, by, "agents")
        )
    elif re.search("已|均|被|都", found["how"]) and not _CASE.search(
        scene.masked, clause.start, clause.sentence.end
    ):
        yield from _state(
            scene, clause, (clause.opening, found.start()), found, pattern("included")
        )


def included_thing(scene: Scene, clause: Clause) -> Named | None:
    """Return what a clause with 将 or 把 includes in something."""
    found = _verb().search(scene.masked, clause.at, clause.end)
    things = _things(scene, clause.at + 1, found.start()) if found else ()
    return things[0] if len(things) == 1 else None


def _state(
    scene: Scene,
    clause: Clause,
    span: tuple[int, int],
    verb: re.Match[str],
    rule: Pattern,
    by: tuple[Link, ...] = (),
) -> Iterator[Relation]:
    """State what is included where; ``by`` are the agents that stand behind 被."""
    containers = find_objects(scene, verb.end(), clause.end, rule)
    if len(containers) != 1:
        return
    active = rule.name == "include"
    first = min(clause.subject_start, span[0]) if active else span[0]
    evidence = support(scene, clause.sentence, first, clause.end)
    state = modality(clause) if active else None
    for thing in _things(scene, *span):
        for agent in clause.agents if active else by or (None,):
            yield relate(
                rule,
                thing,
                containers[0],
                evidence,
                qualifier=Qualifier(
                    agent=agent_named(agent) if agent else None,
                    modality=state,
                    period=clause.period,
                ),
                penalty=distance_penalty(clause) if active else 0.05,
            )


def _things(scene: Scene, start: int, end: int) -> tuple[Named, ...]:
    """Return what is included: the quoted names if there are any, else the whole phrase."""
    written = scene.masked[start:end]
    such = _SUCH_AS.search(written)
    if such:
        written = written[: such.start()]
    if written.endswith(NAMED) or such:
        names = (
            find_objects(scene, start + m.start(), start + m.end(), pattern("establish-relative"))
            for m in _NAMES.finditer(written)
        )
        last = _LAST_NAME.search(written)
        found = tuple(named for group in names for named in group)
        return found if such or "、" in written else found[-1:] if last else ()
    if end - start > LONGEST:
        return ()
    phrase = cut_phrase(scene, start, end, shortest=3)
    return (phrase,) if phrase else ()
