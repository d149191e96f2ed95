"""What may answer in the articles that were found: amounts, bodies, meanings, lists, sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.normalize import fold
from qa.passage.demand import nobody, unmet
from qa.provision.amount import amounts
from qa.provision.asking import Kind
from qa.provision.body import bodies
from qa.provision.feature import features, of_title
from qa.provision.unit import units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.document import PolicyDocument
    from qa.provision.asking import Asking
    from qa.provision.unit import Unit
    from qa.retrieval import Hit

IN_CONDITION = 0.2
"""How clearly an amount is marked that a condition has (超过*三年*的)."""
LOOSE = 0.3
"""The same of a span of time that is no limit, a meaning told without 是指."""
PLAIN = 0.5
"""The same of a sentence, where a list is 1."""
SHORTEST_TEXT = 8
_PUNISHED = re.compile(
    r"^(?:样的)?(?:行政)?(?:处罚|处分|惩罚|制裁|法律责任|责任|罚)|^(?:样)?(?:处罚|处分|追究|惩处)"
)
_FORBIDS = re.compile(r"不得|禁止|严禁|不准|不许")
_BREACH = re.compile(
    r"(?:第[一二三四五六七八九十百零〇]+条\s*)?违反|[^。；]*?(?:责令|罚款|处分|追究)"
)
_LISTED = re.compile("条件|材料|文件|情形|职权|职责|事项|行为|内容|原则|措施|方式|权利|义务")
"""What a provision tells in a list, when it is asked for by its name."""
_OF_BREACH = re.compile("违反|责令|罚|处分|追究")
_PUNISHES = re.compile(r"罚|处分|吊销|吊扣|没收|警告|拘留|取缔|责任|撤销|记过|开除|责令")
_SAYS = r"[”》]?(?:[（(][^）)]{1,40}[）)])?[，,]?\s*(?:是指|指的是|系指|是|指|即|包括|为)"
_FINED = re.compile(r"^(?:的)?(?:罚款|罚金|拘留)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch, or several, of one sentence; offsets are the document's; ``features`` by name."""

    unit: Unit
    spans: tuple[tuple[int, int], ...]
    features: dict[str, float]

    @property
    def document(self) -> PolicyDocument:
        """The document it stands in."""
        return self.unit.document

    @property
    def said(self) -> str:
        """What it says, for comparison with others."""
        return "；".join(self.document.text[a:b] for a, b in self.spans)


_Spans = tuple[tuple[int, int], ...]
_Found = tuple[_Spans, int, float]
"""Where a candidate stands in its document, where in its sentence its own context begins, and how
clearly it is marked as of the kind asked for."""


def candidates(asked: Asking, hits: Iterable[tuple[Hit, PolicyDocument]]) -> list[Candidate]:
    """Return what may answer in articles among passages; documents of other places left out."""
    return [
        _weighed(asked, unit, *each)
        for unit in units(hits)
        if _of_place(asked, unit) and not of_title(asked, unit)
        for each in _spans(asked, unit)
        if _meets(asked, unit, each[0])
    ]


def _meets(asked: Asking, unit: Unit, spans: _Spans) -> bool:
    """Whether a candidate meets what the question demands of the words that answer it."""
    quote = unit.text + "".join(unit.document.text[a:b] for a, b in unit.items)
    value = quote if asked.kind.is_wording else unit.document.text[spans[0][0] : spans[0][1]]
    around = f"{unit.heads} {unit.before}"
    lacking = unmet(asked.text, fold(quote), fold(value), around)
    if lacking is None and asked.kind.is_wording:
        lacking = nobody(asked.text, fold(value))
    return lacking is None


def _of_place(asked: Asking, unit: Unit) -> bool:
    """Whether a sentence, its document's title or maker names the places of the question."""
    about = unit.document.metadata
    around = f"{about.title} {' '.join(about.issuers)} {unit.before} {unit.text}"
    return all(place in around for place in asked.places)


def _weighed(asked: Asking, unit: Unit, spans: _Spans, context: int, mark: float) -> Candidate:
    whole = 0, len(unit.text)
    own = spans[0][0] - unit.start, spans[-1][1] - unit.start
    span = whole if asked.kind.is_wording else own
    return Candidate(unit, spans, features(asked, unit, span, context, mark))


def _spans(asked: Asking, unit: Unit) -> Iterator[_Found]:
    if asked.kind is Kind.MEANING:
        yield from _meanings(asked, unit)
    elif asked.kind is Kind.TEXT:
        yield from _wordings(asked, unit)
    elif asked.kind is Kind.BODY:
        for low, high, mark in bodies(asked, unit.text):
            if mark:
                yield ((unit.start + low, unit.start + high),), 0, mark
    else:
        yield from _amounts(asked, unit)


