"""Whether what was read is of the kind a question asks for: a wrong kind is no answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.normalize import fold
from nlp.segment import is_listed, words
from qa.clause.distribution import owner_of
from qa.clause.moment import in_name
from qa.clause.sentence import LOOK_BACK
from qa.passage.reading import UNNAMED
from qa.question.focus import Asked, Operation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.passage.reading import Reading
    from qa.question.intent import Intent

_TIME = re.compile(
    r"[\d〇零一二三四五六七八九十百半两几数]+(?:个|多|余|来)?(?:年|月|日|天|周|星期|季|旬|小?时|分钟?|点|个?工作日|刻)"
    r"|(?<![〕\]）)\d])\d{1,2}号|\d{4}[.\-/]\d{1,2}|[今明去前后当本上下次每]+[年月日天周季]|上?半年"
    r"|[期日届]间|之[日前后时]|[截终]止|届满|结束|春节|元旦|国庆|[前后内](?:$|，)|时$|立即|即日|同时"
)
"""A time, or a bound of one; 〔2020〕33号 is none."""
_NO_PLACE = re.compile(
    r"第?\d+号$|(?:可以?|应当?|须|必须|要|不得?|已)(?![\u4e00-\u9fff]?[省市县区镇村])"
)
"""A number by itself (of a document) or a norm is no place."""
_AMOUNT = re.compile("[\\d〇零一二两三四五六七八九十百千万亿半几数倍无不]")
"""What a quantity is written with; a year alone is none, free of charge (不收费) is one."""
_YEAR = re.compile(r"\d{4}年")
LONGEST_ACTOR = 24
LONGEST_NAME = 30
_SEVERAL = re.compile(r"哪[些几](?!天|年|月|个月)")
_NUMBERED = re.compile(
    r"哪(?P<n>[两二三四五六七八九十])(?:大|个|类|项|种|家|方面|点|条|部分|[\u4e00-\u9fff])"
)
"""How many things are asked for: 哪*三*类."""
_COUNTS = {"两": 2, **{zh: n for n, zh in enumerate("二三四五六七八九十", 2)}}
_PARTS = re.compile(r"、|，|；|(?<=[\u4e00-\u9fff]{2})[和及与](?=[\u4e00-\u9fff]{2})")
_JOINS = re.compile(r"[、和及与或，；]|等|各")
_ONE_OF = re.compile(r"[^、和及与或，；]+等[^、和及与或，；]*")
"""One thing and the kind of it: 甲*等平台*."""
_CASE_WORDS = frozenset("以为在对按将把从被让使因经")
_CLAUSES = re.compile(r"[，。；]")
_WHO_ASKED = re.compile("谁|哪一?[个些](?:部门|单位|机构|机关|企业)|什么(?:部门|单位|机构|机关)")
_ANYBODY = re.compile(
    r"(?:配合|会同|联合|协助)*(?:各|其他|各级)*(?:有关|相关|各|其他|上述|该)(?:职能|主管)?(?:部门|单位|机构|机关|方面|企业|人员)"
    r"|(?:[中美英法德日俄韩欧]|该|一家|多家)?(?:国|方)?(?:研究|调查|民意调查|咨询|评级)机构"
)
"""Who is not told: 有关部门."""
_NO_ACTOR = re.compile(r"\d|.*[，。；]")
"""What begins with a figure or goes over a mark names nobody."""


def anybody(said: str) -> bool:
    """Whether words name nobody in particular.

    >>> anybody("有关部门"), anybody("民政部门")
    (True, False)
    """
    return _ANYBODY.fullmatch(said) is not None


def _in_name(intent: Intent, value: str, quote: str) -> bool:
    """Whether a year only begins the name of what the deed is done to, wherever it stands."""
    if not _YEAR.fullmatch(value):
        return False
    ends = (m.span() for m in re.finditer(re.escape(value), quote))
    return all(in_name(intent.content, quote[:start], quote[end:]) for start, end in ends)


def _other_form(intent: Intent, reading: Reading, said: Sequence[str]) -> str | None:
    """Return why values are no amounts, times, actors or places where such are asked for."""
    focus = intent.focus
    if focus.asked is Asked.NUMBER and not all(_AMOUNT.search(_YEAR.sub("", v)) for v in said):
        return "所得的不是数量"
    if focus.asked is Asked.DATE and not all(_TIME.search(value) for value in said):
        return "所得的不是时间"
    if focus.asked is Asked.DATE and any(_in_name(intent, v, fold(reading.quote)) for v in said):
        return "年份是名称的一部分"
    if focus.cue == "问机构" and any(_NO_ACTOR.match(v) or len(v) > LONGEST_ACTOR for v in said):
        return "所得的不是机构或人"
    first = (next(iter(words(value, search=False)), "") for value in said)
    led = (w for w in first if w[:1] in _CASE_WORDS and (len(w) == 1 or not is_listed(w)))
    if focus.cue == "问机构" and any(led):
        return "所得的不是机构或人"
    if _WHO_ASKED.search(intent.question) and all(map(anybody, said)):
        return "引文没有说是谁"
    if focus.cue == "问地点" and any(_CLAUSES.search(v) or _NO_PLACE.match(v) for v in said):
        return "所得的不是地点"
    return None


def other_kind(intent: Intent, reading: Reading) -> str | None:
    """Return why the values of a reading are of another kind than asked for, None if they fit."""
    said = [fold(value.value).strip("。；，、 ") for value in reading.values]
    if not said:
        return None
    question, focus = fold(intent.question), intent.focus
    if focus.asked is Asked.NUMBER and _of_another(question, reading, said[0]):
        return "所得的是另一项的数值"
    agent = focus.cue == "问机构" and all(f"由{v}" in fold(reading.quote) for v in said)
    if all(value.strip("“”《》") in question for value in said) and not agent:
        return "所得的已在问题中"
    form = _other_form(intent, reading, said)
    if form is not None:
        return form
    number = _NUMBERED.search(question)
    if number is not None and focus.asked is Asked.ENTITY and not _as_many(number["n"], said):
        return f"问的是{number['n']}项，所得的不是"
    several = focus.operation is Operation.LIST and _SEVERAL.search(question)
    announced = reading.quote.rstrip().endswith(("：", ":"))  # its items follow
    things = not UNNAMED.search(focus.noun) and not announced
    if several and things and len(said) == 1 and _is_one(said[0]):
        return "问的是几项，所得的只有一项"
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


def _is_one(said: str) -> bool:
    """Whether words name one thing: no list, no clauses, no whole of several (各省)."""
    one = _JOINS.search(said) is None or _ONE_OF.fullmatch(said) is not None
    return len(said) <= LONGEST_ACTOR and one


def _as_many(number: str, said: Sequence[str]) -> bool:
    """Whether as many things are named as are asked for, in as many values or in one."""
    wanted = _COUNTS[number]
    return len(said) == wanted or len(_PARTS.split("、".join(said))) >= wanted


def _of_another(question: str, reading: Reading, said: str) -> bool:
    """Whether a value is one that 分别 gives out, and not to the thing of the question."""
    text = fold(reading.quote)
    at = text.find(said)
    if "分别" not in text or at < 0:
        return False
    line = fold(reading.document.text[max(0, reading.start - LOOK_BACK) : reading.start])
    before = line.rpartition("\n")[2]
    return owner_of(question, before, text, at, at + len(said)) is False
