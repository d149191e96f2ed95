"""``zhengtu bench recogniser``: the open classes by rules alone, and with the trained recogniser.

435 sentences of 279 held-out documents, read by hand (``gold/recogniser.jsonl``, guidelines in
``gold/README.md``). Half of the documents served for choosing settings (``tuned``); the figures of
the others are what to expect of unseen texts. Half by half overlap is told beside exact spans.
Under ``programmes`` stand 202 further held-out sentences of which only programmes are marked
(``gold/programme.jsonl``): sentences with a word or a quotation that a programme may have.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from nlp.recogniser.annotation import read_annotation, texts
from nlp.recogniser.tag import LABELS, Span
from zhengtu.bench.count import Count, Tally
from zhengtu.bench.likeness import is_half

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from corpus import PolicyDocument
    from nlp.extraction import Extraction, Label, Mention
    from nlp.recogniser.annotation import Annotated

SYSTEMS: Final = {"rules alone": False, "rules and recogniser": True}
PROGRAMMES: Final = "programmes"
SOURCES: Final = (
    "provincial-reports-2026.jsonl",
    "state-council-documents.jsonl",
    "policy-qa-documents.jsonl",
    "statutes.jsonl.gz",
    "news-title-body.jsonl.gz",
)
_GROWTH = re.compile(r"(?:的)?(?:年均|同比|实际)?(?:增长|增速|增幅|涨幅|下降|降低|减少|提高)率?$")


def run(data: Path) -> dict[str, Any]:
    """Return, for each split and system, the rows of ``Tally.report`` by label and by kind."""
    golds = (
        *((each, each.split, LABELS) for each in annotation()),
        *((each, PROGRAMMES, ("Programme",)) for each in annotation("programme.jsonl")),
    )
    tallies: dict[tuple[str, str], Tally] = {}
    wanted = {each.sha256 for each, *_ in golds}
    for sha256, document in texts([data / name for name in SOURCES], wanted):
        for system, found in _extractions(document).items():
            for annotated, split, labels in golds:
                if annotated.sha256 == sha256:
                    tally = tallies.setdefault((split, system), Tally())
                    count(annotated, found.mentions, tally, labels)
    report: dict[str, Any] = {}
    for (split, system), tally in tallies.items():
        report.setdefault(split, {})[system] = tally.report()
    return report


def annotation(name: str = "recogniser.jsonl") -> list[Annotated]:
    """Return the hand-read sentences of a file of the gold, by document."""
    return read_annotation(files("zhengtu.bench").joinpath("gold", name))


def _extractions(document: PolicyDocument) -> dict[str, Extraction]:
    from nlp.pipeline import load

    return {name: load(recogniser=on).extract(document) for name, on in SYSTEMS.items()}


def count(
    annotated: Annotated,
    found: Sequence[Mention],
    tally: Tally,
    labels: Sequence[Label] = LABELS,
) -> None:
    """Add what was found in one document's annotated sentences, of some labels, to a tally."""
    theirs = [
        _plain(Span(m.start, m.end, m.label), m.text)
        for m in found
        if m.label in labels and any(a <= m.start and m.end <= b for a, b in annotated.stretches)
    ]
    exact, half = Count(), Count()
    for label in labels:
        wanted = [span for span in annotated.spans if span.label == label]
        given = [span for span in theirs if span.label == label]
        tally.add(label, _exact(wanted, given))
        tally.add(f"{label} / half", _half(wanted, given))
        exact, half = exact + _exact(wanted, given), half + _half(wanted, given)
    tally.add("all", exact)
    tally.add("all / half", half)
    tally.add(f"all in {annotated.kind}", exact)


def _exact(wanted: Sequence[Span], given: Sequence[Span]) -> Count:
    right = len(set(wanted) & set(given))
    return Count(right, len(given), len(wanted), right)


def _half(wanted: Sequence[Span], given: Sequence[Span]) -> Count:
    right = sum(any(is_half(g, w) for w in wanted) for g in given)
    hit = sum(any(is_half(g, w) for g in given) for w in wanted)
    return Count(right, len(given), len(wanted), hit)


def _plain(span: Span, text: str) -> Span:
    """Return an indicator without the word of growth that may close its name."""
    tail = _GROWTH.search(text) if span.label == "Indicator" else None
    cut = len(tail[0]) if tail and tail.start() > 1 else 0
    return Span(span.start, span.end - cut, span.label)
