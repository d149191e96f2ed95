"""The titles in a text, and the citation of each that says nothing more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp.pipe.relation.build import relate, support
from nlp.pipe.relation.clause import Sentence, sentences
from nlp.pipe.relation.mask import ASIDE, NUMBER, TITLE, Scene
from nlp.pipe.relation.pattern import pattern
from nlp.pipe.relation.phrase import Named, title_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlp.extraction import Relation

# Possessive throughout: a run of signs can be divided in one way only.
ONE = f"[{TITLE}{NUMBER}]++{ASIDE}*+"
TITLES = re.compile(ONE)
SHORT = re.compile(
    r"(?:总体|实施|指导|管理|暂行|若干|工作|行动|建设|发展|试行|专项|本|原)*"
    r"(?:规划|方案|办法|意见|通知|条例|规定|决定|纲要|指南|细则|汇报|报告|计划|目录|标准|措施|批复|规则|清单|公告|请示|预案|协议|合同|证)"
)
_OWN_TITLE = 12  # a title this long inside the document's own is the document (评论员文章：…)
# A play or a television programme has a title as well: what is cited must be called a document.
_DOCUMENT = re.compile(
    r"(?:法|典|条例|规定|办法|细则|决定|决议|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|规则|解释"
    r"|方案|规划|纲要|计划|措施|规范|标准|预案|指引|指南|制度|章程|要点|目录|清单|白皮书|宣言|声明|公约|协定|协议|倡议|倡议书"
    r"|安排|说明|手册|问答|汇编|方针|守则|准则|规程|导则|政策|建议|汇报|答复|批示|若干问题|名录|名单|蓝皮书|条约|备忘录|框架|战略"
    r"|[条项]|大纲|分类|总则|通则|草案|提纲|表彰|讲话|任务|工作|政策解读)(?:（[^）]{0,40}）|〔[^〕]*〕)*$"
)
# Certificates, forms and newspapers have titles too.
_NO_DOCUMENT = re.compile(
    r"(?:证|证书|执照|表|申请书|承诺书|证明|告知书|决定书|责任书|报告单|卡|票|凭证|回执|簿"
    r"|日报|晚报|时报|周刊)(?:（[^（）]*）)?$"
)


def bare_title(name: str) -> str:
    """Return a title without marks and white space, for comparison."""
    return re.sub(r"[《》〈〉“”\s]", "", name)


def titles(scene: Scene, start: int, end: int, *, asides: bool = False) -> tuple[Named, ...]:
    """Return the documents named in a stretch; two titles side by side are two documents.

    What stands in parentheses is left out unless ``asides`` are wanted.
    """
    found: list[Named] = []
    text = scene.open if asides else scene.masked
    for match in TITLES.finditer(text, start, end):
        run_end = match.end()
        while run_end > match.start() and text[run_end - 1] == ASIDE:
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


def read_citations(scene: Scene, this: Named, seen: set[str]) -> Iterator[Relation]:
    """Yield the first citation of each title that is not among those ``seen``."""
    rule = pattern("cite")
    for sentence in sentences(scene):
        for other in titles(scene, sentence.start, sentence.end):
            key = bare_title(other.name)
            own = len(key) > _OWN_TITLE and key in bare_title(this.name)
            if own or key in seen or not _is_document(scene, other, key):
                continue
            if _is_label(scene, sentence, other):
                continue
            seen.add(key)
            yield relate(rule, this, other, support(scene, sentence, other.start, other.end))


def _is_document(scene: Scene, other: Named, key: str) -> bool:
    if scene.masked[other.start] == NUMBER:
        return True
    named = _DOCUMENT.search(key) is not None and _NO_DOCUMENT.search(key) is None
    return named and SHORT.fullmatch(key) is None


def _is_label(scene: Scene, sentence: Sentence, other: Named) -> bool:
    """Say whether a number is the document's own, on a line of its own or beside its title."""
    if scene.masked[other.start] != NUMBER:
        return False
    around = scene.masked[sentence.start : other.start] + scene.masked[other.end : sentence.end]
    return not re.search("[，。；、]", around) or len(around) < 8
