"""Follow-ups that say only what is different: 那秘书长呢, 那最低的呢, 5.5%以上的呢, 有几个.

Each is turned into the last question with one part of it exchanged.
"""

from __future__ import annotations

import re

_THEN = re.compile(r"^那么?(?P<noun>(?!最)[\u4e00-\u9fff]{2,10}?)呢[？?]?$")
_OF_THING = re.compile(
    r"^(?P<of>.+的)[^的，。？?]{1,12}?(?P<asked>(?:分别)?(?:是|有|为)?(?:谁|多少|什么|哪|几|何).*)$"
)
_EDGE = "最[高低大小多少快慢早晚新]"
_EXTREME = re.compile(rf"^(?:那么?)?(?P<most>{_EDGE})(?:的)?(?:呢|是哪[个些])[？?]?$")
_MOST = re.compile(_EDGE)
_SIGN = r"(?:不?[高低多少大小]于|超过|不超过|达到|在)?"
_NUMBER = r"\d+(?:\.\d+)?[万亿]*"
_BOUND = rf"{_SIGN}{_NUMBER}(?:%|个百分点|[人元个家吨])?(?:以[上下内]|左右)?"
_OTHER_BOUND = re.compile(rf"^(?:那么?)?(?P<bound>{_BOUND})的?(?:省|市)?(?:呢|有哪些)?[？?]?$")
_HAS_BOUND = re.compile(rf"{_SIGN}(?<![\d.]){_NUMBER}(?:%|个百分点)(?:以[上下内]|左右)?")
_COUNT = re.compile(r"^(?:那么?)?(?:一?共|总共)?有?(?:几|多少)(?:[个部份家条项])?呢?[？?]?$")


def exchanged(question: str, last: str) -> str | None:
    """Return the last question with one part exchanged; None if the new one is not elliptic.

    >>> exchanged("那秘书长呢？", "某委员会的主任是谁？")
    '某委员会的秘书长是谁？'
    >>> exchanged("那最低的呢？", "各省目标最高的是哪个？")
    '各省目标最低的是哪个？'
    >>> exchanged("5.5%以上的呢？", "哪些省目标高于5%？")
    '哪些省目标5.5%以上？'
    >>> exchanged("有几个？", "哪些省提到云计算？")
    '多少个省提到云计算？'
    """
    extreme = _EXTREME.match(question)
    if extreme is not None and _MOST.search(last):
        return _MOST.sub(extreme["most"], last, count=1)
    new, old = _THEN.match(question), _OF_THING.match(last)
    if new is not None and old is not None:
        return f"{old['of']}{new['noun']}{old['asked']}"
    bound = _OTHER_BOUND.match(question)
    if bound is not None and _HAS_BOUND.search(last):
        return _HAS_BOUND.sub(bound["bound"], last, count=1)
    if _COUNT.match(question) and "哪些" in last:
        return last.replace("哪些", "多少个", 1)
    return None
