"""How this document relates to others: based on, implements, forwards, amends, repeals, cites."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.extraction import Relation
from nlp.pipe.relation.build import Qualifier, relate, support
from nlp.pipe.relation.clause import CLAUSE, Sentence, sentences
from nlp.pipe.relation.mask import ASIDE, NUMBER, PERIOD, TITLE, Scene
from nlp.pipe.relation.pattern import pattern
from nlp.pipe.relation.phrase import Named, show, title_named

# Possessive throughout: a run of signs can be divided in one way only.
_ONE = f"[{TITLE}{NUMBER}]++{ASIDE}*+"
_LIST = (
    f"{_ONE}(?>(?:、|和|及|以及|与)?(?:[^，。；：、{TITLE}{NUMBER}{ASIDE}]{{0,16}}(?=[{TITLE}]))?{_ONE}){{0,12}}+"
)
_MAKES = re.compile(
    r"(?:制定|制订|编制|修订|提出|形成|起草)(?:了)?(?:本|以下|如下|下列)|特?(?:制定|制订|作|做)(?:本|如下|出?以下)"
    r"|现(?:就|将|提出|制定|印发|发布|公布|予|批复|函复|答复|公告|通知|通告|决定)|(?:决定|通知|公告|批复|通告)如下|特此"
)
_BASIS = re.compile(f"(?:根据|依据|依照|按照|遵照|遵循)(?P<list>[^，。；：{TITLE}]{{0,20}}?{_LIST})")
_AIM = re.compile(
    f"(?:为|为了)(?>进一步|深入|全面|认真|切实|更好|扎实|坚决|积极|推动|做好|、|[ ])*+"
    f"(?:贯彻|落实|实施|执行)(?>贯彻|落实|实施|执行|好|[ ])*+(?P<list>[^，。；：{TITLE}]{{0,24}}?{_LIST})"
)
_FORWARD = re.compile(
    f"现(?:将|把)(?P<list>[^，。；：{TITLE}]{{0,40}}?{_LIST})[^，。；：]{{0,6}}?(?:转发|印发|批转|下发|发)给?你"
)
_AGREED = re.compile(
    f"(?P<list>{_LIST})(?:已|业|已经|业经)[^。；]{{0,50}}?，(?:现|特)(?:予以|予)?(?:转发|印发|批转|下发)"
)
_AMEND = re.compile(
    f"(?:对|将)(?P<list>[^，。；：{TITLE}]{{0,16}}?{_LIST})[^，。；：]{{0,20}}?"
    r"(?:(?:作|做|进行)(?:出)?(?:如下|以下|了)?(?:修改|修订|修正|补充)|修改为|修正为|修订为)"
)
_REPEAL_END = re.compile(
    r"(?:同时|即行|即|一并|相应|均|自行|予以|现予|全文|[ ])*(?:废止|停止执行|失效|作废)(?:执行)?[ ]*$"
)
_REPEAL_FIRST = re.compile(f"(?:决定|现|一并|同时|予以)废止(?P<list>[^，。；：{TITLE}]{{0,20}}?{_LIST})(?!的)")
_NOT_REPEALED = re.compile("根据|依照|按照|违反|被|不|未|修改|除|是否|如|可|建议|需要|拟")
_OF_THIS = re.compile(r"本(?:法|条例|规定|办法|细则|决定|通知|意见|公告|规则|规章|方案|规范|规程|标准|解释|措施|制度)|同时|即行|一并|予以")
_SUPERSEDE = re.compile(f"(?:代替|替代|取代)(?:了)?(?:原)?(?P<list>{_LIST})(?!的)")
_HISTORY = re.compile(
    rf"(?P<list>{TITLE}++)(?:第[一二三四五六七八九十]{{1,3}}次)?(?:修正|修订)(?=[ 　）\n，；;、]|$|[{PERIOD}])"
)
_TITLE_HEAD = re.compile(r"关于(?P<how>印发|转发|批转|修改|修订|废止)(?P<name>.{4,80}?)的(?:通知|决定|函|公告|通报|复函|令)$")
_TITLES = re.compile(f"{_ONE}")
_OFFICIAL = re.compile(
    r"(?:法|条例|规定|办法|细则|决定|决议|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|规则|解释|方案|规划|纲要"
    r"|计划|措施|规范|标准|预案|指引|指南|制度|章程|要点)(?:（[^（）]{1,12}）)?$"
)
_MARK = re.compile("[，；：,;:]")
_HEADER = 1500  # the history of amendments stands between a statute's title and its first article


def read_lineage(scene: Scene) -> Iterator[Relation]:
    """Yield how this document relates to others; a title without a stronger relation is cited."""
    this = _this(scene)
    if this is None:
        return
    official = bool(_OFFICIAL.search(show(scene.source.title)))
    seen: set[str] = {_bare(this.name)}
    said = [*_history(scene, this), *_own_title(scene, this)]
    for sentence in sentences(scene):
        if official:
            said.extend(_of_sentence(scene, this, sentence))
    for relation in said:
        other = relation.object if relation.subject == this.name else relation.subject
        if _bare(other) != _bare(this.name):
            seen.add(_bare(other))
            yield relation
    yield from _citations(scene, this, seen)


def _this(scene: Scene) -> Named | None:
    source = scene.source
    if not source.document_iri or not source.title:
        return None
    return Named(show(source.title), source.document_iri, "PolicyDocument", 0, 0, True)


def _bare(name: str) -> str:
    return re.sub(r"[《》〈〉“”\s]", "", name)


def _of_sentence(scene: Scene, this: Named, sentence: Sentence) -> Iterator[Relation]:
    if TITLE not in scene.masked[sentence.start : sentence.end] and NUMBER not in scene.masked[
        sentence.start : sentence.end
    ]:
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
            if not _NOT_REPEALED.search(before) or name == "forward":
                yield from _each(scene, this, name, sentence, match.span("list"))
    if makes:
        for name, expression in (("based-on", _BASIS), ("implement", _AIM)):
            for match in expression.finditer(scene.masked, sentence.start, makes.start()):
                yield from _each(scene, this, name, sentence, match.span("list"))
    yield from _repealed(scene, this, sentence)


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
        bare = set(_TITLES.sub("", written)) <= set(" 、和及")
        first = (start if first is None else first) if bare and TITLE in written else None


def _of_this(scene: Scene, sentence: Sentence) -> bool:
    begin = scene.masked.rfind("\n", 0, sentence.start) + 1
    return bool(_OF_THIS.search(scene.masked, max(begin, sentence.start - 200), sentence.end))


def _each(
    scene: Scene, this: Named, name: str, sentence: Sentence, span: tuple[int, int]
) -> Iterator[Relation]:
    rule = pattern(name)
    for other in titles(scene, *span):
        evidence = support(scene, sentence, span[0], span[1])
        period = scene.period_in(sentence.start, sentence.end) if name == "repeal" else None
        if period is not None and "施行" not in scene.masked[sentence.start : sentence.end]:
            period = None
        yield relate(scene, rule, this, other, evidence, qualifier=Qualifier(period=period))


def titles(
    scene: Scene, start: int, end: int, *, asides: bool = False
) -> tuple[Named, ...]:
    """Return the documents named in a stretch; two titles side by side are two documents.

    What stands in parentheses is left out unless ``asides`` are wanted.
    """
    found: list[Named] = []
    for match in _TITLES.finditer(scene.open if asides else scene.masked, start, end):
        run_end = match.end()
        while run_end > match.start() and scene.masked[run_end - 1] == ASIDE:
            run_end -= 1
        for first, last in _apart(scene, match.start(), run_end):
            named = title_named(scene, first, last)
            if named is not None:
                found.append(named)
    return tuple(found)


def _apart(scene: Scene, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split 《甲》《乙》, whose marks touch."""
    depth, begin = 0, start
    for at in range(start, end):
        letter = scene.source.folded[at]
        depth += (letter == "《") - (letter == "》")
        if letter == "》" and depth == 0 and at + 1 < end and scene.source.folded[at + 1] == "《":
            yield begin, at + 1
            begin = at + 1
    yield begin, end


