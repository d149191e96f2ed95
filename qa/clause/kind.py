"""Whether what was read is of the kind a question asks for: a wrong kind is no answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.normalize import fold
from qa.passage.reading import UNNAMED
from qa.question.focus import Asked

if TYPE_CHECKING:
    from qa.passage.reading import Reading
    from qa.question.intent import Intent

_TIME = re.compile(
    r"[\d〇零一二三四五六七八九十百半两几数]+(?:个|多|余|来)?(?:年|月|日|天|周|星期|季|旬|小?时|分钟?|点|个?工作日|刻)"
    r"|(?<![〕\]）)\d])\d{1,2}号|\d{4}[.\-/]\d{1,2}|[今明去前后当本上下次每]+[年月日天周季]|上?半年"
    r"|[期日届]间|之[日前后时]|[截终]止|届满|结束|春节|元旦|国庆|[前后内](?:$|，)|时$|立即|即日|同时"
)
"""A time, or a bound of one; 〔2020〕33号 is none."""
LONGEST_ACTOR = 24
LONGEST_NAME = 30
_CLAUSES = re.compile(r"[，。；]")
_NO_ACTOR = re.compile(r"\d|.*[，。；]")
"""What begins with a figure or goes over a mark names nobody."""


def other_kind(intent: Intent, reading: Reading) -> str | None:
    """Return why the values of a reading are of another kind than asked for, None if they fit."""
    said = [fold(value.value).strip("。；，、 ") for value in reading.values]
    if not said:
        return None
    question, focus = fold(intent.question), intent.focus
    agent = focus.cue == "问机构" and all(f"由{v}" in fold(reading.quote) for v in said)
    if all(value.strip("“”《》") in question for value in said) and not agent:
        return "所得的已在问题中"
    if focus.asked is Asked.DATE and not all(_TIME.search(value) for value in said):
        return "所得的不是时间"
    if focus.cue == "问机构" and any(_NO_ACTOR.match(v) or len(v) > LONGEST_ACTOR for v in said):
        return "所得的不是机构或人"
    if focus.cue == "问地点" and any(_CLAUSES.search(v) for v in said):
        return "所得的不是地点"
    named = focus.cue == "问哪一个" and focus.noun and not UNNAMED.search(focus.noun)
    if (
        named
        and reading.alone
        and len(said) == 1
        and len(said[0]) > LONGEST_NAME
        and _CLAUSES.search(said[0])
    ):
        return f"所得的是一句话，不是{focus.noun}"
    return None
