"""English questions: read through the English labels, answered in English frames.

A question without Chinese beside names becomes a Chinese one, put together from what is recognised:
places by their English names, years, indicators and properties by their English labels, and the
closed class of English question words. It then takes the ordinary way; quotes stay Chinese.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ontology.lexicon import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

Label = tuple[str, str, bool]
"""An indicator's English and Chinese label, and whether there are figures of it."""

LEAST_LABEL = 0.6
"""Which share of the words of an indicator's label a question must have."""
_CJK_NAME = re.compile(r"《[^》]+》|[\u4e00-\u9fff]+〔\d{4}〕\d+号")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SAME = (("gdp", "gross regional product"), ("cpi", "consumer prices"), ("jobs", "employment"),
         ("budget income", "budget revenue"), ("inflation", "consumer prices"),
         ("(?<!urban )(?<!registered )unemployment", "surveyed urban unemployment"))  # fmt: skip
_SMALL = frozenset({"of", "the", "a", "an", "and", "in", "for", "s", "by", "to", "rate"})
_BOUND = re.compile(
    r"(?P<sign>at least|no less than|above|over|more than|higher than|exceed(?:s|ing)?|"
    r"at most|no more than|below|under|less than|lower than)\s*"
    r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>%|percent|per cent|million people|people)?",
    re.IGNORECASE,
)
_BEYOND = re.compile(r"above|over|more|higher|exceed|below|under|less|lower", re.IGNORECASE)
_AT_MOST = re.compile(r"at most|no more|below|under|less than|lower", re.IGNORECASE)
_OPERATIONS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), form)
    for pattern, form in (
        (r"\bwhy\b", "为什么{who}{what}？"),
        (r"\bhighest\b|\blargest\b|\bmost\b", "{who}{what}最高的是哪个省？"),
        (r"\blowest\b|\bsmallest\b|\bleast\b(?! \d)", "{who}{what}最低的是哪个省？"),
        (r"\bdifference\b|how much (?:higher|lower|more)", "{who}{what}相差多少？"),
        (r"\bhigher\b|\blower\b|\bcompare", "{who}{what}哪个高？"),
        (r"\bmet\b|\bachieved\b|\breached\b|\battained\b", "{who}{what}目标完成了吗？"),
        (
            r"\blist\b|\btable\b|\ball provinces\b|\bby province\b|\beach province\b",
            "列出各省{what}",
        ),
        (r"over the years|time ?line|each year|by year", "{who}历年{what}是多少？"),
    )
)
_ABOUT: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), form)
    for pattern, form in (
        (r"\bin force\b|\bstill valid\b", "{name}现在还有效吗？"),
        (
            r"how (?:often|many times).*(?:amended|revised|changed)|amendments|history",
            "{name}修改过几次？",
        ),
        (
            r"main (?:contents?|points|provisions)|what does .*?\b(?:say|provide)",
            "{name}的主要内容是什么？",
        ),
        (r"legal liabilit", "{name}的法律责任有哪些？"),
        (r"\bwho\b.*\bissue|\bissued by\b|\bissuer\b", "{name}是谁发布的？"),
        (r"\bwhen\b.*(?:effect|force)", "{name}什么时候施行？"),
        (r"\bwhen\b|\bdate\b", "{name}是什么时候发布的？"),
        (r"\b(?:document )?number\b", "{name}的发文字号是什么？"),
        (
            r"(?:which|what) documents? (?P<verb>cites?|implements?|repeals?|amends?)",
            "哪些文件{verb}了{name}？",
        ),
        (r"what does .*?(?P<verb>cite|implement|repeal|amend|forward)", "{name}{verb}了哪些文件？"),
        (r"\bbased on\b|\bbasis\b", "{name}依据了哪些文件？"),
        (r"\bwhat is\b", "{name}是什么文件？"),
    )
)


