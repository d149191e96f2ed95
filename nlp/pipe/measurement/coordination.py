"""Lists that share a verb: 甲、乙产量分别增长3%、5%; what each item is called in full."""

from __future__ import annotations

import re

from nlp.gazetteer.indicator import lexicon

# What a figure is counted or measured by; the last word of a full indicator name.
METRICS = (
    "限上零售额 死亡事故起数 全产业链产值 产量占比 人均可支配收入 可支配收入 营业收入 业务收入 销售收入 财政收入 税收收入 总收入 收入 支出 利润总额 利润 税收 增加值 总产值 产值 产量 产能 销量 销售额 销售面积 销售收入 零售额 零售总额 交易额 成交额 成交量 交易量 "
    "固定资产投资 投资 进出口总额 进出口额 进出口 出口额 进口额 总额 总量 总数 数量 规模 面积 里程 总里程 通车里程 装机容量 装机规模 装机 容量 发电量 用电量 供电量 货运量 客运量 吞吐量 周转量 运输量 发送量 "
    "覆盖率 参保率 处理率 利用率 合格率 达标率 普及率 入学率 毛入学率 就业率 失业率 化率 回收率 增速 增幅 涨幅 占比 比重 比例 比率 人数 人次 户数 家数 件数 起数 次数 事故起数 死亡人数 受伤人数 余额 存款余额 贷款余额 存量 "
    "保有量 拥有量 床位数 学位数 浓度 平均浓度 排放量 排放强度 能耗 水耗 用水量 强度 效率 生产率 满意度 满意率 指数 单产 总产 播种面积 种植面积 出栏量 存栏量 资金 经费 补助标准 补贴标准 保障标准 标准 价格 "
    "投入 订单量 业务量 接待量 游客人次 游客人数 花费 总花费 贡献率 渗透率 普惠率 入园率 解决率 办结率 网办率 覆盖面 时间 时长 时限 跑动次数 办结率 数"
).split()

_METRIC_END = re.compile("(?:" + "|".join(sorted(set(METRICS), key=len, reverse=True)) + ")$")
_RATIO_END = re.compile(r"(?<=.)(?:占比|比重|增速|增幅)$")
_SEPARATOR = re.compile(r"、|(?:和|及|与|以及)(?![谐平睦解气])")
_OPEN = re.compile(r"等(?=[^等]{2,})")
_ORDINAL = {"一": "第一", "二": "第二", "三": "第三"}

_COLLAPSED: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"^一、?二、?三(?:次)?产(?:业)?"), ("第一产业", "第二产业", "第三产业")),
    (re.compile(r"^(?:三次产业|一二三产业)"), ("第一产业", "第二产业", "第三产业")),
    (re.compile(r"^二、?三产(?:业)?"), ("第二产业", "第三产业")),
    (re.compile(r"^城乡(?:居民)?(?:常住居民)?"), ("城镇居民", "农村居民")),
    (re.compile(r"^产销(?:量)?$"), ("产量", "销量")),
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
    items = split_items(words)
    if len(items) != count:
        items = [item for item in re.split("和|及|与|以及", words) if item]
    if len(items) != count or count < 2:
        return None
    return _share_head(_share_tail(items))


def _expand_collapsed(words: str, count: int) -> list[str] | None:
    for pattern, parts in _COLLAPSED:
        match = pattern.match(words)
        if match and len(parts) == count:
            return [part + words[match.end() :] for part in parts]
    return None


def metric_of(name: str) -> str:
    """Return the metric at the end of a name (产量 in 汽车产量), empty if there is none."""
    match = _METRIC_END.search(name)
    return match[0] if match else ""


def is_bare_metric(name: str) -> bool:
    """Whether a name is nothing but a metric (利润), so that its subject stands elsewhere."""
    bare = re.sub("^(?:年度|年|累计|平均|月均|日均|总)(?=..)", "", name)
    return metric_of(bare) == bare and lexicon().link(name) is None


def last_of_list(name: str) -> str:
    """Return a list of like things whole, else its last item: 花卉产量全球第一、鲜切花占比 is no list."""
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
    return [
        _ordinal(item) if _is_complete(item) else _ordinal(item) + _tail(item, last)
        for item in items[:-1]
    ] + [_ordinal(last)]


def _is_complete(item: str) -> bool:
    return (
        bool(metric_of(item))
        or item.endswith(("率", "额", "量"))
        or lexicon().link(item) is not None
    )


def _ordinal(item: str) -> str:
    """一 of 一、二、三产业 is 第一."""
    return _ORDINAL.get(
        item, _ORDINAL.get(item[0], item[0]) + item[1:] if item[1:2] == "产" else item
    )


def _tail(item: str, last: str) -> str:
    for at in range(1, len(last)):
        if lexicon().link(item + last[at:]) is not None and len(last) - at > 1:
            return last[at:]
    if item in _ORDINAL or (item[0] == "第" and last[0] == "第"):
        return last[1:] if item in _ORDINAL else last[2:]
    # 国家级、部级创新平台: the item ends as the first part of the last one does.
    alike = last.find(item[-1], 0, 5)
    if 0 < alike < len(last) - 2 and len(item) > 1:
        return last[alike + 1 :]
    metric = metric_of(last)
    head = last[: len(last) - len(metric)] if metric else last
    # 国有、民营经济增加值: an item as long as the first word of the last one shares the rest.
    if len(item) == 2 and len(head) == 4:
        return last[2:]
    return metric


def _share_head(items: list[str]) -> list[str]:
    """Give bare metrics the head of the first item: 省属企业营业收入、利润."""
    metric = metric_of(items[0])
    head = items[0][: len(items[0]) - len(metric)] if metric else ""
    scale = re.match(r"规上|规模以上|限上|限额以上|新建|民营|全省|全市", items[0])
    shared = []
    for item in items:
        if head and item is not items[0] and is_bare_metric(item):
            shared.append(_without_echo(head) + item)
        elif (
            scale
            and scale[0] in ("规上", "规模以上")
            and item is not items[0]
            and lexicon().link(item) is None
        ):
            shared.append(item if item.startswith(("规上", "规模")) else scale[0] + item)
        else:
            shared.append(item)
    return shared


def _without_echo(head: str) -> str:
    """生产安全死亡 before 死亡人数 says the same twice."""
    return head.removesuffix("死亡")
