"""Which body is in charge of what a text is on: 北京市院前医疗急救由哪个部门主管.

A statute's first articles say so in a few forms (立法技术规范（试行）（一） of the NPC Standing
Committee, 5.3): …部门主管…工作, …部门负责…的监督管理, …部门是…的主管部门.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.normalize import fold
from qa.abstain import abstain
from qa.answer import AbstainReason, Answer, Citation, Outcome, Value
from qa.recall.coverage import bigrams

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.storage.archive import Archive
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog, Entry

_CHARGE = r"(?:主管|负责|管理|监管|监督管理|主要负责|统一管理|归口管理|牵头|分管|管辖|领导|管)"
_ASKED = re.compile(
    rf"(?:具体)?(?:是|由|归)?(?:哪一?[个些家级]?|什么)(?:行政|政府|国家)?(?:部门|机关|机构|单位)(?:来|具体|统一)?{_CHARGE}(?:的|工作)*$"
    rf"|(?:是|由|归)?谁(?:来|具体|统一)?{_CHARGE}(?:的|工作)*$"
    rf"|(?:的|工作)*(?:行政)?(?:主管|监管|管理|负责|牵头)的?(?:行政)?(?:部门|机关|机构|单位)(?:分别)?(?:是|为|有)?(?:谁|哪一?[个些家]?(?:部门|机关|机构|单位)?|什么(?:部门|机关|机构|单位)?)?$"
)
_NOTHING_MORE = re.compile("(?:省|市|自治区|中|里|规定|全国|我国|国家|在|工作|管理|保护|服务|的)*")
_OPENING = re.compile(r"^(?:请问|在|关于|我想知道)+|(?:的|工作|事务|活动|方面)+$")
_TAIL = (
    "(?:部门|机关|机构|委员会|局|厅|部|院|办公室|署|银行|国务院|海关|人民政府|法院|街道办事处|单位)"
)
_ONE = rf"[^，。；：\s是]{{0,70}}?{_TAIL}"
_WITH = r"(?:[（(][^）)]{1,40}[）)])?"
_ADVERB = (
    r"(?:应当|依法|在[^，。；]{2,16}?领导下|依照[^，。；]{2,24}?|按照[^，。；]{2,24}?|在各自[^，。；]{0,12}?内|根据[^，。；]{2,20}?"
    r"|统一|具体|主要|归口|综合|分别|[，、])*"
)
_IN_CHARGE = re.compile(
    rf"(?P<body>{_ONE}){_WITH}{_ADVERB}(?:主管|负责|承担|统筹|组织领导)(?P<what>[^。；]{{2,120}})"
    rf"|(?P<authority>{_ONE}){_WITH}(?:是|为)(?P<of>[^。；]{{2,60}}?)的?(?:行政)?(?:主管|管理|监督管理)(?:部门|机关|机构)"
    rf"|(?P<watch>{_ONE}){_WITH}{_ADVERB}对(?P<over>[^。；]{{2,60}}?)(?:进行|实施|实行|履行|负有)[^。；]{{0,10}}?(?:监督|管理|指导)"
)
_ARTICLE = re.compile(r"^[ \t　]*第[一二三四五六七八九十百零〇\d]+条[ \t　]*", re.MULTILINE)
_CHAPTER = re.compile(r"^[ \t　#]*第[一二三四五六七八九十百零〇\d]+[章节][ \t　]", re.MULTILINE)
_WORK = re.compile("工作|管理|监督|监管|执法|事务|保护|指导|组织实施")
_GENERAL = re.compile(
    "人民政府$|国务院$|街道办事处$|可以|委托|设立|明确|^[由在]|对(?!外)|^(?:有关|相关|主管)(?:行政)?(?:主管|监督)?(?:部门|机关)$"
)
"""Not in charge: a government that leads all, what another deed is said of, no one body."""
_SETS_UP = re.compile("^(?:国务院|[^，]{1,12}人民政府)设立(?!的)")
"""Who sets a body up: *国务院设立*审计署."""
_OWN = re.compile("^本(?:部门|单位|机关|系统)")
_WHOLE = re.compile("全[国省市区县]|本(?:行政区域|辖区|省|市|自治区|区|县)|统一监督|主管")
OF_WHOLE = 0.2
"""What it tells that a body's charge is over the whole place."""
FIRST_ARTICLES = 20
"""Articles among which the bodies in charge are named."""
LEAST_SAID = 0.75
"""Which share of the matter's pairs of letters the sentence has at least."""
LONGEST_ARTICLE = 400
"""Characters of an article that is quoted whole."""


@dataclass(frozen=True, slots=True)
class _Charge:
    """A paragraph with the bodies that it puts in charge; offsets are the document's."""

    article: int
    start: int
    end: int
    bodies: tuple[str, ...]
    said: float