_BROAD: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), form)
    for pattern, form in (
        (r"\b(?:key|main|major) tasks?\b|\bpriorit(?:y|ies)\b", "{who}{when}有哪些重点任务？"),
        (r"\bachievements?\b|\baccomplish", "{who}{when}取得了哪些成绩？"),
        (r"\b(?:main|key) (?:goals|targets|objectives)\b", "{who}{when}的主要目标有哪些？"),
    )
)
"""What is asked of the documents of a place and a year as a whole."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """An English question in Chinese, and which words became which."""

    text: str
    steps: tuple[str, ...]


def is_english(question: str) -> bool:
    """Return whether a question is in English: Latin words outside of Chinese names prevail."""
    rest = _CJK_NAME.sub("", question)
    return len(_LATIN.findall(rest)) > 1 and re.search(r"[\u4e00-\u9fff]", rest) is None


def rendered(question: str, labels: Sequence[Label]) -> Rendering | None:
    """Return an English question in Chinese, None where too little of it is recognised.

    Args:
        question: The question.
        labels: The indicators; of two that fit alike one with figures is taken.
    """
    names = _CJK_NAME.findall(question)
    if names:
        return _about(question, names[0])
    places, steps = _places(question)
    years = [f"{year}年" for year in dict.fromkeys(_YEAR.findall(question))]
    indicator = _indicator(question, labels)
    if indicator is None:
        broad = next((form for pattern, form in _BROAD if pattern.search(question)), None)
        if broad is None or len(places) != 1:
            return None
        text = broad.format(who=places[0], when="".join(years))
        return Rendering(text, (*steps, f"English → {text}"))
    kind = "目标" if re.search(r"target|goal|aim|plan", question, re.IGNORECASE) else ""
    kind = "实际" if re.search(r"actual|result", question, re.IGNORECASE) else kind
    what = f"{''.join(years)}{indicator[1]}{kind}"
    form = next((form for pattern, form in _OPERATIONS if pattern.search(question)), None)
    bound = _bound(question)
    if bound:
        lead = "有多少个省" if re.search(r"how many", question, re.IGNORECASE) else "哪些省"
        form = f"{lead}{{what}}在{bound}？"
    elif form is None:
        form = "{who}{what}是多少？" if places or kind or years else "列出各省{what}"
    text = form.format(who="和".join(places), what=what).replace("目标目标", "目标")
    steps = [*steps, f"{indicator[0]} → {indicator[1]}", f"English → {text}"]
    return Rendering(text, tuple(steps))


def _bound(question: str) -> str:
    match = _BOUND.search(question)
    if match is None:
        return ""
    number, unit = match["number"], (match["unit"] or "%").lower()
    if unit == "million people":
        number, unit = str(round(float(number) * 100)), "万人"
    unit = "%" if unit.startswith("per") else "人" if unit == "people" else unit
    least = not _AT_MOST.search(match["sign"])
    if _BEYOND.match(match["sign"]):
        return f"{'超过' if least else '低于'}{number}{unit}"
    return f"{number}{unit}{'以上' if least else '以内'}"


def _about(question: str, name: str) -> Rendering | None:
    for pattern, form in _ABOUT:
        match = pattern.search(question)
        if match is not None:
            verb = _verb(match.groupdict().get("verb") or "")
            text = form.format(name=name, verb=verb)
            return Rendering(text, (f"English → {text}",))
    return None


def _verb(english: str) -> str:
    """Return the Chinese label of the property whose English label begins so."""
    stem = english.lower().rstrip("s")
    found = (t.labels_zh[0] for t in terms() if stem and t.labels_en[0].startswith(stem))
    return next(found, "引用")


def _places(question: str) -> tuple[list[str], list[str]]:
    found = []
    for name, chinese in english_places().items():
        at = re.search(rf"\b{re.escape(name)}\b", question, re.IGNORECASE)
        if at is not None:
            found.append((at.start(), name, chinese))
    found.sort()
    places = list(dict.fromkeys(chinese for _, _, chinese in found))
    return places, [f"{name} → {chinese}" for _, name, chinese in found]


@lru_cache(maxsize=1)
def english_places() -> dict[str, str]:
    """Return Chinese names of divisions by their English names, the provinces first."""
    table = files("qa.question").joinpath("place_english.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(table.splitlines(), delimiter="\t")
    return {name: row["name"] for row in rows for name in row["english names"].split("|")}


def _indicator(question: str, labels: Sequence[Label]) -> tuple[str, str] | None:
    """Return the indicator whose English label the question covers best: English and Chinese."""
    said = question.lower()
    for short, long in _SAME:
        said = re.sub(rf"\b{short}\b", long, said)
    words = _words(said)
    best: tuple[int, float, bool] = (0, 0.0, False)
    named = None
    for english, chinese, used in labels:
        wanted = _words(english)
        shared = len(wanted & words)
        share = shared / len(wanted) if wanted else 0.0
        enough = share >= LEAST_LABEL and (shared > 1 or share == 1.0)
        if enough and (shared, share, used) > best:
            best, named = (shared, share, used), (english, chinese)
    return named


def _words(text: str) -> frozenset[str]:
    found = re.findall(r"[a-z]+", text.lower())
    return frozenset(word.rstrip("s") for word in found) - _SMALL
