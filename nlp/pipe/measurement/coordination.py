"""Lists that share a verb: 甲、乙产量分别增长3%、5%; what each item is called in full."""

from __future__ import annotations

import re

from nlp.gazetteer.indicator import lexicon
from nlp.pipe.measurement.vocabulary import vocabulary

_RATIO_END = re.compile(r"(?<=.)(?:占比|比重|增速|增幅)$")
_GENERIC = re.compile(r"(?<=[一-鿿]{2})[一-鿿]{2}[率量额数]$")
_SEPARATOR = re.compile(r"、|(?:和|及|与|以及)(?![谐平睦解气])")
_OPEN = re.compile(
    r"等(?=[^等]{2,})|等?[两二三四五六七八九十]{1,2}[大个](?:重点|主要|支柱|优势|传统|新兴)?(?=行业|产业|领域|地区|省|市)"
)
_ORDINAL = {"一": "第一", "二": "第二", "三": "第三"}

_COLLAPSED: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"^一、?二、?三(?:次)?产(?:业)?"), ("第一产业", "第二产业", "第三产业")),
    (re.compile(r"^(?:三次产业|一二三产业)"), ("第一产业", "第二产业", "第三产业")),
    (re.compile(r"^二、?三产(?:业)?"), ("第二产业", "第三产业")),
    (re.compile(r"^城乡(?:居民)?(?:常住居民)?"), ("城镇居民", "农村居民")),
    (re.compile(r"^(?P<whose>.*?)存、?贷款"), (r"\g<whose>存款", r"\g<whose>贷款")),
    (re.compile(r"^(?P<whose>.*?)产销(?:量)?$"), (r"\g<whose>产量", r"\g<whose>销量")),
    (re.compile(r"^进出口(?:总?额)?$"), ("进口额", "出口额")),
)


def split_items(words: str) -> list[str]:
    """Split a coordination at 、 and 和 outside quotes and brackets."""
    items, depth, last = [], 0, 0
    at = 0
    while at < len(words):
        if words[at] in "“（":
            depth += 1
        elif words[at] in "”）":
            depth = max(0, depth - 1)
        elif depth == 0 and (match := _SEPARATOR.match(words, at)):
            items.append(words[last:at])
            at = last = match.end()
            continue
        at += 1
    items.append(words[last:])
    return [item for item in items if item]


def expand(words: str, count: int) -> list[str] | None:
    """Return the full names of ``count`` coordinated items, None if the words do not hold them.

    >>> expand("城镇、农村居民人均可支配收入", 2)
    ['城镇居民人均可支配收入', '农村居民人均可支配收入']
    """
    collapsed = _expand_collapsed(words, count)
    if collapsed:
        return collapsed
    # 租赁和商务服务业 is one item of a list that 、 divides; 甲、乙类和丙类 are two items.
    splits = (split_items(words), words.split("、"), re.split("和|及|与|以及", words))
    items = next((s for s in splits if len(s) == count and all(s)), None)
    return _share_head(_share_tail(list(items))) if items and count > 1 else None


def _expand_collapsed(words: str, count: int) -> list[str] | None:
    for pattern, parts in _COLLAPSED:
        match = pattern.match(words)
        if match and len(parts) == count:
            return [match.expand(part) + words[match.end() :] for part in parts]
    return None


def all_items(name: str) -> list[str]:
    """Return the full names of all things that a name coordinates, nothing if it is one thing."""
    for pattern, parts in _COLLAPSED:
        if pattern.match(name):
            return _expand_collapsed(name, len(parts)) or []
    return expand(name, len(split_items(name))) or []


def is_collapsed(name: str) -> bool:
    """Whether one word of a name stands for several subjects (城乡居民, 一二三产)."""
    return any(pattern.match(name) for pattern, _ in _COLLAPSED)


def metric_of(name: str) -> str:
    """Return the metric at the end of a name (产量 in 汽车产量), empty if there is none."""
    match = vocabulary().metric.search(name)
    return match[0] if match else ""


def is_bare_metric(name: str) -> bool:
    """Whether a name is nothing but a metric (利润), so that its subject stands elsewhere."""
    bare = re.sub("^(?:年度|年|累计|平均|月均|日均|总)(?=..)", "", name)
    return metric_of(bare) == bare and lexicon().link(name) is None


def last_of_list(name: str) -> str:
    """Return a list of like things whole, else its last item (花卉产量全球第一、鲜切花占比)."""
    *before, last = name.split("、")
    if any(re.search(r"[第\d]", item) or metric_of(item) or len(item) > 12 for item in before):
        return last
    return name


def _share_tail(items: list[str]) -> list[str]:
    """Give the earlier items the tail of the last: 食品、石化等产业增加值."""
    last = items[-1]
    opened = _OPEN.search(last)
    if opened:
        tail = last[opened.end() :]
        items = [*items[:-1], last[: opened.start()]]
        return [_ordinal(item) + tail for item in items]
    ratio = _RATIO_END.search(last)
    if ratio and all(_is_complete(item) and not _RATIO_END.search(item) for item in items[:-1]):
        return [item + ratio[0] for item in items[:-1]] + [last]
    tails = ["" if _is_complete(item) else _tail(item, last) for item in items[:-1]]
    earlier = [_ordinal(item) + tail for item, tail in zip(items, tails, strict=False)]
    return [*earlier, _ordinal(last)]


def _is_complete(item: str) -> bool:
    measured = metric_of(item) or item.endswith(("率", "额", "量"))
    return bool(measured) or lexicon().link(item) is not None


def _ordinal(item: str) -> str:
    """一 of 一、二、三产业 is 第一."""
    if item in _ORDINAL:
        return _ORDINAL[item]
    return _ORDINAL.get(item[0], item[0]) + item[1:] if item[1:2] == "产" else item


def _tail(item: str, last: str) -> str:
    for at in range(1, len(last)):
        if lexicon().link(item + last[at:]) is not None and len(last) - at > 1:
            return last[at:]
    known = next((last[at:] for at in range(1, len(last)) if lexicon().link(last[at:])), "")
    if len(known) > 3:
        return known
    if item in _ORDINAL or (item[0] == "第" and last[0] == "第"):
        return last[1:] if item in _ORDINAL else last[2:]
    # 国家级、部级创新平台: the item ends as the first part of the last one does.
    alike = last.find(item[-1], 0, 5)
    if 0 < alike < len(last) - 2 and len(item) > 1:
        return last[alike + 1 :]
    metric = metric_of(last) or _generic_metric(last)
    head = last[: len(last) - len(metric)] if metric else last
    # 国有、民营经济增加值: an item as long as the first word of the last one shares the rest.
    if len(item) == 2 and len(head) == 4:
        return last[2:]
    return metric


def _generic_metric(name: str) -> str:
    match = _GENERIC.search(name)
    return match[0] if match else ""


def _share_head(items: list[str]) -> list[str]:
    """Give bare metrics the head of the first item: 省属企业营业收入、利润."""
    first, *others = items
    metric = metric_of(first)
    head = first[: len(first) - len(metric)] if metric else ""
    large = first.startswith(("规上", "规模以上"))
    return [first, *(_with_head(item, _without_echo(head), large=large) for item in others)]


def _with_head(item: str, head: str, *, large: bool) -> str:
    if head and is_bare_metric(item):
        return head + item
    # 规上高技术制造业、装备制造业增加值: both are of industry above designated size.
    if large and not item.startswith("规") and lexicon().link(item) is None:
        return "规模以上" + item
    return item


def _without_echo(head: str) -> str:
    """生产安全死亡 before 死亡人数 says the same twice."""
    return head.removesuffix("死亡")