def _meanings(asked: Asking, unit: Unit) -> Iterator[_Found]:
    """Yield what a sentence says of a term behind 是指; 是 or 包括 alone say less."""
    says = re.search(re.escape(asked.unit) + _SAYS, unit.text)
    if says is not None:
        strong = re.search("所称|指", says.group() + unit.text[: says.start()]) is not None
        yield ((unit.start + says.end(), unit.end),), 0, 1.0 if strong else LOOSE


def _wordings(asked: Asking, unit: Unit) -> Iterator[_Found]:
    """Yield the list that a sentence announces, what announces it as an item, and the sentence.

    Who asks for a punishment wants no rule, and who asks for a rule no punishment of its breach.
    """
    text = unit.text
    punished = _PUNISHED.search(asked.behind) is not None
    breach = not _OF_BREACH.search(asked.text) and _BREACH.match(text) is not None
    if unit.items and not punished:
        yield unit.items, 0, 1.0
    elif unit.lead is not None and (not punished or _PUNISHES.search(unit.before)):
        yield (unit.lead,), 0, PLAIN
    wanted = _PUNISHES.search(text) is not None if punished else not breach
    if len(text) > SHORTEST_TEXT and wanted:
        forbids = not _FORBIDS.search(asked.text) or _FORBIDS.search(text)
        listed = _LISTED.match(asked.behind) is not None
        mark = LOOSE if listed else PLAIN
        yield ((unit.start, unit.end),), 0, mark if forbids else 0.0


def _amounts(asked: Asking, unit: Unit) -> Iterator[_Found]:
    """Yield the amounts that the question does not write itself."""
    last = 0
    found = list(amounts(asked.kind, asked.unit, unit.text))
    for low, end in found:
        if low < last:
            continue  # told with the one before it
        high = _listed(unit.text, end, found)
        if unit.text[low:high] not in asked.text:
            mark = _mark(asked, unit.text, low, high)
            yield ((unit.start + low, unit.start + high),), last, mark
            last = high


def _listed(text: str, high: int, found: list[tuple[int, int]]) -> int:
    """Return where a list of amounts ends that one begins: 六年*、十年和长期*."""
    while (joint := _NEXT.match(text, high)) is not None:
        at = joint.end()
        more = next((end for start, end in found if start == at), None)
        word = _ENDLESS.match(text, at)
        if more is None and word is None:
            break
        high = more if more is not None else word.end() if word is not None else high
    return high


_NEXT = re.compile("[、和]|或者?|”、“")
_ENDLESS = re.compile("长期|永久|终身")
_LIMIT = re.compile("内|之?前|以内|后")
"""What a limit is asked for with: 多少日*内*."""
_OVER = re.compile(
    r"(?<!不)(?<!不得)(?:(?:超过|不足|不满|少于|低于|多于|高于|小于|大于)|(?:超过|逾)[^，,。；;]{0,12}(?:有效期限?|期限))$"
)
"""Behind this an amount is a condition, unless that is what is asked."""

_GIVEN = re.compile("的?有效期内|时[，,]")
"""What stands behind an amount that is given: 在*六年*有效期内, 在*六个月以上*时."""


def _mark(asked: Asking, text: str, low: int, high: int) -> float:
    """Return what marks an amount as one of the kind asked for: 处…*罚款*, 三十日*内*."""
    said, behind = text[low:high], text[high : high + 6]
    if _OVER.search(text[:low]) and not _OVER.search(asked.before.rstrip("是为有")):
        return IN_CONDITION
    if asked.kind is Kind.FINE:
        punished = _FINED.match(behind) or re.search("处|罚款", text[max(0, low - 8) : low])
        return 1.0 if punished else 0.0
    if asked.kind is not Kind.SPAN:
        return 1.0
    if text[:low].endswith("满") and not asked.before.endswith("满"):
        return IN_CONDITION
    if _GIVEN.match(behind):
        return IN_CONDITION
    if asked.unit == "工作日" and "工作日" not in said:
        return LOOSE
    limited = said.endswith("内") or behind.startswith(("之内", "前", "以前", "后"))
    if _LIMIT.match(asked.behind):
        return 1.0 if limited else LOOSE
    # the term of a permit is not what has to be done so long before it ends
    return IN_CONDITION if limited and asked.head and "内" not in asked.before else 1.0
