"""The choice among candidates: the best, who says the same, who says otherwise, and how sure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.provision.asking import Kind
from qa.provision.candidate import candidates
from qa.provision.certainty import probability
from qa.provision.together import told_together

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.document import PolicyDocument
    from qa.provision.asking import Asking
    from qa.provision.candidate import Candidate
    from qa.retrieval import Hit

WEIGHTS = {
    "cover": 1.0,
    "mark": 0.12,
    "narrow": -0.1,
    "extra": -0.06,
    "near": 0.08,
    "titled": 0.12,
    "local": -0.25,
    "rank": 0.03,
}
"""How candidates are put in order; set by hand on the tuned questions of ``zhengtu bench``."""
LEAD_TOLD = 0.2
"""A lead beyond this says no more: there may just be no other candidate."""
BESIDE = 0.1
"""Lead below which a provision of another document that says otherwise is shown as well."""
LEAST_BESIDE = 0.8
"""How much of the question both must account for then."""

LEAST_TOGETHER = 0.7
"""How much of the question a provision must account for, for its grades to be no rivals of it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The provision that fits best, ``same`` elsewhere, and ``other`` that fits nearly as well.

    ``other`` is of another document and says something else; ``signs`` made the ``confidence``.
    """

    best: Candidate
    same: tuple[Candidate, ...]
    other: Candidate | None
    signs: dict[str, float]
    confidence: float


def worth(candidate: Candidate) -> float:
    """Return how well a candidate fits."""
    return sum(weight * candidate.features[name] for name, weight in WEIGHTS.items())


def choose(asked: Asking, hits: Iterable[tuple[Hit, PolicyDocument]]) -> Choice | None:
    """Return the best candidate of the articles among passages, None where there is none."""
    found = sorted(candidates(asked, hits), key=lambda c: -worth(c))
    if not found:
        return None
    best = found[0]
    told = told_together(asked, best)
    grades = {best.document.text[a:b] for a, b in told.spans} if told is not None else set()
    same = [c for c in found[1:] if _says_same(asked, best, c) or c.said in grades]
    others = [c for c in found[1:] if c not in same]
    if told is not None and best.features["cover"] < LEAST_TOGETHER:
        others = [c for c in found[1:] if not _says_same(asked, best, c)]
    other = _beside(asked, best, others)
    if other is not None:
        others = [c for c in others if not _says_same(asked, other, c)]
    signs = _signs(asked, best, others)
    return Choice(best, tuple(same), other, signs, probability(signs))


_BEGINS = re.compile("之?[日时]?起|之?后|以后")
"""Behind a deed this makes it what a time is counted from: 作出*之日起*三日内送达."""


def _counts_from(asked: Asking, one: Candidate) -> bool:
    """Whether the deed asked about is only what the time of a candidate is counted from."""
    text = one.unit.text
    said = [m.end() for deed in asked.deeds for m in re.finditer(re.escape(deed), text)]
    return bool(said) and all(_BEGINS.match(text, end) for end in said)


def _beside(asked: Asking, best: Candidate, others: Sequence[Candidate]) -> Candidate | None:
    """Return the next candidate if it is of another document and nothing tells which is meant."""
    if not others or others[0].document.id == best.document.id or _counts_from(asked, others[0]):
        return None
    near = worth(best) - worth(others[0]) < BESIDE
    both = min(c.features["cover"] for c in (best, others[0])) >= LEAST_BESIDE
    alike = best.features["local"] == others[0].features["local"]  # a law goes before a city's rule
    return others[0] if near and both and alike else None


def _signs(asked: Asking, best: Candidate, others: Sequence[Candidate]) -> dict[str, float]:
    foreign = [c for c in others if c.document.id != best.document.id]
    return {
        **best.features,
        "lead": _lead(best, others),
        "apart": _lead(best, foreign),
        "terms": float(min(len(asked.terms), 12)),
        "text": float(asked.kind.is_wording),
        "body": float(asked.kind is Kind.BODY),
    }


def _lead(best: Candidate, others: Sequence[Candidate]) -> float:
    return min(LEAD_TOLD, worth(best) - worth(others[0])) if others else LEAD_TOLD


def _says_same(asked: Asking, one: Candidate, other: Candidate) -> bool:
    a, b = one.said, other.said
    return a == b or (not asked.kind.is_wording and (a in b or b in a))
