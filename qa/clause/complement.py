"""What a sentence tells behind the words of a question: objects, lists, themes and aims.

通过什么提升…: what stands behind 通过; 费用包括哪些: the list behind 包括; …的主题是什么: what is
said to be it, or stands in quotation marks before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp.segment import cuts, words
from qa.answer import Value
from qa.clause.sentence import Candidate
from qa.passage.reading import UNNAMED
from qa.question.focus import Operation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.clause.sentence import Wanted

LONGEST = 24
"""Characters of the longest object; what is longer is no name but says several things."""
_END = re.compile(
    r"[，。；：！？\n]|并(?=[\u4e00-\u9fff]{2})|(?<=[\u4e00-\u9fff]{2})(?:以及|等(?!级|候|待|额|同|离))|，|共同|进一步"
)
"""Where an object ends at the latest."""
_HOLDS = r"(?:主要)?(?:包括|包含|涵盖|分为|含)(?:了|有)?"
_HOLDS_ASKED = re.compile(rf"(?:{_HOLDS}|有)(?:哪[些几]|什么)")
_HELD = re.compile(
    rf"{_HOLDS}[：:]?(?P<items>[^，。；：\n]{{2,80}})|[：:]\s?(?P<behind>[^。；\n]{{4,80}})"
)
_JOINS = re.compile(r"、|，|以及|(?<=[\u4e00-\u9fff]{2})(?:[和及与]|或者?)(?=[\u4e00-\u9fff]{2})")
_RELATION = re.compile(
    r"^(?P<x>[^，？?]{2,40}?)的?(?P<noun>主题|目标|宗旨|原则|任务|关键|重点|主线|核心|口号|目的|主攻方向|总要求)(?:是|为)?(?:什么|哪些)?[？?]?$"
)
_AS = re.compile(
    r"(?P<by>以|把|将)(?:什么|哪[一个些种项]*[一-鿿]{0,4}?)"
    r"(?P<as>作为|列为|定为|确定为|纳入|当作|为)(?P<role>[^？?，]{2,16})"
)
_MOST_QUOTED = 40


def objects(wanted: Wanted, text: str) -> Iterator[Candidate]:
    """Yield what stands behind the word that asks for its object: 通过什么, 出席什么会议."""
    deed = _deed(wanted)
    if deed is None:
        return
    behind = next((w for w in words(wanted.behind, search=False) if len(w) > 1), "")
    for match in re.finditer(rf"(?:对|与|同|给)(?P<said>[^，。；：]{{2,{LONGEST}}})的{deed}", text):
        if is_new(match["said"], wanted.question):
            yield Candidate(*match.span("said"), (Value(match["said"]),), 0.1)
    for match in re.finditer(rf"{re.escape(deed)}[了过着]?", text):
        if text.rfind("《", 0, match.start()) > text.rfind("》", 0, match.start()):
            continue  # a deed in a title is none
        end = _object_end(text, match.end())
        then = text.find(behind, match.end(), end) if behind else -1
        end = then if then > match.end() else end
        said = text[match.end() : end]
        start = match.end() + len(said) - len(said.lstrip("“"))
        said = said.strip("“”")
        if 2 <= len(said) <= LONGEST and is_new(said, wanted.question):
            yield Candidate(start, start + len(said), (Value(said),), _bonus(wanted, said))


def _object_end(text: str, start: int) -> int:
    """Return where an object ends: at a mark, or a word that begins another deed (not 并网)."""
    whole = {start + at for at in cuts(text[start:])}
    for stop in _END.finditer(text, start):
        if stop.group() != "并" or {stop.start(), stop.end()} <= whole:
            return stop.start()
    return len(text)


def _bonus(wanted: Wanted, said: str) -> float:
    """Return what speaks for an object: several things where several are asked for."""
    if wanted.intent.focus.operation is not Operation.LIST:
        return 0.05
    return 0.15 if _JOINS.search(said) else -0.05


def _deed(wanted: Wanted) -> str | None:
    """Return the word right before the interrogative whose object is asked for."""
    told = [w for w in words(wanted.before, search=False) if w not in {"了", "过", "着", "的"}]
    last = told[-1:]
    return last[0] if last and len(last[0]) > 1 and last[0] not in {"包括", "可以"} else None


def listed(wanted: Wanted, text: str) -> Iterator[Candidate]:
    """Yield the list behind a word or mark that opens one: 包括甲、乙和丙."""
    told = UNNAMED.search(wanted.intent.focus.noun)
    if not _HOLDS_ASKED.search(wanted.question) or told:
        return  # 有什么要求 is told in clauses, not in a list of things
    for match in _HELD.finditer(text):
        group = "items" if match["items"] else "behind"
        items = re.sub(r"等[^、，]{0,12}$", "", match[group])
        parts = [each for each in _JOINS.split(items) if each]
        if len(parts) > 1 and not all(part in wanted.question for part in parts):
            start = match.start(group)
            bonus = 0.2 if wanted.intent.focus.operation is Operation.LIST else 0.1
            yield Candidate(start, start + len(items), tuple(map(Value, parts)), bonus)


def related(wanted: Wanted, text: str) -> Iterator[Candidate]:
    """Yield what a sentence says to be a thing's theme, aim or task: 以“…”为主题, 主题是…."""
    yield from _taken_as(wanted, text)
    asked = _RELATION.match(wanted.question)
    if asked is None:
        return
    noun = re.escape(asked["noun"])
    forms = (
        rf"“(?P<said>[^”]{{2,{_MOST_QUOTED}}})”的{noun}",
        rf"以“?(?P<said>[^，。；”]{{2,{_MOST_QUOTED}}})”?为{noun}",
        rf"{noun}(?:是|为|：|在于)“?(?P<said>[^。；”]{{2,{_MOST_QUOTED}}})",
    )
    for form in forms:
        for match in re.finditer(form, text):
            if match["said"] not in wanted.question:
                yield Candidate(
                    match.start("said"), match.end("said"), (Value(match["said"]),), 0.3
                )


def _taken_as(wanted: Wanted, text: str) -> Iterator[Candidate]:
    """Yield what is taken for what the question says: *以*什么*为*核心, *把*什么*作为*重点."""
    asked = _AS.search(wanted.question)
    if asked is None:
        return
    role = re.escape(asked["role"].strip("“”"))
    said = rf"“?(?P<said>[^，。；：“”]{{2,{_MOST_QUOTED}}}?)”?"
    form = rf"{asked['by']}{said}{asked['as']}[^，。；]{{0,4}}?{role}"
    for match in re.finditer(form, text):
        if match["said"] not in wanted.question:
            yield Candidate(match.start("said"), match.end("said"), (Value(match["said"]),), 0.3)


def is_new(said: str, question: str) -> bool:
    """Whether words tell anything that a question has not said itself.

    >>> is_new("共同提升灾害", "通过什么提升灾害防治能力"), is_new("国际合作", "通过什么提升")
    (False, True)
    """
    told = [word for word in words(said, search=False) if word not in question]
    return sum(len(word) for word in told if word not in _EMPTY) > 1


_EMPTY = frozenset(
    {"共同", "进一步", "积极", "促进", "推动", "加强", "全面", "有关", "相关", "各", "其", "该"}
)
"""Words that tell nothing of which thing is meant."""
