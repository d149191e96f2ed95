"""What a work report says without a subject: the one who builds and starts is who reports.

建设江汉科创走廊, 加快江汉科创走廊建设, 江汉科创走廊建成通车: in the report of a government its area
is the subject. Only named programmes are taken as objects: of a sort (建设一批平台) nobody asks
who builds it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from nlp.pipe.relation.build import Qualifier, relate, support
from nlp.pipe.relation.mask import NAMED, Scene
from nlp.pipe.relation.pattern import Pattern, either, patterns
from nlp.pipe.relation.phrase import Named, agent_named, show
from ontology.iri import mint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlp.extraction import Link, Relation
    from nlp.pipe.relation.clause import Clause

_LIST = f"(?P<list>{NAMED}+(?:[、和与及]{NAMED}+)*+)"
_ETC = "(?:等[^，；。]{0,12}?)?"
_PUSH = "(?:加快|推进|推动|抓好|高标准|高质量|高水平|全面|持续|加快推进|扎实推进)*+"
_SOON = "(?:相继|陆续|全面|顺利|提前|全线|如期|先后|均|已)*+"
_PLAN = re.compile(
    r"预期目标|(?:今年|20\d\d年)[^。\n]{0,14}工作(?:安排|任务|重点|建议)|重点(?:做好|抓好)|(?:做好|抓好)以下"
)


@lru_cache(maxsize=1)
def _forms() -> tuple[tuple[Pattern, re.Pattern[str]], ...]:
    """Return each pattern with its expression, tried where the adverbs of a clause end."""
    order = {
        "speaker-action": "{push}{verb}[了好]?(?:全国|全省|首个)?{list}{etc}(?:[建工项].{{0,4}})?$",
        "speaker-object": "{push}{list}{etc}{soon}{verb}",
    }
    return tuple(
        (
            rule,
            re.compile(
                order[rule.family].format(
                    push=_PUSH, soon=_SOON, verb=either(rule.triggers), list=_LIST, etc=_ETC
                )
            ),
        )
        for rule in patterns()
        if rule.family in order
    )


def read_unsaid(scene: Scene, clause: Clause) -> Iterator[Relation]:
    """Yield what the speaker of a report does in a clause that names nobody."""
    speaker = scene.source.speaker
    if speaker is None or clause.agents or clause.governed or clause.reported:
        return
    text = scene.masked[clause.opening : clause.end]
    for rule, form in _forms():
        found = _match(form, text, clause)
        if found is None:
            continue
        start, end = (clause.opening + at for at in found.span("list"))
        for link in scene.named_in(start, end):
            if link.mention.label == "Programme":
                yield _state(scene, clause, rule, speaker, link)


def _match(form: re.Pattern[str], text: str, clause: Clause) -> re.Match[str] | None:
    """Match at the head of a clause, or behind its adverbs."""
    return form.match(text) or form.match(text, clause.at - clause.opening)


def _state(scene: Scene, clause: Clause, rule: Pattern, speaker: Link, link: Link) -> Relation:
    mention = link.mention
    name = link.name or show(mention.text)
    obj = Named(
        name, link.iri or mint("programme", name), "Programme", mention.start, mention.end, True
    )
    evidence = support(scene, clause.sentence, clause.start, clause.end)
    planned = clause.modal or ("planned" if mention.start > plan_start(scene) else None)
    qualifier = Qualifier(modality=planned, period=clause.period)
    return relate(rule, agent_named(speaker), obj, evidence, qualifier=qualifier)


def plan_start(scene: Scene) -> int:
    """Return where a report turns from what was done to what is to be done."""
    found = _PLAN.search(scene.source.folded)
    return found.start() if found else len(scene.source.folded)
