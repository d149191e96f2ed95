"""Which documents have a word in their text, and how many: 有多少份文件提到“低空经济”.

Every text is looked through, so that the count is complete; passages that rank high are not all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ontology.lexicon import document_kind
from qa.question.focus import Asked
from qa.recall.selection import ANY, is_document, select
from qa.way.mention_answer import Found, nowhere, of_documents, of_places, times, without
from qa.way.set_kind import COUNTED, kind_named
from qa.way.together import together
from qa.way.wanted import wanted_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.storage.archive import Archive
    from kg.storage.store import GraphView
    from qa.answer import Answer
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog, Entry

LONGEST_NAME = 10
"""Characters of the longest question that is taken for a name."""
SHORTEST = 2
"""Characters of the shortest word that is looked for."""
_VERB = r"(?:提到|提及|谈到|讲到|写到|写[有明]?|说到|涉及到?|出现|含有)(?:了|过)?"
_ASKED = re.compile(
    r"(?:哪[个些一几]*|多少|几)[个份部篇]?(?:[\u4e00-\u9fff]{0,12}?)"
    rf"(?:都|里|中|的?报告|还)*{_VERB}(?P<behind>.+)$"
    rf"|^(?P<boolean>.*?)(?:里|中|有没有|是否)*{_VERB}(?P<asked>.+?)(?:吗|没有|了没)$"
    rf"|{_VERB}(?P<before>.+?)的\w{{0,6}}?(?:{COUNTED}|省份?|地区)+"
    r"(?:有(?:哪些|多少|几)|是哪些|数量|一?共)"
    rf"|{_VERB}(?:多少|几)次(?P<times>.+)$"
    rf"|{_VERB}(?P<often>.+?)(?:多少|几)次$"
    rf"|{_VERB}(?P<phrase>.+?)的(?:{COUNTED}|省份|省|地区)$"
    rf"|{_VERB}(?P<counted>.+?)的(?:一?共|总共)?有?(?:哪些|多少|几)[个份部篇]?"
    rf"(?:{COUNTED}|省份?|地区|市|县)"
    r"|(?:哪些|哪几个|多少个|几个)(?:省份?|自治区|市|县|地区|地方)[^，。？?]{0,8}?"
    r"(?:提出|部署|强调|布局|谋划|关注)(?:了|要|过)?(?P<proposed>[^，。？?]{2,24})$"
    rf"|(?:有没有|是否|有无){_VERB}(?P<whether>[^，。？?]{{2,24}})$"
    rf"|(?P<place>.+?)在(?:哪些|多少|几)[个份部篇]?(?:{COUNTED})[里中]?(?:都|有|被)*{_VERB}"
)
_DENIED = re.compile(rf"(?<!有)(?:没有|没|未|从未|都没)(?:有)?(?={_VERB})")
_TIMES = re.compile(r"(?:多少|几)次")
MOST_COUNTED = 50
"""Documents whose occurrences are counted one by one."""
_QUOTED = re.compile(r"[“\"「『'‘](?P<words>[^”\"」』'’]{2,40})[”\"」』'’]")
_MARKS = re.compile(r"[“”\"「」『』'‘’]")
_END = re.compile(r"(?:这个|一)?(?:词语?|概念|说法|字样)?(?:了|过|的|吗|呢)*[？?。]*$")
_FIGURE = re.compile("目标|增[长速幅]|写明")
_LEAD = re.compile(
    r"^(?:\d{4}年|今年|明年|“?十[一二三四五]五”?(?:期间|时期)?)?(?:将|要|会|应|拟|计划|力争|争取|准备|进一步)*"
    r"(?:大力|加快|积极|重点|着力|全面|深入)*(?:发展|推进|推动|建设|培育|布局|支持|打造|壮大|建立|开展|实施|探索)?(?=.{2})"
)
"""When and how a thing is to be done, before its name: 2026年要发展*具身智能*."""
_LEVELS = {"省": "Province", "自治区": "Province", "市": "City", "县": "County"}
_PLACES = re.compile(
    r"(?:哪[个些一几]*|多少个?|几个?)(?P<level>省|市|县|自治区|地区|地方)(?![性场级]|政府|法规)"
    rf"|{_VERB}[^，。]*的(?P<behind>省|市|县|地区)份?(?:有|一?共|$)"
)
_KIND_ASKED = re.compile(rf"(?:多少|几|哪[些几]?)[部份篇个项件]?(?P<kind>{COUNTED})")
_REPORTS = ("政府工作报告", "报告")


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
    if words is None or (match is not None and _of_figures(intent)):
        return None
    proposed = match is not None and match["proposed"] is not None
    if proposed and (intent.indicators or intent.thresholds):
        return None
    at = archive.containing(words) if proposed else None
    if proposed and not at:
        words, at = _LEAD.sub("", words), None
    level = _level(intent)
    if level is not None:
        named = ()  # 2026年政府工作报告 is then every place's
    boolean = intent.focus.asked is Asked.BOOLEAN
    among = catalog.once(named or _asked_about(intent, view, catalog, words))
    if not among or (boolean and not named and not intent.places and not intent.actors):
        return None
    found = _found(words, archive, among, archive.containing(words) if at is None else at)
    if match is not None and _DENIED.search(_MARKS.sub("", intent.question).replace(words, "")):
        return without(intent, view, catalog, found, level)
    if not found.having:
        apart = None if named or match is None else together(intent, view, catalog, archive)
        # a phrase that nobody writes asks for something else
        return apart or (None if match is None else nowhere(intent, catalog, found))
    return _having(intent, view, catalog, archive, found, level)


def _having(
    intent: Intent,
    view: GraphView,
    catalog: Catalog,
    archive: Archive,
    found: Found,
    level: str | None,
) -> Answer | None:
    """Say what has the words: how often, which places, or which documents."""
    if _TIMES.search(intent.question) and len(found.having) <= MOST_COUNTED:
        return times(intent, archive, found)
    if level is not None:
        return of_places(intent, view, archive, found, level)
    return of_documents(intent, catalog, archive, found)


def _found(words: str, archive: Archive, among: Sequence[Entry], at: Mapping[str, int]) -> Found:
    """Return which documents have the words; where none does, which have what they join."""
    wanted = wanted_in(words)
    if at or not wanted.several:
        return Found(words, words, among, [e for e in among if e.id in at], at)
    having = wanted.documents(archive)
    first = archive.containing(wanted.all[0])
    against = frozenset(name for word in wanted.none for name in archive.containing(word))
    found = [entry for entry in among if entry.id in having]
    return Found(wanted.said, wanted.all[0], among, found, first, against)


def _of_figures(intent: Intent) -> bool:
    """Whether it is asked who states no figure (没有写明GDP目标): the table of figures tells."""
    denied = _DENIED.search(intent.question) is not None
    figure = intent.indicators and _FIGURE.search(intent.question)
    return denied and bool(figure) and _QUOTED.search(intent.question) is None


def _level(intent: Intent) -> str | None:
    """Return the class of the places that are asked for, empty for any, None for documents."""
    match = _PLACES.search(intent.question)
    return None if match is None else _LEVELS.get(match["level"] or match["behind"], "")


def _words(match: re.Match[str]) -> str | None:
    """Return the words that are looked for: those in quotation marks, else all that is left."""
    rest = next(part for name, part in match.groupdict().items() if part and name != "boolean")
    if len(_QUOTED.findall(rest)) > 1:
        rest = _MARKS.sub("", rest[rest.find(_QUOTED.findall(rest)[0]) - 1 :])
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
    counted = _KIND_ASKED.search(intent.question)
    if not is_document(kind):
        kind = (kind_named(counted["kind"]) if counted is not None else None) or ANY
    found = select(intent, kind, leaving=words, topical=False).entries(view, catalog)
    said = next((name for name in _REPORTS if name in intent.question), None)
    reports = [] if said is None else [e for e in found if said in e.title]
    return reports or found
