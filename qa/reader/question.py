"""What the reader sees of a question: its terms, what kind of thing it asks for, and around what.

The kinds are hints for the model, not a decision: several may hold, and none is fine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from corpus.normalize import fold
from nlp.segment import words
from qa.reader.place import place_names
from qa.reader.rarity import rarity

if TYPE_CHECKING:
    Weights = np.ndarray[tuple[int], np.dtype[np.float32]]

KINDS: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "who": r"谁|哪(?:个|些|几个)?(?:单位|部门|机构|企业|公司|人)|哪家|什么(?:部门|人|单位)",
        "where": (
            r"哪里|哪儿|(?<!如)何处|什么地方|哪(?:些|个|几个)?(?:地区|省|市|区|县|地方|场所|城市)"
        ),
        "when": r"何时|什么时[候间]|哪一?[年天日月]|几月|多久|多长时间|几[年天]|时限|期限|时间",
        "number": r"多少|几[个家项件名人次条种类元]|多[大高长重]|百分之几|几成|[高低]于何",
        "manner": r"如何|怎么|怎样|方式|形式|渠道|途径|方法|流程|手段",
        "reason": r"为什么|为何|原因|目的|为了什么",
        "measure": r"措施|举措|政策|部署|安排|做法|办法|支持|工作|服务|行动|努力|优惠",
        "demand": r"要求|规定|应当?(?:如何|怎)|需要|必须|注意|原则|责任",
        "condition": r"条件|标准|情形|范围|对象|资格|材料|内容|种类|包括|适用",
        "contact": r"电话|热线|网址|网站|邮箱|地址|号码|路径|平台|账号|公众号",
        "meaning": r"什么是|是什么$|是指|含义|意思|定义|[指是]什么",
        "whether": r"吗$|是否|能否|可否|有没有|是不是",
        "list": r"哪些|哪几|分别",
    }.items()
}
"""Kinds of question, each with the words that hint at it."""

OF_VALUE = ("who", "where", "when", "number", "contact")
"""Kinds that a name, place, time or figure answers, unless ``OF_CLAUSE`` holds too."""
OF_CLAUSE = ("manner", "reason")

ASKS = re.compile(
    "请问|是否|能否|可否|为什么|为何|如何|怎么样|怎样|怎么|什么样的?|什么时[候间]|什么|何时|何种|何处"
    "|哪一?(?:些|几)?[个种类项家位]?|多少|多久|多长时间|多[大高]|几(?=[个家项月天年种类名])|谁|吗$"
)
_NOUN = re.compile(r"[\u4e00-\u9fff]{2,6}$")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the reader matches it; ``weights`` say how much each of ``terms`` tells.

    ``before`` and ``after`` are what stands on either side of the interrogative, ``noun`` what it
    asks for (哪些*措施*); each may be empty. ``places`` are short names.
    """

    text: str
    terms: tuple[str, ...]
    weights: Weights
    kinds: tuple[bool, ...]
    before: str
    after: str
    noun: str
    places: tuple[str, ...]


def question(text: str) -> Question:
    """Return what the reader needs of a question."""
    plain = fold(text).lower().strip().rstrip("?？。 ")
    asked = _asked(plain)
    before, after = (plain[: asked.start()], plain[asked.end() :]) if asked else (plain, "")
    terms = _terms(ASKS.sub(" ", plain)) or _terms(plain)
    weights = np.array([rarity(term) * _share(term) for term in terms], dtype=np.float32)
    kinds = tuple(pattern.search(plain) is not None for pattern in KINDS.values())
    noun = _noun(before, after)
    return Question(plain, terms, weights, kinds, before, after, noun, place_names(plain))


def _asked(text: str) -> re.Match[str] | None:
    """Return the last interrogative: what stands before it narrows what is asked."""
    return max(ASKS.finditer(text), key=lambda found: found.start(), default=None)


def _terms(text: str) -> tuple[str, ...]:
    """Return the pairs of characters of each run, and runs of one; numbers and letters whole."""
    found: list[str] = []
    for run in re.findall(r"[\u3400-\u9fff]+|[a-z0-9.%]+", text):
        if run[0].isascii() or len(run) == 1:
            found.append(run)
        else:
            found += (run[at : at + 2] for at in range(len(run) - 1))
    return tuple(dict.fromkeys(found))


def _share(term: str) -> float:
    return 2.0 if term[0].isascii() and len(term) > 1 else 1.0


def _noun(before: str, after: str) -> str:
    """Return the noun that is asked for: what follows the interrogative, else what it is said of.

    >>> _noun("", "措施支持物资供应"), _noun("行动的捐赠方式有", "")
    ('措施', '方式')
    """
    if after:
        first = next(iter(words(after, search=False)), "")
        return first if _NOUN.match(first) else ""
    left = words(before.rstrip("是有为包括都"), search=False)
    return left[-1] if left and _NOUN.match(left[-1]) else ""
