"""Times of a sentence, of the fineness that a question asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp.segment import tags, words
from qa.answer import Value
from qa.clause.sentence import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qa.clause.sentence import Wanted

LONGEST_WORD = 6
"""Characters behind a year that tell whether a name goes on."""
_ZH = "〇○零一二三四五六七八九十"
_DAY = (
    rf"(?:(?:\d{{4}}|[{_ZH}]{{4}})年)?(?:\d{{1,2}}|[{_ZH}]{{1,3}})月(?:\d{{1,2}}|[{_ZH}]{{1,3}})[日号]|"
    r"(?<![\d月〕\]）)第令字])\d{1,2}[日号](?!均|常|前后)"
)
_MONTH = r"(?:\d{4}年)?\d{1,2}月(?:底|末|初|中旬|上旬|下旬)?(?!\d)"
_YEAR = r"(?:\d{4}|[〇○零一二三四五六七八九]{4})年(?:底|末|初)?"
_AFTER = (
    r"(?:待|至|到|在|于)?(?P<after>[^，。；：、至到待自]{2,10}?(?:解除|结束|完成|届满|之日)(?:后|起)"
    r"(?:[一二两三四五六七八九十\d]+个?(?:工作日|月|天|日|年)(?:内|前)?)?)"
)
_TIME = re.compile(rf"(?P<day>{_DAY})|(?P<month>{_MONTH})|(?P<year>{_YEAR})|{_AFTER}")
_AT_EVENT = r"(?:自|从|至|于|在)(?P<event>[^，。；：自从至于在]{2,16}?(?:时|之时|之日|当日|当天))"
_EDGE = re.compile(r"前|之前|以前|起")
_UNTIL = re.compile(r"(?:至|到|延长至|[—\-~～])(?:宣布|[今明去当]年)?$")
_ENDS = re.compile(r"截止|结束|到(?:什么时候|哪|何时|几月)|(?:至|到)$|为止|前|之前|最[晚迟]")
_BEGINS = re.compile(r"(?:自|从)(?:什么时候|哪|何时)|开始|起")
_NAMED = ("n", "j", "l")
"""Tags of words that a name goes on with behind its year: 组建*2008年北京*…委员会."""
_INTENDS = frozenset({"计划", "预计", "预期", "力争", "争取", "准备", "确保"})
"""What is done at a time that follows: 计划2026年建成."""
_WHICH_YEAR = re.compile(r"哪一?年|何年|which year")
_WHICH_DAY = re.compile(r"哪一?[天日]|几月几[日号]|几号|什么日期")


def times(wanted: Wanted, text: str) -> Iterator[Candidate]:
    """Yield the times of a sentence that may answer: not written in the question, fine enough."""
    if not _WHICH_YEAR.search(wanted.question) and not _WHICH_DAY.search(wanted.question):
        yield from _events(wanted, text)
    for match in _TIME.finditer(text):
        group = "after" if match["after"] else match.lastgroup or ""
        start, end = match.span(group)
        said = match[group]
        if said in wanted.question or not _fine(wanted, group):
            continue
        if group == "year" and in_name(wanted.words, text[:start], text[end:]):
            continue
        bonus = 0.0
        until = _UNTIL.search(text[: match.start()]) is not None or match.group().startswith(
            ("至", "到")
        )
        if _ENDS.search(wanted.question):
            bonus += 0.1 if until or text[end : end + 1] == "前" else -0.1
        elif until and not _BEGINS.search(wanted.question):
            bonus -= 0.05
        edge = _EDGE.match(text, end)
        last = edge.end() if edge and edge.group() != "起" else end
        yield Candidate(start, last, (Value(text[start:last]),), bonus)


def _events(wanted: Wanted, text: str) -> Iterator[Candidate]:
    """Yield the events at which a deed of the question is done: *至航次终了时*解除."""
    deeds = [w for w in wanted.words if tags().get(w, "").startswith("v")]
    for deed in deeds:
        for match in re.finditer(rf"(?:{_AT_EVENT})起?{re.escape(deed)}", text):
            if match["event"] not in wanted.question:
                said = Value(match["event"])
                yield Candidate(match.start("event"), match.end("event"), (said,), 0.1)


def in_name(told: Iterable[str], before: str, behind: str) -> bool:
    """Whether a year begins the name of what the deed is done to: a time stands before the verb."""
    deeds = (word for word in told if len(word) > 1 and word not in _INTENDS)
    if not any(before.endswith((word, f"{word}了")) for word in deeds):
        return False
    first = next(iter(words(behind[:LONGEST_WORD], search=False)), "")
    return tags().get(first, "").startswith(_NAMED)


def _fine(wanted: Wanted, group: str) -> bool:
    """Whether a time of a fineness (day, month, year, after an event) can be what is asked for."""
    if _WHICH_YEAR.search(wanted.question):
        return group == "year"
    if _WHICH_DAY.search(wanted.question):
        return group in {"day", "after"}
    return True
