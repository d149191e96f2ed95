"""From a question's words to an intent: what is asked for, about what, when, and what is left."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.normalize import fold
from nlp.segment import cuts, is_listed
from qa.question.focus import STOP, Asked, Focus, Operation, focus
from qa.question.threshold import Threshold, thresholds, worded_bound

if TYPE_CHECKING:
    from datetime import date

    from nlp.extraction import Extraction, Link, Period
    from nlp.pipeline import Pipeline
    from qa.question.lexicon import Lexicon, Match

PLACE_LABELS = frozenset({"Province", "City", "County", "Region"})
ACTOR_LABELS = frozenset({"GovernmentBody", "Organization"})
NAMED_LABELS = frozenset({"Programme", "Meeting", "Person"})
DOCUMENT_LABELS = frozenset({"PolicyDocument", "DocumentNumber"})

SHORTEST_WORD = 2
"""Characters from which a word tells what is asked for."""
KINDS_ZH = {"target": "目标", "actual": "实际", "baseline": "基数", "limit": "限额"}
_TARGET = re.compile(r"目标|预期|计划(?!单列)|力争|预计|要求达到|安排")
_ACTUAL = re.compile(r"完成了?|实际|实现了?|达到了|结果|已(?!经济)|去年|上年")
_UNMEANT = re.compile(
    r"预期|(?:控制|预期|发展|主要|年度)?目标|控制|实际|完成|实现|达到|情况|水平|数值|数据|数量|总量|总额|规模|人数|具体|分别|确定|定为|设定|"
    r"预计|计划|增速|增幅|增长|最[高低大小多少]|第一|全年|全省|全市|全区|全国|同比|比[重例]|最[长短快慢早晚迟]|超过|不低于|以[上下内]|多少|合计|平均|相差|之和"
)
"""Words beside an indicator that do not make it another one."""
_OFFICE = re.compile(
    r"主任|局长|厅长|处长|书记|部长|省长|市长|区长|县长|州长|主席|总理|发言人|负责人|院长|校长|会长|委员长|秘书长|"
    r"组长|行长|董事长|经理|所长|馆长|司长|检察长|专员|代表|总裁"
)
_WHICH = re.compile(r"(?:哪一?[个些几]?|什么|多少个?|几个?|各|所有)$")
_NATION = re.compile(
    r"(?:全国|我国|中国|国家层面)(?!各|哪|多少个?[省市县地区]|有|最|第|人大|政协|人民代表|总工会|妇联|[省市县地区])"
)
"""The country as a whole, not the set that something is sought or ranked in, nor part of a name."""
_SINCE = re.compile(r"以来|以后|之后|(?<!一)起(?!草)|至今|到现在")
_BEFORE = re.compile(r"以前|之前")
_AT_BOUND = re.compile(
    r"(?:不?(?:[低高少多大小]于|超过?|得|应|能)|不少|至少|最[多少高低]|达到?|约)+$"
)
_AVERAGE = re.compile(r"(?<!(?<!\d)年)平均")
_UNNAMED = re.compile(r"省|市|县|区|州|自治[区州县]|直辖市|特别行政区|新区|开发区|地区")
_BASELINE = re.compile(r"基数|原来|由多少|从多少|此前|过去的")

_COUNTED = re.compile(
    r"(?:多少|几)[个家项份部座]?(?P<noun>省|市|县|部门|部委|文件|城市|地区|单位)"
    r"|的(?P<before>省份?|市|县|城市|地区)(?:一?共|总共)?有?(?:多少|几)个"
)
"""Things that are counted, behind the interrogative or before it."""

_OF_KIND = re.compile(
    r"(?:什么|哪些)[^，。]{2,16}的(?P<kind>文件|政策|通知|意见|办法|规定|条例|法规|法律)[？?]?$"
)
"""Documents told by what stands before their kind: 出台了什么支持企业的*政策*."""

_REACHED = re.compile(r"[从由]多少.{0,10}到(?:了)?多少")
"""What was reached is asked for beside its base."""


@dataclass(frozen=True)
class Intent:
    """What was understood of a question.

    ``content`` are the words that carry meaning and are neither interrogative nor slot; facts are
    ranked by how many of them they cover. ``nation`` says that the question is about the country as
    a whole. ``homes`` are the ids of the documents whose title names
    the place that is asked about, ``entries`` the IRIs of the documents that it means and
    ``entry_names`` their titles and numbers.
    """

    question: str
    focus: Focus
    places: tuple[Link, ...]
    actors: tuple[Link, ...]
    named: tuple[Link, ...]
    documents: tuple[Link, ...]
    periods: tuple[Period, ...]
    indicators: tuple[Match, ...]
    properties: tuple[Match, ...]
    asked_class: Match | None
    thresholds: tuple[Threshold, ...]
    kind: str | None
    content: tuple[str, ...]
    as_of: date | None = None
    nation: bool = False
    homes: frozenset[str] = frozenset()
    entries: tuple[str, ...] = ()
    entry_names: frozenset[str] = frozenset()

    @cached_property
    def slot_iris(self) -> tuple[str, ...]:
        """The IRIs of the places, bodies and named things in the question."""
        links = (*self.places, *self.actors, *self.named, *self.documents)
        return tuple(dict.fromkeys(link.iri for link in links if link.iri))

    @cached_property
    def head(self) -> str:
        """The content word right before the interrogative (起征点*是多少*), empty if none."""
        if not self.focus.spans:
            return ""
        before = fold(self.question)[: self.focus.spans[0][0]].rstrip("的有是为")
        before = _AT_BOUND.sub("", before)  # 占比*不低于*多少
        head = ""
        while len(head) < SHORTEST_WORD:
            word = next((w for w in self.content if before.endswith(w)), "")
            if not word:
                break
            head, before = word + head, before.removesuffix(word)  # 育儿+假
        return head if len(head) >= SHORTEST_WORD else ""

    @cached_property
    def narrowing(self) -> tuple[str, ...]:
        """The content words that stand right before or behind an indicator and narrow it."""
        found = [word for match in self.indicators for word in self.narrowing_of(match.words)]
        return tuple(dict.fromkeys(found))

    def narrowing_of(self, name: str) -> tuple[str, ...]:
        """Return the content words right before or behind a name that the question has."""
        question = fold(self.question)
        at = question.find(name)
        if at < 0:
            return ()
        before = question[:at].removesuffix("的")
        behind = question[at + len(name) :].removeprefix("的")
        return tuple(
            word
            for word in self.content
            if len(word) > 1
            and word not in name
            and not unmeant(word)
            and (before.endswith(word) or behind.startswith(word))
        )

    @cached_property
    def steps(self) -> tuple[str, ...]:
        """Which words were understood as what, one line each."""
        lines = [f"{word}" for word in self.focus.words]
        for link in (*self.places, *self.actors, *self.named, *self.documents):
            target = "NIL" if link.iri is None else link.iri.split("/id/")[-1].replace("/", " ")
            lines.append(f"{link.mention.text} → {target}")
        lines += [f"{p.text} → {p.start or '…'} 至 {p.end or '…'}" for p in self.periods]
        lines += [f"{m.words} → 指标 {m.label}" for m in self.indicators if m.score == 1.0]
        lines += [f"{m.words} → zt:{m.name}" for m in self.properties]
        lines += [f"{t.text} → {t.comparator} {t.low} {t.unit}" for t in self.thresholds]
        if self.asked_class is not None:
            lines.append(f"{self.asked_class.words} → 类 zt:{self.asked_class.name}")
        if self.content:
            lines.append(f"用于匹配的词 → {'、'.join(self.content)}")
        if self.kind is not None:
            lines.append(f"数值性质 → {KINDS_ZH[self.kind]}")
        return tuple(lines)


def understand(
    question: str, pipeline: Pipeline, lexicon: Lexicon, *, as_of: date | None = None
) -> Intent:
    """Return the intent of a question.

    Args:
        question: The question as typed; at most a few hundred characters.
        pipeline: The extraction pipeline, the same that reads documents.
        lexicon: The labels of the ontology and of the indicators.
        as_of: The day from which 今年 and 现在 are seen; None leaves them unresolved.
    """
    text = fold(question)
    found = pipeline.parse(text, on=as_of)
    what = focus(text)
    what = _refocus(what, text, lexicon)
    what = _with_noun(what, text, lexicon)
    free = _without(text, what, found)
    kind = _kind(text, what)
    # 浙江GDP目标 means the growth rate; what a level was is not told by how it grew.
    indicators = tuple(m for m in lexicon.indicators(text) if m.score == 1.0 or kind == "target")
    what = _averaging(what, text, indicators)
    properties = lexicon.properties(free)
    asked_class = lexicon.asked_class(what.noun) if what.noun else None
    # 自治区 in 哪个自治区 is what is asked for, not a place.
    named = [
        x
        for x in found.links
        if not (_UNNAMED.fullmatch(x.mention.text) and _WHICH.search(text[: x.mention.start]))
    ]
    places = _most_specific([x for x in named if x.mention.label in PLACE_LABELS])
    return Intent(
        question=question,
        focus=what,
        places=places,
        actors=_linked(found, ACTOR_LABELS),
        named=_linked(found, NAMED_LABELS),
        documents=_linked(found, DOCUMENT_LABELS),
        periods=_periods(found, text),
        indicators=indicators,
        properties=properties,
        asked_class=asked_class,
        thresholds=thresholds(text, found) or worded_bound(text, what, lexicon.unit(indicators)),
        kind=kind,
        content=lexicon.content(_without_stop(free)),
        as_of=as_of,
        nation=not places and _NATION.search(text) is not None,
    )


def _averaging(what: Focus, text: str, indicators: tuple[Match, ...]) -> Focus:
    """Turn 平均GDP增长目标是多少 into an average, where 平均 is not part of an indicator's name."""
    rest = text
    for match in indicators:
        rest = rest.replace(match.words, " ")
    simple = {Operation.VALUE, Operation.TABLE}
    if not indicators or what.operation not in simple or not _AVERAGE.search(rest):
        return what
    return replace(what, operation=Operation.AVERAGE)


