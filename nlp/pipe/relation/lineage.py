"""How this document relates to others: based on, implements, forwards, amends, repeals, cites."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp.pipe.relation.build import Qualifier, relate, support
from nlp.pipe.relation.citation import ONE, SHORT, TITLES, bare_title, read_citations, titles
from nlp.pipe.relation.clause import CLAUSE, Sentence, sentences
from nlp.pipe.relation.list_item import items_after
from nlp.pipe.relation.mask import AGENT, ASIDE, NUMBER, PERIOD, TITLE, Scene
from nlp.pipe.relation.pattern import pattern
from nlp.pipe.relation.phrase import Named, show
from ontology.iri import mint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlp.extraction import Period, Relation

_GAP = f"[^，。；：、{TITLE}{NUMBER}{ASIDE}]"
_LIST = f"{ONE}(?>(?:、|和|及|以及|与)?(?:{_GAP}{{0,16}}(?=[{TITLE}]))?{ONE}){{0,12}}+"
_MAKES = re.compile(
    r"(?:制定|制订|编制|修订|提出|形成|起草)(?:了)?(?:本|以下|如下|下列)"
    r"|特?(?:制定|制订|作|做)(?:本|如下|出?以下)|特此"
    r"|现(?:就|将|提出|制定|印发|发布|公布|予|批复|函复|答复|公告|通知|通告|决定)"
    r"|(?:决定|通知|公告|批复|通告)如下"
)
_BASIS = re.compile(f"(?:根据|依据|依照|按照|遵照|遵循)(?P<list>{_GAP}{{0,20}}?{_LIST})")
_AIM = re.compile(
    "(?:为|为了)(?>进一步|深入|全面|认真|切实|更好|扎实|坚决|积极|推动|做好|、|[ ])*+"
    "(?:贯彻|落实|实施|执行)(?>贯彻|落实|实施|执行|好|[ ])*+"
    f"(?P<list>{_GAP}{{0,24}}?{_LIST})"
)
_SENDS = "(?:转发|印发|批转|下发)"
_FORWARD = re.compile(
    f"现(?:将|把)(?P<list>{_GAP}{{0,40}}?{_LIST})[^，。；：]{{0,6}}?(?:{_SENDS}|发)给?你"
)
_AGREED = re.compile(
    f"(?P<list>{_LIST})(?:已|业|已经|业经)[^。；]{{0,50}}?，(?:现|特)(?:予以|予)?{_SENDS}"
)
_AMEND = re.compile(
    f"(?:对|将)(?P<list>{_GAP}{{0,16}}?{_LIST})[^，。；：]{{0,20}}?"
    r"(?:[作做](?:出)?(?:如下|以下|相应)(?:修改|修订|修正|补充)|修改为|修正为|修订为)"
)
_REPEAL_END = re.compile(
    r"(?:同时|即行|即|一并|相应|均|自行|予以|现予|全文|[ ])*+(?:废止|停止执行|失效|作废)[ ]*$"
)
_REPEAL_FIRST = re.compile(f"(?:决定|现|一并|同时|予以)废止(?P<list>{_GAP}{{0,20}}?{_LIST})(?!的)")
_REPEAL_LIST = re.compile(
    "(?:下列|以下)[^，。；：]{0,24}?(?:同时|即行|即|一并|相应|均|自行|予以|现予)?(?:废止|停止执行|失效)[：:。]?"
)
_ISSUED = re.compile(
    f"(?:{PERIOD}|{AGENT}|{ASIDE}|发布|公布|颁布|颁发|印发|批准|批转|施行|实施|制定|制发|下发|转发|通过"
    "|第[一二三四五六七八九十百零]+号|以|令|的|原|和|及|以及|、|[ ])*"
)
"""What a clause of titles says of them beside (2001年5月6日财政部发布的《…》)."""

_NOT_REPEALED = re.compile("根据|依照|按照|违反|被|不|未|修改|除|是否|如|可|建议|需要|拟")
_OF_THIS = re.compile(
    r"本(?:法|条例|规定|办法|细则|决定|通知|意见|公告|规则|规章|方案|规范|规程|标准|解释|措施|制度)"
    r"|同时|即行|一并|予以"
)
_SUPERSEDE = re.compile(f"(?:代替|替代|取代)(?:了)?(?:原)?(?P<list>{_LIST})(?!的)")
_HISTORY = re.compile(
    f"(?P<list>{TITLE}++)(?:第[一二三四五六七八九十]{{1,3}}次)?(?:修正|修订)"
    f"(?=[ 　）\n，；;、{PERIOD}]|$)"
)
_TITLE_HEAD = re.compile(
    r"关于(?P<how>印发|转发|批转|修改|修订|废止)(?P<name>.{4,80}?)"
    r"的(?:通知|决定|函|公告|通报|复函|令)$"
)
_OFFICIAL = re.compile(
    r"(?:法|法典|修正案|守则|安排|解答|条例|规定|办法|细则|决定|决议|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要"
    r"|规则|解释|方案|规划|纲要|计划|措施|规范|标准|预案|指引|指南|制度|章程|要点)(?:（[^（）]{1,12}）)?$"
)
_FROM = re.compile(f"自?{PERIOD}+起?(?:正式)?(?:施行|实施|执行)(?!的)")
_MARK = re.compile("[，；：,;:]")
_HEADER = 1500  # the history of amendments stands between a statute's title and its first article


def read_lineage(scene: Scene) -> Iterator[Relation]:
    """Yield how this document relates to others; a title without a stronger relation is cited."""
    this = this_document(scene)
    if this is None:
        return
    official = is_official(scene)
    seen: set[str] = {bare_title(this.name)}
    own = [*_own_title(scene, this)]
    said = [*_history(scene, this), *own]
    for sentence in sentences(scene):
        if official:
            said.extend(_of_sentence(scene, this, sentence))
    if any(r.predicate == "forwards" and r.start != r.end and r not in own for r in said):
        said = [r for r in said if r.predicate != "forwards" or r not in own]
    for relation in said:
        other = relation.object if relation.subject == this.name else relation.subject
        if bare_title(other) != bare_title(this.name):
            seen.add(bare_title(other))
            yield relation
    yield from read_citations(scene, this, seen)


def is_official(scene: Scene) -> bool:
    """Tell whether a title says that the document is an act of its own, not a report of one."""
    return bool(_OFFICIAL.search(show(scene.source.title)))


def this_document(scene: Scene) -> Named | None:
    """Return the document of a scene as an end of relations, None for a loose text."""
    source = scene.source
    if not source.document_iri or not source.title:
        return None
    return Named(show(source.title), source.document_iri, "PolicyDocument", 0, 0, True)


def _of_sentence(scene: Scene, this: Named, sentence: Sentence) -> Iterator[Relation]:
    yield from _repealed_items(scene, this, sentence)
    if (
        TITLE not in scene.masked[sentence.start : sentence.end]
        and NUMBER not in scene.masked[sentence.start : sentence.end]
    ):
        return
    makes = _MAKES.search(scene.masked, sentence.start, sentence.end)
    for name, expression in (
        ("forward", _FORWARD),
        ("forward", _AGREED),
        ("amend", _AMEND),
        ("repeal", _REPEAL_FIRST),
        ("supersede", _SUPERSEDE),
    ):
        for match in expression.finditer(scene.masked, sentence.start, sentence.end):
            before = _MARK.split(scene.masked[sentence.start : match.start()])[-1]
            if name == "forward" or not (_NOT_REPEALED.search(before) or _by_other(before)):
                yield from _each(scene, this, name, sentence, match.span("list"))
    if makes:
        for name, expression in (("based-on", _BASIS), ("implement", _AIM)):
            for match in expression.finditer(scene.masked, sentence.start, makes.start()):
                yield from _each(scene, this, name, sentence, match.span("list"))
    yield from _repealed(scene, this, sentence)


def _by_other(before: str) -> bool:
    """Say whether the clause names somebody else as the one who amends (环保总局正在对…)."""
    return AGENT in before and "决定" not in before


def _repealed(scene: Scene, this: Named, sentence: Sentence) -> Iterator[Relation]:
    """Yield what the clauses that end with 废止 repeal, and clauses of titles alone before them."""
    spans = [m.span() for m in CLAUSE.finditer(scene.masked, sentence.start, sentence.end)]
    first: int | None = None
    for start, end in spans:
        written = scene.masked[start:end].rstrip("。！ ")
        closes = _REPEAL_END.search(written)
        if closes and not _NOT_REPEALED.search(written) and _of_this(scene, sentence):
            begin = first if first is not None else start
            yield from _each(scene, this, "repeal", sentence, (begin, start + closes.start()))
        bare = TITLE in written and _ISSUED.fullmatch(TITLES.sub("", written))
        first = (start if first is None else first) if bare else None


def _repealed_items(scene: Scene, this: Named, sentence: Sentence) -> Iterator[Relation]:
    """Yield what stands in the list that a sentence opens: 下列规定同时废止：（一）《…》；."""
    opened = _REPEAL_LIST.search(scene.masked, sentence.start, sentence.end)
    if opened is None or not _of_this(scene, sentence):
        return
    rule, period = pattern("repeal"), _in_force(scene, sentence)
    for start, end in items_after(scene.source.folded, opened.end(), sentence.start):
        for other in titles(scene, start, end)[:1]:
            qualifier = Qualifier(period=period)
            yield relate(rule, this, other, (sentence.start, end), qualifier=qualifier)


def _of_this(scene: Scene, sentence: Sentence) -> bool:
    begin = scene.masked.rfind("\n", 0, sentence.start) + 1
    return bool(_OF_THIS.search(scene.masked, max(begin, sentence.start - 200), sentence.end))


def _each(
    scene: Scene, this: Named, name: str, sentence: Sentence, span: tuple[int, int]
) -> Iterator[Relation]:
    rule = pattern(name)
    for other in titles(scene, *span):
        if SHORT.fullmatch(bare_title(other.name)):
            continue
        evidence = support(scene, sentence, span[0], span[1])
        period = _in_force(scene, sentence) if name == "repeal" else None
        yield relate(rule, this, other, evidence, qualifier=Qualifier(period=period))


def _in_force(scene: Scene, sentence: Sentence) -> Period | None:
    """Return the day from which this document is in force, said just before or with the repeal."""
    begin = max(scene.masked.rfind("\n", 0, sentence.start) + 1, sentence.start - 120)
    found = _FROM.search(scene.masked, begin, sentence.end)
    return scene.period_in(*found.span()) if found else None


def _history(scene: Scene, this: Named) -> Iterator[Relation]:
    """Yield which decisions amended this statute, from the lines under its title."""
    rule = pattern("amend-history")
    for match in _HISTORY.finditer(scene.open, 0, _HEADER):
        line = max(scene.open.rfind(mark, 0, match.start()) for mark in "\n（") + 1
        period = scene.period_in(line, match.start())
        for decision in titles(scene, *match.span("list"), asides=True):
            if "修改" in decision.name or "修正" in decision.name or "决定" in decision.name:
                yield relate(
                    rule,
                    decision,
                    this,
                    (line, match.end()),
                    qualifier=Qualifier(period=period),
                )


def _own_title(scene: Scene, this: Named) -> Iterator[Relation]:
    """Yield what the title itself says: 关于转发…的通知, 关于修改《…》的决定."""
    match = _TITLE_HEAD.search(show(scene.source.title))
    at = scene.source.text.find(scene.source.title) if scene.source.title else -1
    if match is None or at < 0:
        return
    written = match["name"]
    if not written.endswith("》") and match["how"] in ("修改", "修订", "废止"):
        return
    name = show(
        written[written.index("《") :] if written.endswith("》") and "《" in written else written
    )
    rule = {"修改": "amend", "修订": "amend", "废止": "repeal"}.get(match["how"], "forward")
    found = titles(scene, at, at + len(scene.source.title))
    other = next((t for t in found if t.name == name), None)
    other = other or Named(name, mint("cited", name), "PolicyDocument", at, at, True)
    yield relate(pattern(rule), this, other, (at, at + len(scene.source.title)))
