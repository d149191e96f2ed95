"""Deeds that a question asks the time or the doer of: the sentence that answers says them."""

from __future__ import annotations

import re

_DEED = re.compile(
    "(?:什么时[候间]|何时|哪一?[年天日月])(?:底|前|份)?(?:能够?|会|要|可以|正式|全面|将|才|被|就)*"
    "(?P<deed>完成|完工|建成|开始|结束|到期|截止|实施|执行|施行|召开|举行|开工|投产|上线|启动|解除|恢复"
    "|取消|开放|关闭|停止|实现|成立|出台)(?![^，]*的)"
)
_DEEDS = {
    "完成": "完成|建成|到位|[底日前]前|以前|之前",
    "完工": "完工|完成|建成|竣工",
    "建成": "建成|完工|完成|竣工|投用|投入使用",
    "开始": "开始|起|自|启动",
    "结束": "结束|截止|止|[至到]",
    "到期": "到期|届满|截止|止|[至到]",
    "截止": "截止|止|[至到]|前",
    "实施": "实施|施行|执行|生效|起|自",
    "执行": "实施|施行|执行|生效|起|自|至|到",
    "施行": "实施|施行|执行|生效|起|自",
}
"""What else says that something is done at a time; what is not here is said by its own word."""
_WHO_ACTS = re.compile(
    "(?:谁|哪一?个(?:部门|机关|机构|单位)|什么(?:部门|机关|机构|单位))(?:来|负责)?"
    "(?P<deed>颁发|核发|发放|签发|发|批准|审批|批|任命|选举|推选|聘任|保管|支付|付|缴纳|缴|出)(?:的|证)?$"
)
_ISSUES = "发(?![现生展布改挥])|授予|出具|领取"
_ACTS = {
    "颁发": _ISSUES,
    "核发": _ISSUES,
    "发放": f"{_ISSUES}|付",
    "发": _ISSUES,
    "批准": "批|准|许可|同意|审[查核]",
    "审批": "批|准|许可|同意|审[查核]",
    "批": "批|准|许可|同意|审[查核]",
    "任命": "任[命免]|任",
    "支付": "付|承担|缴|负担|出资",
    "付": "付|承担|缴|负担|出资",
    "缴纳": "缴|交|付|承担",
    "缴": "缴|交|付|承担",
    "出": "付|承担|缴|负担|出|安排|列入",
}
"""What else says that somebody does it; what is not here is said by its own word."""


_FORBIDS = re.compile("(?:多少|几)[^，]{0,8}(?:禁止|严禁|不得|不准)")
_FORBIDDEN = re.compile("(?<![在于])(?:禁止|严禁|不得|不准)")
_HOW = re.compile(
    "(?:怎么样?|如何|怎样)(?:进行|予以|给予|来|去)?(?P<deed>计算|算|罚|赔偿|赔|缴纳|缴|认定|划分|分类|产生|选举|分配|处置)(?:的|呢)?$"
)
_HOW_SAID = {
    "计算": "(?<!不再)(?<!不)(?:按|以[^，。]{1,14}为|标准|基数|每|乘|除以|之和|起算)",
    "罚": "罚|拘留|拘役|徒刑|吊销|没收",
    "赔偿": "赔|补偿",
    "缴纳": "缴|交|扣",
    "认定": "认定|确定|是指|属于|视为|标准|条件",
    "划分": "分为|划分|等级|标准|是指|以[上下]",
    "分类": "分为|分类|分成|类",
    "产生": "选举|推选|任命|产生|委派|聘任|指定",
    "选举": "选举|推选|产生",
    "分配": "分配|按|归|所得",
    "处置": "处置|处理|应当|依法",
}
_SAME = {"算": "计算", "赔": "赔偿", "缴": "缴纳"}
"""What a sentence has that says how it is done."""


def done(question: str, quote: str) -> str | None:
    """Object where it is asked when something is done, and the sentence does not say that it is."""
    match = _DEED.search(question)
    deed = match and match["deed"]
    said = deed and re.search(_DEEDS.get(deed, re.escape(deed)), quote)
    return None if not deed or said else f"引文没有说{deed}"


def acted(question: str, quote: str) -> str | None:
    """Object where it is asked who does a deed, and the sentence does not say that deed."""
    match = _WHO_ACTS.search(question)
    deed = match and match["deed"]
    said = deed and re.search(_ACTS.get(deed, re.escape(deed)), quote)
    return None if not deed or said else f"引文没有说由谁{deed}"


def forbidden(question: str, quote: str) -> str | None:
    """Object where it is asked what is forbidden, and the sentence only names it: *在*禁止区内."""
    asked = _FORBIDS.search(question)
    return "引文没有作出禁止" if asked and not _FORBIDDEN.search(quote) else None


def told_how(question: str, quote: str) -> str | None:
    """Object where it is asked how something is done, and the sentence does not say how."""
    match = _HOW.search(question)
    deed = match and _SAME.get(match["deed"], match["deed"])
    return None if not deed or re.search(_HOW_SAID[deed], quote) else f"引文没有说怎么{deed}"
