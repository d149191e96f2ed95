"""Enterprises, schools, hospitals and associations: a word for what it is and the name before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.pipe.word import Words

_SUFFIX = re.compile(
    r"股份有限公司|有限责任公司|集团有限公司|有限公司|集团公司|分公司|公司|集团|商业银行|银行|大学|学院|医院|研究院|研究所|协会|学会|商会|联合会"
    r"|基金会|出版社|交易所|实验室|联盟|医学院|报社|电视台|设计院|科学院|中学|小学"
)
_WHOLE = re.compile(r"[（(][一-鿿]{2,6}[）)]$")
_STOP = frozenset(
    "的 和 与 及 在 由 对 向 从 为 将 是 等 或 以 给 到 了 被 把 让 各 该 本 其 这 那 有 并 于 同 经 跟 就 也 都 每 某 两 多 一 几 全 我 你 他 她 它 会 已 至 比 原 即 如 "
    "一个 一家 多家 各类 各级 全国 国家 我国 全省 全市 有关 相关 部分 所有 其他 其它 以及 包括 支持 推动 推进 鼓励 引导 组织 联合 会同 加快 建设 发展 设立 成立 组建 建立 培育 打造 依托 "
    "作为 通过 利用 根据 按照 要求 针对 位于 来自 前往 进入 走进 任职 担任 其中 例如 比如 目前 已经 可以 能够 需要 应当 不得 关于 对于 由于 为了 使用 提供 开展 负责 委托 支援 帮助 "
    "指定 协调 安排 选派 赴 派 去 往 对口 签约 合作 访问 考察 视察 调研 检查 督导 指导 成为 加入 参加 参与 获 获得 属于 定点 转 转至 送 入 住 收购 入驻 集团".split()
)
# Kinds of organisation, not one of them.
_GENERIC = re.compile(
    r"^(?:国有|国有控股|国有独资|民营|上市|跨国|保险|证券|基金|信托|期货|融资|租赁|融资租赁|担保|融资担保|投资|物流|快递|快递物流|物业|物业服务|物业管理|平台|网络|科技|电力|电网|电信|燃气|供水|供电|供热|建筑|房地产|房地产开发|旅游|航空|铁路|运输|客运|货运|公交|出租车|汽车|煤炭|石油|粮食|农业|食品|医药|药品|化工|钢铁|有色|文化|传媒|广告|咨询|人力资源|劳务派遣|劳务"
    r"|外资|外商投资|合资|全资|全资子|子|母|总|分|股份|有限|责任|有限责任|股份制|商业|政策性|开发性|村镇|民营|城市|农村|农村商业|地方|法人|合作|开户|代理|经办|参与|承办|合作|大型|中型|小型|中小|骨干|重点|龙头|高等|普通|职业|独立|民办|公办|老年|开放|技师|高职|高职高专|社区|公立|私立|公立|民营|三级|二级|一级|县级|市级|省级|综合|专科|综合性|中医|传染病|儿童|妇幼|定点|收治|后备|互联网|方舱|临时"
    r"|行业|产业|科技|专业|技术|学术|社会|科研|工程|科学|国家|国家级|省部级|联合|重点|国家重点|全国重点|新型|创新|高水平|行业|双一流|一流|理工|师范|部属|地方|研究|应用型|中心|企业|大|小|新|老)*$"
)
_LONGEST = 24
_PROPER = ("nz", "nt", "nr", "ns", "x")  # tags of names; x: not in the dictionary


def find_organizations(
    text: str, words: Words, grounds: set[int], dictionary: dict[str, str]
) -> Iterator[tuple[int, int]]:
    """Yield spans of organisations that have a name of their own.

    ``grounds`` are the offsets at which a place begins; ``dictionary`` gives parts of speech.
    """
    edge = 0
    for suffix in _SUFFIX.finditer(text):
        if suffix.start() < edge or suffix.end() not in words.end_set:
            continue
        start = _left(text, words, suffix.start(), dictionary, edge)
        if start < suffix.start() and _named(text, words, start, suffix.start(), grounds, dictionary):
            edge = suffix.end()
            yield start, suffix.end()


def _left(
    text: str, words: Words, end: int, dictionary: dict[str, str], edge: int
) -> int:
    """Return where the name begins: the words before the suffix up to one that cannot be in it."""
    start = words.at(end)[0]
    for low, high in words.before(start, 8):
        word = text[low:high]
        if low < edge or end - low > _LONGEST or word in _STOP or not _part(word, dictionary):
            break
        start = low
    return start


def _part(word: str, dictionary: dict[str, str]) -> bool:
    if not all("一" <= c <= "鿿" or c.isascii() and c.isalpha() for c in word):
        return False
    return word[0] == "第" or dictionary.get(word, "x")[:1] not in "pcdurqymt"


def _named(
    text: str, words: Words, start: int, end: int, grounds: set[int], dictionary: dict[str, str]
) -> bool:
    """Tell whether what stands before the suffix is a name and not a sort."""
    name = text[start:end]
    if len(name) < 2 or _GENERIC.match(name):
        return False
    if start in grounds:
        return len(name) > 2 or text[end] in "大学银集"
    low, high = words.at(end)
    own = [text[low:high]] if low < end else []
    own += [text[a:b] for a, b in words.before(low, 8) if a >= start]
    return any(dictionary.get(w, "x")[:2] in _PROPER for w in own if len(w) > 1)