def authority(
    intent: Intent, archive: Archive, catalog: Catalog, held: Sequence[Entry]
) -> Answer | None:
    """Answer which bodies a text puts in charge of what it is on; None where that is not asked.

    A text on the matter that names nobody leaves the question open.

    Args:
        intent: The question.
        archive: The texts.
        catalog: The documents; one is meant by its title, or by place and matter.
        held: The documents that the question names.
    """
    question = fold(intent.question).rstrip("？?。 ")
    asked = _ASKED.search(question)
    if asked is None:
        return None
    about = _OPENING.sub("", _OPENING.sub("", question[: asked.start()]))
    silent: Entry | None = None
    for entry, matter in _meant(about, catalog, held):
        text, _ = archive.text(entry.id)
        found = _in_charge(text, matter)
        if found:
            return _answer(intent, entry, text, found)
        silent = entry
    # who does one thing with it is not in charge of the matter
    return None if silent is None else abstain(intent, AbstainReason.NO_FACT, catalog)


def _meant(about: str, catalog: Catalog, held: Sequence[Entry]) -> Iterator[tuple[Entry, str]]:
    """Yield the documents whose matter the question asks about and nothing more, with it."""
    for entry in held or catalog.on_matter(about):
        home, matter = catalog.matter(entry)
        rest = re.sub("[《》的]", "", about)
        for name in (fold(entry.title), matter, home or "中华人民共和国"):
            rest = rest.replace(re.sub("[《》的]", "", name), "", 1) if name else rest
        if matter and _NOTHING_MORE.fullmatch(rest):
            yield entry, matter


def _in_charge(text: str, matter: str) -> list[_Charge]:
    """Return the paragraphs of the first article that puts bodies in charge of a matter best."""
    found: list[_Charge] = []
    articles = list(_ARTICLE.finditer(text))[:FIRST_ARTICLES]
    for number, article in enumerate(articles):
        following = _ARTICLE.search(text, article.end())
        end = following.start() if following else len(text)
        chapter = _CHAPTER.search(text, article.end(), end)
        for line in re.finditer(
            r"[^\n]+", text[article.end() : chapter.start() if chapter else end]
        ):
            charge = _charge(number, article.end() + line.start(), line.group(), matter)
            if charge is not None:
                found.append(charge)
    best = max((charge.said for charge in found), default=0.0)
    chosen = next((charge.article for charge in found if charge.said == best), None)
    return [charge for charge in found if charge.article == chosen]


def _charge(article: int, start: int, line: str, matter: str) -> _Charge | None:
    wanted = bigrams(matter)
    bodies: dict[str, float] = {}
    for match in _IN_CHARGE.finditer(fold(line)):
        body = _SETS_UP.sub("", match["body"] or match["authority"] or match["watch"])
        what = match["what"] or match["of"] or match["over"]
        said = len(wanted & bigrams(what)) / len(wanted)
        work = match["body"] is None or _WORK.search(what) is not None
        if said >= LEAST_SAID and work and not (_GENERAL.search(body) or _OWN.search(what)):
            name = _bare(body)
            if re.fullmatch(f"{re.escape(matter)}(?:行政)?(?:主管|管理)?(?:部门|机关|机构)", name):
                continue  # 会展业主管部门 is what was asked
            bodies[name] = said + OF_WHOLE * bool(_WHOLE.search(match.group()))
    if not bodies:
        return None
    return _Charge(article, start, start + len(line), tuple(bodies), max(bodies.values()))


def _bare(body: str) -> str:
    return re.sub(r"^[^（）()]*[）)]|^[（(][^）)]*[）)]", "", body).strip("，、 　")


def _answer(intent: Intent, entry: Entry, text: str, found: Sequence[_Charge]) -> Answer:
    bodies = list(dict.fromkeys(body for charge in found for body in charge.bodies))
    start, end = found[0].start, found[-1].end
    head = max(_ARTICLE.finditer(text, 0, start + 1), key=lambda m: m.start())
    whole = text[head.start() : end]
    if len(whole) <= LONGEST_ARTICLE:
        start = head.start()
    elif end - start > LONGEST_ARTICLE:
        end = found[0].end
    lead = len(text[start:end]) - len(text[start:end].lstrip())
    quote = text[start:end].strip()
    citation = Citation(
        entry.id, entry.title, start + lead, start + lead + len(quote), quote, entry.source_url
    )
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=f"据《{entry.title}》，{'；'.join(bodies)}。原文：{quote}",
        values=tuple(Value(body) for body in bodies),
        evidence=(citation,),
        source="passage",
        steps=(*intent.steps, f"《{entry.title}》规定主管部门的一条 → {len(bodies)}个"),
        confidence=0.85,
    )