def _linked(found: Extraction, labels: frozenset[str]) -> tuple[Link, ...]:
    return tuple(x for x in found.links if x.mention.label in labels)


def _most_specific(links: list[Link]) -> tuple[Link, ...]:
    """Drop a place that stands directly before a narrower one (湖南省衡阳市 asks about 衡阳)."""
    kept: list[Link] = []
    for link in links:
        if kept and kept[-1].mention.end == link.mention.start and _contains(kept[-1], link):
            kept.pop()
        kept.append(link)
    return tuple(kept)


def _contains(wide: Link, narrow: Link) -> bool:
    if wide.iri is None or narrow.iri is None:
        return False
    a, b = wide.iri.rsplit("/", 1)[-1], narrow.iri.rsplit("/", 1)[-1]
    return a != b and b.startswith(a.rstrip("0") or a)


def _periods(found: Extraction, text: str) -> tuple[Period, ...]:
    return tuple(
        _opened(period, text[mention.end :])
        for mention, period in found.periods
        if period.start is not None or period.end is not None
    )


def _opened(period: Period, behind: str) -> Period:
    """Return the time since or before a period where that is what is said: 2020年*以后*.

    What is since a year has the year in it, what is before a year has not.
    """
    if _SINCE.match(behind) and period.start is not None:
        return replace(period, end=None)
    if _BEFORE.match(behind) and period.start is not None:
        return replace(period, start=None, end=period.start - timedelta(days=1))
    return period