def _history(scene: Scene, this: Named) -> Iterator[Relation]:
    """Yield which decisions amended this statute, from the lines under its title."""
    rule = pattern("amend-history")
    for match in _HISTORY.finditer(scene.open, 0, _HEADER):
        line = max(scene.open.rfind(mark, 0, match.start()) for mark in "\n（") + 1
        period = scene.period_in(line, match.start())
        for decision in titles(scene, *match.span("list"), asides=True):
            if "修改" in decision.name or "修正" in decision.name or "决定" in decision.name:
                yield relate(
                    scene, rule, decision, this, (line, match.end()), qualifier=Qualifier(period=period)
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
    name = show(written[written.index("《") :] if written.endswith("》") and "《" in written else written)
    rule = {"修改": "amend", "修订": "amend", "废止": "repeal"}.get(match["how"], "forward")
    found = titles(scene, at, at + len(scene.source.title))
    other = next((t for t in found if t.name == name), None)
    from ontology.iri import mint

    other = other or Named(name, mint("cited", name), "PolicyDocument", at, at, True)
    yield relate(scene, pattern(rule), this, other, (at, at + len(scene.source.title)))


def _citations(scene: Scene, this: Named, seen: set[str]) -> Iterator[Relation]:
    rule = pattern("cite")
    for sentence in sentences(scene):
        for other in titles(scene, sentence.start, sentence.end):
            key = _bare(other.name)
            if key in seen or len(key) < 3 or _refers_inside(scene, other):
                continue
            seen.add(key)
            yield relate(scene, rule, this, other, support(scene, sentence, other.start, other.end))


def _refers_inside(scene: Scene, other: Named) -> bool:
    """Say whether a title is only the short form that the document gave (以下简称《…》)."""
    return scene.source.folded[max(0, other.start - 4) : other.start].endswith(("简称", "称"))


