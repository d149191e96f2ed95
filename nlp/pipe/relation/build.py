"""From a reading to a relation: evidence, modality, confidence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlp.extraction import Period, Relation
from nlp.pipe.relation.mask import ASIDE, NAMED, Scene
from nlp.pipe.relation.phrase import Named, show

if TYPE_CHECKING:
    from nlp.pipe.relation.clause import Clause, Sentence
    from nlp.pipe.relation.pattern import Pattern

_WHOLE_SENTENCE = 200  # a longer sentence is quoted only from the subject's clause on
_MODE = re.compile(r"(?:以|采取|采用|通过)(?P<mode>[^，；：。]{0,20}?)(?:的)?(?:方式|模式)(?!的)")
_ACRONYM = re.compile(r"(?<![A-Za-z])(?:BOT|PPP|BOO|BT|TOT|EPC|ROT|BOOT|F\+EPC|EOD)(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class Qualifier:
    """What a relation says beside subject and object, as in ``nlp.extraction.Relation``."""

    agent: Named | None = None
    mode: str | None = None
    modality: str | None = None
    modality_text: str | None = None
    bearer: str | None = None
    bearer_iri: str | None = None
    period: Period | None = None


def relate(
    pattern: Pattern,
    subject: Named,
    obj: Named,
    evidence: tuple[int, int],
    *,
    qualifier: Qualifier | None = None,
    penalty: float = 0.0,
    predicate: str | None = None,
) -> Relation:
    """Return the relation that a pattern states; ``penalty`` lowers the pattern's confidence."""
    qualifier = qualifier or Qualifier()
    score = pattern.confidence + (0.06 if obj.typed else 0.0) - penalty
    agent = qualifier.agent
    return Relation(
        subject=subject.name,
        subject_iri=subject.iri,
        subject_label=subject.label or "Programme",
        predicate=predicate or pattern.predicate,
        object=obj.name,
        object_iri=obj.iri,
        object_label=obj.label,
        start=evidence[0],
        end=evidence[1],
        method=pattern.method,
        confidence=round(min(0.98, max(0.3, score)), 2),
        period=qualifier.period,
        agent=agent.name if agent else None,
        agent_iri=agent.iri if agent else None,
        mode=qualifier.mode,
        modality=qualifier.modality,
        modality_text=qualifier.modality_text,
        bearer=qualifier.bearer,
        bearer_iri=qualifier.bearer_iri,
    )


def distance_penalty(clause: Clause) -> float:
    """Return what confidence loses because the subject was named some clauses before."""
    return 0.0 if clause.distance == 0 else 0.06 + 0.03 * (clause.distance - 1)


def support(scene: Scene, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Return the stretch to quote: the sentence if short, else from the subject's clause on."""
    if sentence.end - sentence.start < _WHOLE_SENTENCE:
        return sentence.start, sentence.end
    marks = "，；：,;:"
    while start > sentence.start and scene.masked[start - 1] not in marks:
        start -= 1
    while end < sentence.end and scene.masked[end] not in marks:
        end += 1
    while start < end and scene.masked[start] in " 　":
        start += 1
    return start, end


def modality(clause: Clause) -> str | None:
    """Return ``required``, ``planned`` or ``permitted`` for what is not (yet) so, else None."""
    if clause.modal is not None:
        return clause.modal
    deadline = clause.period is not None and clause.period.text.startswith("到")
    return "planned" if clause.intended or deadline else None


def mode_of(scene: Scene, start: int, end: int) -> str | None:
    """Return the way in which something is done (BOT, 政府购买服务), as named in a stretch."""
    acronym = _ACRONYM.search(scene.source.folded, start, end)
    if acronym:
        return acronym.group()
    found = _MODE.search(scene.masked, start, end)
    if not found or not 1 < len(found["mode"]) <= 20:
        return None
    first, last = found.span("mode")
    written = scene.masked[first:last].rstrip(ASIDE)
    if "的" in written and NAMED not in written:
        return None
    return show(scene.source.text[first : first + len(written)])