def unmeant(word: str) -> bool:
    """Whether a word beside an indicator does not make it another one: 目标, 增速, 全省."""
    return _UNMEANT.fullmatch(word) is not None


def kind_after(text: str, period: str) -> str | None:
    """Return the nature worded between a period and the next year: 2026年*目标*比2025年*实际*."""
    behind = text[text.find(period) + len(period) :] if period in text else ""
    part = re.split(r"(?:19|20)\d\d年|比|和|与", behind)[0]
    if _TARGET.search(part):
        return "target"
    return "actual" if _ACTUAL.search(part) else None


def _kind(text: str, what: Focus) -> str | None:
    if what.operation is Operation.ATTAINMENT:
        return None
    if _TARGET.search(text):
        return "target"
    if _BASELINE.search(text) and not _REACHED.search(text):
        return "baseline"
    return "actual" if _ACTUAL.search(text) else None


def _without(text: str, what: Focus, found: Extraction) -> str:
    """Blank the interrogative and the words that became slots."""
    characters = list(text)
    slots = [
        (x.start, x.end) for x in found.mentions if x.label in PLACE_LABELS | {"Date", "Period"}
    ]
    for start, end in (*what.spans, *slots):
        called = start > 0 and text[start - 1] == "叫"  # 叫什么
        characters[start - called : end] = " " * (end - start + called)
    return "".join(characters)


def _without_stop(free: str) -> str:
    """Blank the words that carry no content, unless a word of the dictionary has them in it.

    >>> _without_stop("向谁申请")
    '向谁申请'
    """
    edges = sorted({0, len(free), *cuts(free)})
    listed = [(a, b) for a, b in pairwise(edges) if b - a > 1 and is_listed(free[a:b])]
    return STOP.sub(
        lambda stop: (
            stop.group()
            if any(
                a <= stop.start() and stop.end() <= b and b - a > len(stop.group())
                for a, b in listed
            )
            else " "
        ),
        free,
    )


def _with_noun(what: Focus, text: str, lexicon: Lexicon) -> Focus:
    """Give an interrogative the class that follows it, where the grammar found no noun.

    谁 asks for a person where the question names an office, else for a body.
    """
    if what.cue == "问机构" and "谁" in text and _OFFICE.search(text):
        return replace(what, noun="人物")
    if what.asked is Asked.ENTITY and (of := _OF_KIND.search(text)) is not None:
        inner = f"{what.noun}的" in text  # 支持*企业*的政策
        known = bool(what.noun) and not inner and lexicon.asked_class(what.noun) is not None
        return what if known else replace(what, noun=of["kind"])
    if what.asked is not Asked.ENTITY or what.noun or not what.spans:
        return what
    behind = text[what.spans[0][1] :]
    return replace(what, noun=lexicon.class_at_start(behind))


def _refocus(what: Focus, text: str, lexicon: Lexicon) -> Focus:
    """Turn 有多少个省… into a count when what is counted are entities of the ontology."""
    counted = _COUNTED.search(text)
    about = lexicon.properties(text) or lexicon.indicators(text)
    if what.asked is not Asked.NUMBER or counted is None or not about:
        return what
    noun = counted["noun"] or counted["before"]
    return replace(what, asked=Asked.ENTITY, operation=Operation.COUNT, noun=noun)
