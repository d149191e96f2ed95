"""The forms of titles (《…》) and document numbers (国发〔2015〕50号) as patterns and plain functions."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST_TITLE = 200
_MARK = re.compile(r"[《》]")

KINDS = (
    "通知 意见 决定 决议 条例 办法 规定 规划 方案 纲要 细则 法 法典 宪法 批复 函 复函 公告 通告 公报 命令 令 议案 报告 计划 标准 指南 目录 "
    "清单 要点 规则 规程 规范 准则 制度 章程 公约 协定 协议 议定书 通报 纪要 请示 答复 解释 预案 导则 大纲 指引 白皮书 措施 政策 倡议 宣言 名单 "
    "名录 须知 守则 手册 框架 说明 分工 工作方案 若干措施 行动 三年行动 任务书 责任书 承诺书 意见书 建议书 倡议书 建议 总则 修正案 草案 备忘录 "
    "公开信 的信 通则 定额 指标 体系 办法（试行） 蓝皮书 图谱 路线图 一览表 台账 条约 安排 总体要求 施工图 十条 二十条 十六条 条款 合同 文本 战略 构想"
).split()
_KIND = re.compile("(?:" + "|".join(sorted(set(KINDS), key=lambda k: -len(k))) + ")$")
_NO_KIND = re.compile(r"(?:方法|办法论|想法|说法|书法|语法|兵法|魔法|看法|算法)$")
_TAIL = re.compile(r"(?:[（〔\[(][^（）()〔〕]{1,24}[）〕\])]|[—\-]{1,2}[\d年]+|\d{4}年?版?|第[一二三四五六七八九十]+版|[IⅠⅡⅢ一二三四]|\s)+$")

_BRACKET = r"[〔\[【（［﹝]"
_CLOSE = r"[〕\]】）］﹞]"
_NUMBER = re.compile(
    rf"(?P<code>[一-鿿]{{1,16}}(?:[（][一-鿿]{{1,4}}[）])?[一-鿿]{{0,6}}) ?{_BRACKET} ?(?P<year>(?:19|20)\d\d) ?年?{_CLOSE} ?"
    r"(?:第 ?)?(?P<number>\d{1,5}) ?号"
)
_ORDER = re.compile(
    r"(?P<code>(?:中华人民共和国)?[一-鿿]{1,24}?(?:令|公告|通告))(?:[（〔\[]?(?P<year>(?:19|20)\d\d) ?年?[）〕\]]?)? ?第 ?(?P<number>[\d一二三四五六七八九十百〇零]{1,5}) ?号"
)
# Words before the code of an office that do not belong to it: 根据国发…, 文件（…, 见…
_BEFORE_CODE = re.compile(
    r".*(?:根据|按照|依据|依照|遵照|参照|关于|印发|转发|发布|下发|出台|执行|落实|废止|替代|文件|通知|意见|规定|办法|方案|决定|批复|命令|文号为?|即|以及|同时|原"
    r"|与|(?<!共)和|及|或|以|经|由|见|据|含|将|的|是|为|对|在)(?=[一-鿿]{2,})"
)
_NO_CODE = re.compile(r"^(?:第|本|该|其|此|下列|上述|前款|有关|相关|发布)")
_LAW = re.compile(r"中华人民共和国(?![一-鿿]{0,4}(?:境|领|公民|国|主席|成立))[一-鿿]{2,18}?(?:法典|法)(?![律规院官人制治案学庭])")


def bracketed(text: str) -> list[tuple[int, int]]:
    """Return the outermost titles, 《 and 》 included; a mark without its partner is passed over.

    >>> bracketed("依《甲〈乙〉法》与《丙")
    [(1, 8)]
    """
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for mark in _MARK.finditer(text):
        at = mark.start()
        while opened and at - opened[0] > LONGEST_TITLE:
            opened.pop(0)
        if mark[0] == "《":
            opened.append(at)
        elif opened:
            start = opened.pop()
            while pairs and pairs[-1][0] > start:
                pairs.pop()
            pairs.append((start, at + 1))
    return pairs


def clean(title: str) -> str:
    """Return a title without its marks, line breaks and the spaces of letter-spaced heads."""
    inner = title.strip()
    if inner.startswith("《") and inner.endswith("》"):
        inner = inner[1:-1]
    inner = re.sub(r"\s*\n\s*", "", inner).strip()
    return re.sub(r"(?<=[一-鿿]) +(?=[一-鿿])", "", inner).replace("《", "〈").replace("》", "〉")


def kind_of(title: str) -> str | None:
    """Return the word for the kind of document that a clean title ends with, else None."""
    bare = _TAIL.sub("", title)
    if _NO_KIND.search(bare):
        return None
    found = _KIND.search(bare)
    return found[0] if found else None


def numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield ``(start, end, normal form)`` of every document number."""
    last = 0
    for match in _NUMBER.finditer(text):
        start = match.start() + _skip(match["code"])
        code = re.sub(r"\s", "", text[start : match.end("code")])
        if code and not _NO_CODE.match(code) and start >= last:
            yield start, match.end(), f"{code}〔{match['year']}〕{int(match['number'])}号"
            last = match.end()
    yield from _orders(text)


def _orders(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield orders and announcements: 国务院令第711号, 商务部公告2020年第3号."""
    for match in _ORDER.finditer(text):
        start = match.start() + _skip(match["code"])
        code = text[start : match.end("code")]
        year = f"{match['year']}年" if match["year"] else ""
        if len(code) > 1 or code == "令":
            yield start, match.end(), f"{code}{year}第{match['number']}号"


def _skip(code: str) -> int:
    """Return how many characters before an office's code are words of the sentence."""
    found = _BEFORE_CODE.match(code)
    return found.end() if found else 0


def bare_laws(text: str) -> Iterator[tuple[int, int]]:
    """Yield the laws that are named in full without marks: 中华人民共和国数据安全法."""
    for match in _LAW.finditer(text):
        yield match.span()
