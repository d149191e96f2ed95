"""Figures over judged answers: by kind and split, evidence, reasons, calibration, causes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from zhengtu.bench.judge import Expected, Verdict, quotes_hold, supports
from zhengtu.bench.support import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qa.answer import Answer

BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
"""Edges of the calibration curve's bins of confidence."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A question, what was said, and how that compares; ``verbatim``: every quote holds."""

    expected: Expected
    answer: Answer
    verdict: Verdict
    verbatim: bool = True

    @property
    def answerable(self) -> bool:
        """Whether the documents answer it."""
        return not self.expected.abstain

    @property
    def cause(self) -> str:
        """Why it is not right, as far as that can be told from the outside."""
        kind, answer = self.expected.kind, self.answer
        if not answer.answered:
            return f"{kind}: abstained with {answer.reason}"
        said = "answered" if not self.answerable else "wrong value"
        held = "" if not self.answerable or supports(self.expected, answer) else ", other place"
        return f"{kind}: {said} from {answer.source}{held}"


def judged(
    expected: Expected, answer: Answer, verdict: Verdict, texts: Mapping[str, str]
) -> Judged:
    """Return a judgement with its quotes checked against the texts."""
    return Judged(expected, answer, verdict, quotes_hold(answer, texts))


def summary(found: Sequence[Judged]) -> dict[str, Any]:
    """Return all figures of a question set, for both splits and together."""
    splits = sorted({j.expected.split for j in found})
    parts = {name: figures([j for j in found if j.expected.split == name]) for name in splits}
    return {
        **figures(found),
        **(parts if len(parts) > 1 else {}),
        "misses": [_miss(j) for j in found if j.verdict is not Verdict.RIGHT],
        "said": [(j.expected.id, digest(j.answer)) for j in found if j.answer.answered],
    }


def figures(found: Sequence[Judged]) -> dict[str, Any]:
    """Return counts by verdict and kind, shares, evidence, calibration and causes."""
    asked = [j for j in found if j.answerable]
    open_ = [j for j in found if not j.answerable]
    kinds: dict[str, Counter[str]] = {}
    for j in found:
        kinds.setdefault(j.expected.kind, Counter())[j.verdict] += 1
    answered = [j for j in found if j.answer.answered]
    kept = [j for j in open_ if not j.answer.answered]
    right = [j for j in asked if j.verdict is Verdict.RIGHT]
    return {
        "answerable": {"questions": len(asked), **_counts(asked)},
        "unanswerable": {
            "questions": len(open_),
            "abstained_share": _share(len(kept), len(open_)),
            "right_reason_share": _share(sum(j.verdict is Verdict.RIGHT for j in kept), len(kept)),
        },
        "kinds": {kind: dict(counter) for kind, counter in sorted(kinds.items())},
        "answered": len(answered),
        "quotes_verbatim": sum(j.verbatim for j in answered),
        "evidence_precision": _share(
            sum(supports(j.expected, j.answer) for j in right), len(right)
        ),
        "calibration": calibration(answered),
        "causes": dict(Counter(j.cause for j in found if j.verdict is not Verdict.RIGHT)),
    }


def _counts(found: Sequence[Judged]) -> dict[str, Any]:
    counts = Counter(j.verdict for j in found)
    total = len(found)
    return {
        **{str(verdict): counts[verdict] for verdict in Verdict},
        "right_share": _share(counts[Verdict.RIGHT], total),
        "wrong_share": _share(counts[Verdict.WRONG], total),
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def calibration(answered: Iterable[Judged]) -> dict[str, dict[str, Any]]:
    """Return, by bins of confidence, how many answers there are and which share is right."""
    held = list(answered)
    curve = {}
    for low, high in pairwise(BINS):
        own = [j for j in held if low <= j.answer.confidence < high]
        right = sum(j.verdict is Verdict.RIGHT for j in own)
        if own:
            curve[f"{low:.1f}–{min(high, 1.0):.1f}"] = {
                "answers": len(own), "right_share": _share(right, len(own)),
            }  # fmt: skip
    return curve


def _miss(j: Judged) -> dict[str, Any]:
    return {
        "id": j.expected.id,
        "split": j.expected.split,
        "question": j.expected.question,
        "verdict": str(j.verdict),
        "cause": j.cause,
        "said": j.answer.text[:200],
        "reason": None if j.answer.reason is None else str(j.answer.reason),
    }
