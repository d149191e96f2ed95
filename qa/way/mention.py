"""Which documents have a word in their text, and how many: 有多少份文件提到“低空经济”.

Every text is looked through, so that the count is complete; passages that rank high are not all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from corpus.sentence import sentences_of
from ontology.lexicon import document_kind
from qa.answer import AbstainReason, Answer, Citation, Outcome, Value
from qa.question.focus import Asked
from qa.recall.home import homes, of_class
from qa.recall.selection import ANY, is_document, select
from qa.way.ends import MOST_CITED
from qa.way.together import together
from qa.wording.compose import listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.storage.archive import Archive
    from kg.storage.store import GraphView
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog, Entry

LONGEST_NAME = 10
"""Characters of the longest question that is taken for a name."""
SHORTEST = 2
"""Characters of the shortest word that is looked for."""
_VERB = r"(?:提到|提及|谈到|讲到|写到|写有?|说到|涉及到?|出现|含有|写有)(?:了|过)?"
_ASKED = re.compile(
    r"(?:哪[个些一几]*|多少|几)[个份部篇]?(?:[\u4e00-\u9fff]{0,12}?)"
    rf"(?:都|里|中|的?报告|还)*{_VERB}(?P<behind>.+)$"
    rf"|^(?P<boolean>.*?)(?:里|中|有没有|是否)*{_VERB}(?P<asked>.+?)(?:吗|没有|了没)$"
    rf"|{_VERB}(?P<before>.+?)的\w{{0,6}}?(?:文件|报告|省份?|地区|政策|法规|法律)+"
    r"(?:有(?:哪些|多少|几)|是哪些|数量|一?共)"
    rf"|{_VERB}(?:多少|几)次(?P<times>.+)$"
    rf"|{_VERB}(?P<often>.+?)(?:多少|几)次$"
    rf"|{_VERB}(?P<phrase>.+?)的(?:文件|报告|省份|省|地区|政策|法规)$"
    rf"|{_VERB}(?P<counted>.+?)的(?:一?共|总共)?有?(?:哪些|多少|几)[个份部篇]?"
    r"(?:文件|报告|省份?|地区|政策|法规|法律|市|县)"
    r"|(?:哪些|哪几个|多少个|几个)(?:省份?|自治区|市|县|地区|地方)[^，。？?]{0,8}?"
    r"(?:提出|部署|强调|布局|谋划|关注)(?:了|要|过)?(?P<proposed>[^，。？?]{2,12})$"
    rf"|(?P<place>.+?)在(?:哪些|多少|几)[个份部篇]?(?:文件|报告|政策|法规)[里中]?(?:都|有|被)*{_VERB}"
)
_DENIED = re.compile(rf"(?:没有|没|未|从未|都没)(?:有)?(?={_VERB})")
_TIMES = re.compile(r"(?:多少|几)次")
MOST_COUNTED = 50
"""Documents whose occurrences are counted one by one."""
_QUOTED = re.compile(r"[“\"「『'‘](?P<words>[^”\"」』'’]{2,40})[”\"」』'’]")
_END = re.compile(r"(?:这个|一)?(?:词语?|概念|说法|字样)?(?:了|过|的|吗|呢)*[？?。]*$")
_PLACES = re.compile(
    r"(?:哪[个些一几]*|多少个?|几个?)(?P<level>省|市|县|自治区|地区|地方)"
    r"|(?:提到|提及|涉及|写到)[^，。]*的(?P<behind>省|市|县|地区)份?(?:有|一?共)"
)
_REPORTS = ("政府工作报告", "报告")
_LEVELS = {"省": "Province", "自治区": "Province", "市": "City", "县": "County"}
_NAMES = {"Province": "省级地区", "City": "市", "County": "区县"}


@dataclass(frozen=True, slots=True)
class _Found:
    """The documents asked about, those of them with the words, and where these stand."""

    words: str
    among: Sequence[Entry]
    having: Sequence[Entry]
    at: Mapping[str, int]


def mentioning(
    intent: Intent, view: GraphView, catalog: Catalog, archive: Archive, named: Sequence[Entry]
) -> Answer | None:
    """Answer which documents, or whether those named, have a word in their text; None otherwise.

    Args:
        intent: The question.
        view: The graph.
        catalog: The documents.
        archive: Their texts.
        named: The held documents that the question names; empty for all that meet its slots.
    """
    match = _ASKED.search(intent.question.rstrip("？?。 "))
    words = _bare(intent) if match is None else _words(match)
    if words is None:
        return None
    of_places = _PLACES.search(intent.question)
    if of_places is not None:
        named = ()  # 2026年政府工作报告 is then every place's
    if match is not None and match["proposed"] and (intent.indicators or intent.thresholds):
        return None
    boolean = intent.focus.asked is Asked.BOOLEAN
    among = catalog.once(named or _asked_about(intent, view, catalog, words))
    if not among or (boolean and not named and not intent.places and not intent.actors):
        return None
    at = archive.containing(words)
    denied = match is not None and _DENIED.search(intent.question) is not None
    found = _Found(words, among, [e for e in among if e.id in at], at)
    if denied:
        return _without(intent, view, catalog, found, of_places)
    if not found.having:
        apart = None if named else together(intent, view, catalog, archive)
        return apart or _nowhere(intent, catalog, found)
    if _TIMES.search(intent.question) and len(found.having) <= MOST_COUNTED:
        return _times(intent, archive, found)
    if of_places is not None:
        level = of_places["level"] or of_places["behind"]
        return _of_places(intent, view, archive, found, _LEVELS.get(level, ""))
    return _of_documents(intent, catalog, archive, found)


def _words(match: re.Match[str]) -> str | None:
    """Return the words that are looked for: those in quotation marks, else all that is left."""
    rest = next(part for name, part in match.groupdict().items() if part and name != "boolean")
    quoted = _QUOTED.search(rest)
    words = quoted["words"] if quoted else _END.sub("", rest).strip()
    return words if len(words) >= SHORTEST else None


def _bare(intent: Intent) -> str | None:
    """Return a question that is no more than a name: 一网通办."""
    words = _END.sub("", intent.question).strip('“”"「」 ')
    slots = (*intent.documents, *intent.places, *intent.periods, *intent.indicators)
    name = re.fullmatch(r"\w+", words) is not None and len(words) <= LONGEST_NAME
    bare = intent.focus.asked is Asked.TEXT and not intent.focus.spans and not slots
    if "的" in words or document_kind(words) is not None:
        return None  # 现行有效的办法 describes a set
    return words if bare and name and len(words) >= SHORTEST else None


def _asked_about(intent: Intent, view: GraphView, catalog: Catalog, words: str) -> list[Entry]:
    """Return the documents that meet the slots outside the words that are looked for."""
    kind = intent.asked_class.name if intent.asked_class is not None else ""
    kind = kind if is_document(kind) else ANY
    found = select(intent, kind, leaving=words, topical=False).entries(view, catalog)
    said = next((name for name in _REPORTS if name in intent.question), None)
    reports = [] if said is None else [e for e in found if said in e.title]
    return reports or found


def _nowhere(intent: Intent, catalog: Catalog, found: _Found) -> Answer:
    whole = len(found.among) == catalog.acts
    scope = f"已收录的{catalog.held}" if whole else f"符合条件的{len(found.among)}份文件"
    scope = f"《{found.among[0].title}》" if len(found.among) == 1 else scope
    return Answer(
        question=intent.question,
        outcome=Outcome.ABSTAINED,
        text=f"{scope}的全文中没有出现“{found.words}”。没有写到不等于没有。",
        reason=AbstainReason.NO_FACT,
        steps=(*intent.steps, f"在全文中查找“{found.words}” → 0份"),
    )


def _without(
    intent: Intent,
    view: GraphView,
    catalog: Catalog,
    found: _Found,
    of_places: re.Match[str] | None,
) -> Answer | None:
    """Answer which documents, or whose, do not have the words anywhere in their text."""
    lacking = [entry for entry in found.among if entry.id not in found.at]
    shown: list[str] = [f"《{entry.title}》" for entry in lacking]
    values = [Value(f"《{entry.title}》", iri=entry.iri) for entry in lacking]
    whole = f"在已收录的{catalog.held}中，符合条件的{len(found.among)}份"
    counted = f"{len(lacking)}份"
    if of_places is not None:
        home = homes(view)
        level = _LEVELS.get(of_places["level"] or of_places["behind"], "")
        among = of_class((home[e.iri] for e in found.among if e.iri in home), level)
        having = {home[e.iri][0] for e in found.having if e.iri in home}
        places = [place for place in among if place[0] not in having]
        shown = [name for _, name in places]
        values = [Value(name, iri=iri) for iri, name in places]
        whole = f"在发布了已收录文件的{len(among)}个{_NAMES.get(level, '地区')}中"
        counted = f"{len(places)}个的文件"
    cited = lacking or found.among
    if not shown:
        values = [Value("0个" if of_places is not None else "0份")]
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=f"{whole}，有{counted}没有出现“{found.words}”"
        f"{f'：{listed(shown)}' if shown else ''}。没有写到不等于没有。",
        values=tuple(values),
        evidence=tuple(catalog.title_citation(entry) for entry in cited[:MOST_CITED]),
        source="graph",
        steps=(*intent.steps, f"在全文中查找“{found.words}” → 没有出现的{len(shown)}"),
        confidence=0.8,
    )


def _times(intent: Intent, archive: Archive, found: _Found) -> Answer:
    """Say how many times each document has the words."""
    counts = [archive.text(entry.id)[0].count(found.words) for entry in found.having]
    told = [f"《{e.title}》{n}次" for e, n in zip(found.having, counts, strict=True)]
    whole = sum(counts)
    total = f"，合计{whole}次" if len(counts) > 1 else ""
    return _answer(
        intent,
        f"“{found.words}”一词在全文中出现：{listed(told)}{total}。",
        [Value(f"{whole}次", Decimal(whole), "次")],
        _quotes(archive, found.having, found),
        found,
    )


def _of_documents(intent: Intent, catalog: Catalog, archive: Archive, found: _Found) -> Answer:
    names = [f"《{entry.title}》" for entry in found.having]
    values = [Value(name, iri=e.iri) for name, e in zip(names, found.having, strict=True)]
    if intent.focus.counts:
        values.insert(0, Value(f"{len(names)}份", Decimal(len(names)), "份"))
    lead = ""
    if intent.focus.asked is Asked.BOOLEAN:
        values.insert(0, Value("是"))
        lead = "是。"
    some = len(found.among) < catalog.acts
    scope = f"，符合条件的{len(found.among)}份" if some else ""
    return _answer(
        intent,
        f"{lead}在已收录的{catalog.held}中{scope}，有{len(names)}份提到“{found.words}”：{listed(names)}。",
        values,
        _quotes(archive, found.having, found),
        found,
    )


def _of_places(
    intent: Intent, view: GraphView, archive: Archive, found: _Found, level: str
) -> Answer | None:
    """Answer for the places whose documents have the words, out of those with documents at all."""
    home = homes(view)
    among = of_class((home[e.iri] for e in found.among if e.iri in home), level)
    first: dict[str, Entry] = {}
    for entry in found.having:
        if entry.iri in home:
            first.setdefault(home[entry.iri][0], entry)
    having = [place for place in among if place[0] in first]
    if not having:
        return None
    names = [name for _, name in having]
    values = [Value(name, iri=iri) for iri, name in having]
    if intent.focus.counts:
        values.insert(0, Value(f"{len(names)}个", Decimal(len(names)), "个"))
    return _answer(
        intent,
        f"在发布了已收录文件的{len(among)}个{_NAMES.get(level, '地区')}中，"
        f"有{len(names)}个的文件提到“{found.words}”：{listed(names)}。",
        values,
        _quotes(archive, [first[iri] for iri, _ in having], found),
        found,
    )


def _quotes(archive: Archive, entries: Sequence[Entry], found: _Found) -> tuple[Citation, ...]:
    """Return the first sentence with the words of each document."""
    quotes = []
    for entry in entries[:MOST_CITED]:
        text, _ = archive.text(entry.id)
        at = found.at[entry.id]
        spans = sentences_of(text, 0, len(text))
        start, end = next(
            ((s, e) for s, e in spans if s <= at and at + len(found.words) <= e),
            (at, at + len(found.words)),
        )
        quotes.append(
            Citation(entry.id, entry.title, start, end, text[start:end], entry.source_url)
        )
    return tuple(quotes)


def _answer(
    intent: Intent,
    text: str,
    values: Sequence[Value],
    evidence: tuple[Citation, ...],
    found: _Found,
) -> Answer:
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=text,
        values=tuple(values),
        evidence=evidence,
        source="graph",
        steps=(*intent.steps, f"在全文中查找“{found.words}” → {len(found.having)}份"),
        confidence=0.9,
    )
